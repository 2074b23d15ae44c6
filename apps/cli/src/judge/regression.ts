import { meanAbsoluteError, r2Score, rootMeanSquaredError } from "@wellfit/data";

/** How near numbers are predicted on some rows, in the target's own units. */
export interface NumberScores {
  readonly rows: number;
  /** 1 - Σ(actual - predicted)² / Σ(actual - mean)²; null where all actual values are equal. */
  readonly r2: number | null;
  /** Root of the mean squared error. */
  readonly rmse: number;
  /** Mean absolute error. */
  readonly mae: number;
}

/** Scores of predicted numbers. */
export const numberScores = (actual: ArrayLike<number>, predicted: ArrayLike<number>): NumberScores => {
  const r2 = r2Score(actual, predicted, { forceFinite: false, onWarning: () => {} });
  return {
    rows: actual.length,
    r2: Number.isFinite(r2) ? r2 : null,
    rmse: rootMeanSquaredError(actual, predicted),
    mae: meanAbsoluteError(actual, predicted),
  };
};
