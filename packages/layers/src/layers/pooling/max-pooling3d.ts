import type { Sizes } from "../convolution/conv-layer";
import { BaseMaxPooling, type PoolingOptions, type PoolSize } from "./base-pooling";

/** See {@link maxPooling3d}. */
export class MaxPooling3D extends BaseMaxPooling {
  /** Its name in Keras. */
  static readonly className: string = "MaxPooling3D";
  /** Other names of it. */
  static readonly aliases: readonly string[] = ["MaxPool3D"];

  constructor(options: PoolingOptions & PoolSize = {}) {
    super("maxPooling3d", 3, options);
  }
}

/**
 * The largest element of each window and channel: `[batch, depth, height, width, channels]` becomes smaller along all axes between. No weights.
 *
 * @param poolSize - The size of the windows, for all axes or each. Default 2.
 * @throws RangeError for sizes that are no whole numbers of at least 1, or a window that does not fit.
 * @example
 * maxPooling3d(2).computeOutputShape([null, 9, 9, 9, 4]); // [null, 4, 4, 4, 4]
 */
export function maxPooling3d(poolSize: Sizes = 2, options: PoolingOptions = {}): MaxPooling3D {
  return new MaxPooling3D({ ...options, poolSize });
}
