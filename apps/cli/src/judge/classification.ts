import {
  accuracyScore,
  balancedAccuracyScore,
  confusionMatrix,
  f1Score,
  logLoss,
  precisionRecallFscoreSupport,
  toNested,
} from "@wellfit/data";

/** How well classes are told apart on some rows. */
export interface ClassScores {
  readonly rows: number;
  /** Share of right answers. */
  readonly accuracy: number;
  /** Mean of the recalls of the classes, so that rare ones count as much as frequent ones. */
  readonly balancedAccuracy: number;
  /** Mean of the F1 scores of the classes. */
  readonly macroF1: number;
  /** Mean of -ln(probability of the true class). */
  readonly logLoss: number;
  readonly perClass: readonly ClassScore[];
  /** `confusion[i][j]`: rows of class i that were taken for class j. */
  readonly confusion: readonly (readonly number[])[];
}

/** One class against the rest. null where there was nothing to divide by. */
export interface ClassScore {
  readonly class: string;
  readonly rows: number;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
}

// Where scikit-learn's log_loss clips, for probabilities in float32.
const least = 2 ** -23;

// Classes that a part happens to lack are no news: perClass has their rows, and null for what is not defined.
const onWarning = (): void => {};

const orNull = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value;

/** Scores of predicted classes and probabilities, of shape [rows, classes] row by row. */
export const classScores = (
  actual: ArrayLike<number>,
  predicted: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  classes: readonly string[],
): ClassScores => {
  const labels = classes.map((_, code) => code);
  const there = [...new Set(Array.from(actual))];
  const shape = [actual.length, classes.length];
  const each = precisionRecallFscoreSupport(actual, predicted, {
    labels,
    zeroDivision: Number.NaN,
    onWarning,
  });
  return {
    rows: actual.length,
    accuracy: accuracyScore(actual, predicted),
    balancedAccuracy: balancedAccuracyScore(actual, predicted, { onWarning }),
    macroF1: f1Score(actual, predicted, { average: "macro", labels: there.sort((a, b) => a - b), onWarning }),
    logLoss: logLoss(
      actual,
      { data: Float64Array.from(probabilities), shape },
      { labels, eps: least, onWarning },
    ),
    perClass: classes.map((name, i) => ({
      class: name,
      rows: each.support[i] ?? 0,
      precision: orNull(each.precision[i]),
      recall: orNull(each.recall[i]),
      f1: orNull(each.fscore[i]),
    })),
    confusion: toNested(confusionMatrix(actual, predicted, { labels, onWarning })) as number[][],
  };
};
