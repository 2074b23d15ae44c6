import type { Sizes } from "../convolution/conv-layer";
import {
  type AdaptivePoolingOptions,
  BaseAdaptiveAveragePooling,
  type OutputSize,
} from "./base-adaptive-pooling";

/** See {@link adaptiveAveragePooling3d}. */
export class AdaptiveAveragePooling3D extends BaseAdaptiveAveragePooling {
  /** Its name in Keras. */
  static readonly className: string = "AdaptiveAveragePooling3D";

  constructor(options: AdaptivePoolingOptions & OutputSize) {
    super("adaptiveAveragePooling3d", 3, options);
  }
}

/**
 * The mean of each of so many windows, whatever the size of the input: from
 * `[batch, depth, height, width, channels]` to `[batch, …outputSize, channels]`. Windows overlap where the sizes do not divide. No weights.
 *
 * @param outputSize - How many windows there are, for all axes or each.
 * @throws RangeError for sizes that are no whole numbers of at least 1.
 * @example
 * adaptiveAveragePooling3d(2).computeOutputShape([null, null, null, null, 4]); // [null, 2, 2, 2, 4]
 */
export function adaptiveAveragePooling3d(
  outputSize: Sizes,
  options: AdaptivePoolingOptions = {},
): AdaptiveAveragePooling3D {
  return new AdaptiveAveragePooling3D({ ...options, outputSize });
}
