import type { Sizes } from "../convolution/conv-layer";
import {
  type AdaptivePoolingOptions,
  BaseAdaptiveMaxPooling,
  type OutputSize,
} from "./base-adaptive-pooling";

/** See {@link adaptiveMaxPooling1d}. */
export class AdaptiveMaxPooling1D extends BaseAdaptiveMaxPooling {
  /** Its name in Keras. */
  static readonly className: string = "AdaptiveMaxPooling1D";

  constructor(options: AdaptivePoolingOptions & OutputSize) {
    super("adaptiveMaxPooling1d", 1, options);
  }
}

/**
 * The largest element of each of so many windows, whatever the size of the input: from
 * `[batch, steps, channels]` to `[batch, …outputSize, channels]`. Windows overlap where the sizes do not divide. No weights.
 *
 * @param outputSize - How many windows there are.
 * @throws RangeError for sizes that are no whole numbers of at least 1.
 * @example
 * adaptiveMaxPooling1d(2).computeOutputShape([null, null, 4]); // [null, 2, 4]
 */
export function adaptiveMaxPooling1d(
  outputSize: Sizes,
  options: AdaptivePoolingOptions = {},
): AdaptiveMaxPooling1D {
  return new AdaptiveMaxPooling1D({ ...options, outputSize });
}
