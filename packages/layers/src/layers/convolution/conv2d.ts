import { BaseConv, type ConvLayerOptions, type FiltersAndSize } from "./base-conv";
import type { Sizes } from "./conv-layer";

/** See {@link conv2d}. */
export class Conv2D extends BaseConv {
  /** Its name in Keras. */
  static readonly className: string = "Conv2D";
  /** Other names of it. */
  static readonly aliases: readonly string[] = ["Convolution2D"];

  constructor(options: ConvLayerOptions & FiltersAndSize) {
    super("conv2d", 2, options);
  }
}

/**
 * A convolution of images: kernels slide over the input, and each gives one channel of the output. From `[batch, height, width, channels]`
 * to `[batch, height, width, filters]`.
 *
 * @param filters - The number of kernels, and so of channels of the output.
 * @param kernelSize - The size of the kernels, for all axes or each, in elements.
 * @throws RangeError for numbers that are none of these, groups that do not divide, or a kernel that does not fit.
 * @example
 * sequential([conv2d(8, 3, { inputShape: [28, 28, 1], activation: "relu", padding: "same" }), flatten(), dense(10)]);
 */
export function conv2d(filters: number, kernelSize: Sizes, options: ConvLayerOptions = {}): Conv2D {
  return new Conv2D({ ...options, filters, kernelSize });
}
