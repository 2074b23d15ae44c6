import { quantile, sortedNumbers } from "../transform/quantile";
import { argsort } from "./argsort";

/** One column of values that lie row by row. */
export const outputColumn = (values: Float64Array, width: number, column: number): Float64Array =>
  Float64Array.from({ length: values.length / width }, (_, i) => values[i * width + column]!);

/**
 * The quantile at a share from 0 to 1: interpolated without weights; with them, the first value up to which
 * at least that share of the weight lies.
 */
export const percentile = (
  values: Float64Array,
  share: number,
  weights: Float64Array | undefined,
): number => {
  if (weights === undefined) return quantile(sortedNumbers(values), share);
  const order = argsort(values);
  let total = 0;
  for (const row of order) total += weights[row]!;
  // Rows of weight 0 below the first that counts are passed over.
  const wanted = Math.max(share * total, Number.MIN_VALUE);
  let sum = 0;
  for (const row of order) {
    sum += weights[row]!;
    if (sum >= wanted) return values[row]!;
  }
  return values[order[order.length - 1]!]!;
};
