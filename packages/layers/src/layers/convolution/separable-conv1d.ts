import type { FiltersAndSize } from "./base-conv";
import { BaseSeparableConv } from "./base-separable-conv";
import type { Sizes } from "./conv-layer";
import type { SeparableConvOptions } from "./depthwise-options";

/** See {@link separableConv1d}. */
export class SeparableConv1D extends BaseSeparableConv {
  /** Its name in Keras. */
  static readonly className: string = "SeparableConv1D";
  /** Other names of it. */
  static readonly aliases: readonly string[] = ["SeparableConvolution1D"];

  constructor(options: SeparableConvOptions & FiltersAndSize) {
    super("separableConv1d", 1, options);
  }
}

/**
 * A convolution of every channel by itself, then one across channels with a window of one element: far fewer weights than
 * {@link conv1d} has. From `[batch, steps, channels]` to `[batch, steps, filters]`.
 *
 * @param filters - The number of channels of the output.
 * @param kernelSize - The size of the kernels, in elements.
 * @throws RangeError for numbers that are none of these, or a kernel that does not fit.
 * @example
 * separableConv1d(16, 3, { padding: "same" }).computeOutputShape([null, 9, 4]); // [null, 9, 16]
 */
export function separableConv1d(
  filters: number,
  kernelSize: Sizes,
  options: SeparableConvOptions = {},
): SeparableConv1D {
  return new SeparableConv1D({ ...options, filters, kernelSize });
}
