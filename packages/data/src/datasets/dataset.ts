import { derive, placeOf } from "../leakage/provenance";
import type { NdArray } from "../ndarray/ndarray";
import type { Table } from "../table/table";
import { type PackedTable, unpackTable } from "./unpack";

/**
 * A small real data set: as a table, as arrays, and where it comes from.
 *
 * @example
 * ```ts
 * const { table, x, y, targetNames }: BundledDataset = loadIris();
 * ```
 */
export interface BundledDataset {
  /** Its name, which is also what `provenance` calls the source of its rows. */
  readonly name: string;
  /** What it is about. */
  readonly description: string;
  /** Who made it, and where it was published. */
  readonly source: string;
  /** Under what terms. */
  readonly licence: string;
  /** All columns, the target among them. */
  readonly table: Table;
  /** The column that is to be predicted. */
  readonly target: string;
  /** The columns of `x`, in their order. */
  readonly featureNames: readonly string[];
  /** What the classes in `y` are called, by their number; undefined for regression. */
  readonly targetNames: readonly string[] | undefined;
  /** The features that are numbers, shape [rows, features], float64, NaN where a value is missing. */
  readonly x: NdArray<Float64Array>;
  /** The targets, shape [rows]: class numbers, or the values themselves. */
  readonly y: NdArray<Float64Array>;
}

/** What is said of a data set beside its values. */
export interface About {
  readonly name: string;
  readonly description: string;
  readonly source: string;
  readonly licence: string;
  readonly target: string;
  /** The classes in the order of their numbers; undefined for regression. */
  readonly targetNames?: readonly string[];
}

/** Makes arrays of a packed table; rows of the arrays and of the table have one origin. */
export const datasetFrom = (packed: PackedTable, about: About): BundledDataset => {
  const { target, targetNames } = about;
  const table = unpackTable(about.name, packed);
  const featureNames = table.columnNames.filter(
    (name) => name !== target && "values" in table.column(name) && table.column(name).kind !== "datetime",
  );
  const column = table.column(target);
  const codes =
    "categories" in column && targetNames !== undefined
      ? Float64Array.from(column.codes, (code) => targetNames.indexOf(column.categories[code]!))
      : table.toNdArray([target]).data;
  const y = { data: codes, shape: [table.nRows] };
  return {
    ...about,
    targetNames,
    table,
    featureNames,
    x: table.toNdArray(featureNames),
    y: derive(y, placeOf(table, table.nRows)),
  };
};
