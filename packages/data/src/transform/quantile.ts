import { sortNumbers } from "./sort-numbers";

/** A copy of numbers, missing ones left out. */
export const knownNumbers = (numbers: Float64Array): Float64Array => {
  const known = new Float64Array(numbers.length);
  let n = 0;
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i]!;
    if (!Number.isNaN(value)) known[n++] = value;
  }
  return known.subarray(0, n);
};

/** The numbers of a feature in ascending order, missing ones left out. */
export const sortedNumbers = (numbers: Float64Array): Float64Array => sortNumbers(knownNumbers(numbers));

/** The quantile at fraction q of sorted numbers, interpolated linearly (NumPy's default). */
export const quantile = (sorted: Float64Array, q: number): number => {
  const at = q * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  const t = at - below;
  // NumPy interpolates from the nearer end, which keeps the result between its neighbours.
  return t >= 0.5 ? high - (high - low) * (1 - t) : low + (high - low) * t;
};

/** The median of sorted numbers. */
export const median = (sorted: Float64Array): number => {
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};
