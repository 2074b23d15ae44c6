import type { EdgeOptions, Edges } from "./base-cropping";
import { BaseZeroPadding } from "./base-zero-padding";

/** See {@link zeroPadding1d}. */
export class ZeroPadding1D extends BaseZeroPadding {
  /** Its name in Keras. */
  static readonly className: string = "ZeroPadding1D";

  constructor(options: EdgeOptions & { readonly padding?: Edges } = {}) {
    super("zeroPadding1d", 1, options);
  }
}

/**
 * Adds zeros before and behind the steps of `[batch, steps, channels]`. No weights.
 *
 * @param padding - How many zeros: one number for both ends, or `[before, behind]`. Default 1.
 * @throws RangeError for numbers below 0.
 * @example
 * zeroPadding1d([1, 2]).computeOutputShape([null, 9, 4]); // [null, 12, 4]
 */
export function zeroPadding1d(
  padding: number | readonly [number, number] = 1,
  options: EdgeOptions = {},
): ZeroPadding1D {
  return new ZeroPadding1D({ ...options, padding });
}
