import type { FiltersAndSize } from "./base-conv";
import { BaseConvTranspose, type ConvTransposeLayerOptions } from "./base-conv-transpose";
import type { Sizes } from "./conv-layer";

/** See {@link conv3dTranspose}. */
export class Conv3DTranspose extends BaseConvTranspose {
  /** Its name in Keras. */
  static readonly className: string = "Conv3DTranspose";
  /** Other names of it. */
  static readonly aliases: readonly string[] = ["Convolution3DTranspose"];

  constructor(options: ConvTransposeLayerOptions & FiltersAndSize) {
    super("conv3dTranspose", 3, options);
  }
}

/**
 * A convolution the other way: every element of the input adds a multiple of each kernel to the output, `strides` apart, so
 * that it enlarges what {@link conv3d} makes smaller. From `[batch, depth, height, width, channels]` to
 * `[batch, depth, height, width, filters]`, with lengths times strides for padding "same".
 *
 * @param filters - The number of channels of the output.
 * @param kernelSize - The size of the kernels, for all axes or each, in elements.
 * @throws RangeError for numbers that are none of these.
 * @example
 * conv3dTranspose(4, 3, { strides: 2, padding: "same" }).computeOutputShape([null, 5, 5, 5, 2]); // [null, 10, 10, 10, 4]
 */
export function conv3dTranspose(
  filters: number,
  kernelSize: Sizes,
  options: ConvTransposeLayerOptions = {},
): Conv3DTranspose {
  return new Conv3DTranspose({ ...options, filters, kernelSize });
}
