import type { Sizes } from "../convolution/conv-layer";
import {
  type AdaptivePoolingOptions,
  BaseAdaptiveMaxPooling,
  type OutputSize,
} from "./base-adaptive-pooling";

/** See {@link adaptiveMaxPooling2d}. */
export class AdaptiveMaxPooling2D extends BaseAdaptiveMaxPooling {
  /** Its name in Keras. */
  static readonly className: string = "AdaptiveMaxPooling2D";

  constructor(options: AdaptivePoolingOptions & OutputSize) {
    super("adaptiveMaxPooling2d", 2, options);
  }
}

/**
 * The largest element of each of so many windows, whatever the size of the input: from
 * `[batch, height, width, channels]` to `[batch, …outputSize, channels]`. Windows overlap where the sizes do not divide. No weights.
 *
 * @param outputSize - How many windows there are, for all axes or each.
 * @throws RangeError for sizes that are no whole numbers of at least 1.
 * @example
 * adaptiveMaxPooling2d(2).computeOutputShape([null, null, null, 4]); // [null, 2, 2, 4]
 */
export function adaptiveMaxPooling2d(
  outputSize: Sizes,
  options: AdaptivePoolingOptions = {},
): AdaptiveMaxPooling2D {
  return new AdaptiveMaxPooling2D({ ...options, outputSize });
}
