import type { Column } from "../column-kinds";
import { codesOfCells } from "./row-keys";

/**
 * Options of `table.sort`.
 *
 * @example
 * ```ts
 * const options: SortOptions = { descending: ["age"] };
 * ```
 */
export interface SortOptions {
  /** Largest first: for all columns (true), or for these; default false. */
  descending?: boolean | readonly string[] | undefined;
}

/** Numbers by which a column's rows are ordered, NaN where missing: values, or places of values in their order. */
const ranks = (column: Column): Float64Array => {
  if ("values" in column) return column.values;
  const codes = "codes" in column ? column.codes : codesOfCells(column);
  return Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : code));
};

/** The rows in the order of these columns, the first counting most; missing values last, equal rows as they stood. */
export const rowOrder = (columns: readonly Column[], descending: readonly boolean[]): Int32Array => {
  const keys = columns.map(ranks);
  const rows = Int32Array.from({ length: columns[0]!.length }, (_, row) => row);
  return rows.sort((a, b) => {
    for (let k = 0; k < keys.length; k++) {
      const [x, y] = [keys[k]![a]!, keys[k]![b]!];
      if (x === y) continue;
      const [gapX, gapY] = [Number.isNaN(x), Number.isNaN(y)];
      if (gapX && gapY) continue;
      if (gapX || gapY) return gapX ? 1 : -1;
      return x < y === descending[k] ? 1 : -1;
    }
    return a - b;
  });
};
