import { BaseConv, type ConvLayerOptions, type FiltersAndSize } from "./base-conv";
import type { Sizes } from "./conv-layer";

/** Options of {@link conv1d}. */
export interface Conv1dOptions extends Omit<ConvLayerOptions, "padding"> {
  /**
   * `"valid"` (the default): only where the kernel fits; `"same"`: zeros around, so that a stride of 1 keeps the length;
   * `"causal"`: zeros before the first step, so that no output sees later steps.
   */
  readonly padding?: "valid" | "same" | "causal";
}

/** See {@link conv1d}. */
export class Conv1D extends BaseConv {
  /** Its name in Keras. */
  static readonly className: string = "Conv1D";
  /** Other names of it. */
  static readonly aliases: readonly string[] = ["Convolution1D"];

  constructor(options: Conv1dOptions & FiltersAndSize) {
    super("conv1d", 1, options, ["valid", "same", "causal"]);
  }
}

/**
 * A convolution along time or another single axis: kernels slide over the input, and each gives one channel of the output. From `[batch, steps, channels]`
 * to `[batch, steps, filters]`.
 *
 * @param filters - The number of kernels, and so of channels of the output.
 * @param kernelSize - The size of the kernels, in elements.
 * @throws RangeError for numbers that are none of these, groups that do not divide, or a kernel that does not fit.
 * @example
 * sequential([conv1d(16, 3, { inputShape: [100, 4], activation: "relu", padding: "same" }), flatten(), dense(10)]);
 */
export function conv1d(filters: number, kernelSize: Sizes, options: Conv1dOptions = {}): Conv1D {
  return new Conv1D({ ...options, filters, kernelSize });
}
