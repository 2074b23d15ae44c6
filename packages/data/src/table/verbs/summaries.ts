import { type Cell, compareCells, isMissing } from "../../cell";
import { DataError } from "../../errors";
import { pairwiseSum } from "../../transform/pairwise-sum";
import { quantile } from "../../transform/quantile";
import { sortNumbers } from "../../transform/sort-numbers";
import { nearestName } from "../../wording";
import type { Column } from "../column-kinds";

/** Values of one column in one group, missing ones left out, and how many rows the group has. */
interface Values {
  readonly numbers: Float64Array;
  readonly cells: readonly Cell[];
  readonly rows: number;
}

/** The mean of numbers; NaN of none. */
export const meanOf = (numbers: Float64Array): number => pairwiseSum(numbers) / numbers.length;

/** The variance of a sample (divided by n - 1), as pandas gives it; NaN of fewer than two. */
export const varianceOf = (numbers: Float64Array): number => {
  if (numbers.length < 2) return Number.NaN;
  const mean = meanOf(numbers);
  return pairwiseSum(numbers.map((value) => (value - mean) ** 2)) / (numbers.length - 1);
};

const mostFrequent = (cells: readonly Cell[]): Cell => {
  const counts = new Map<Cell, number>();
  for (const cell of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  let best: Cell = null;
  for (const [cell, n] of counts) if (best === null || n > counts.get(best)!) best = cell;
  return best;
};

type Summarize = (values: Values) => Cell;
type NumericName = "sum" | "mean" | "median" | "var" | "std";
type OrderedName = "min" | "max";
type GeneralName = "count" | "missing" | "nUnique" | "first" | "last" | "mostFrequent";

const numeric: Record<NumericName, Summarize> = {
  sum: ({ numbers }: Values) => pairwiseSum(numbers),
  mean: ({ numbers }: Values) => meanOf(numbers),
  median: ({ numbers }: Values) => quantile(sortNumbers(numbers.slice()), 0.5),
  var: ({ numbers }: Values) => varianceOf(numbers),
  std: ({ numbers }: Values) => Math.sqrt(varianceOf(numbers)),
};

const extreme = (cells: readonly Cell[], sign: number): Cell =>
  cells.reduce((best, cell) => (sign * compareCells(cell, best) > 0 ? cell : best), cells[0] ?? null);

const ordered: Record<OrderedName, Summarize> = {
  min: ({ cells }: Values) => extreme(cells, -1),
  max: ({ cells }: Values) => extreme(cells, 1),
};

const general: Record<GeneralName, Summarize> = {
  count: ({ cells }: Values) => cells.length,
  missing: ({ cells, rows }: Values) => rows - cells.length,
  nUnique: ({ cells }: Values) => new Set(cells).size,
  first: ({ cells }: Values) => cells[0] ?? null,
  last: ({ cells }: Values) => cells[cells.length - 1] ?? null,
  mostFrequent: ({ cells }: Values) => mostFrequent(cells),
};

/**
 * What a column of a group can be summed up to; missing values are left out. `var` and `std` divide by
 * n - 1, as pandas; `mostFrequent` takes the first of equally frequent ones.
 *
 * @example
 * ```ts
 * const name: SummaryName = "median";
 * ```
 */
export type SummaryName = NumericName | OrderedName | GeneralName;

const all = { ...numeric, ...ordered, ...general };

const isNumeric = (column: Column): boolean =>
  column.kind === "integer" || column.kind === "float" || column.kind === "boolean";

/** A summary of the rows of a column. Throws for an unknown summary, or one that the column's kind does not have. */
export const summaryOf = (column: Column, name: SummaryName, rows: readonly number[]): Cell => {
  if (!Object.hasOwn(all, name)) {
    const near = nearestName(String(name), Object.keys(all));
    throw new DataError(
      `summarize: expected one of ${Object.keys(all).join(", ")}, received ${JSON.stringify(name)}${near === undefined ? "" : `; did you mean "${near}"?`}`,
    );
  }
  if (name in numeric && !isNumeric(column)) {
    throw new DataError(
      `summarize: expected a column of numbers for "${name}", received "${column.name}", which is ${column.kind}; use "mostFrequent", "nUnique" or "count"`,
    );
  }
  if (name in ordered && (column.kind === "nominal" || column.kind === "text")) {
    throw new DataError(
      `summarize: expected a column with an order for "${name}", received "${column.name}", which is ${column.kind}; use "mostFrequent" or "nUnique"`,
    );
  }
  // An ordinal column is compared by its own order, not by the alphabet.
  if (name in ordered && column.kind === "ordinal") {
    const codes = rows.map((row) => column.codes[row]!).filter((code) => code >= 0);
    const code = ordered[name as OrderedName]({
      cells: codes,
      numbers: new Float64Array(0),
      rows: 0,
    });
    return code === null ? null : column.categories[code as number]!;
  }
  const cells = rows.map((row) => column.at(row)).filter((cell) => !isMissing(cell));
  const numbers = isNumeric(column) ? Float64Array.from(cells, Number) : new Float64Array(0);
  return all[name]({ cells, numbers, rows: rows.length });
};
