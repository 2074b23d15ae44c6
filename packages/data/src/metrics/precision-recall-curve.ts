import { checkOptions } from "../options";
import { binaryCounts, type CurveOptions, keepCounts, readScored, type Scored } from "./binary-curve";
import type { MetricLabels, MetricNumbers } from "./input";
import { type WarningOption, warn } from "./warning";

/**
 * Options of {@link precisionRecallCurve}.
 *
 * @example
 * ```ts
 * const options: PrecisionRecallCurveOptions = { dropIntermediate: true };
 * ```
 */
export interface PrecisionRecallCurveOptions extends CurveOptions, WarningOption {
  /** Leave out points between two of the same recall; default false. */
  dropIntermediate?: boolean | undefined;
}

/**
 * Precision and recall as the threshold rises; the last point, precision 1 and recall 0, has none.
 *
 * @example
 * ```ts
 * const curve: PrecisionRecallCurve = precisionRecallCurve([0, 1], [0.2, 0.8]);
 * ```
 */
export interface PrecisionRecallCurve {
  /** What is right of what the threshold lets through; one entry more than `thresholds`. */
  readonly precision: Float64Array;
  /** What is let through of the positive rows; one entry more than `thresholds`. */
  readonly recall: Float64Array;
  /** The score that lets rows through, rising. */
  readonly thresholds: Float64Array;
}

/** The curve of rows that were read. */
export const precisionRecall = (
  who: string,
  scored: Scored,
  options: WarningOption & { dropIntermediate?: boolean | undefined },
): PrecisionRecallCurve => {
  let counts = binaryCounts(scored);
  const { truePositives: t } = counts;
  const last = t.length - 1;
  if ((options.dropIntermediate ?? false) && last > 1) {
    counts = keepCounts(counts, (i) => i === 0 || i === last || t[i] !== t[i - 1] || t[i + 1] !== t[i]);
  }
  const { falsePositives, truePositives, thresholds } = counts;
  const n = thresholds.length;
  const positives = truePositives[n - 1] ?? 0;
  if (positives === 0) {
    warn(options, who, "there are no positive rows in yTrue, so recall is set to 1 for all thresholds");
  }
  const precision = new Float64Array(n + 1);
  const recall = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) {
    const found = truePositives[n - 1 - i]!;
    const taken = found + falsePositives[n - 1 - i]!;
    precision[i] = taken === 0 ? 0 : found / taken;
    recall[i] = positives === 0 ? 1 : found / positives;
  }
  precision[n] = 1;
  return { precision, recall, thresholds: thresholds.slice().reverse() };
};

/**
 * Precision against recall as the threshold rises: scikit-learn's `precision_recall_curve`.
 *
 * @param yTrue The true classes, two of them (or more, with `posLabel`).
 * @param yScore A score for each row, higher where it is rather positive: a probability or any other.
 * @returns `precision`, `recall` and `thresholds`. Without positive rows the recall is 1, with a warning.
 * @throws DataError when the inputs do not fit one another, or it is not plain which class is positive.
 * @example
 * ```ts
 * const { recall } = precisionRecallCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]);
 * [...recall]; // [1, 1, 0.5, 0.5, 0]
 * ```
 */
export function precisionRecallCurve(
  yTrue: MetricLabels,
  yScore: MetricNumbers,
  options: PrecisionRecallCurveOptions = {},
): PrecisionRecallCurve {
  const who = "precisionRecallCurve";
  checkOptions(who, options, ["posLabel", "sampleWeight", "dropIntermediate", "onWarning"]);
  return precisionRecall(who, readScored(who, yTrue, yScore, options), options);
}
