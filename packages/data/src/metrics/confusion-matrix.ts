import { DataError } from "../errors";
import type { NdArray } from "../ndarray/ndarray";
import { checkOptions, oneOf } from "../options";
import { type MetricLabels, type MetricNumbers, readWeights } from "./input";
import { type ClassTargets, readClassTargets, readLabelList } from "./targets";
import { type WarningOption, warn } from "./warning";

/**
 * Options of {@link confusionMatrix}.
 *
 * @example
 * ```ts
 * const options: ConfusionMatrixOptions = { labels: ["cat", "dog"], normalize: "true" };
 * ```
 */
export interface ConfusionMatrixOptions extends WarningOption {
  /** The classes in the order of rows and columns, all others being left out; default all, sorted. */
  labels?: MetricLabels | undefined;
  /** How much each row counts; default 1 each. */
  sampleWeight?: MetricNumbers | undefined;
  /** Divide by the number of the true class, of the predicted class, or of all rows; default none. */
  normalize?: "true" | "pred" | "all" | undefined;
}

/** Rows of each true class (row) that were taken for each class (column), of `k` classes. */
export const countPairs = (
  targets: ClassTargets,
  weights: Float64Array | undefined,
  places: Int32Array,
  k: number,
): Float64Array => {
  const counts = new Float64Array(k * k);
  for (let i = 0; i < targets.rows; i++) {
    const truth = places[targets.yTrue[i]!]!;
    const guess = places[targets.yPred[i]!]!;
    if (truth >= 0 && guess >= 0) counts[truth * k + guess]! += weights === undefined ? 1 : weights[i]!;
  }
  return counts;
};

/** Where each class of the targets stands in the option labels (or where it is); -1 when left out. */
export const placesOf = (
  who: string,
  targets: ClassTargets,
  labels: MetricLabels | undefined,
): { places: Int32Array; k: number } => {
  const size = targets.classes.list.length;
  if (labels === undefined) return { places: Int32Array.from({ length: size }, (_, i) => i), k: size };
  const list = readLabelList(who, labels);
  const places = new Int32Array(size).fill(-1);
  list.forEach((label, i) => {
    const code = targets.classes.find(label);
    if (code >= 0) places[code] = i;
  });
  if (!targets.yTrue.some((code) => places[code]! >= 0)) {
    throw new DataError(
      `${who}: expected at least one of labels to be in yTrue, received labels of which none is; ` +
        `the classes are ${targets.classes}`,
    );
  }
  return { places, k: list.length };
};

/** A matrix of one class says nothing. */
export const warnOfOneClass = (who: string, k: number, mend: string, options: WarningOption): void => {
  if (k === 1) warn(options, who, `a single class was found in yTrue and yPred; ${mend}`);
};

const scale = (counts: Float64Array, k: number, normalize: "true" | "pred" | "all"): void => {
  const totals = new Float64Array(k);
  let all = 0;
  for (let i = 0; i < k * k; i++) {
    totals[normalize === "true" ? Math.floor(i / k) : i % k]! += counts[i]!;
    all += counts[i]!;
  }
  for (let i = 0; i < k * k; i++) {
    const total = normalize === "all" ? all : totals[normalize === "true" ? Math.floor(i / k) : i % k]!;
    counts[i] = total === 0 ? 0 : counts[i]! / total;
  }
};

/**
 * How many rows of each class (row of the matrix) were taken for each class (column): scikit-learn's
 * `confusion_matrix`. For classes 0 and 1 that is [[true negatives, false positives], [false negatives,
 * true positives]].
 *
 * @returns An array of shape [classes, classes], the classes sorted or as in `labels`.
 * @throws DataError when the inputs do not fit one another, or no label is in `yTrue`.
 * @example
 * ```ts
 * const matrix = confusionMatrix([2, 0, 2, 2, 0, 1], [0, 0, 2, 2, 0, 2]);
 * toNested(matrix); // [[2, 0, 0], [0, 0, 1], [1, 0, 2]]
 * ```
 */
export function confusionMatrix(
  yTrue: MetricLabels,
  yPred: MetricLabels,
  options: ConfusionMatrixOptions = {},
): NdArray<Float64Array> {
  const who = "confusionMatrix";
  checkOptions(who, options, ["labels", "sampleWeight", "normalize", "onWarning"]);
  const { normalize } = options;
  oneOf(who, "normalize", normalize, ["true", "pred", "all", undefined]);
  const targets = readClassTargets(who, yTrue, yPred);
  const weights = readWeights(who, options.sampleWeight, targets.rows);
  const { places, k } = placesOf(who, targets, options.labels);
  const counts = countPairs(targets, weights, places, k);
  if (normalize !== undefined) scale(counts, k, normalize);
  warnOfOneClass(who, k, "pass all known classes as labels", options);
  return { data: counts, shape: [k, k] };
}
