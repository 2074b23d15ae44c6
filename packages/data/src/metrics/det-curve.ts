import { DataError } from "../errors";
import { checkOptions } from "../options";
import { binaryCounts, type CurveOptions, readScored } from "./binary-curve";
import type { MetricLabels, MetricNumbers } from "./input";

/**
 * A detection error tradeoff, one point for each threshold.
 *
 * @example
 * ```ts
 * const curve: DetCurve = detCurve([0, 1], [0.2, 0.8]);
 * ```
 */
export interface DetCurve {
  /** The share of negative rows that are let through. */
  readonly fpr: Float64Array;
  /** The share of positive rows that are not. */
  readonly fnr: Float64Array;
  /** The score that lets rows through, rising. */
  readonly thresholds: Float64Array;
}

/**
 * False negatives against false positives as the threshold rises: scikit-learn's `det_curve`.
 *
 * @throws DataError when the inputs do not fit one another, or `yTrue` has one class only.
 * @example
 * ```ts
 * const { fnr } = detCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]);
 * [...fnr]; // [0, 0.5, 0.5]
 * ```
 */
export function detCurve(yTrue: MetricLabels, yScore: MetricNumbers, options: CurveOptions = {}): DetCurve {
  const who = "detCurve";
  checkOptions(who, options, ["posLabel", "sampleWeight"]);
  const scored = readScored(who, yTrue, yScore, options);
  if (!scored.bothClasses) {
    throw new DataError(
      `${who}: expected rows of two classes in yTrue, received one class; there is no tradeoff`,
    );
  }
  const { falsePositives, truePositives, thresholds } = binaryCounts(scored);
  const last = thresholds.length - 1;
  const [negatives, positives] = [falsePositives[last]!, truePositives[last]!];
  // From the last threshold that lets the fewest negatives through to the first that lets all positives.
  const from = falsePositives.lastIndexOf(falsePositives[0]!);
  const to = truePositives.indexOf(positives) + 1;
  return {
    fpr: falsePositives
      .slice(from, to)
      .reverse()
      .map((n) => n / negatives),
    fnr: truePositives
      .slice(from, to)
      .reverse()
      .map((n) => (positives - n) / positives),
    thresholds: thresholds.slice(from, to).reverse(),
  };
}
