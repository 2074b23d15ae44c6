/** The distance of each number to the k-th nearest of the others; `sorted` in ascending order. */
export const kthDistances = (sorted: Float64Array, k: number): Float64Array => {
  const out = new Float64Array(sorted.length);
  // The k nearest lie in a window of k + 1 that moves on as long as that brings its far end nearer.
  let from = 0;
  for (let i = 0; i < sorted.length; i++) {
    const value = sorted[i]!;
    while (from + k < i) from++;
    while (
      from < i &&
      from + k + 1 < sorted.length &&
      value - sorted[from]! > sorted[from + k + 1]! - value
    ) {
      from++;
    }
    out[i] = Math.max(value - sorted[from]!, sorted[from + k]! - value);
  }
  return out;
};

// The number of values below a bound (or up to it, with `closed`).
const below = (sorted: Float64Array, bound: number, closed: boolean): number => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const value = sorted[middle]!;
    if (value < bound || (closed && value === bound)) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** How many of sorted numbers lie nearer to a value than a distance. */
export const countNearer = (sorted: Float64Array, value: number, distance: number): number => {
  let low = below(sorted, value - distance, false);
  let high = below(sorted, value + distance, true);
  // The bounds are rounded; the differences decide.
  while (low < high && value - sorted[low]! >= distance) low++;
  while (low > 0 && value - sorted[low - 1]! < distance) low--;
  while (high > low && sorted[high - 1]! - value >= distance) high--;
  while (high < sorted.length && sorted[high]! - value < distance) high++;
  return high - low;
};

/**
 * The distance of each point (x, y) to the k-th nearest of the others, the larger of both differences
 * (Chebyshev). Points are searched outwards in the order of x, until x alone is too far.
 */
export const chebyshevDistances = (x: Float64Array, y: Float64Array, k: number): Float64Array => {
  const n = x.length;
  const order = Int32Array.from(x.keys()).sort((a, b) => x[a]! - x[b]!);
  const xs = Float64Array.from(order, (i) => x[i]!);
  const ys = Float64Array.from(order, (i) => y[i]!);
  const out = new Float64Array(n);
  const nearest = new Float64Array(k);
  for (let at = 0; at < n; at++) {
    nearest.fill(Infinity);
    let left = at - 1;
    let right = at + 1;
    for (;;) {
      const toLeft = left >= 0 ? xs[at]! - xs[left]! : Infinity;
      const toRight = right < n ? xs[right]! - xs[at]! : Infinity;
      const distance = Math.min(toLeft, toRight);
      if (!(distance < nearest[k - 1]!)) break;
      const other = toLeft <= toRight ? left-- : right++;
      insert(nearest, Math.max(distance, Math.abs(ys[other]! - ys[at]!)));
    }
    out[order[at]!] = nearest[k - 1]!;
  }
  return out;
};

// Keeps the smallest values in ascending order.
const insert = (smallest: Float64Array, value: number): void => {
  let at = smallest.length - 1;
  if (!(value < smallest[at]!)) return;
  while (at > 0 && smallest[at - 1]! > value) {
    smallest[at] = smallest[at - 1]!;
    at--;
  }
  smallest[at] = value;
};
