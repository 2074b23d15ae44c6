import { checkOptions } from "../options";
import { meanOf } from "./average";
import type { CurveOptions } from "./binary-curve";
import type { MetricLabels, MetricNumbers } from "./input";
import { readProbabilities } from "./probabilities";

/**
 * The mean of (probability - outcome)², 0 being perfection: scikit-learn's `brier_score_loss`. (Brier 1950.)
 *
 * @param yTrue The true classes, two of them; without `posLabel` the higher counts as positive, if they are
 *   no texts.
 * @param yProb The probability of the positive class.
 * @throws DataError when the inputs do not fit one another, or a probability is not between 0 and 1.
 * @example
 * ```ts
 * brierScoreLoss([0, 1, 1, 0], [0.1, 0.9, 0.8, 0.3]); // 0.0375
 * ```
 */
export function brierScoreLoss(
  yTrue: MetricLabels,
  yProb: MetricNumbers,
  options: CurveOptions = {},
): number {
  const who = "brierScoreLoss";
  checkOptions(who, options, ["posLabel", "sampleWeight"]);
  const { positive, scores, weights } = readProbabilities(who, yTrue, yProb, options, true);
  return meanOf(
    who,
    scores.map((p, i) => (p - positive[i]!) ** 2),
    weights,
  );
}
