/**
 * The mean of the target for each category, where the mean of the whole stands for `smooth` rows more
 * (Micci-Barreca, 2001, equation 7). Code -1 is no category.
 */
export const smoothedMeans = (
  codes: Int32Array,
  y: Float64Array,
  size: number,
  mean: number,
  smooth: number,
): Float64Array => {
  const sums = new Float64Array(size).fill(smooth * mean);
  const counts = new Float64Array(size).fill(smooth);
  for (let row = 0; row < y.length; row++) {
    const code = codes[row]!;
    if (code < 0) continue;
    sums[code]! += y[row]!;
    counts[code]!++;
  }
  return sums.map((sum, code) => (counts[code] === 0 ? mean : sum / counts[code]!));
};

/**
 * The mean of the target for each category, which counts the more against the mean of the whole, the less the
 * target varies within it (equations 5 and 6).
 */
export const empiricalMeans = (
  codes: Int32Array,
  y: Float64Array,
  size: number,
  mean: number,
  variance: number,
): Float64Array => {
  const means = new Float64Array(size);
  const counts = new Float64Array(size);
  const squares = new Float64Array(size);
  for (let row = 0; row < y.length; row++) {
    const code = codes[row]!;
    if (code < 0) continue;
    counts[code]!++;
    means[code]! += y[row]!;
  }
  for (let code = 0; code < size; code++) means[code]! /= counts[code]!;
  for (let row = 0; row < y.length; row++) {
    const code = codes[row]!;
    if (code < 0) continue;
    const off = y[row]! - means[code]!;
    squares[code]! += off * off;
  }
  return means.map((own, code) => {
    const share = variance * counts[code]!;
    const lambda = share / (share + squares[code]! / counts[code]!);
    return Number.isNaN(lambda) ? mean : lambda * own + (1 - lambda) * mean;
  });
};
