import { fisherTail } from "../special/incomplete-beta";
import type { TargetInput } from "../transform/fit-arguments";
import type { TransformInput } from "../transform/frame";
import { finish } from "../transform/work";
import { type Classes, eachColumn, type FeatureScores, type Scored, scored, twoClasses } from "./scores";

// Sums are taken about the mean of all rows, so that a feature far from zero loses no digits.
const ratio = (numbers: Float64Array, { codes, sizes }: Classes): number => {
  const n = numbers.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += numbers[i]!;
  mean /= n;
  const centres = new Float64Array(sizes.length);
  let rest = 0;
  for (let i = 0; i < n; i++) {
    const off = numbers[i]! - mean;
    centres[codes[i]!]! += off;
    rest += off;
  }
  let between = 0;
  for (let k = 0; k < centres.length; k++) {
    centres[k]! /= sizes[k]!;
    between += sizes[k]! * (centres[k]! - rest / n) ** 2;
  }
  let within = 0;
  for (let i = 0; i < n; i++) within += (numbers[i]! - mean - centres[codes[i]!]!) ** 2;
  return between / (sizes.length - 1) / (within / (n - sizes.length));
};

/** {@link fClassif} in pieces. */
export function* fClassifWork(given: Scored): Generator<void, FeatureScores> {
  const classes = twoClasses(given.target, "fClassif");
  yield;
  const freedom = classes.sizes.length - 1;
  const scores = yield* eachColumn(given, "fClassif", (numbers) => ratio(numbers, classes));
  return { scores, pValues: scores.map((f) => fisherTail(freedom, given.nRows - freedom - 1, f)) };
}

/**
 * The F value of an analysis of variance for each feature, as scikit-learn's `f_classif`: the variance between
 * the means of the classes, divided by the variance within them.
 *
 * @param x Features of numbers.
 * @param y The class of each row, or the name of its column in the table `x`.
 * @returns F and its p-value (of the F distribution) for each feature; NaN for a constant one, and F is
 *   infinite where classes do not overlap in a single value each.
 * @throws DataError for texts, missing or infinite values in x, missing values in y, or a single class.
 * @example
 * ```ts
 * const { scores, pValues } = fClassif([[1, 5], [2, 4], [8, 5], [9, 4]], ["a", "a", "b", "b"]);
 * scores; // Float64Array [98, 0]
 * ```
 */
export function fClassif(x: TransformInput, y: TargetInput): FeatureScores {
  return finish(fClassifWork(scored(x, y, "fClassif")));
}
