import { DataError } from "../errors";
import { isNdArray, type NdArray } from "../ndarray/ndarray";
import type { Column } from "../table/column";
import { isTable, type Table } from "../table/table";
import { listNames } from "../wording";

/** A column of all parts, one below the other, as numbers. */
export interface SheetColumn {
  readonly name: string;
  /** The numbers themselves, or places in `categories`; NaN where missing. */
  readonly values: Float64Array;
  /** The categories; undefined for numbers. */
  readonly categories: readonly string[] | undefined;
}

/** One part of a sheet: rows from `start` to `end`. */
export interface SheetPart {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** The rows of one or several parts as columns of numbers. */
export interface Sheet {
  readonly nRows: number;
  readonly parts: readonly SheetPart[];
  readonly columns: readonly SheetColumn[];
}

const isNumbers = (column: Column): boolean => "values" in column && column.kind !== "boolean";

/** One column of each part as one; text if one of the parts has text. */
const joinColumn = (name: string, columns: readonly Column[], nRows: number): SheetColumn => {
  const values = new Float64Array(nRows);
  let offset = 0;
  if (columns.every(isNumbers)) {
    for (const column of columns) {
      if ("values" in column) values.set(column.values, offset);
      offset += column.length;
    }
    return { name, values, categories: undefined };
  }
  const places = new Map<string, number>();
  const placeOf = (text: string): number => {
    const place = places.get(text) ?? places.size;
    places.set(text, place);
    return place;
  };
  for (const column of columns) {
    if ("codes" in column) {
      const codes = column.categories.map(placeOf);
      column.codes.forEach((code, row) => {
        values[offset + row] = codes[code] ?? Number.NaN;
      });
    } else {
      for (let row = 0; row < column.length; row++) {
        const cell = column.at(row);
        values[offset + row] = cell === null ? Number.NaN : placeOf(String(cell));
      }
    }
    offset += column.length;
  }
  return { name, values, categories: [...places.keys()] };
};

const fromArrays = (arrays: readonly NdArray[], nRows: number): SheetColumn[] => {
  const width = arrays[0]!.shape.slice(1).reduce((product, n) => product * n, 1);
  return Array.from({ length: width }, (_, j) => {
    const values = new Float64Array(nRows);
    let offset = 0;
    for (const { data, shape } of arrays) {
      for (let row = 0; row < shape[0]!; row++) values[offset + row] = data[row * width + j]!;
      offset += shape[0]!;
    }
    return { name: `x${j}`, values, categories: undefined };
  });
};

/** The parts as one sheet. Throws when they are not tables with the same columns, or arrays of one width. */
export const makeSheet = (given: Readonly<Record<string, Table | NdArray>>, who: string): Sheet => {
  const entries = Object.entries(given);
  let start = 0;
  const parts = entries.map(([name, data]): SheetPart => {
    if (!isTable(data) && !isNdArray(data)) {
      throw new DataError(
        `${who}: expected tables or arrays of shape [rows, features] as parts, received ${data === null ? "null" : typeof data} as ${name}; give { train, dev, test } as split gives them`,
      );
    }
    const part = { name, start, end: start + (isTable(data) ? data.nRows : (data.shape[0] ?? 0)) };
    start = part.end;
    return part;
  });
  const data = entries.map(([, one]) => one);
  if (data.every(isTable)) {
    const [first, ...others] = data as [Table, ...Table[]];
    for (const [i, other] of others.entries()) {
      const missing = first.columnNames.filter((name) => !other.hasColumn(name));
      if (missing.length === 0) continue;
      throw new DataError(
        `${who}: expected the same columns in each part, received no ${listNames(missing)} in ${parts[i + 1]!.name}; give parts of one table`,
      );
    }
    const columns = first.columnNames.map((name) =>
      joinColumn(
        name,
        data.map((table) => (table as Table).column(name)),
        start,
      ),
    );
    return { nRows: start, parts, columns };
  }
  const arrays = data as NdArray[];
  const widths = arrays.map((array) => (isNdArray(array) ? array.shape.slice(1).join("x") : "table"));
  if (widths.some((width) => width !== widths[0])) {
    throw new DataError(
      `${who}: expected parts of one kind and width, received ${widths.join(", ")}; give tables with the same columns, or arrays of shape [rows, features]`,
    );
  }
  return { nRows: start, parts, columns: fromArrays(arrays, start) };
};

/** The part that each row lies in, as a place in `parts`. */
export const partOfRow = (sheet: Sheet): Uint8Array => {
  const part = new Uint8Array(sheet.nRows);
  sheet.parts.forEach(({ start, end }, i) => {
    part.fill(i, start, end);
  });
  return part;
};

/** Rows of the sheet as rows of each part, the first hundred of each. */
export const rowsByPart = (
  sheet: Sheet,
  rows: Iterable<number>,
  most: number,
): Readonly<Record<string, readonly number[]>> => {
  const found: Record<string, number[]> = {};
  const sorted = [...new Set(rows)].sort((a, b) => a - b);
  for (const row of sorted) {
    const part = sheet.parts.find(({ start, end }) => row >= start && row < end)!;
    const list = (found[part.name] ??= []);
    if (list.length < most) list.push(row - part.start);
  }
  return found;
};
