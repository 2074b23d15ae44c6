import type { Numbers } from "./arrays";

/** Fewer rows than this tell nothing about their order. */
const FEWEST = 20;

/** From this correlation of each target with the next, neighbours are too alike to be independent. */
const ALIKE = 0.8;

/**
 * What makes the targets look as if the rows had an order, such as time or sorting; nothing when they do not. Measured is
 * the correlation of each row's target with the next one's: near 0 for shuffled rows.
 */
export function looksOrdered({ data, shape }: Numbers): string | undefined {
  const rows = shape[0] as number;
  if (rows < FEWEST) return undefined;
  const size = data.length / rows;
  const columns = Array.from({ length: size }, (_, column) =>
    Array.from({ length: rows }, (_, row) => data[row * size + column] as number),
  );
  const strongest = Math.max(...columns.map(neighbourCorrelation));
  if (!(strongest > ALIKE)) return undefined;
  return `the targets of neighbouring rows are alike (correlation ${strongest.toFixed(2)})`;
}

/** The correlation of a series with itself moved by one; 0 for a constant one. */
function neighbourCorrelation(series: readonly number[]): number {
  const mean = series.reduce((a, b) => a + b, 0) / series.length;
  let together = 0;
  let alone = 0;
  series.forEach((x, i) => {
    alone += (x - mean) ** 2;
    if (i > 0) together += (x - mean) * ((series[i - 1] as number) - mean);
  });
  return alone === 0 ? 0 : together / alone;
}
