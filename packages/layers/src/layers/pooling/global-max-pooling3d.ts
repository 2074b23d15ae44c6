import { BaseGlobalMaxPooling, type GlobalPoolingOptions } from "./base-global-pooling";

/** See {@link globalMaxPooling3d}. */
export class GlobalMaxPooling3D extends BaseGlobalMaxPooling {
  /** Its name in Keras. */
  static readonly className: string = "GlobalMaxPooling3D";
  /** Other names of it. */
  static readonly aliases: readonly string[] = ["GlobalMaxPool3D"];

  constructor(options: GlobalPoolingOptions = {}) {
    super("globalMaxPooling3d", 3, options);
  }
}

/**
 * The largest element of each channel: from `[batch, depth, height, width, channels]` to `[batch, channels]`. No weights.
 *
 * @throws RangeError for an input with other axes.
 * @example
 * globalMaxPooling3d({ keepdims: true }).computeOutputShape([null, 9, 9, 9, 4]); // [null, 1, 1, 1, 4]
 */
export function globalMaxPooling3d(options: GlobalPoolingOptions = {}): GlobalMaxPooling3D {
  return new GlobalMaxPooling3D(options);
}
