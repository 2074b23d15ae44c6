import type { FiltersAndSize } from "./base-conv";
import { BaseConvTranspose, type ConvTransposeLayerOptions } from "./base-conv-transpose";
import type { Sizes } from "./conv-layer";

/** See {@link conv1dTranspose}. */
export class Conv1DTranspose extends BaseConvTranspose {
  /** Its name in Keras. */
  static readonly className: string = "Conv1DTranspose";
  /** Other names of it. */
  static readonly aliases: readonly string[] = ["Convolution1DTranspose"];

  constructor(options: ConvTransposeLayerOptions & FiltersAndSize) {
    super("conv1dTranspose", 1, options);
  }
}

/**
 * A convolution the other way: every element of the input adds a multiple of each kernel to the output, `strides` apart, so
 * that it enlarges what {@link conv1d} makes smaller. From `[batch, steps, channels]` to
 * `[batch, steps, filters]`, with lengths times strides for padding "same".
 *
 * @param filters - The number of channels of the output.
 * @param kernelSize - The size of the kernels, in elements.
 * @throws RangeError for numbers that are none of these.
 * @example
 * conv1dTranspose(4, 3, { strides: 2, padding: "same" }).computeOutputShape([null, 5, 2]); // [null, 10, 4]
 */
export function conv1dTranspose(
  filters: number,
  kernelSize: Sizes,
  options: ConvTransposeLayerOptions = {},
): Conv1DTranspose {
  return new Conv1DTranspose({ ...options, filters, kernelSize });
}
