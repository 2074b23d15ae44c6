import { DataError } from "../errors";
import { checkOptions } from "../options";
import { meanOf } from "./average";
import type { MetricLabels } from "./input";
import { divide, type SetScoreOptions, setCounts, setOptionNames } from "./set-wise";
import { readTargets } from "./targets";

/**
 * Intersection over union, true positives / (true positives + false positives + false negatives):
 * scikit-learn's `jaccard_score`.
 *
 * @returns One number, or with `average: null` one for each class.
 * @throws DataError when the inputs do not fit one another, the average does not fit the classes, or
 *   `zeroDivision` is NaN.
 * @example
 * ```ts
 * jaccardScore([0, 1, 1, 1], [0, 1, 1, 0]); // 0.6666666666666666
 * ```
 */
export function jaccardScore(
  yTrue: MetricLabels,
  yPred: MetricLabels,
  options: SetScoreOptions & { average: null },
): Float64Array;
export function jaccardScore(
  yTrue: MetricLabels,
  yPred: MetricLabels,
  options?: SetScoreOptions & { average?: Exclude<SetScoreOptions["average"], null> },
): number;
export function jaccardScore(
  yTrue: MetricLabels,
  yPred: MetricLabels,
  options: SetScoreOptions = {},
): number | Float64Array {
  const who = "jaccardScore";
  checkOptions(who, options, setOptionNames);
  if (Number.isNaN(options.zeroDivision)) {
    throw new DataError(`${who}: expected zeroDivision to be "warn", 0 or 1, received NaN`);
  }
  const targets = readTargets(who, yTrue, yPred);
  const { hits, predicted, actual, average, meanWeights } = setCounts(who, targets, options, "binary");
  const union = hits.map((n, i) => predicted[i]! + actual[i]! - n);
  const told = { who, score: "the Jaccard score", lack: "true or predicted", average, mayWarn: true };
  const scores = divide(hits, union, told, options);
  if (average === null) return scores;
  const useful = average === "samples" || meanWeights?.some((weight) => weight !== 0);
  return meanOf(who, scores, useful ? meanWeights : undefined);
}
