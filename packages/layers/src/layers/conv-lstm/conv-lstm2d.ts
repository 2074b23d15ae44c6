import type { Sizes } from "../convolution/conv-layer";
import { BaseConvLSTM, type ConvLstmOptions, type ConvLstmSizes } from "./base-conv-lstm";

/** See {@link convLstm2d}. */
export class ConvLSTM2D extends BaseConvLSTM {
  /** Its name in Keras. */
  static readonly className: string = "ConvLSTM2D";

  constructor(options: ConvLstmOptions & ConvLstmSizes) {
    super("convLstm2d", 2, options);
  }
}

/**
 * Long short-term memory over sequences of images: frames of a film, or maps of the weather (Shi et al. 2015): an `lstm` whose products
 * with the input and the state are convolutions. From `[batch, steps, height, width, channels]` to the last output,
 * `[batch, height, width, filters]`, or all of them with `returnSequences`. Strides, padding and dilation are those of the
 * convolution of the input; that of the state keeps its axes.
 *
 * @param filters - The number of channels of both states and of the output.
 * @param kernelSize - The size of the kernels, for all axes or each, in elements.
 * @throws RangeError or TypeError for numbers or options that are none of these, or a kernel that does not fit.
 * @example
 * sequential([convLstm2d(4, 3, { inputShape: [6, 8, 8, 1], padding: "same", returnSequences: true }), convLstm2d(1, 3)]);
 */
export function convLstm2d(filters: number, kernelSize: Sizes, options: ConvLstmOptions = {}): ConvLSTM2D {
  return new ConvLSTM2D({ ...options, filters, kernelSize });
}
