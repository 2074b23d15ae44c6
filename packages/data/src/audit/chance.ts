import { chiSquaredTail } from "./distributions";
import type { SheetColumn } from "./sheet";

/** What of two rows counts as alike. */
export interface Likeness {
  /** Numbers are alike when they differ by no more than so many standard deviations. */
  readonly tolerance: number;
  /** So many of the columns must be alike. */
  readonly need: number;
}

/** Numbers whose squares a float64 can hold: very large ones in another unit. */
export const inReach = (values: Float64Array): Float64Array => {
  let most = 0;
  for (const value of values) if (Number.isFinite(value)) most = Math.max(most, Math.abs(value));
  return most > 1e100 ? values.map((value) => value / most) : values;
};

/** Numbers in standard deviations, categories far apart; one number for what is missing. */
export const inDeviations = ({ values: given, categories }: SheetColumn): Float64Array => {
  if (categories !== undefined) return given.map((code) => (Number.isNaN(code) ? -1e6 : code * 1e3));
  const values = inReach(given);
  let n = 0;
  let sum = 0;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    n++;
    sum += value;
  }
  const mean = n === 0 ? 0 : sum / n;
  let squares = 0;
  for (const value of values) if (Number.isFinite(value)) squares += (value - mean) ** 2;
  const deviation = n === 0 ? 0 : Math.sqrt(squares / n);
  return values.map((value) =>
    Number.isNaN(value)
      ? -1e6
      : !Number.isFinite(value)
        ? Math.sign(value) * 1e5
        : deviation === 0
          ? 0
          : (value - mean) / deviation,
  );
};

/** The first place in sorted numbers that is not below `value`. */
const lowerBound = (sorted: Float64Array, value: number): number => {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Pairs of rows that chance would bring less often than so are looked at. */
const rare = 0.05;
/** So many rows tell how many pairs chance brings to all. */
const sampleSize = 2000;

/**
 * How many rows like a given one chance alone would bring, were the columns independent: rows of a few
 * categories meet by chance, rows of many numbers do not.
 */
export class Chance {
  private readonly columns: readonly Float64Array[];
  private readonly sorted: readonly Float64Array[];
  private readonly like: Likeness;

  constructor(columns: readonly Float64Array[], like: Likeness) {
    this.columns = columns;
    this.sorted = columns.map((column) => column.slice().sort());
    this.like = like;
  }

  /** The number of other rows that are like this one by chance. */
  expected(row: number): number {
    const { tolerance, need } = this.like;
    const n = this.columns[0]?.length ?? 0;
    // alike[m]: the probability that m of the columns so far are alike.
    let alike = [1];
    this.columns.forEach((column, j) => {
      const sorted = this.sorted[j]!;
      const value = column[row]!;
      const reach = tolerance + 1e-12;
      const inside = lowerBound(sorted, value + reach) - lowerBound(sorted, value - reach);
      // The row itself is not another one; were it left out, what occurs once could not occur by chance.
      const p = Math.min(1, Math.max(inside, 1) / n);
      const next = new Array<number>(alike.length + 1).fill(0);
      alike.forEach((probability, m) => {
        next[m]! += probability * (1 - p);
        next[m + 1]! += probability * p;
      });
      alike = next;
    });
    return (n - 1) * alike.slice(need).reduce((sum, p) => sum + p, 0);
  }

  /**
   * Of rows that have a twin, those that are no chance: none when chance alone would bring about as many
   * (Poisson, at one in a hundred), else those that chance would seldom bring.
   *
   * @param among How many rows could have had one.
   * @param start Where those rows begin.
   */
  realOf(rows: readonly number[], start: number, among: number): number[] {
    const found = rows.filter((row) => this.expected(row) < rare);
    if (found.length === 0) return found;
    const step = Math.max(1, Math.floor(among / sampleSize));
    let [sum, looked] = [0, 0];
    for (let row = start; row < start + among; row += step) {
      const expected = this.expected(row);
      looked++;
      if (expected < rare) sum += expected;
    }
    const byChance = (sum * among) / looked;
    const p = 1 - chiSquaredTail(2 * byChance, 2 * found.length);
    return p < 0.01 ? found : [];
  }
}
