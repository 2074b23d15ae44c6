import type { Sizes } from "../convolution/conv-layer";
import { BaseMaxPooling, type PoolingOptions, type PoolSize } from "./base-pooling";

/** See {@link maxPooling2d}. */
export class MaxPooling2D extends BaseMaxPooling {
  /** Its name in Keras. */
  static readonly className: string = "MaxPooling2D";
  /** Other names of it. */
  static readonly aliases: readonly string[] = ["MaxPool2D"];

  constructor(options: PoolingOptions & PoolSize = {}) {
    super("maxPooling2d", 2, options);
  }
}

/**
 * The largest element of each window and channel: `[batch, height, width, channels]` becomes smaller along all axes between. No weights.
 *
 * @param poolSize - The size of the windows, for all axes or each. Default 2.
 * @throws RangeError for sizes that are no whole numbers of at least 1, or a window that does not fit.
 * @example
 * maxPooling2d(2).computeOutputShape([null, 9, 9, 4]); // [null, 4, 4, 4]
 */
export function maxPooling2d(poolSize: Sizes = 2, options: PoolingOptions = {}): MaxPooling2D {
  return new MaxPooling2D({ ...options, poolSize });
}
