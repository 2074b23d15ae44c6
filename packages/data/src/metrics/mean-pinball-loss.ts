import { DataError } from "../errors";
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
 * Options of {@link meanPinballLoss}.
 *
 * @example
 * ```ts
 * const options: PinballOptions = { alpha: 0.9 };
 * ```
 */
export interface PinballOptions extends RegressionOptions {
  /** The quantile that is predicted, from 0 to 1; default 0.5, the median. */
  alpha?: number | undefined;
}

/** The mean pinball loss of each output, and a check of alpha. */
export const pinballLosses = (
  who: string,
  yTrue: Float64Array,
  yPred: Float64Array,
  alpha: number,
  width: number,
  weights: Float64Array | undefined,
): Float64Array => {
  if (!(alpha >= 0 && alpha <= 1)) {
    throw new DataError(`${who}: expected alpha from 0 to 1, received ${String(alpha)}`);
  }
  const loss = new Float64Array(yTrue.length);
  for (let i = 0; i < loss.length; i++) {
    const over = yTrue[i]! - yPred[i]!;
    loss[i] = over >= 0 ? alpha * over : (alpha - 1) * over;
  }
  return columnMeans(who, loss, width, weights);
};

/**
 * The error of a predicted quantile: `alpha` · (true - predicted) where the truth lies above,
 * (1 - `alpha`) · (predicted - true) where it lies below: scikit-learn's `mean_pinball_loss`.
 *
 * @returns One number, or with `multioutput: "rawValues"` one for each output.
 * @throws DataError when the inputs do not fit one another or hold what is no number.
 * @example
 * ```ts
 * meanPinballLoss([1, 2, 3], [0, 2, 3], { alpha: 0.9 }); // 0.3
 * ```
 */
export function meanPinballLoss(
  yTrue: MetricNumbers,
  yPred: MetricNumbers,
  options: PinballOptions & { multioutput: "rawValues" },
): Float64Array;
export function meanPinballLoss(
  yTrue: MetricNumbers,
  yPred: MetricNumbers,
  options?: PinballOptions & { multioutput?: Exclude<PinballOptions["multioutput"], "rawValues"> },
): number;
export function meanPinballLoss(
  yTrue: MetricNumbers,
  yPred: MetricNumbers,
  options: PinballOptions = {},
): number | Float64Array {
  const who = "meanPinballLoss";
  checkOptions(who, options, [...regressionOptionNames, "alpha"]);
  const {
    yTrue: truth,
    yPred: guess,
    width,
    weights,
  } = readNumberTargets(who, yTrue, yPred, options.sampleWeight);
  const losses = pinballLosses(who, truth, guess, options.alpha ?? 0.5, width, weights);
  return combineOutputs(who, losses, options.multioutput);
}
