import { knownNumbers, quantile, sortedNumbers } from "./quantile";

// Small ranges are sorted by insertion.
const short = 12;

const insertion = (a: Float64Array, low: number, high: number): void => {
  for (let i = low + 1; i <= high; i++) {
    const value = a[i]!;
    let at = i;
    while (at > low && a[at - 1]! > value) {
      a[at] = a[at - 1]!;
      at--;
    }
    a[at] = value;
  }
};

const medianOfThree = (x: number, y: number, z: number): number =>
  Math.max(Math.min(x, y), Math.min(Math.max(x, y), z));

// Puts the values of rank `ranks[from]` to `ranks[to - 1]` at their places of the sorted order (Hoare 1961):
// only the sides of a partition that hold such a rank are looked at again.
const place = (
  a: Float64Array,
  low: number,
  high: number,
  ranks: readonly number[],
  from: number,
  to: number,
  depth: number,
): void => {
  let [lo, hi, first, last, left] = [low, high, from, to, depth];
  while (first < last) {
    if (hi - lo <= short) {
      insertion(a, lo, hi);
      return;
    }
    if (left-- === 0) {
      a.subarray(lo, hi + 1).sort();
      return;
    }
    const pivot = medianOfThree(a[lo]!, a[(lo + hi) >>> 1]!, a[hi]!);
    let i = lo;
    let j = hi;
    while (i <= j) {
      while (a[i]! < pivot) i++;
      while (a[j]! > pivot) j--;
      if (i > j) break;
      const kept = a[i]!;
      a[i++] = a[j]!;
      a[j--] = kept;
    }
    let middle = first;
    while (middle < last && ranks[middle]! <= j) middle++;
    let right = middle;
    while (right < last && ranks[right]! < i) right++;
    place(a, lo, j, ranks, first, middle, left);
    lo = i;
    first = right;
  }
};

/**
 * The quantiles of numbers at fractions in ascending order, interpolated linearly. Few of them are found
 * without sorting everything.
 */
export const quantiles = (numbers: Float64Array, fractions: ArrayLike<number>): Float64Array => {
  const list = Array.from(fractions);
  if (list.length > 64 || numbers.length < 256) {
    const sorted = sortedNumbers(numbers);
    return Float64Array.from(list, (q) => quantile(sorted, q));
  }
  const values = knownNumbers(numbers);
  const last = values.length - 1;
  const ranks = new Set<number>();
  for (const q of list) {
    const below = Math.floor(q * last);
    ranks.add(below).add(Math.min(below + 1, last));
  }
  const ordered = [...ranks].sort((a, b) => a - b);
  place(values, 0, last, ordered, 0, ordered.length, 2 * Math.ceil(Math.log2(values.length + 1)));
  return Float64Array.from(list, (q) => quantile(values, q));
};
