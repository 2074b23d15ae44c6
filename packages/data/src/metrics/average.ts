import { DataError } from "../errors";

/** The sum of all values. */
export const sumOf = (values: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
};

/** The sum of products, or of the values alone when there are no weights. */
export const weightedSum = (values: ArrayLike<number>, weights: ArrayLike<number> | undefined): number => {
  if (weights === undefined) return sumOf(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * weights[i]!;
  return sum;
};

const totalWeight = (who: string, weights: ArrayLike<number>): number => {
  const total = sumOf(weights);
  if (total === 0) {
    throw new DataError(`${who}: expected weights with a sum other than 0, received weights that sum to 0`);
  }
  return total;
};

/** The mean of the values, weighted when there are weights. */
export const meanOf = (
  who: string,
  values: ArrayLike<number>,
  weights?: ArrayLike<number> | undefined,
): number =>
  weightedSum(values, weights) / (weights === undefined ? values.length : totalWeight(who, weights));

/** The sum over the rows of each of `width` columns, weighted when there are weights. */
export const columnSums = (
  values: Float64Array,
  width: number,
  weights: Float64Array | undefined,
): Float64Array => {
  const sums = new Float64Array(width);
  const rows = values.length / width;
  for (let i = 0; i < rows; i++) {
    const weight = weights === undefined ? 1 : weights[i]!;
    for (let j = 0; j < width; j++) sums[j]! += weight * values[i * width + j]!;
  }
  return sums;
};

/** The mean over the rows of each of `width` columns. */
export const columnMeans = (
  who: string,
  values: Float64Array,
  width: number,
  weights: Float64Array | undefined,
): Float64Array => {
  const means = columnSums(values, width, weights);
  const rows = values.length / width;
  const total = weights === undefined ? rows : totalWeight(who, weights);
  for (let j = 0; j < width; j++) means[j]! /= total;
  return means;
};

/** The mean of what is not NaN; NaN when nothing is. Weights that sum to 0 are left out of account. */
export const nanMean = (values: Float64Array, weights: Float64Array | undefined): number => {
  let sum = 0;
  let total = 0;
  let plain = 0;
  let n = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    n++;
    plain += value;
    sum += value * (weights === undefined ? 1 : weights[i]!);
    total += weights === undefined ? 1 : weights[i]!;
  }
  if (n === 0) return Number.NaN;
  return total === 0 ? plain / n : sum / total;
};
