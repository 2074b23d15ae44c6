import { placeRight } from "./search";

/**
 * The value at x of the lines that join the points (xs, ys), xs ascending, the end values beyond them, with
 * NumPy's rounding (`interp`). Of points with one and the same x the last counts.
 */
export const interpolate = (x: number, xs: Float64Array, ys: Float64Array): number => {
  const last = xs.length - 1;
  const j = placeRight(xs, x) - 1;
  if (j < 0) return ys[0]!;
  if (j >= last) return ys[last]!;
  if (xs[j] === x) return ys[j]!;
  const slope = (ys[j + 1]! - ys[j]!) / (xs[j + 1]! - xs[j]!);
  return slope * (x - xs[j]!) + ys[j]!;
};
