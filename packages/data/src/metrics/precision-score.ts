import { checkOptions } from "../options";
import type { MetricLabels } from "./input";
import { type FbetaOptions, setScores } from "./precision-recall-fscore-support";
import { type SetScoreOptions, setOptionNames } from "./set-wise";
import { readTargets } from "./targets";

const score = (
  who: string,
  name: "precision" | "recall" | "fscore",
  yTrue: MetricLabels,
  yPred: MetricLabels,
  options: SetScoreOptions & { beta?: number | undefined },
): number | Float64Array => {
  const { each, average, mean } = setScores(who, readTargets(who, yTrue, yPred), options, {
    average: "binary",
    warnFor: [name],
  });
  return average === null ? each[name] : mean(each[name]);
};

/**
 * What was right of what was said to be the class, true positives / (true + false positives):
 * scikit-learn's `precision_score`.
 *
 * @returns One number, or with `average: null` one for each class.
 * @throws DataError when the inputs do not fit one another, or the average does not fit the classes.
 * @example
 * ```ts
 * precisionScore([0, 1, 1, 1], [0, 1, 1, 0]); // 1
 * precisionScore(["a", "b", "c"], ["a", "b", "b"], { average: "macro", zeroDivision: 0 }); // 0.5
 * ```
 */
export function precisionScore(
  yTrue: MetricLabels,
  yPred: MetricLabels,
  options: SetScoreOptions & { average: null },
): Float64Array;
export function precisionScore(
  yTrue: MetricLabels,
  yPred: MetricLabels,
  options?: SetScoreOptions & { average?: Exclude<SetScoreOptions["average"], null> },
): number;
export function precisionScore(
  yTrue: MetricLabels,
  yPred: MetricLabels,
  options: SetScoreOptions = {},
): number | Float64Array {
  checkOptions("precisionScore", options, setOptionNames);
  return score("precisionScore", "precision", yTrue, yPred, options);
}

/**
 * What was found of what was the class, true positives / (true positives + false negatives):
 * scikit-learn's `recall_score`.
 *
 * @returns One number, or with `average: null` one for each class.
 * @throws DataError when the inputs do not fit one another, or the average does not fit the classes.
 * @example
 * ```ts
 * recallScore([0, 1, 1, 1], [0, 1, 1, 0]); // 0.6666666666666666
 * [...recallScore(["a", "b", "b"], ["a", "b", "a"], { average: null })]; // [1, 0.5]
 * ```
 */
export function recallScore(
  yTrue: MetricLabels,
  yPred: MetricLabels,
  options: SetScoreOptions & { average: null },
): Float64Array;
export function recallScore(
  yTrue: MetricLabels,
  yPred: MetricLabels,
  options?: SetScoreOptions & { average?: Exclude<SetScoreOptions["average"], null> },
): number;
export function recallScore(
  yTrue: MetricLabels,
  yPred: MetricLabels,
  options: SetScoreOptions = {},
): number | Float64Array {
  checkOptions("recallScore", options, setOptionNames);
  return score("recallScore", "recall", yTrue, yPred, options);
}

/**
 * The harmonic mean of precision and recall: scikit-learn's `f1_score`.
 *
 * @returns One number, or with `average: null` one for each class.
 * @throws DataError when the inputs do not fit one another, or the average does not fit the classes.
 * @example
 * ```ts
 * f1Score([0, 1, 1, 1], [0, 1, 1, 0]); // 0.8
 * ```
 */
export function f1Score(
  yTrue: MetricLabels,
  yPred: MetricLabels,
  options: SetScoreOptions & { average: null },
): Float64Array;
export function f1Score(
  yTrue: MetricLabels,
  yPred: MetricLabels,
  options?: SetScoreOptions & { average?: Exclude<SetScoreOptions["average"], null> },
): number;
export function f1Score(
  yTrue: MetricLabels,
  yPred: MetricLabels,
  options: SetScoreOptions = {},
): number | Float64Array {
  checkOptions("f1Score", options, setOptionNames);
  return score("f1Score", "fscore", yTrue, yPred, options);
}

/**
 * The harmonic mean of precision and recall where recall counts `beta` times as much: scikit-learn's
 * `fbeta_score`. (van Rijsbergen 1979.)
 *
 * @returns One number, or with `average: null` one for each class.
 * @throws DataError when the inputs do not fit one another, or the average does not fit the classes.
 * @example
 * ```ts
 * fbetaScore([0, 1, 1, 1], [0, 1, 1, 0], { beta: 0.5 }); // 0.9090909090909091
 * ```
 */
export function fbetaScore(
  yTrue: MetricLabels,
  yPred: MetricLabels,
  options: FbetaOptions & { average: null },
): Float64Array;
export function fbetaScore(
  yTrue: MetricLabels,
  yPred: MetricLabels,
  options: FbetaOptions & { average?: Exclude<FbetaOptions["average"], null> },
): number;
export function fbetaScore(
  yTrue: MetricLabels,
  yPred: MetricLabels,
  options: FbetaOptions,
): number | Float64Array {
  checkOptions("fbetaScore", options, [...setOptionNames, "beta"]);
  return score("fbetaScore", "fscore", yTrue, yPred, { ...options, beta: options.beta ?? Number.NaN });
}
