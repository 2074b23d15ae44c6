import { logGamma } from "../special/log-gamma";

/**
 * The upper tail of the chi-squared distribution: the regularised incomplete gamma function Q(df/2, x/2), by
 * its series below df/2 + 1 and by its continued fraction (Lentz) above.
 */
export const chiSquaredTail = (x: number, df: number): number => {
  if (!(x > 0)) return 1;
  const [a, z] = [df / 2, x / 2];
  const front = Math.exp(a * Math.log(z) - z - logGamma(a));
  if (z < a + 1) {
    let [term, sum] = [1 / a, 1 / a];
    for (let n = 1; n < 10_000 && term > sum * 1e-16; n++) {
      term *= z / (a + n);
      sum += term;
    }
    return Math.max(0, 1 - front * sum);
  }
  const tiny = 1e-300;
  let b = z + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < 10_000; i++) {
    const an = -i * (i - a);
    b += 2;
    d = 1 / (Math.abs(an * d + b) < tiny ? tiny : an * d + b);
    c = Math.abs(b + an / c) < tiny ? tiny : b + an / c;
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return Math.min(1, front * h);
};

/** What a test says. */
export interface TestResult {
  /** How far apart the two are: Kolmogorov-Smirnov's D or Cramér's V, from 0 to 1. */
  readonly effect: number;
  /** How probable so much is by chance. */
  readonly p: number;
}

/**
 * The two-sample Kolmogorov-Smirnov test: D, the largest distance of the two empirical distributions, and
 * its p-value by Kolmogorov's series with Stephens's correction for small samples (Numerical Recipes 14.3).
 * NaN does not count.
 */
export const kolmogorovSmirnov = (one: Float64Array, two: Float64Array): TestResult => {
  const a = one.filter((value) => !Number.isNaN(value)).sort();
  const b = two.filter((value) => !Number.isNaN(value)).sort();
  if (a.length === 0 || b.length === 0) return { effect: 0, p: 1 };
  let [i, j, effect] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i]!, b[j]!);
    while (i < a.length && a[i] === value) i++;
    while (j < b.length && b[j] === value) j++;
    effect = Math.max(effect, Math.abs(i / a.length - j / b.length));
  }
  const root = Math.sqrt((a.length * b.length) / (a.length + b.length));
  const lambda = (root + 0.12 + 0.11 / root) * effect;
  if (lambda < 0.3) return { effect, p: 1 };
  let p = 0;
  for (let k = 1; k <= 100; k++) p += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * lambda * lambda);
  return { effect, p: Math.min(1, Math.max(0, p)) };
};

/**
 * Pearson's chi-squared test of independence with Cramér's V, for a table of counts by rows. Columns that
 * would have fewer than 5 expected in a row are taken together first.
 */
export const chiSquared = (counts: readonly (readonly number[])[]): TestResult => {
  const sums = counts.map((row) => row.reduce((sum, n) => sum + n, 0));
  const total = sums.reduce((sum, n) => sum + n, 0);
  const least = Math.min(...sums.filter((n) => n > 0)) / total;
  const columns: number[][] = [];
  const rare = counts.map(() => 0);
  for (let j = 0; j < (counts[0]?.length ?? 0); j++) {
    const column = counts.map((row) => row[j]!);
    const n = column.reduce((sum, value) => sum + value, 0);
    if (n === 0) continue;
    if (n * least >= 5) columns.push(column);
    else for (const [i, value] of column.entries()) rare[i]! += value;
  }
  if (rare.some((n) => n > 0)) columns.push(rare);
  const rows = sums.filter((n) => n > 0).length;
  if (columns.length < 2 || rows < 2) return { effect: 0, p: 1 };
  let statistic = 0;
  for (const column of columns) {
    const n = column.reduce((sum, value) => sum + value, 0);
    for (const [i, value] of column.entries()) {
      const expected = (sums[i]! * n) / total;
      if (expected > 0) statistic += (value - expected) ** 2 / expected;
    }
  }
  const small = Math.min(rows, columns.length) - 1;
  return {
    effect: Math.sqrt(statistic / (total * small)),
    p: chiSquaredTail(statistic, (rows - 1) * (columns.length - 1)),
  };
};

/** p-values after Holm's correction for looking at many of them. */
export const holm = (ps: readonly number[]): number[] => {
  const order = [...ps.keys()].sort((i, j) => ps[i]! - ps[j]!);
  const corrected = new Array<number>(ps.length).fill(1);
  let largest = 0;
  order.forEach((at, rank) => {
    largest = Math.max(largest, Math.min(1, (ps.length - rank) * ps[at]!));
    corrected[at] = largest;
  });
  return corrected;
};
