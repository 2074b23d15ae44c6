import type { EdgeOptions, Edges } from "./base-cropping";
import { BaseZeroPadding } from "./base-zero-padding";

/** See {@link zeroPadding2d}. */
export class ZeroPadding2D extends BaseZeroPadding {
  /** Its name in Keras. */
  static readonly className: string = "ZeroPadding2D";

  constructor(options: EdgeOptions & { readonly padding?: Edges } = {}) {
    super("zeroPadding2d", 2, options);
  }
}

/**
 * Adds zeros at the ends of the axes between in `[batch, height, width, channels]`. No weights.
 *
 * @param padding - How many zeros: one number for all, one for each axis, or a pair `[before, behind]` for each axis. Default 1.
 * @throws RangeError for numbers below 0.
 * @example
 * zeroPadding2d(2).computeOutputShape([null, 9, 9, 4]); // [null, 13, 13, 4]
 */
export function zeroPadding2d(padding: Edges = 1, options: EdgeOptions = {}): ZeroPadding2D {
  return new ZeroPadding2D({ ...options, padding });
}
