import { DataError } from "../errors";
import { fisherTail } from "../special/incomplete-beta";
import type { TargetInput } from "../transform/fit-arguments";
import type { TransformInput } from "../transform/frame";
import { neededNumbers } from "../transform/target";
import { finish } from "../transform/work";
import { eachColumn, type FeatureScores, type Scored, scored } from "./scores";

const meanOf = (numbers: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < numbers.length; i++) sum += numbers[i]!;
  return sum / numbers.length;
};

const correlation = (x: Float64Array, y: Float64Array, yMean: number): number => {
  const mean = meanOf(x);
  let [xx, xy, yy] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const a = x[i]! - mean;
    const b = y[i]! - yMean;
    xx += a * a;
    xy += a * b;
    yy += b * b;
  }
  return xy / Math.sqrt(xx) / Math.sqrt(yy);
};

/** {@link fRegression} in pieces. */
export function* fRegressionWork(given: Scored): Generator<void, FeatureScores> {
  const { nRows } = given;
  if (nRows < 3) throw new DataError(`fRegression: expected at least 3 rows, received ${nRows}`);
  const numbers = neededNumbers(given.target, "fRegression");
  const mean = meanOf(numbers);
  yield;
  const scores = yield* eachColumn(given, "fRegression", (column) => {
    const r = correlation(column, numbers, mean);
    if (!Number.isFinite(r)) return 0;
    const f = ((r * r) / (1 - r * r)) * (nRows - 2);
    return f >= 0 && f < Number.MAX_VALUE ? f : Number.MAX_VALUE;
  });
  return { scores, pValues: scores.map((f) => (f === 0 ? 1 : fisherTail(1, nRows - 2, f))) };
}

/**
 * How well a straight line through each feature tells the target, as scikit-learn's `f_regression`: with r the
 * correlation of the feature with y, F = r² / (1 - r²) · (rows - 2).
 *
 * @param x Features of numbers.
 * @param y The number of each row, or the name of its column in the table `x`.
 * @returns F and its p-value (of the F distribution) for each feature. A constant feature has F 0 and p 1; one
 *   that is y itself the largest float64 and p 0.
 * @throws DataError for texts, missing or infinite values, fewer than 3 rows.
 * @example
 * ```ts
 * const { scores, pValues } = fRegression([[1, 5], [2, 5], [3, 5], [4, 5]], [1, 3, 2, 4]);
 * scores; // Float64Array [3.555…, 0]
 * ```
 */
export function fRegression(x: TransformInput, y: TargetInput): FeatureScores {
  return finish(fRegressionWork(scored(x, y, "fRegression")));
}
