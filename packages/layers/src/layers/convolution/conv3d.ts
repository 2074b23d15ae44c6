import { BaseConv, type ConvLayerOptions, type FiltersAndSize } from "./base-conv";
import type { Sizes } from "./conv-layer";

/** See {@link conv3d}. */
export class Conv3D extends BaseConv {
  /** Its name in Keras. */
  static readonly className: string = "Conv3D";
  /** Other names of it. */
  static readonly aliases: readonly string[] = ["Convolution3D"];

  constructor(options: ConvLayerOptions & FiltersAndSize) {
    super("conv3d", 3, options);
  }
}

/**
 * A convolution of volumes or films: kernels slide over the input, and each gives one channel of the output. From `[batch, depth, height, width, channels]`
 * to `[batch, depth, height, width, filters]`.
 *
 * @param filters - The number of kernels, and so of channels of the output.
 * @param kernelSize - The size of the kernels, for all axes or each, in elements.
 * @throws RangeError for numbers that are none of these, groups that do not divide, or a kernel that does not fit.
 * @example
 * sequential([conv3d(8, 3, { inputShape: [16, 16, 16, 1], activation: "relu", padding: "same" }), flatten(), dense(10)]);
 */
export function conv3d(filters: number, kernelSize: Sizes, options: ConvLayerOptions = {}): Conv3D {
  return new Conv3D({ ...options, filters, kernelSize });
}
