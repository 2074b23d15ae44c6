/** R² and the mean absolute error; R² is undefined when all actual values are equal, or as good as. */
export interface Fit {
  readonly r2: number | undefined;
  /** Whether all actual values are equal. */
  readonly constant: boolean;
  readonly mae: number;
}

/** Judges predictions; R² = 1 - Σ(actual - predicted)² / Σ(actual - mean)². */
export function fitOf(actual: ArrayLike<number>, predicted: ArrayLike<number>): Fit {
  const n = actual.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += actual[i]! / n;
  let residual = 0;
  let total = 0;
  let mae = 0;
  let constant = true;
  for (let i = 0; i < n; i++) {
    const error = actual[i]! - predicted[i]!;
    residual += error ** 2;
    total += (actual[i]! - mean) ** 2;
    mae += Math.abs(error) / n;
    if (actual[i] !== actual[0]) constant = false;
  }
  // Values of 1e-160 differ, but the squares of their differences are 0.
  const r2 = 1 - residual / total;
  return { r2: constant || !Number.isFinite(r2) ? undefined : r2, constant, mae };
}
