import type { Cell } from "../cell";
import { DataError } from "../errors";
import { type Column, columnFromCells } from "../table/column";
import type { ColumnSpec } from "../table/table";
import { unknownColumn } from "../wording";

/**
 * What the readers of typed formats are told of columns.
 *
 * @example
 * ```ts
 * const options: ColumnOptions = { columns: { zip: "nominal" } };
 * ```
 */
export interface ColumnOptions {
  /** Kinds of columns by name; a column that is not named is inferred. */
  columns?: Readonly<Record<string, ColumnSpec>> | undefined;
  /** May `columns` name only columns that the file has? default true; false ignores the others. */
  strictColumns?: boolean | undefined;
}

/** The declared kinds, checked against the names that are there. */
export const checkedSpecs = (
  options: ColumnOptions,
  names: readonly string[],
  file: string,
): Readonly<Record<string, ColumnSpec>> => {
  const specs = options.columns ?? {};
  if (options.strictColumns === false) return specs;
  for (const name of Object.keys(specs)) {
    if (!names.includes(name)) throw new DataError(`${file}: columns: ${unknownColumn(name, names)}`);
  }
  return specs;
};

/** Columns from cells by name, each of its declared kind or typed after its cells. */
export const columnsFromCells = (
  cells: ReadonlyMap<string, ArrayLike<Cell>>,
  options: ColumnOptions,
  file: string,
): Column[] => {
  const specs = checkedSpecs(options, [...cells.keys()], file);
  return [...cells].map(([name, values]) => {
    const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
    try {
      return columnFromCells(name, values, typeof spec === "string" ? { kind: spec } : spec);
    } catch (error) {
      throw error instanceof DataError ? new DataError(`${file}: ${error.message}`) : error;
    }
  });
};
