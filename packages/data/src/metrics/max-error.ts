import type { MetricNumbers } from "./input";
import { readOneOutput } from "./number-targets";

/**
 * The largest |true - predicted|: scikit-learn's `max_error`.
 *
 * @throws DataError when the inputs do not fit one another, hold what is no number, or have several outputs.
 * @example
 * ```ts
 * maxError([3, 2, 7, 1], [4, 2, 7, 1]); // 1
 * ```
 */
export function maxError(yTrue: MetricNumbers, yPred: MetricNumbers): number {
  const targets = readOneOutput("maxError", yTrue, yPred);
  let most = 0;
  for (let i = 0; i < targets.rows; i++) {
    most = Math.max(most, Math.abs(targets.yTrue[i]! - targets.yPred[i]!));
  }
  return most;
}
