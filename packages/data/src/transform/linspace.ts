/** `n` numbers from `start` to `stop` in even steps, with NumPy's rounding. */
export const linspace = (start: number, stop: number, n: number): Float64Array => {
  const step = n > 1 ? (stop - start) / (n - 1) : 0;
  const out = Float64Array.from({ length: n }, (_, i) => i * step + start);
  if (n > 1) out[n - 1] = stop;
  return out;
};
