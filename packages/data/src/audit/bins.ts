import type { SheetColumn } from "./sheet";

/** The rows of a column in bins: each category, or each number, or quantiles of many numbers. */
export interface Bins {
  /** The bin of each row; that of missing values is the last one. */
  readonly bin: Int32Array;
  /** How many bins, with that of missing values. */
  readonly count: number;
  /** Do neighbouring bins hold neighbouring numbers? */
  readonly ordered: boolean;
}

/** Puts a column into at most so many bins (of numbers; categories keep their own). */
export const binsOf = ({ values, categories }: SheetColumn, most: number): Bins => {
  if (categories !== undefined) {
    const count = categories.length + 1;
    const bin = Int32Array.from(values, (code) => (Number.isNaN(code) ? count - 1 : code));
    return { bin, count, ordered: false };
  }
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const edges: number[] = [];
  let distinct = 0;
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) distinct++;
  if (distinct <= most) {
    for (let i = 1; i < sorted.length; i++) if (sorted[i] !== sorted[i - 1]) edges.push(sorted[i]!);
  } else {
    for (let k = 1; k < most; k++) {
      const edge = sorted[Math.floor((k * sorted.length) / most)]!;
      if (edges.length === 0 || edge > edges[edges.length - 1]!) edges.push(edge);
    }
  }
  const count = edges.length + 2;
  const bin = Int32Array.from(values, (value) => {
    if (Number.isNaN(value)) return count - 1;
    let [low, high] = [0, edges.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (edges[middle]! <= value) low = middle + 1;
      else high = middle;
    }
    return low;
  });
  return { bin, count, ordered: true };
};
