import type { FiltersAndSize } from "./base-conv";
import { BaseSeparableConv } from "./base-separable-conv";
import type { Sizes } from "./conv-layer";
import type { SeparableConvOptions } from "./depthwise-options";

/** See {@link separableConv2d}. */
export class SeparableConv2D extends BaseSeparableConv {
  /** Its name in Keras. */
  static readonly className: string = "SeparableConv2D";
  /** Other names of it. */
  static readonly aliases: readonly string[] = ["SeparableConvolution2D"];

  constructor(options: SeparableConvOptions & FiltersAndSize) {
    super("separableConv2d", 2, options);
  }
}

/**
 * A convolution of every channel by itself, then one across channels with a window of one element: far fewer weights than
 * {@link conv2d} has. From `[batch, height, width, channels]` to `[batch, height, width, filters]`.
 *
 * @param filters - The number of channels of the output.
 * @param kernelSize - The size of the kernels, for all axes or each, in elements.
 * @throws RangeError for numbers that are none of these, or a kernel that does not fit.
 * @example
 * separableConv2d(16, 3, { padding: "same" }).computeOutputShape([null, 9, 9, 4]); // [null, 9, 9, 16]
 */
export function separableConv2d(
  filters: number,
  kernelSize: Sizes,
  options: SeparableConvOptions = {},
): SeparableConv2D {
  return new SeparableConv2D({ ...options, filters, kernelSize });
}
