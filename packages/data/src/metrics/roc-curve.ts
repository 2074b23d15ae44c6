import { DataError } from "../errors";
import { checkOptions, oneOf } from "../options";
import {
  type BinaryCounts,
  binaryCounts,
  type CurveOptions,
  keepCounts,
  readScored,
  type Scored,
} from "./binary-curve";
import type { MetricLabels, MetricNumbers } from "./input";
import { type WarningOption, warn } from "./warning";

/**
 * Options of {@link rocCurve}.
 *
 * @example
 * ```ts
 * const options: RocCurveOptions = { dropIntermediate: false };
 * ```
 */
export interface RocCurveOptions extends CurveOptions, WarningOption {
  /** Leave out points on straight lines, which no picture shows; default true. */
  dropIntermediate?: boolean | undefined;
  /**
   * The threshold that lets nothing through: the highest score plus 1, as scikit-learn gave it up to 1.2, or
   * Infinity, as it has since 1.3; default "aboveMax", because that is a number in JSON too.
   */
  firstThreshold?: "aboveMax" | "infinity" | undefined;
}

/**
 * A receiver operating characteristic, one point for each threshold, from (0, 0) to (1, 1).
 *
 * @example
 * ```ts
 * const curve: RocCurve = rocCurve([0, 1], [0.2, 0.8]);
 * ```
 */
export interface RocCurve {
  /** The share of negative rows that are let through. */
  readonly fpr: Float64Array;
  /** The share of positive rows that are let through. */
  readonly tpr: Float64Array;
  /** The score that lets them through, falling. */
  readonly thresholds: Float64Array;
}

// A point stays when the curve bends there: when a second difference is not 0.
const bends = ({ falsePositives: f, truePositives: t }: BinaryCounts, i: number): boolean =>
  f[i + 1]! - f[i]! - (f[i]! - f[i - 1]!) !== 0 || t[i + 1]! - t[i]! - (t[i]! - t[i - 1]!) !== 0;

/** The points of the curve as counts, with the first at (0, 0); its threshold is left to the caller. */
export const rocPoints = (scored: Scored, dropIntermediate: boolean): BinaryCounts => {
  const all = binaryCounts(scored);
  const last = all.thresholds.length - 1;
  const bent = dropIntermediate && last > 1;
  return keepCounts(all, (i) => !bent || i === 0 || i === last || bends(all, i), 1);
};

/** Each count as a share of the last; NaN everywhere when that is 0. */
export const shares = (counts: Float64Array): Float64Array => {
  const total = counts[counts.length - 1]!;
  return counts.map((value) => (total > 0 ? value / total : Number.NaN));
};

/**
 * True against false positives as the threshold falls: scikit-learn's `roc_curve`.
 *
 * @param yTrue The true classes, two of them (or more, with `posLabel`).
 * @param yScore A score for each row, higher where it is rather positive: a probability or any other.
 * @returns `fpr`, `tpr` and `thresholds`, of one length. A share of no rows is NaN, with a warning.
 * @throws DataError when the inputs do not fit one another, or it is not plain which class is positive.
 * @example
 * ```ts
 * const { fpr, tpr } = rocCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]);
 * [...fpr]; // [0, 0, 0.5, 0.5, 1]
 * [...tpr]; // [0, 0.5, 0.5, 1, 1]
 * ```
 */
export function rocCurve(
  yTrue: MetricLabels,
  yScore: MetricNumbers,
  options: RocCurveOptions = {},
): RocCurve {
  const who = "rocCurve";
  checkOptions(who, options, [
    ...["posLabel", "sampleWeight", "dropIntermediate", "firstThreshold", "onWarning"],
  ]);
  const first = options.firstThreshold ?? "aboveMax";
  oneOf(who, "firstThreshold", first, ["aboveMax", "infinity"]);
  const { thresholds, falsePositives, truePositives } = rocPoints(
    readScored(who, yTrue, yScore, options),
    options.dropIntermediate ?? true,
  );
  if (thresholds.length < 2) throw new DataError(`${who}: expected a row with a weight, received none`);
  thresholds[0] = first === "infinity" ? Infinity : thresholds[1]! + 1;
  const fpr = shares(falsePositives);
  const tpr = shares(truePositives);
  if (Number.isNaN(fpr[0]!)) warn(options, who, "there are no negative rows in yTrue, so fpr is NaN");
  if (Number.isNaN(tpr[0]!)) warn(options, who, "there are no positive rows in yTrue, so tpr is NaN");
  return { fpr, tpr, thresholds };
}
