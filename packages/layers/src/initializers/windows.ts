/** The windows that `windowOf` knows, as SciPy calls them. */
export const windowNames = [
  "barthann",
  "bartlett",
  "blackman",
  "blackmanharris",
  "bohman",
  "boxcar",
  "cosine",
  "flattop",
  "hamming",
  "hann",
  "nuttall",
  "parzen",
  "triang",
] as const;

/** The name of a window. */
export type WindowName = (typeof windowNames)[number];

/** Sums of cosines: `sum of (-1)^k * a[k] * cos(2πk * at)`, with `at` from 0 to 1. */
const cosineSums: { readonly [K in WindowName]?: readonly number[] } = {
  blackman: [0.42, 0.5, 0.08],
  blackmanharris: [0.35875, 0.48829, 0.14128, 0.01168],
  flattop: [0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368],
  hamming: [0.54, 0.46],
  hann: [0.5, 0.5],
  nuttall: [0.3635819, 0.4891775, 0.1365995, 0.0106411],
};

/**
 * A window for short-time Fourier transforms, in float64, with SciPy's numbers (`scipy.signal.windows`).
 *
 * @param length - How many numbers.
 * @param periodic - Whether the number after the last would be the first again; otherwise the window is symmetric.
 */
export function windowOf(name: WindowName, length: number, periodic: boolean): Float64Array {
  if (length === 1) return Float64Array.of(1);
  const full = periodic ? length + 1 : length;
  const at = valueAt(name, full);
  return Float64Array.from({ length }, (_, n) => at(n));
}

function valueAt(name: WindowName, full: number): (n: number) => number {
  const sums = cosineSums[name];
  if (sums !== undefined) {
    return (n) =>
      sums.reduce((sum, a, k) => sum + (k % 2 ? -a : a) * Math.cos((2 * Math.PI * k * n) / (full - 1)), 0);
  }
  /** How far from the middle, from 0 there to 1 at the ends. */
  const off = (n: number): number => Math.abs((2 * n) / (full - 1) - 1);
  switch (name) {
    case "bartlett":
      return (n) => 1 - off(n);
    case "barthann":
      return (n) => 0.62 - 0.24 * off(n) + 0.38 * Math.cos(Math.PI * off(n));
    case "bohman":
      // Exactly 0 at the ends, where the formula leaves a rounding error.
      return (n) =>
        off(n) >= 1 ? 0 : (1 - off(n)) * Math.cos(Math.PI * off(n)) + Math.sin(Math.PI * off(n)) / Math.PI;
    case "cosine":
      return (n) => Math.sin((Math.PI * (n + 0.5)) / full);
    case "parzen":
      return (n) => {
        const x = Math.abs(2 * n - (full - 1)) / full;
        return x <= (full - 1) / 2 / full ? 1 - 6 * x ** 2 * (1 - x) : 2 * (1 - x) ** 3;
      };
    case "triang":
      return (n) => 1 - Math.abs(2 * n - (full - 1)) / (full % 2 ? full + 1 : full);
    default:
      return () => 1;
  }
}
