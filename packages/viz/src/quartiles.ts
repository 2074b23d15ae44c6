/** What a box plot shows of some numbers. */
export interface Quartiles {
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
  /** The least and the largest number within 1.5 boxes of the box (Tukey). */
  readonly whiskers: readonly [low: number, high: number];
  readonly mean: number;
}

/** Quartiles by linear interpolation (R's type 7, as NumPy's `quantile`), and Tukey's whiskers. */
export function quartilesOf(values: readonly number[]): Quartiles {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => {
    const place = share * (sorted.length - 1);
    const below = sorted[Math.floor(place)]!;
    const above = sorted[Math.ceil(place)]!;
    return below + (above - below) * (place - Math.floor(place));
  };
  const [lower, median, upper] = [at(0.25), at(0.5), at(0.75)];
  const reach = 1.5 * (upper - lower);
  return {
    lower,
    median,
    upper,
    whiskers: [
      Math.min(lower, sorted.find((value) => value >= lower - reach) ?? lower),
      Math.max(upper, sorted.findLast((value) => value <= upper + reach) ?? upper),
    ],
    mean: sorted.reduce((sum, value) => sum + value / sorted.length, 0),
  };
}
