import { BaseGlobalAveragePooling, type GlobalPoolingOptions } from "./base-global-pooling";

/** See {@link globalAveragePooling3d}. */
export class GlobalAveragePooling3D extends BaseGlobalAveragePooling {
  /** Its name in Keras. */
  static readonly className: string = "GlobalAveragePooling3D";
  /** Other names of it. */
  static readonly aliases: readonly string[] = ["GlobalAvgPool3D"];

  constructor(options: GlobalPoolingOptions = {}) {
    super("globalAveragePooling3d", 3, options);
  }
}

/**
 * The mean of each channel: from `[batch, depth, height, width, channels]` to `[batch, channels]`. No weights.
 *
 * @throws RangeError for an input with other axes.
 * @example
 * globalAveragePooling3d({ keepdims: true }).computeOutputShape([null, 9, 9, 9, 4]); // [null, 1, 1, 1, 4]
 */
export function globalAveragePooling3d(options: GlobalPoolingOptions = {}): GlobalAveragePooling3D {
  return new GlobalAveragePooling3D(options);
}
