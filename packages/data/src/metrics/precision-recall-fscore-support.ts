import { DataError } from "../errors";
import { checkOptions } from "../options";
import { nanMean } from "./average";
import type { MetricLabels } from "./input";
import { type Average, divide, type SetScoreOptions, setCounts, setOptionNames } from "./set-wise";
import { readTargets, type Targets } from "./targets";

/**
 * Options of {@link fbetaScore}.
 *
 * @example
 * ```ts
 * const options: FbetaOptions = { beta: 2, average: "macro" };
 * ```
 */
export interface FbetaOptions extends SetScoreOptions {
  /** How much more recall counts than precision, at least 0. */
  beta: number;
}

/**
 * Options of {@link precisionRecallFscoreSupport}; the default of `average` is null here.
 *
 * @example
 * ```ts
 * const options: PrecisionRecallOptions = { average: "weighted", beta: 0.5 };
 * ```
 */
export interface PrecisionRecallOptions extends SetScoreOptions {
  /** How much more recall counts than precision, at least 0; default 1. */
  beta?: number | undefined;
}

/**
 * The scores of each class.
 *
 * @example
 * ```ts
 * const { support }: ClassScores = precisionRecallFscoreSupport([0, 1, 1], [0, 1, 0]);
 * [...support]; // [1, 2]
 * ```
 */
export interface ClassScores {
  /** What was right of what was said to be the class. */
  readonly precision: Float64Array;
  /** What was found of what was the class. */
  readonly recall: Float64Array;
  /** The weighted harmonic mean of precision and recall. */
  readonly fscore: Float64Array;
  /** How many rows (or how much weight) the class has. */
  readonly support: Float64Array;
}

/**
 * The same scores as one number each.
 *
 * @example
 * ```ts
 * const scores: AveragedScores = precisionRecallFscoreSupport([0, 1, 1], [0, 1, 0], { average: "micro" });
 * ```
 */
export interface AveragedScores {
  /** What was right of what was said to be the class. */
  readonly precision: number;
  /** What was found of what was the class. */
  readonly recall: number;
  /** The weighted harmonic mean of precision and recall. */
  readonly fscore: number;
}

/** All scores of each class (one entry for `micro` and `binary`), and how to average them. */
export const setScores = (
  who: string,
  targets: Targets,
  options: PrecisionRecallOptions,
  defaults: { average: Average | null; warnFor: readonly ("precision" | "recall" | "fscore")[] },
): { each: ClassScores; average: Average | null; mean: (values: Float64Array) => number } => {
  const beta = options.beta ?? 1;
  if (!(beta >= 0)) throw new DataError(`${who}: expected beta of at least 0, received ${String(beta)}`);
  const counts = setCounts(who, targets, options, defaults.average);
  const { hits, predicted, actual, average, meanWeights } = counts;
  const told = (name: "precision" | "recall" | "fscore", score: string, lack: string) => ({
    who,
    score,
    lack,
    average,
    mayWarn: defaults.warnFor.includes(name),
  });
  const precision = divide(hits, predicted, told("precision", "precision", "predicted"), options);
  const recall = divide(hits, actual, told("recall", "recall", "true"), options);
  const scaled = hits.map((n) => (1 + beta * beta) * n);
  const fscore =
    beta === 0
      ? precision
      : beta === Infinity
        ? recall
        : divide(
            scaled,
            actual.map((n, i) => beta * beta * n + predicted[i]!),
            told("fscore", "F-score", "true nor predicted"),
            options,
          );
  return {
    each: { precision, recall, fscore, support: actual },
    average,
    mean: (values) => nanMean(values, meanWeights),
  };
};

/**
 * Precision, recall, F-score and support at once: scikit-learn's `precision_recall_fscore_support`.
 *
 * @returns An entry for each class, or, with an `average`, one number for each score.
 * @throws DataError when the inputs do not fit one another, or the average does not fit the classes.
 * @example
 * ```ts
 * const { recall } = precisionRecallFscoreSupport(["a", "b", "b"], ["a", "b", "a"]);
 * [...recall]; // [1, 0.5]
 * precisionRecallFscoreSupport(["a", "b", "b"], ["a", "b", "a"], { average: "macro" }).recall; // 0.75
 * ```
 */
export function precisionRecallFscoreSupport(
  yTrue: MetricLabels,
  yPred: MetricLabels,
  options: PrecisionRecallOptions & { average: Average },
): AveragedScores;
export function precisionRecallFscoreSupport(
  yTrue: MetricLabels,
  yPred: MetricLabels,
  options?: PrecisionRecallOptions & { average?: null | undefined },
): ClassScores;
export function precisionRecallFscoreSupport(
  yTrue: MetricLabels,
  yPred: MetricLabels,
  options: PrecisionRecallOptions = {},
): AveragedScores | ClassScores {
  const who = "precisionRecallFscoreSupport";
  checkOptions(who, options, [...setOptionNames, "beta"]);
  const { each, average, mean } = setScores(who, readTargets(who, yTrue, yPred), options, {
    average: null,
    warnFor: ["precision", "recall", "fscore"],
  });
  if (average === null) return each;
  return { precision: mean(each.precision), recall: mean(each.recall), fscore: mean(each.fscore) };
}
