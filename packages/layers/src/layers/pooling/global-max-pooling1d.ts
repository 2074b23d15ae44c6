import { BaseGlobalMaxPooling, type GlobalPoolingOptions } from "./base-global-pooling";

/** See {@link globalMaxPooling1d}. */
export class GlobalMaxPooling1D extends BaseGlobalMaxPooling {
  /** Its name in Keras. */
  static readonly className: string = "GlobalMaxPooling1D";
  /** Other names of it. */
  static readonly aliases: readonly string[] = ["GlobalMaxPool1D"];

  constructor(options: GlobalPoolingOptions = {}) {
    super("globalMaxPooling1d", 1, options);
  }
}

/**
 * The largest element of each channel: from `[batch, steps, channels]` to `[batch, channels]`. No weights.
 *
 * @throws RangeError for an input with other axes.
 * @example
 * globalMaxPooling1d({ keepdims: true }).computeOutputShape([null, 9, 4]); // [null, 1, 4]
 */
export function globalMaxPooling1d(options: GlobalPoolingOptions = {}): GlobalMaxPooling1D {
  return new GlobalMaxPooling1D(options);
}
