import { checkOptions } from "../options";
import { columnMeans } from "./average";
import type { MetricNumbers } from "./input";
import {
  combineOutputs,
  type RegressionOptions,
  readNumberTargets,
  regressionOptionNames,
} from "./number-targets";

/**
 * The mean of |true - predicted|: scikit-learn's `mean_absolute_error`.
 *
 * @returns One number, or with `multioutput: "rawValues"` one for each output.
 * @throws DataError when the inputs do not fit one another or hold what is no number.
 * @example
 * ```ts
 * meanAbsoluteError([3, -0.5, 2, 7], [2.5, 0, 2, 8]); // 0.5
 * ```
 */
export function meanAbsoluteError(
  yTrue: MetricNumbers,
  yPred: MetricNumbers,
  options: RegressionOptions & { multioutput: "rawValues" },
): Float64Array;
export function meanAbsoluteError(
  yTrue: MetricNumbers,
  yPred: MetricNumbers,
  options?: RegressionOptions & { multioutput?: Exclude<RegressionOptions["multioutput"], "rawValues"> },
): number;
export function meanAbsoluteError(
  yTrue: MetricNumbers,
  yPred: MetricNumbers,
  options: RegressionOptions = {},
): number | Float64Array {
  const who = "meanAbsoluteError";
  checkOptions(who, options, regressionOptionNames);
  const targets = readNumberTargets(who, yTrue, yPred, options.sampleWeight);
  const { width, weights } = targets;
  const loss = new Float64Array(targets.yTrue.length);
  for (let i = 0; i < loss.length; i++) loss[i] = Math.abs(targets.yPred[i]! - targets.yTrue[i]!);
  return combineOutputs(who, columnMeans(who, loss, width, weights), options.multioutput);
}
