import { DataError } from "../errors";
import type { NdArray } from "../ndarray/ndarray";
import { checkOptions } from "../options";
import { classCounts } from "./class-counts";
import { type MetricLabels, type MetricNumbers, readWeights } from "./input";
import { readTargets } from "./targets";

/**
 * Options of {@link multilabelConfusionMatrix}.
 *
 * @example
 * ```ts
 * const options: MultilabelConfusionMatrixOptions = { samplewise: true };
 * ```
 */
export interface MultilabelConfusionMatrixOptions {
  /** How much each row counts; default 1 each. */
  sampleWeight?: MetricNumbers | undefined;
  /** The classes (or the places of the labels) to look at, in their order; default all, sorted. */
  labels?: MetricLabels | undefined;
  /** One matrix for each row rather than for each label, for several labels a row; default false. */
  samplewise?: boolean | undefined;
}

/**
 * A matrix [[true negatives, false positives], [false negatives, true positives]] for each class against
 * the rest, or for each label: scikit-learn's `multilabel_confusion_matrix`.
 *
 * @returns An array of shape [classes, 2, 2] (or [rows, 2, 2], samplewise).
 * @throws DataError when the inputs do not fit one another, or `samplewise` is asked for one class a row.
 * @example
 * ```ts
 * const matrices = multilabelConfusionMatrix([[1, 0, 1], [0, 1, 0]], [[1, 0, 0], [0, 1, 1]]);
 * matrices.shape; // [3, 2, 2]
 * ```
 */
export function multilabelConfusionMatrix(
  yTrue: MetricLabels,
  yPred: MetricLabels,
  options: MultilabelConfusionMatrixOptions = {},
): NdArray<Float64Array> {
  const who = "multilabelConfusionMatrix";
  checkOptions(who, options, ["sampleWeight", "labels", "samplewise"]);
  const targets = readTargets(who, yTrue, yPred);
  const samplewise = options.samplewise ?? false;
  if (samplewise && targets.type !== "multilabel") {
    throw new DataError(`${who}: expected several labels a row for samplewise, received one class a row`);
  }
  const weights = readWeights(who, options.sampleWeight, targets.rows);
  const { hits, predicted, actual, total } = classCounts(who, targets, weights, options.labels, samplewise);
  const data = new Float64Array(hits.length * 4);
  for (let i = 0; i < hits.length; i++) {
    const falsePositives = predicted[i]! - hits[i]!;
    const falseNegatives = actual[i]! - hits[i]!;
    data[4 * i] = total[i]! - hits[i]! - falsePositives - falseNegatives;
    data[4 * i + 1] = falsePositives;
    data[4 * i + 2] = falseNegatives;
    data[4 * i + 3] = hits[i]!;
  }
  return { data, shape: [hits.length, 2, 2] };
}
