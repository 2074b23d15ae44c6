import { DataError } from "../errors";
import { checkOptions, oneOf } from "../options";
import { quantile, sortedNumbers } from "../transform/quantile";
import type { Label } from "./classes";
import type { MetricLabels, MetricNumbers } from "./input";
import { readProbabilities } from "./probabilities";

/**
 * Options of {@link calibrationCurve}.
 *
 * @example
 * ```ts
 * const options: CalibrationCurveOptions = { nBins: 10, strategy: "quantile" };
 * ```
 */
export interface CalibrationCurveOptions {
  /** The class that counts as positive; default 1, where the classes are 0 and 1, or -1 and 1. */
  posLabel?: Label | undefined;
  /** How many bins, at least 1; default 5. Empty ones are left out. */
  nBins?: number | undefined;
  /** Bins of equal width, or of equally many rows; default "uniform". */
  strategy?: "uniform" | "quantile" | undefined;
}

/**
 * What was said and what came true, for each bin that is not empty.
 *
 * @example
 * ```ts
 * const { probTrue }: CalibrationCurve = calibrationCurve([0, 1], [0.1, 0.9], { nBins: 2 });
 * ```
 */
export interface CalibrationCurve {
  /** The share of positive rows in each bin. */
  readonly probTrue: Float64Array;
  /** The mean of the probabilities in each bin. */
  readonly probPred: Float64Array;
}

/**
 * Whether rows that are given the probability p are positive in a share p of cases: scikit-learn's
 * `calibration_curve`.
 *
 * @param yTrue The true classes, two of them.
 * @param yProb The probability of the positive class.
 * @throws DataError when the inputs do not fit one another, or a probability is not between 0 and 1.
 * @example
 * ```ts
 * const { probTrue, probPred } = calibrationCurve([0, 0, 1, 1], [0.1, 0.3, 0.6, 0.8], { nBins: 2 });
 * [...probTrue]; // [0, 1]
 * [...probPred]; // [0.2, 0.7]
 * ```
 */
export function calibrationCurve(
  yTrue: MetricLabels,
  yProb: MetricNumbers,
  options: CalibrationCurveOptions = {},
): CalibrationCurve {
  const who = "calibrationCurve";
  checkOptions(who, options, ["posLabel", "nBins", "strategy"]);
  const nBins = options.nBins ?? 5;
  if (!Number.isInteger(nBins) || nBins < 1) {
    throw new DataError(`${who}: expected nBins as a whole number of at least 1, received ${String(nBins)}`);
  }
  const strategy = options.strategy ?? "uniform";
  oneOf(who, "strategy", strategy, ["uniform", "quantile"]);
  const { positive, scores } = readProbabilities(who, yTrue, yProb, { posLabel: options.posLabel });
  const sorted = sortedNumbers(scores);
  const inner = Float64Array.from({ length: nBins - 1 }, (_, i) => {
    const share = (i + 1) / nBins;
    return strategy === "uniform" ? share : quantile(sorted, share);
  });
  const rows = new Float64Array(nBins);
  const said = new Float64Array(nBins);
  const came = new Float64Array(nBins);
  for (let i = 0; i < scores.length; i++) {
    let bin = 0;
    let end = inner.length;
    while (bin < end) {
      const middle = (bin + end) >>> 1;
      if (inner[middle]! < scores[i]!) bin = middle + 1;
      else end = middle;
    }
    rows[bin]!++;
    said[bin]! += scores[i]!;
    came[bin]! += positive[i]!;
  }
  const share = (sums: Float64Array): Float64Array =>
    sums.map((sum, bin) => sum / rows[bin]!).filter((_, bin) => rows[bin] !== 0);
  return { probTrue: share(came), probPred: share(said) };
}
