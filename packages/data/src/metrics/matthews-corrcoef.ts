import { checkOptions } from "../options";
import { countPairs, placesOf, warnOfOneClass } from "./confusion-matrix";
import { type MetricLabels, type MetricNumbers, readWeights } from "./input";
import { readClassTargets } from "./targets";
import type { WarningOption } from "./warning";

/**
 * Options of {@link matthewsCorrcoef}.
 *
 * @example
 * ```ts
 * const options: MatthewsOptions = { sampleWeight: [1, 1, 2] };
 * ```
 */
export interface MatthewsOptions extends WarningOption {
  /** How much each row counts; default 1 each. */
  sampleWeight?: MetricNumbers | undefined;
}

/**
 * Matthews' correlation of true and predicted classes, from -1 through 0 (chance) to 1, for two classes or
 * more: scikit-learn's `matthews_corrcoef`. 0 where either has one class only. (Gorodkin 2004, the R_K of K
 * classes.)
 *
 * @throws DataError when the inputs do not fit one another or are no classes.
 * @example
 * ```ts
 * matthewsCorrcoef([1, 1, 1, -1], [1, -1, 1, 1]); // -0.3333333333333333
 * ```
 */
export function matthewsCorrcoef(
  yTrue: MetricLabels,
  yPred: MetricLabels,
  options: MatthewsOptions = {},
): number {
  const who = "matthewsCorrcoef";
  checkOptions(who, options, ["sampleWeight", "onWarning"]);
  const targets = readClassTargets(who, yTrue, yPred);
  const weights = readWeights(who, options.sampleWeight, targets.rows);
  const { places, k } = placesOf(who, targets, undefined);
  warnOfOneClass(who, k, "the correlation is set to 0", options);
  const counts = countPairs(targets, weights, places, k);
  const truths = new Float64Array(k);
  const guesses = new Float64Array(k);
  let right = 0;
  let n = 0;
  for (let i = 0; i < k * k; i++) {
    const [row, column] = [Math.floor(i / k), i % k];
    truths[row]! += counts[i]!;
    guesses[column]! += counts[i]!;
    if (row === column) right += counts[i]!;
    n += counts[i]!;
  }
  let both = right * n;
  let ofTruths = n * n;
  let ofGuesses = n * n;
  for (let i = 0; i < k; i++) {
    both -= truths[i]! * guesses[i]!;
    ofTruths -= truths[i]! ** 2;
    ofGuesses -= guesses[i]! ** 2;
  }
  return ofTruths * ofGuesses === 0 ? 0 : both / Math.sqrt(ofTruths * ofGuesses);
}
