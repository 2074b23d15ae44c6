import type { Sizes } from "../convolution/conv-layer";
import { BaseConvLSTM, type ConvLstmOptions, type ConvLstmSizes } from "./base-conv-lstm";

/** See {@link convLstm3d}. */
export class ConvLSTM3D extends BaseConvLSTM {
  /** Its name in Keras. */
  static readonly className: string = "ConvLSTM3D";

  constructor(options: ConvLstmOptions & ConvLstmSizes) {
    super("convLstm3d", 3, options);
  }
}

/**
 * Long short-term memory over sequences of volumes (Shi et al. 2015): an `lstm` whose products
 * with the input and the state are convolutions. From `[batch, steps, depth, height, width, channels]` to the last output,
 * `[batch, depth, height, width, filters]`, or all of them with `returnSequences`. Strides, padding and dilation are those of the
 * convolution of the input; that of the state keeps its axes.
 *
 * @param filters - The number of channels of both states and of the output.
 * @param kernelSize - The size of the kernels, for all axes or each, in elements.
 * @throws RangeError or TypeError for numbers or options that are none of these, or a kernel that does not fit.
 * @example
 * sequential([convLstm3d(2, 3, { inputShape: [4, 5, 5, 5, 1], padding: "same" }), flatten(), dense(1)]);
 */
export function convLstm3d(filters: number, kernelSize: Sizes, options: ConvLstmOptions = {}): ConvLSTM3D {
  return new ConvLSTM3D({ ...options, filters, kernelSize });
}
