import type { Sizes } from "../convolution/conv-layer";
import { BaseMaxPooling, type PoolingOptions, type PoolSize } from "./base-pooling";

/** See {@link maxPooling1d}. */
export class MaxPooling1D extends BaseMaxPooling {
  /** Its name in Keras. */
  static readonly className: string = "MaxPooling1D";
  /** Other names of it. */
  static readonly aliases: readonly string[] = ["MaxPool1D"];

  constructor(options: PoolingOptions & PoolSize = {}) {
    super("maxPooling1d", 1, options);
  }
}

/**
 * The largest element of each window and channel: `[batch, steps, channels]` becomes smaller along its steps. No weights.
 *
 * @param poolSize - The size of the windows. Default 2.
 * @throws RangeError for sizes that are no whole numbers of at least 1, or a window that does not fit.
 * @example
 * maxPooling1d(2).computeOutputShape([null, 9, 4]); // [null, 4, 4]
 */
export function maxPooling1d(poolSize: Sizes = 2, options: PoolingOptions = {}): MaxPooling1D {
  return new MaxPooling1D({ ...options, poolSize });
}
