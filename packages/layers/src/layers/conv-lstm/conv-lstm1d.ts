import type { Sizes } from "../convolution/conv-layer";
import { BaseConvLSTM, type ConvLstmOptions, type ConvLstmSizes } from "./base-conv-lstm";

/** See {@link convLstm1d}. */
export class ConvLSTM1D extends BaseConvLSTM {
  /** Its name in Keras. */
  static readonly className: string = "ConvLSTM1D";

  constructor(options: ConvLstmOptions & ConvLstmSizes) {
    super("convLstm1d", 1, options);
  }
}

/**
 * Long short-term memory over sequences of signals, such as those of many sensors in a row (Shi et al. 2015): an `lstm` whose products
 * with the input and the state are convolutions. From `[batch, steps, length, channels]` to the last output,
 * `[batch, length, filters]`, or all of them with `returnSequences`. Strides, padding and dilation are those of the
 * convolution of the input; that of the state keeps its axes.
 *
 * @param filters - The number of channels of both states and of the output.
 * @param kernelSize - The size of the kernels, in elements.
 * @throws RangeError or TypeError for numbers or options that are none of these, or a kernel that does not fit.
 * @example
 * sequential([convLstm1d(4, 3, { inputShape: [6, 16, 2], padding: "same" }), flatten(), dense(1)]);
 */
export function convLstm1d(filters: number, kernelSize: Sizes, options: ConvLstmOptions = {}): ConvLSTM1D {
  return new ConvLSTM1D({ ...options, filters, kernelSize });
}
