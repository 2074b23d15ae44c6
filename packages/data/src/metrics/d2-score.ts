import { DataError } from "../errors";
import { checkOptions } from "../options";
import { meanOf } from "./average";
import type { MetricNumbers } from "./input";
import { pinballLosses } from "./mean-pinball-loss";
import { tweedieDeviance } from "./mean-tweedie-deviance";
import {
  combineOutputs,
  type RegressionOptions,
  readNumberTargets,
  readOneOutput,
  regressionOptionNames,
} from "./number-targets";
import { outputColumn, percentile } from "./percentile";
import { type WarningOption, warn } from "./warning";

/**
 * Options of {@link d2PinballScore} and, but for `alpha`, of {@link d2AbsoluteErrorScore}.
 *
 * @example
 * ```ts
 * const options: D2PinballOptions = { alpha: 0.9 };
 * ```
 */
export interface D2PinballOptions extends RegressionOptions, WarningOption {
  /** The quantile that is predicted, from 0 to 1; default 0.5, the median. */
  alpha?: number | undefined;
}

/**
 * Options of {@link d2TweedieScore}.
 *
 * @example
 * ```ts
 * const options: D2TweedieOptions = { power: 1 };
 * ```
 */
export interface D2TweedieOptions extends WarningOption {
  /** How much each row counts; default 1 each. */
  sampleWeight?: MetricNumbers | undefined;
  /** The power of the mean that the variance goes with; default 0. */
  power?: number | undefined;
}

const pinballScore = (
  who: string,
  yTrue: MetricNumbers,
  yPred: MetricNumbers,
  options: D2PinballOptions,
): number | Float64Array => {
  const {
    yTrue: truth,
    yPred: guess,
    rows,
    width,
    weights,
  } = readNumberTargets(who, yTrue, yPred, options.sampleWeight);
  if (rows < 2) {
    warn(options, who, "D² is not defined for fewer than two rows");
    return Number.NaN;
  }
  const alpha = options.alpha ?? 0.5;
  const losses = pinballLosses(who, truth, guess, alpha, width, weights);
  const quantiles = Float64Array.from({ length: width }, (_, j) =>
    percentile(outputColumn(truth, width, j), alpha, weights),
  );
  const constant = truth.map((_, i) => quantiles[i % width]!);
  const least = pinballLosses(who, truth, constant, alpha, width, weights);
  const scores = losses.map((loss, j) => (loss === 0 ? 1 : least[j] === 0 ? 0 : 1 - loss / least[j]!));
  return combineOutputs(who, scores, options.multioutput);
};

/**
 * The share of the pinball loss of the best constant that the predictions save: scikit-learn's
 * `d2_pinball_score`. NaN, with a warning, for fewer than two rows.
 *
 * @returns One number, or with `multioutput: "rawValues"` one for each output.
 * @throws DataError when the inputs do not fit one another or hold what is no number.
 * @example
 * ```ts
 * d2PinballScore([1, 2, 3], [1, 3, 3]); // 0.5
 * ```
 */
export function d2PinballScore(
  yTrue: MetricNumbers,
  yPred: MetricNumbers,
  options: D2PinballOptions & { multioutput: "rawValues" },
): Float64Array;
export function d2PinballScore(
  yTrue: MetricNumbers,
  yPred: MetricNumbers,
  options?: D2PinballOptions & { multioutput?: Exclude<D2PinballOptions["multioutput"], "rawValues"> },
): number;
export function d2PinballScore(
  yTrue: MetricNumbers,
  yPred: MetricNumbers,
  options: D2PinballOptions = {},
): number | Float64Array {
  checkOptions("d2PinballScore", options, [...regressionOptionNames, "alpha", "onWarning"]);
  return pinballScore("d2PinballScore", yTrue, yPred, options);
}

/**
 * The share of the absolute error of the median that the predictions save: scikit-learn's
 * `d2_absolute_error_score`. NaN, with a warning, for fewer than two rows.
 *
 * @returns One number, or with `multioutput: "rawValues"` one for each output.
 * @throws DataError when the inputs do not fit one another or hold what is no number.
 * @example
 * ```ts
 * d2AbsoluteErrorScore([3, -0.5, 2, 7], [2.5, 0, 2, 8]); // 0.7647058823529411
 * ```
 */
export function d2AbsoluteErrorScore(
  yTrue: MetricNumbers,
  yPred: MetricNumbers,
  options: Omit<D2PinballOptions, "alpha"> & { multioutput: "rawValues" },
): Float64Array;
export function d2AbsoluteErrorScore(
  yTrue: MetricNumbers,
  yPred: MetricNumbers,
  options?: Omit<D2PinballOptions, "alpha"> & {
    multioutput?: Exclude<Omit<D2PinballOptions, "alpha">["multioutput"], "rawValues">;
  },
): number;
export function d2AbsoluteErrorScore(
  yTrue: MetricNumbers,
  yPred: MetricNumbers,
  options: Omit<D2PinballOptions, "alpha"> = {},
): number | Float64Array {
  checkOptions("d2AbsoluteErrorScore", options, [...regressionOptionNames, "onWarning"]);
  return pinballScore("d2AbsoluteErrorScore", yTrue, yPred, options);
}

/**
 * The share of the Tweedie deviance of the mean that the predictions save: scikit-learn's
 * `d2_tweedie_score`. NaN, with a warning, for fewer than two rows.
 *
 * @throws DataError when the inputs do not fit one another or the power, or the mean of `yTrue` is not above 0 and
 *   the power not 0.
 * @example
 * ```ts
 * d2TweedieScore([0.5, 1, 2.5, 7], [1, 1, 5, 3.5], { power: 1 }); // 0.4879151349031142
 * ```
 */
export function d2TweedieScore(
  yTrue: MetricNumbers,
  yPred: MetricNumbers,
  options: D2TweedieOptions = {},
): number {
  const who = "d2TweedieScore";
  checkOptions(who, options, ["sampleWeight", "power", "onWarning"]);
  const targets = readOneOutput(who, yTrue, yPred, options.sampleWeight);
  if (targets.rows < 2) {
    warn(options, who, "D² is not defined for fewer than two rows");
    return Number.NaN;
  }
  const power = options.power ?? 0;
  const deviance = tweedieDeviance(who, targets, power);
  const mean = meanOf(who, targets.yTrue, targets.weights);
  if (power !== 0 && mean <= 0) {
    throw new DataError(
      `${who}: expected a mean of yTrue above 0 for power ${power}, which predictions are held against, received ${mean}; choose power 0`,
    );
  }
  const constant = { ...targets, yPred: new Float64Array(targets.rows).fill(mean) };
  return 1 - deviance / tweedieDeviance(who, constant, power);
}
