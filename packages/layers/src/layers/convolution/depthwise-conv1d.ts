import { BaseDepthwiseConv } from "./base-depthwise-conv";
import type { Sizes } from "./conv-layer";
import type { DepthwiseConvOptions } from "./depthwise-options";

/** See {@link depthwiseConv1d}. */
export class DepthwiseConv1D extends BaseDepthwiseConv {
  /** Its name in Keras. */
  static readonly className: string = "DepthwiseConv1D";

  constructor(options: DepthwiseConvOptions & { readonly kernelSize: Sizes }) {
    super("depthwiseConv1d", 1, options);
  }
}

/**
 * A convolution of every channel by kernels of its own, without mixing channels. From `[batch, steps, channels]` to
 * `[batch, steps, channels * depthMultiplier]`.
 *
 * @param kernelSize - The size of the kernels, in elements.
 * @throws RangeError for numbers that are none of these, or a kernel that does not fit.
 * @example
 * depthwiseConv1d(3, { depthMultiplier: 2 }).computeOutputShape([null, 9, 4]); // [null, 7, 8]
 */
export function depthwiseConv1d(kernelSize: Sizes, options: DepthwiseConvOptions = {}): DepthwiseConv1D {
  return new DepthwiseConv1D({ ...options, kernelSize });
}
