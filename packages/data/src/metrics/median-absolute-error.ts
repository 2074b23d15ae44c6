import { checkOptions } from "../options";
import type { MetricNumbers } from "./input";
import {
  combineOutputs,
  type RegressionOptions,
  readNumberTargets,
  regressionOptionNames,
} from "./number-targets";
import { outputColumn, percentile } from "./percentile";

/**
 * The median of |true - predicted|, which single outliers do not move: scikit-learn's
 * `median_absolute_error`. With weights, the lower weighted median.
 *
 * @returns One number, or with `multioutput: "rawValues"` one for each output.
 * @throws DataError when the inputs do not fit one another or hold what is no number.
 * @example
 * ```ts
 * medianAbsoluteError([3, -0.5, 2, 7], [2.5, 0, 2, 8]); // 0.5
 * ```
 */
export function medianAbsoluteError(
  yTrue: MetricNumbers,
  yPred: MetricNumbers,
  options: RegressionOptions & { multioutput: "rawValues" },
): Float64Array;
export function medianAbsoluteError(
  yTrue: MetricNumbers,
  yPred: MetricNumbers,
  options?: RegressionOptions & { multioutput?: Exclude<RegressionOptions["multioutput"], "rawValues"> },
): number;
export function medianAbsoluteError(
  yTrue: MetricNumbers,
  yPred: MetricNumbers,
  options: RegressionOptions = {},
): number | Float64Array {
  const who = "medianAbsoluteError";
  checkOptions(who, options, regressionOptionNames);
  const targets = readNumberTargets(who, yTrue, yPred, options.sampleWeight);
  const errors = targets.yTrue.map((truth, i) => Math.abs(targets.yPred[i]! - truth));
  const medians = Float64Array.from({ length: targets.width }, (_, j) =>
    percentile(outputColumn(errors, targets.width, j), 0.5, targets.weights),
  );
  return combineOutputs(who, medians, options.multioutput);
}
