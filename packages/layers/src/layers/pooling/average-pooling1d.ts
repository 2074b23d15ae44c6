import type { Sizes } from "../convolution/conv-layer";
import { BaseAveragePooling, type PoolingOptions, type PoolSize } from "./base-pooling";

/** See {@link averagePooling1d}. */
export class AveragePooling1D extends BaseAveragePooling {
  /** Its name in Keras. */
  static readonly className: string = "AveragePooling1D";
  /** Other names of it. */
  static readonly aliases: readonly string[] = ["AvgPool1D"];

  constructor(options: PoolingOptions & PoolSize = {}) {
    super("averagePooling1d", 1, options);
  }
}

/**
 * The mean of each window and channel, of what lies inside of the input: `[batch, steps, channels]` becomes smaller along its steps. No weights.
 *
 * @param poolSize - The size of the windows. Default 2.
 * @throws RangeError for sizes that are no whole numbers of at least 1, or a window that does not fit.
 * @example
 * averagePooling1d(2).computeOutputShape([null, 9, 4]); // [null, 4, 4]
 */
export function averagePooling1d(poolSize: Sizes = 2, options: PoolingOptions = {}): AveragePooling1D {
  return new AveragePooling1D({ ...options, poolSize });
}
