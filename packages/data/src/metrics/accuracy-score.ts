import { checkOptions } from "../options";
import { meanOf, sumOf, weightedSum } from "./average";
import { type MetricLabels, type MetricNumbers, readWeights } from "./input";
import { readTargets, type Targets } from "./targets";

/**
 * Options of {@link accuracyScore} and {@link zeroOneLoss}.
 *
 * @example
 * ```ts
 * const options: AccuracyOptions = { normalize: false };
 * ```
 */
export interface AccuracyOptions {
  /** A share of the rows rather than their number; default true. */
  normalize?: boolean | undefined;
  /** How much each row counts; default 1 each. */
  sampleWeight?: MetricNumbers | undefined;
}

/** 1 for each row where everything is right. */
const hits = (targets: Targets): Uint8Array => {
  const { rows, yTrue, yPred } = targets;
  const out = new Uint8Array(rows);
  const width = targets.type === "multilabel" ? targets.width : 1;
  for (let i = 0; i < rows; i++) {
    let right = 1;
    for (let j = i * width; j < (i + 1) * width; j++) if (yTrue[j] !== yPred[j]) right = 0;
    out[i] = right;
  }
  return out;
};

const accuracy = (
  who: string,
  yTrue: MetricLabels,
  yPred: MetricLabels,
  options: AccuracyOptions,
): { score: number; rest: number } => {
  checkOptions(who, options, ["normalize", "sampleWeight"]);
  const targets = readTargets(who, yTrue, yPred);
  const weights = readWeights(who, options.sampleWeight, targets.rows);
  const right = hits(targets);
  if (options.normalize ?? true) {
    const score = meanOf(who, right, weights);
    return { score, rest: 1 - score };
  }
  const score = weightedSum(right, weights);
  return { score, rest: (weights === undefined ? targets.rows : sumOf(weights)) - score };
};

/**
 * The share of rows that were classified right. Of rows with several labels, those where every label is
 * right: scikit-learn's `accuracy_score`.
 *
 * @param yTrue The true classes, one a row, or rows of 0 and 1 for several labels.
 * @param yPred The predicted classes, in the same form.
 * @throws DataError when the inputs do not fit one another or are no classes.
 * @example
 * ```ts
 * accuracyScore(["cat", "dog", "cat"], ["cat", "cat", "cat"]); // 0.6666666666666666
 * ```
 */
export function accuracyScore(
  yTrue: MetricLabels,
  yPred: MetricLabels,
  options: AccuracyOptions = {},
): number {
  return accuracy("accuracyScore", yTrue, yPred, options).score;
}

/**
 * The share of rows that were classified wrong, 1 - {@link accuracyScore}: scikit-learn's `zero_one_loss`.
 *
 * @throws DataError when the inputs do not fit one another or are no classes.
 * @example
 * ```ts
 * zeroOneLoss([0, 1, 1, 1], [0, 1, 1, 0]); // 0.25
 * ```
 */
export function zeroOneLoss(yTrue: MetricLabels, yPred: MetricLabels, options: AccuracyOptions = {}): number {
  return accuracy("zeroOneLoss", yTrue, yPred, options).rest;
}
