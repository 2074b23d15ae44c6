import { type Cell, isMissing } from "../cell";
import { DataError } from "../errors";
import { isNdArray, type NdArray, type TypedArray, takeRows } from "../ndarray/ndarray";
import type { Column } from "../table/column";
import { isColumn, isTable, type Table } from "../table/table";

/**
 * What can be split by rows: a table, an array along its first axis, a column, a plain or a typed array.
 *
 * @example
 * ```ts
 * const data: Splittable = { data: new Float64Array(20), shape: [10, 2] };
 * ```
 */
export type Splittable = Table | NdArray | Column | readonly unknown[] | TypedArray;

/** True for a value that has rows. */
export const isSplittable = (value: unknown): value is Splittable =>
  isTable(value) || isNdArray(value) || isColumn(value) || Array.isArray(value) || ArrayBuffer.isView(value);

/** How many rows there are. */
export const rowCount = (data: Splittable, who: string): number => {
  if (isTable(data)) return data.nRows;
  if (isNdArray(data)) {
    const n = data.shape[0];
    if (n === undefined) {
      throw new DataError(`${who}: expected an array with rows, received a single number of shape []`);
    }
    return n;
  }
  if (isColumn(data) || Array.isArray(data) || ArrayBuffer.isView(data)) return data.length;
  throw new DataError(
    `${who}: expected a table, an NdArray, a column or an array, received ${data === null ? "null" : typeof data}`,
  );
};

/**
 * Several arrays with the same rows, by name, that are split alike.
 *
 * @example
 * ```ts
 * const data: SplittableRecord = { x: [[1], [2]], y: [0, 1] };
 * ```
 */
export type SplittableRecord = Readonly<Record<string, Splittable>>;

/** What came in, as named arrays; one that came alone is called "data". */
export interface Entries {
  readonly single: boolean;
  readonly names: readonly string[];
  readonly arrays: readonly Splittable[];
  /** The rows that all arrays share. */
  readonly n: number;
}

/** The arrays of what is to be split, with the number of rows that they share. */
export const entriesOf = (data: Splittable | SplittableRecord, who: string): Entries => {
  const single = isSplittable(data);
  const named: SplittableRecord = single ? { data } : (data ?? {});
  const arrays = Object.values(named);
  return { single, names: Object.keys(named), arrays, n: sharedRows(arrays, who) };
};

/** The number of rows that all arrays share. */
export const sharedRows = (arrays: readonly Splittable[], who: string): number => {
  const counts = arrays.map((array) => rowCount(array, who));
  if (counts.length === 0) throw new DataError(`${who}: expected data to split, received none`);
  if (counts.some((n) => n !== counts[0])) {
    throw new DataError(
      `${who}: expected arrays with the same number of rows, received ${counts.join(", ")}; each row of one must belong to the same row of the others`,
    );
  }
  if (counts[0] === 0) throw new DataError(`${who}: expected at least 2 rows, received 0`);
  return counts[0]!;
};

/** The rows at the given places, in the form that came in. */
export const rowsOf = (data: Splittable, rows: Int32Array): Splittable => {
  if (isTable(data) || isColumn(data)) return data.take(rows);
  if (isNdArray(data)) return takeRows(data, rows);
  if (Array.isArray(data)) return Array.from(rows, (row) => data[row] as unknown);
  const typed = data as TypedArray;
  return takeRows({ data: typed, shape: [typed.length] }, rows).data;
};

/** One label a row, from whatever holds them. */
export const labelsOf = (data: Splittable, who: string): Cell[] => {
  if (isTable(data)) {
    if (data.nColumns === 1) return data.column(data.columnNames[0]!).toArray();
    throw new DataError(
      `${who}: expected one label a row, received a table of ${data.nColumns} columns; give the name of one`,
    );
  }
  if (isColumn(data)) return data.toArray();
  if (isNdArray(data)) {
    if (data.data.length !== data.shape[0]) {
      throw new DataError(
        `${who}: expected one label a row, received shape [${data.shape.join(", ")}]; for one-hot labels give the class numbers`,
      );
    }
    return labelsOf(data.data, who);
  }
  if (ArrayBuffer.isView(data)) {
    const values = data as TypedArray;
    const out = new Array<Cell>(values.length);
    for (let i = 0; i < out.length; i++) out[i] = Number.isNaN(values[i]) ? null : values[i]!;
    return out;
  }
  const list = Array.from(data as ArrayLike<unknown>, (cell) =>
    cell instanceof Date ? cell.getTime() : cell,
  );
  const odd = list.find((cell) => typeof cell === "object" && cell !== null);
  if (odd !== undefined) {
    throw new DataError(
      `${who}: expected labels that are numbers, texts or truth values, received ${JSON.stringify(odd).slice(0, 60)}`,
    );
  }
  return list.map((cell) => (isMissing(cell as Cell) ? null : (cell as Cell)));
};
