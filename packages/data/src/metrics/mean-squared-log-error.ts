import { DataError } from "../errors";
import { checkOptions } from "../options";
import type { MetricNumbers } from "./input";
import { squaredErrors } from "./mean-squared-error";
import {
  combineOutputs,
  type RegressionOptions,
  readNumberTargets,
  regressionOptionNames,
} from "./number-targets";

const logErrors = (who: string, yTrue: unknown, yPred: unknown, options: RegressionOptions): Float64Array => {
  checkOptions(who, options, regressionOptionNames);
  const targets = readNumberTargets(who, yTrue, yPred, options.sampleWeight);
  const log = (name: string, values: Float64Array): Float64Array => {
    const bad = values.find((value) => value <= -1);
    if (bad === undefined) return values.map(Math.log1p);
    throw new DataError(
      `${who}: expected ${name} above -1, whose logarithm of 1 + value there is, received ${bad}`,
    );
  };
  const logs = { ...targets, yTrue: log("yTrue", targets.yTrue), yPred: log("yPred", targets.yPred) };
  return squaredErrors(who, logs);
};

/**
 * The mean of (ln(1 + true) - ln(1 + predicted))², for targets that grow by factors: scikit-learn's
 * `mean_squared_log_error`.
 *
 * @returns One number, or with `multioutput: "rawValues"` one for each output.
 * @throws DataError when the inputs do not fit one another or hold what is no number above -1.
 * @example
 * ```ts
 * meanSquaredLogError([3, 5, 2.5, 7], [2.5, 5, 4, 8]); // 0.03973012298459379
 * ```
 */
export function meanSquaredLogError(
  yTrue: MetricNumbers,
  yPred: MetricNumbers,
  options: RegressionOptions & { multioutput: "rawValues" },
): Float64Array;
export function meanSquaredLogError(
  yTrue: MetricNumbers,
  yPred: MetricNumbers,
  options?: RegressionOptions & { multioutput?: Exclude<RegressionOptions["multioutput"], "rawValues"> },
): number;
export function meanSquaredLogError(
  yTrue: MetricNumbers,
  yPred: MetricNumbers,
  options: RegressionOptions = {},
): number | Float64Array {
  const errors = logErrors("meanSquaredLogError", yTrue, yPred, options);
  return combineOutputs("meanSquaredLogError", errors, options.multioutput);
}

/**
 * The root of {@link meanSquaredLogError}: scikit-learn's `root_mean_squared_log_error`.
 *
 * @returns One number, or with `multioutput: "rawValues"` one for each output.
 * @throws DataError when the inputs do not fit one another or hold what is no number above -1.
 * @example
 * ```ts
 * rootMeanSquaredLogError([3, 5, 2.5, 7], [2.5, 5, 4, 8]); // 0.19932416558108
 * ```
 */
export function rootMeanSquaredLogError(
  yTrue: MetricNumbers,
  yPred: MetricNumbers,
  options: RegressionOptions & { multioutput: "rawValues" },
): Float64Array;
export function rootMeanSquaredLogError(
  yTrue: MetricNumbers,
  yPred: MetricNumbers,
  options?: RegressionOptions & { multioutput?: Exclude<RegressionOptions["multioutput"], "rawValues"> },
): number;
export function rootMeanSquaredLogError(
  yTrue: MetricNumbers,
  yPred: MetricNumbers,
  options: RegressionOptions = {},
): number | Float64Array {
  const errors = logErrors("rootMeanSquaredLogError", yTrue, yPred, options);
  return combineOutputs("rootMeanSquaredLogError", errors.map(Math.sqrt), options.multioutput);
}
