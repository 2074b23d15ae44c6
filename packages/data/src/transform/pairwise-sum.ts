/**
 * The sum of numbers in NumPy's order (pairwise, eight at a time), so that a mean has NumPy's last bit.
 */
export const pairwiseSum = (values: Float64Array, from = 0, n: number = values.length): number => {
  if (n < 8) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += values[from + i]!;
    return sum;
  }
  if (n > 128) {
    const half = (n >> 1) - ((n >> 1) % 8);
    return pairwiseSum(values, from, half) + pairwiseSum(values, from + half, n - half);
  }
  const r = values.slice(from, from + 8);
  const whole = n - (n % 8);
  for (let i = 8; i < whole; i += 8) for (let k = 0; k < 8; k++) r[k]! += values[from + i + k]!;
  let sum = r[0]! + r[1]! + (r[2]! + r[3]!) + (r[4]! + r[5]! + (r[6]! + r[7]!));
  for (let i = whole; i < n; i++) sum += values[from + i]!;
  return sum;
};

/** The mean of numbers, as NumPy computes it. */
export const meanOf = (values: Float64Array): number => pairwiseSum(values) / values.length;

/** The variance of numbers (divided by n), as NumPy computes it. */
export const varianceOf = (values: Float64Array): number => {
  const mean = meanOf(values);
  return meanOf(values.map((value) => (value - mean) ** 2));
};
