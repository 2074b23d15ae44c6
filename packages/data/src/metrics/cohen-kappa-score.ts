import { checkOptions, oneOf } from "../options";
import { countPairs, placesOf } from "./confusion-matrix";
import { type MetricLabels, type MetricNumbers, readWeights } from "./input";
import { readClassTargets } from "./targets";
import { type WarningOption, warn } from "./warning";

/**
 * Options of {@link cohenKappaScore}.
 *
 * @example
 * ```ts
 * const options: CohenKappaOptions = { weights: "quadratic" };
 * ```
 */
export interface CohenKappaOptions extends WarningOption {
  /** The classes to look at, in their order; default all, sorted. */
  labels?: MetricLabels | undefined;
  /** How much a disagreement weighs by how far the classes are apart; default all the same. */
  weights?: "linear" | "quadratic" | undefined;
  /** How much each row counts; default 1 each. */
  sampleWeight?: MetricNumbers | undefined;
}

const weigh = (distance: number, weights: CohenKappaOptions["weights"]): number => {
  if (weights === undefined) return distance === 0 ? 0 : 1;
  return weights === "linear" ? Math.abs(distance) : distance * distance;
};

/**
 * How far two raters agree beyond chance, from -1 to 1: scikit-learn's `cohen_kappa_score`. (Cohen 1960.)
 *
 * @returns NaN, with a warning, where both raters always gave one and the same class.
 * @throws DataError when the inputs do not fit one another or are no classes.
 * @example
 * ```ts
 * cohenKappaScore(["a", "b", "a", "b"], ["a", "b", "b", "b"]); // 0.5
 * ```
 */
export function cohenKappaScore(y1: MetricLabels, y2: MetricLabels, options: CohenKappaOptions = {}): number {
  const who = "cohenKappaScore";
  checkOptions(who, options, ["labels", "weights", "sampleWeight", "onWarning"]);
  oneOf(who, "weights", options.weights, [undefined, "linear", "quadratic"]);
  const targets = readClassTargets(who, y1, y2);
  const rowWeights = readWeights(who, options.sampleWeight, targets.rows);
  const { places, k } = placesOf(who, targets, options.labels);
  const counts = countPairs(targets, rowWeights, places, k);
  const first = new Float64Array(k);
  const second = new Float64Array(k);
  let n = 0;
  for (let i = 0; i < k * k; i++) {
    first[Math.floor(i / k)]! += counts[i]!;
    second[i % k]! += counts[i]!;
    n += counts[i]!;
  }
  let seen = 0;
  let expected = 0;
  for (let i = 0; i < k * k; i++) {
    const [row, column] = [Math.floor(i / k), i % k];
    const weight = weigh(row - column, options.weights);
    seen += weight * counts[i]!;
    expected += weight * ((second[row]! * first[column]!) / n);
  }
  if (expected === 0) warn(options, who, "kappa is not defined where both raters gave one class only");
  return 1 - seen / expected;
}
