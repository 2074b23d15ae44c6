import type { Sizes } from "../convolution/conv-layer";
import {
  type AdaptivePoolingOptions,
  BaseAdaptiveMaxPooling,
  type OutputSize,
} from "./base-adaptive-pooling";

/** See {@link adaptiveMaxPooling3d}. */
export class AdaptiveMaxPooling3D extends BaseAdaptiveMaxPooling {
  /** Its name in Keras. */
  static readonly className: string = "AdaptiveMaxPooling3D";

  constructor(options: AdaptivePoolingOptions & OutputSize) {
    super("adaptiveMaxPooling3d", 3, options);
  }
}

/**
 * The largest element of each of so many windows, whatever the size of the input: from
 * `[batch, depth, height, width, channels]` to `[batch, …outputSize, channels]`. Windows overlap where the sizes do not divide. No weights.
 *
 * @param outputSize - How many windows there are, for all axes or each.
 * @throws RangeError for sizes that are no whole numbers of at least 1.
 * @example
 * adaptiveMaxPooling3d(2).computeOutputShape([null, null, null, null, 4]); // [null, 2, 2, 2, 4]
 */
export function adaptiveMaxPooling3d(
  outputSize: Sizes,
  options: AdaptivePoolingOptions = {},
): AdaptiveMaxPooling3D {
  return new AdaptiveMaxPooling3D({ ...options, outputSize });
}
