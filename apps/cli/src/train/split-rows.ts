import { type Parts, provenance, split, type Table } from "@wellfit/data";
import { UserError } from "../errors/errors";
import { count } from "../terminal/wording";

/** The three parts of a table. */
export const partNames = ["train", "dev", "test"] as const;

/** A part of a table. */
export type PartName = (typeof partNames)[number];

/** The fewest rows that three parts can be made of so that judging them means anything. */
const fewestRows = 10;

/** A table in three parts. */
export interface SplitRows {
  readonly tables: Parts<Table>;
  /** The rows of each part, counted from 0 in the file. */
  readonly rows: Readonly<Record<PartName, Int32Array>>;
}

/** Throws when there are too few rows to split, or too few of a class. */
const checkRows = (table: Table, target: string, isRegression: boolean): void => {
  if (table.nRows < fewestRows) {
    throw new UserError(
      `expected at least ${fewestRows} rows with a value in "${target}" to split into train, dev and test, received ${table.nRows}; add rows`,
    );
  }
  if (isRegression) return;
  const counts = new Map<unknown, number>();
  for (const cell of table.column(target).toArray()) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  const rare = [...counts].filter(([, n]) => n < 3).map(([cell, n]) => `"${String(cell)}" has ${n}`);
  if (rare.length === 0) return;
  throw new UserError(
    `expected at least 3 rows of each class of "${target}", one for each part, received too few of ${count(rare.length, "class", "classes")}: ` +
      `${rare.slice(0, 5).join(", ")}${rare.length > 5 ? ", …" : ""}; add rows, merge rare classes, or remove them`,
  );
};

/**
 * Bins of about equal size, so that every part has low and high targets alike. At least ten rows a bin, at most
 * ten bins; equal values share one.
 */
const quantileBins = (values: Float64Array): number[] => {
  const bins = Math.min(10, Math.floor(values.length / 10));
  const sorted = Float64Array.from(values).sort();
  const edges = Array.from(
    { length: bins - 1 },
    (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / bins)] ?? 0,
  );
  const labels = Array.from(values, (value) => edges.filter((edge) => value >= edge).length);
  const sizes = new Map<number, number>();
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  // Ties can leave a bin with a row or two, which cannot be dealt to three parts.
  const isSmall = [...sizes.values()].some((size) => size < 5);
  return isSmall ? labels.map(() => 0) : labels;
};

/** Splits the rows, stratified by class or by quantiles of a number, with the numbers of scikit-learn. */
export const splitRows = (
  table: Table,
  target: string,
  options: { isRegression: boolean; shares: readonly [number, number, number]; seed: number },
): SplitRows => {
  const { isRegression, shares, seed } = options;
  checkRows(table, target, isRegression);
  const stratify = isRegression ? quantileBins(table.toNdArray([target]).data) : target;
  const [train, dev, test] = shares;
  const tables = split(table, { train, dev, test, stratify, randomState: seed });
  const rowsOf = (part: Table): Int32Array => provenance(part)?.rows ?? new Int32Array();
  return {
    tables,
    rows: { train: rowsOf(tables.train), dev: rowsOf(tables.dev), test: rowsOf(tables.test) },
  };
};
