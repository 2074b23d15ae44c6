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
  const n = actual.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += actual[i] ?? 0;
  const mean = sum / n;
  let squares = 0;
  let total = 0;
  let absolute = 0;
  for (let i = 0; i < n; i++) {
    const truth = actual[i] ?? 0;
    const error = truth - (predicted[i] ?? 0);
    squares += error * error;
    absolute += Math.abs(error);
    total += (truth - mean) ** 2;
  }
  return {
    rows: n,
    r2: total === 0 ? null : 1 - squares / total,
    rmse: Math.sqrt(squares / n),
    mae: absolute / n,
  };
};
