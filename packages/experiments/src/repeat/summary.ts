import { tQuantile } from "./student-t";

/** What several runs gave of one number. */
export interface Summary {
  /** How many runs gave a finite number. */
  readonly n: number;
  /** Their mean; NaN of none. */
  readonly mean: number;
  /** Their standard deviation, divided by n - 1; 0 of one. */
  readonly sd: number;
  /** The 95% confidence interval of the mean by Student's t; the mean itself of one run. */
  readonly interval: readonly [low: number, high: number];
  /** The least. */
  readonly min: number;
  /** The middle one. */
  readonly median: number;
  /** The largest. */
  readonly max: number;
  /** The number of each run in the order of the seeds; NaN where it was not finite. */
  readonly values: readonly number[];
}

/**
 * Mean, standard deviation and 95% confidence interval of the numbers of several runs. Those that are not finite are
 * left out and counted by `values`.
 *
 * @example
 * summarize([0.9, 0.92, 0.94]).mean; // 0.92
 */
export function summarize(values: readonly number[]): Summary {
  const finite = values.filter(Number.isFinite).sort((a, b) => a - b);
  const n = finite.length;
  const mean = n === 0 ? Number.NaN : finite.reduce((sum, value) => sum + value, 0) / n;
  const squares = finite.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const sd = n < 2 ? 0 : Math.sqrt(squares / (n - 1));
  const reach = n < 2 ? 0 : (tQuantile(0.95, n - 1) * sd) / Math.sqrt(n);
  const middle = Math.floor(n / 2);
  return {
    n,
    mean,
    sd,
    interval: [mean - reach, mean + reach],
    min: finite[0] ?? Number.NaN,
    median:
      n === 0
        ? Number.NaN
        : n % 2 === 1
          ? (finite[middle] as number)
          : ((finite[middle - 1] as number) + (finite[middle] as number)) / 2,
    max: finite[n - 1] ?? Number.NaN,
    values: [...values],
  };
}
