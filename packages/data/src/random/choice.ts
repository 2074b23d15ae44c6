import { DataError } from "../errors";

/** What drawing needs of a random stream. */
interface Stream {
  random(size: number): Float64Array;
  randint(low: number, high: number, size: number): Float64Array;
  permutation(n: number): Int32Array;
}

const cumulative = (p: readonly number[]): Float64Array => {
  const cdf = new Float64Array(p.length);
  let sum = 0;
  for (let i = 0; i < p.length; i++) {
    sum += p[i]!;
    cdf[i] = sum;
  }
  return cdf.map((value) => value / sum);
};

/** The first place whose cumulative chance is above `u` (NumPy: searchsorted, side right). */
const placeOf = (cdf: Float64Array, u: number): number => {
  let low = 0;
  let high = cdf.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (u < cdf[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
};

const checkChances = (p: readonly number[], n: number, size: number, replace: boolean): void => {
  const sum = p.reduce((total, value) => total + value, 0);
  if (p.length !== n || p.some((value) => !(value >= 0)) || Math.abs(sum - 1) > 1e-8) {
    throw new DataError(
      `choice: expected p as ${n} chances of at least 0 that sum to 1, received ${p.length} that sum to ${sum}`,
    );
  }
  if (!replace && p.filter((value) => value > 0).length < size) {
    throw new DataError(
      `choice: expected at least ${size} chances above 0 to draw ${size} without replacement, received ${p.filter((value) => value > 0).length}`,
    );
  }
};

/** NumPy's `RandomState.choice` on the places 0 to n - 1, with the same draws in the same order. */
export const choose = (
  stream: Stream,
  n: number,
  size: number,
  replace: boolean,
  p: readonly number[] | undefined,
): number[] => {
  if (n === 0 && size > 0) throw new DataError("choice: expected something to choose from, received nothing");
  if (!replace && size > n) {
    throw new DataError(
      `choice: expected size of at most ${n} without replacement, received ${size}; draw fewer or pass { replace: true }`,
    );
  }
  if (p === undefined) {
    if (replace) return size === 0 ? [] : [...stream.randint(0, n, size)];
    return [...stream.permutation(n).subarray(0, size)];
  }
  checkChances(p, n, size, replace);
  if (replace) {
    const cdf = cumulative(p);
    return [...stream.random(size)].map((u) => placeOf(cdf, u));
  }
  const chances = [...p];
  const found: number[] = [];
  while (found.length < size) {
    const draws = stream.random(size - found.length);
    for (const taken of found) chances[taken] = 0;
    const cdf = cumulative(chances);
    for (const place of new Set([...draws].map((u) => placeOf(cdf, u)))) found.push(place);
  }
  return found;
};
