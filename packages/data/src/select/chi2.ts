import { DataError } from "../errors";
import { chiSquareTail } from "../special/incomplete-gamma";
import type { TargetInput } from "../transform/fit-arguments";
import type { TransformInput } from "../transform/frame";
import { finish } from "../transform/work";
import { type Classes, eachColumn, type FeatureScores, type Scored, scored, twoClasses } from "./scores";

const distance = (numbers: Float64Array, { codes, sizes }: Classes): number => {
  const observed = new Float64Array(sizes.length);
  let sum = 0;
  for (let i = 0; i < numbers.length; i++) {
    observed[codes[i]!]! += numbers[i]!;
    sum += numbers[i]!;
  }
  let chi = 0;
  for (let k = 0; k < sizes.length; k++) {
    const expected = (sizes[k]! / numbers.length) * sum;
    chi += (observed[k]! - expected) ** 2 / expected;
  }
  return chi;
};

/** {@link chi2} in pieces. */
export function* chi2Work(given: Scored): Generator<void, FeatureScores> {
  const { columns, names, target } = given;
  columns.forEach((numbers, j) => {
    const row = numbers.findIndex((value) => value < 0);
    if (row < 0) return;
    throw new DataError(
      `chi2: expected numbers that are not negative, received ${numbers[row]} in row ${row} of "${names[j]}"; it is for counts, use fClassif for measures`,
    );
  });
  const classes = twoClasses(target, "chi2");
  const scores = yield* eachColumn(given, "chi2", (numbers) => distance(numbers, classes));
  return { scores, pValues: scores.map((value) => chiSquareTail(classes.sizes.length - 1, value)) };
}

/**
 * How much counts differ between classes, as scikit-learn's `chi2`: of each feature the sums by class are
 * compared with those that would be expected if it had nothing to do with the class. For counts, frequencies,
 * or columns of 0 and 1.
 *
 * @param x Features of numbers that are not negative.
 * @param y The class of each row, or the name of its column in the table `x`.
 * @returns χ² and its p-value for each feature; NaN for one that is zero everywhere.
 * @throws DataError for texts, negative, missing or infinite values in x, missing values in y, or a single class.
 * @example
 * ```ts
 * const { scores } = chi2([[1, 1], [1, 0], [0, 1], [0, 0]], ["a", "a", "b", "b"]);
 * scores; // Float64Array [2, 0]
 * ```
 */
export function chi2(x: TransformInput, y: TargetInput): FeatureScores {
  return finish(chi2Work(scored(x, y, "chi2")));
}
