import { DataError } from "../errors";
import { checkRows, type MetricNumbers, readColumn } from "./input";

/** The area under a curve of points by trapezoids; x may rise or fall, but not both. */
export const trapezoids = (who: string, x: ArrayLike<number>, y: ArrayLike<number>): number => {
  if (x.length < 2) throw new DataError(`${who}: expected at least 2 points, received ${x.length}`);
  let area = 0;
  let rises = false;
  let falls = false;
  for (let i = 1; i < x.length; i++) {
    const step = x[i]! - x[i - 1]!;
    if (step > 0) rises = true;
    if (step < 0) falls = true;
    area += (step * (y[i]! + y[i - 1]!)) / 2;
  }
  if (rises && falls) {
    throw new DataError(
      `${who}: expected x that only rises or only falls, received x that does both; sort it`,
    );
  }
  return falls ? -area : area;
};

/**
 * The area under a curve by the trapezoidal rule: scikit-learn's `auc`.
 *
 * @param x The places, rising or falling.
 * @param y The heights there.
 * @throws DataError for fewer than two points, or `x` that both rises and falls.
 * @example
 * ```ts
 * auc([0, 0.5, 1], [0, 1, 1]); // 0.75
 * ```
 */
export function auc(x: MetricNumbers, y: MetricNumbers): number {
  const places = readColumn("auc", "x", x);
  const heights = readColumn("auc", "y", y);
  checkRows("auc", ["x", "y"], [places.rows, heights.rows]);
  return trapezoids("auc", places.data, heights.data);
}
