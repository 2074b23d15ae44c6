import type { Sizes } from "../convolution/conv-layer";
import {
  type AdaptivePoolingOptions,
  BaseAdaptiveAveragePooling,
  type OutputSize,
} from "./base-adaptive-pooling";

/** See {@link adaptiveAveragePooling1d}. */
export class AdaptiveAveragePooling1D extends BaseAdaptiveAveragePooling {
  /** Its name in Keras. */
  static readonly className: string = "AdaptiveAveragePooling1D";

  constructor(options: AdaptivePoolingOptions & OutputSize) {
    super("adaptiveAveragePooling1d", 1, options);
  }
}

/**
 * The mean of each of so many windows, whatever the size of the input: from
 * `[batch, steps, channels]` to `[batch, …outputSize, channels]`. Windows overlap where the sizes do not divide. No weights.
 *
 * @param outputSize - How many windows there are.
 * @throws RangeError for sizes that are no whole numbers of at least 1.
 * @example
 * adaptiveAveragePooling1d(2).computeOutputShape([null, null, 4]); // [null, 2, 4]
 */
export function adaptiveAveragePooling1d(
  outputSize: Sizes,
  options: AdaptivePoolingOptions = {},
): AdaptiveAveragePooling1D {
  return new AdaptiveAveragePooling1D({ ...options, outputSize });
}
