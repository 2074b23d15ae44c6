import { checkOptions } from "../options";
import { meanOf } from "./average";
import { type MetricLabels, type MetricNumbers, readWeights } from "./input";
import { readTargets } from "./targets";

/**
 * Options of {@link hammingLoss}.
 *
 * @example
 * ```ts
 * const options: HammingLossOptions = { sampleWeight: [1, 2] };
 * ```
 */
export interface HammingLossOptions {
  /** How much each row counts; default 1 each. */
  sampleWeight?: MetricNumbers | undefined;
}

/**
 * The share of labels that are wrong; with one class a row that is {@link zeroOneLoss}: scikit-learn's
 * `hamming_loss`.
 *
 * @throws DataError when the inputs do not fit one another or are no classes.
 * @example
 * ```ts
 * hammingLoss([[1, 0], [0, 1]], [[1, 1], [0, 1]]); // 0.25
 * ```
 */
export function hammingLoss(
  yTrue: MetricLabels,
  yPred: MetricLabels,
  options: HammingLossOptions = {},
): number {
  const who = "hammingLoss";
  checkOptions(who, options, ["sampleWeight"]);
  const targets = readTargets(who, yTrue, yPred);
  const weights = readWeights(who, options.sampleWeight, targets.rows);
  const width = targets.type === "multilabel" ? targets.width : 1;
  const wrong = new Float64Array(targets.rows);
  for (let i = 0; i < wrong.length * width; i++) {
    if (targets.yTrue[i] !== targets.yPred[i]) wrong[Math.floor(i / width)]! += 1 / width;
  }
  return meanOf(who, wrong, weights);
}
