import type { EdgeOptions, Edges } from "./base-cropping";
import { BaseZeroPadding } from "./base-zero-padding";

/** See {@link zeroPadding3d}. */
export class ZeroPadding3D extends BaseZeroPadding {
  /** Its name in Keras. */
  static readonly className: string = "ZeroPadding3D";

  constructor(options: EdgeOptions & { readonly padding?: Edges } = {}) {
    super("zeroPadding3d", 3, options);
  }
}

/**
 * Adds zeros at the ends of the axes between in `[batch, depth, height, width, channels]`. No weights.
 *
 * @param padding - How many zeros: one number for all, one for each axis, or a pair `[before, behind]` for each axis. Default 1.
 * @throws RangeError for numbers below 0.
 * @example
 * zeroPadding3d(2).computeOutputShape([null, 9, 9, 9, 4]); // [null, 13, 13, 13, 4]
 */
export function zeroPadding3d(padding: Edges = 1, options: EdgeOptions = {}): ZeroPadding3D {
  return new ZeroPadding3D({ ...options, padding });
}
