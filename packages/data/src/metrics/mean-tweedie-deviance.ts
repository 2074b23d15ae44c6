import { DataError } from "../errors";
import { checkOptions } from "../options";
import { meanOf } from "./average";
import type { MetricNumbers } from "./input";
import { type NumberTargets, readOneOutput } from "./number-targets";

/**
 * Options of {@link meanPoissonDeviance} and {@link meanGammaDeviance}.
 *
 * @example
 * ```ts
 * const options: DevianceOptions = { sampleWeight: [1, 2] };
 * ```
 */
export interface DevianceOptions {
  /** How much each row counts; default 1 each. */
  sampleWeight?: MetricNumbers | undefined;
}

/**
 * Options of {@link meanTweedieDeviance}.
 *
 * @example
 * ```ts
 * const options: TweedieOptions = { power: 1.5 };
 * ```
 */
export interface TweedieOptions extends DevianceOptions {
  /**
   * The power p of the mean that the variance goes with: 0 normal (the squared error), 1 Poisson, 1 to 2
   * compound Poisson, 2 gamma, 3 inverse Gaussian; none between 0 and 1. Default 0.
   */
  power?: number | undefined;
}

const checkRange = (who: string, { yTrue, yPred }: NumberTargets, p: number): void => {
  if (!Number.isFinite(p) || (p > 0 && p < 1)) {
    throw new DataError(`${who}: expected power of at most 0 or at least 1, received ${String(p)}`);
  }
  if (p === 0) return;
  const lowest = p < 0 ? -Infinity : 0;
  const bad = yTrue.find((y) => y < lowest || (p >= 2 && y === 0));
  if (bad !== undefined) {
    throw new DataError(
      `${who}: expected yTrue ${p >= 2 ? "above 0" : "of at least 0"} for power ${p}, received ${bad}`,
    );
  }
  const wrong = yPred.find((y) => y <= 0);
  if (wrong !== undefined)
    throw new DataError(`${who}: expected yPred above 0 for power ${p}, received ${wrong}`);
};

const deviance = (y: number, mu: number, p: number): number => {
  if (p === 0) return (y - mu) ** 2;
  if (p === 1) return 2 * ((y === 0 ? 0 : y * Math.log(y / mu)) - y + mu);
  if (p === 2) return 2 * (Math.log(mu / y) + y / mu - 1);
  const own = (p < 0 ? Math.max(y, 0) : y) ** (2 - p) / ((1 - p) * (2 - p));
  return 2 * (own - (y * mu ** (1 - p)) / (1 - p) + mu ** (2 - p) / (2 - p));
};

/** The mean deviance of targets that were read. */
export const tweedieDeviance = (who: string, targets: NumberTargets, power: number): number => {
  checkRange(who, targets, power);
  const { yTrue, yPred, weights } = targets;
  return meanOf(
    who,
    yTrue.map((y, i) => deviance(y, yPred[i]!, power)),
    weights,
  );
};

/**
 * The mean deviance of a Tweedie distribution: scikit-learn's `mean_tweedie_deviance`. (Jørgensen 1987.)
 *
 * @throws DataError when the inputs do not fit one another or the power, or there are several outputs.
 * @example
 * ```ts
 * meanTweedieDeviance([2, 0, 1, 4], [0.5, 0.5, 2, 2], { power: 1 }); // 1.4260151319598084
 * ```
 */
export function meanTweedieDeviance(
  yTrue: MetricNumbers,
  yPred: MetricNumbers,
  options: TweedieOptions = {},
): number {
  const who = "meanTweedieDeviance";
  checkOptions(who, options, ["sampleWeight", "power"]);
  return tweedieDeviance(who, readOneOutput(who, yTrue, yPred, options.sampleWeight), options.power ?? 0);
}

/**
 * The mean deviance of counts, {@link meanTweedieDeviance} with power 1: scikit-learn's
 * `mean_poisson_deviance`.
 *
 * @throws DataError when the inputs do not fit one another, a true value is below 0, or a prediction is not
 *   above 0.
 * @example
 * ```ts
 * meanPoissonDeviance([2, 0, 1, 4], [0.5, 0.5, 2, 2]); // 1.4260151319598084
 * ```
 */
export function meanPoissonDeviance(
  yTrue: MetricNumbers,
  yPred: MetricNumbers,
  options: DevianceOptions = {},
): number {
  const who = "meanPoissonDeviance";
  checkOptions(who, options, ["sampleWeight"]);
  return tweedieDeviance(who, readOneOutput(who, yTrue, yPred, options.sampleWeight), 1);
}

/**
 * The mean deviance of positive amounts, {@link meanTweedieDeviance} with power 2: scikit-learn's
 * `mean_gamma_deviance`.
 *
 * @throws DataError when the inputs do not fit one another, or a value is not above 0.
 * @example
 * ```ts
 * meanGammaDeviance([2, 0.5, 1, 4], [0.5, 0.5, 2, 2]); // 1.0568528194400546
 * ```
 */
export function meanGammaDeviance(
  yTrue: MetricNumbers,
  yPred: MetricNumbers,
  options: DevianceOptions = {},
): number {
  const who = "meanGammaDeviance";
  checkOptions(who, options, ["sampleWeight"]);
  return tweedieDeviance(who, readOneOutput(who, yTrue, yPred, options.sampleWeight), 2);
}
