import { BaseGlobalAveragePooling, type GlobalPoolingOptions } from "./base-global-pooling";

/** See {@link globalAveragePooling2d}. */
export class GlobalAveragePooling2D extends BaseGlobalAveragePooling {
  /** Its name in Keras. */
  static readonly className: string = "GlobalAveragePooling2D";
  /** Other names of it. */
  static readonly aliases: readonly string[] = ["GlobalAvgPool2D"];

  constructor(options: GlobalPoolingOptions = {}) {
    super("globalAveragePooling2d", 2, options);
  }
}

/**
 * The mean of each channel: from `[batch, height, width, channels]` to `[batch, channels]`. No weights.
 *
 * @throws RangeError for an input with other axes.
 * @example
 * globalAveragePooling2d({ keepdims: true }).computeOutputShape([null, 9, 9, 4]); // [null, 1, 1, 4]
 */
export function globalAveragePooling2d(options: GlobalPoolingOptions = {}): GlobalAveragePooling2D {
  return new GlobalAveragePooling2D(options);
}
