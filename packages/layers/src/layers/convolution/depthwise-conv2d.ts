import { BaseDepthwiseConv } from "./base-depthwise-conv";
import type { Sizes } from "./conv-layer";
import type { DepthwiseConvOptions } from "./depthwise-options";

/** See {@link depthwiseConv2d}. */
export class DepthwiseConv2D extends BaseDepthwiseConv {
  /** Its name in Keras. */
  static readonly className: string = "DepthwiseConv2D";

  constructor(options: DepthwiseConvOptions & { readonly kernelSize: Sizes }) {
    super("depthwiseConv2d", 2, options);
  }
}

/**
 * A convolution of every channel by kernels of its own, without mixing channels. From `[batch, height, width, channels]` to
 * `[batch, height, width, channels * depthMultiplier]`.
 *
 * @param kernelSize - The size of the kernels, for all axes or each, in elements.
 * @throws RangeError for numbers that are none of these, or a kernel that does not fit.
 * @example
 * depthwiseConv2d(3, { depthMultiplier: 2 }).computeOutputShape([null, 9, 9, 4]); // [null, 7, 7, 8]
 */
export function depthwiseConv2d(kernelSize: Sizes, options: DepthwiseConvOptions = {}): DepthwiseConv2D {
  return new DepthwiseConv2D({ ...options, kernelSize });
}
