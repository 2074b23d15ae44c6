import type { Sizes } from "../convolution/conv-layer";
import { BaseAveragePooling, type PoolingOptions, type PoolSize } from "./base-pooling";

/** See {@link averagePooling3d}. */
export class AveragePooling3D extends BaseAveragePooling {
  /** Its name in Keras. */
  static readonly className: string = "AveragePooling3D";
  /** Other names of it. */
  static readonly aliases: readonly string[] = ["AvgPool3D"];

  constructor(options: PoolingOptions & PoolSize = {}) {
    super("averagePooling3d", 3, options);
  }
}

/**
 * The mean of each window and channel, of what lies inside of the input: `[batch, depth, height, width, channels]` becomes smaller along all axes between. No weights.
 *
 * @param poolSize - The size of the windows, for all axes or each. Default 2.
 * @throws RangeError for sizes that are no whole numbers of at least 1, or a window that does not fit.
 * @example
 * averagePooling3d(2).computeOutputShape([null, 9, 9, 9, 4]); // [null, 4, 4, 4, 4]
 */
export function averagePooling3d(poolSize: Sizes = 2, options: PoolingOptions = {}): AveragePooling3D {
  return new AveragePooling3D({ ...options, poolSize });
}
