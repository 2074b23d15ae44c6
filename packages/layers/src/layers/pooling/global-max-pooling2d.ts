import { BaseGlobalMaxPooling, type GlobalPoolingOptions } from "./base-global-pooling";

/** See {@link globalMaxPooling2d}. */
export class GlobalMaxPooling2D extends BaseGlobalMaxPooling {
  /** Its name in Keras. */
  static readonly className: string = "GlobalMaxPooling2D";
  /** Other names of it. */
  static readonly aliases: readonly string[] = ["GlobalMaxPool2D"];

  constructor(options: GlobalPoolingOptions = {}) {
    super("globalMaxPooling2d", 2, options);
  }
}

/**
 * The largest element of each channel: from `[batch, height, width, channels]` to `[batch, channels]`. No weights.
 *
 * @throws RangeError for an input with other axes.
 * @example
 * globalMaxPooling2d({ keepdims: true }).computeOutputShape([null, 9, 9, 4]); // [null, 1, 1, 4]
 */
export function globalMaxPooling2d(options: GlobalPoolingOptions = {}): GlobalMaxPooling2D {
  return new GlobalMaxPooling2D(options);
}
