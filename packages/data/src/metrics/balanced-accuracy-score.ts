import { checkOptions } from "../options";
import { meanOf } from "./average";
import { countPairs, placesOf, warnOfOneClass } from "./confusion-matrix";
import { type MetricLabels, type MetricNumbers, readWeights } from "./input";
import { readClassTargets } from "./targets";
import { type WarningOption, warn } from "./warning";

/**
 * Options of {@link balancedAccuracyScore}.
 *
 * @example
 * ```ts
 * const options: BalancedAccuracyOptions = { adjusted: true };
 * ```
 */
export interface BalancedAccuracyOptions extends WarningOption {
  /** How much each row counts; default 1 each. */
  sampleWeight?: MetricNumbers | undefined;
  /** Put chance at 0 and keep perfection at 1; default false. */
  adjusted?: boolean | undefined;
}

/**
 * The mean of the recalls of the classes, so that a rare class counts as much as a frequent one:
 * scikit-learn's `balanced_accuracy_score`. Classes that only occur in `yPred` have no recall and are left
 * out, with a warning.
 *
 * @throws DataError when the inputs do not fit one another or are no classes.
 * @example
 * ```ts
 * balancedAccuracyScore([0, 1, 0, 0, 1, 0], [0, 1, 0, 0, 0, 1]); // 0.625
 * ```
 */
export function balancedAccuracyScore(
  yTrue: MetricLabels,
  yPred: MetricLabels,
  options: BalancedAccuracyOptions = {},
): number {
  const who = "balancedAccuracyScore";
  checkOptions(who, options, ["sampleWeight", "adjusted", "onWarning"]);
  const targets = readClassTargets(who, yTrue, yPred);
  const weights = readWeights(who, options.sampleWeight, targets.rows);
  const { places, k } = placesOf(who, targets, undefined);
  const counts = countPairs(targets, weights, places, k);
  const recalls: number[] = [];
  for (let i = 0; i < k; i++) {
    let total = 0;
    for (let j = 0; j < k; j++) total += counts[i * k + j]!;
    if (total !== 0) recalls.push(counts[i * k + i]! / total);
  }
  if (recalls.length < k)
    warn(options, who, "yPred contains classes that are not in yTrue; they are left out");
  warnOfOneClass(who, k, "the score says nothing then", options);
  const score = meanOf(who, recalls);
  if (!(options.adjusted ?? false)) return score;
  const chance = 1 / recalls.length;
  return (score - chance) / (1 - chance);
}
