import { checkOptions } from "../options";
import { columnMeans } from "./average";
import type { MetricNumbers } from "./input";
import {
  combineOutputs,
  type NumberTargets,
  type RegressionOptions,
  readNumberTargets,
  regressionOptionNames,
} from "./number-targets";

/** The mean squared error of each output. */
export const squaredErrors = (
  who: string,
  { yTrue, yPred, width, weights }: Pick<NumberTargets, "yTrue" | "yPred" | "width" | "weights">,
): Float64Array => {
  const loss = new Float64Array(yTrue.length);
  for (let i = 0; i < loss.length; i++) loss[i] = (yTrue[i]! - yPred[i]!) ** 2;
  return columnMeans(who, loss, width, weights);
};

/**
 * The mean of (true - predicted)²: scikit-learn's `mean_squared_error`.
 *
 * @returns One number, or with `multioutput: "rawValues"` one for each output.
 * @throws DataError when the inputs do not fit one another or hold what is no number.
 * @example
 * ```ts
 * meanSquaredError([3, -0.5, 2, 7], [2.5, 0, 2, 8]); // 0.375
 * ```
 */
export function meanSquaredError(
  yTrue: MetricNumbers,
  yPred: MetricNumbers,
  options: RegressionOptions & { multioutput: "rawValues" },
): Float64Array;
export function meanSquaredError(
  yTrue: MetricNumbers,
  yPred: MetricNumbers,
  options?: RegressionOptions & { multioutput?: Exclude<RegressionOptions["multioutput"], "rawValues"> },
): number;
export function meanSquaredError(
  yTrue: MetricNumbers,
  yPred: MetricNumbers,
  options: RegressionOptions = {},
): number | Float64Array {
  const who = "meanSquaredError";
  checkOptions(who, options, regressionOptionNames);
  const errors = squaredErrors(who, readNumberTargets(who, yTrue, yPred, options.sampleWeight));
  return combineOutputs(who, errors, options.multioutput);
}

/**
 * The root of the mean of (true - predicted)², in the units of the target: scikit-learn's
 * `root_mean_squared_error`. With several outputs, the mean of their roots.
 *
 * @returns One number, or with `multioutput: "rawValues"` one for each output.
 * @throws DataError when the inputs do not fit one another or hold what is no number.
 * @example
 * ```ts
 * rootMeanSquaredError([3, -0.5, 2, 7], [2.5, 0, 2, 8]); // 0.6123724356957945
 * ```
 */
export function rootMeanSquaredError(
  yTrue: MetricNumbers,
  yPred: MetricNumbers,
  options: RegressionOptions & { multioutput: "rawValues" },
): Float64Array;
export function rootMeanSquaredError(
  yTrue: MetricNumbers,
  yPred: MetricNumbers,
  options?: RegressionOptions & { multioutput?: Exclude<RegressionOptions["multioutput"], "rawValues"> },
): number;
export function rootMeanSquaredError(
  yTrue: MetricNumbers,
  yPred: MetricNumbers,
  options: RegressionOptions = {},
): number | Float64Array {
  const who = "rootMeanSquaredError";
  checkOptions(who, options, regressionOptionNames);
  const errors = squaredErrors(who, readNumberTargets(who, yTrue, yPred, options.sampleWeight));
  return combineOutputs(who, errors.map(Math.sqrt), options.multioutput);
}
