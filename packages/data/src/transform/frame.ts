import { type Cell, isMissing, showCell } from "../cell";
import { DataError } from "../errors";
import { isNdArray, type NdArray } from "../ndarray/ndarray";
import type { Column } from "../table/column";
import { isTable, type Table } from "../table/table";
import { count, listNames } from "../wording";

/** A feature of numbers, NaN where missing. */
export interface NumberFeature {
  readonly name: string;
  readonly numbers: Float64Array;
}

/** A feature of any cells, null where missing; `order` is that of an ordinal column. */
export interface CellFeature {
  readonly name: string;
  readonly cells: readonly Cell[];
  readonly order?: readonly string[] | undefined;
}

/** One feature inside a transform, as a column. */
export type Feature = NumberFeature | CellFeature;

/** What transforms work on: features as columns, whatever the caller gave. */
export interface Frame {
  readonly nRows: number;
  readonly features: readonly Feature[];
  /** Did the names come from a table, or were they made up (x0, x1, …)? */
  readonly named: boolean;
}

/**
 * What a transform takes: a table, an array of shape [rows, features], or rows as nested arrays (null or
 * NaN where a value is missing).
 *
 * @example
 * ```ts
 * const rows: TransformInput = [["red", 1], ["blue", null]];
 * ```
 */
export type TransformInput = Table | NdArray | readonly (readonly (Cell | undefined)[] | ArrayLike<number>)[];

const fromColumn = (column: Column): Feature => {
  if (column.kind === "integer" || column.kind === "float") {
    return { name: column.name, numbers: column.values };
  }
  const order = column.kind === "ordinal" ? column.categories : undefined;
  return { name: column.name, cells: column.toArray(), order };
};

const fromArray = (array: NdArray, who: string): Frame => {
  const [nRows, width] = array.shape;
  if (array.shape.length !== 2 || nRows === undefined || width === undefined) {
    throw new DataError(
      `${who}: expected an array of shape [rows, features], received [${array.shape.join(", ")}]; ` +
        "give a single feature the shape [rows, 1]",
    );
  }
  if (nRows * width !== array.data.length) {
    throw new DataError(
      `${who}: expected ${nRows * width} values for shape [${array.shape.join(", ")}], received ${array.data.length}`,
    );
  }
  const features = Array.from({ length: width }, (_, j) => {
    const numbers = new Float64Array(nRows);
    for (let row = 0; row < nRows; row++) numbers[row] = array.data[row * width + j]!;
    return { name: `x${j}`, numbers };
  });
  return { nRows, features, named: false };
};

const fromRows = (rows: readonly ArrayLike<Cell | undefined>[], who: string): Frame => {
  const width = rows[0]?.length ?? 0;
  rows.forEach((row, i) => {
    if (row === null || typeof row !== "object" || row.length !== width) {
      throw new DataError(
        `${who}: expected rows of ${count(width, "value")}, as the first has, received ${
          row === null || typeof row !== "object" ? showCell(row) : row.length
        } in row ${i}; give nested arrays of one length, or one row as [[…]]`,
      );
    }
  });
  const features = Array.from({ length: width }, (_, j): Feature => {
    const cells = rows.map((row): Cell => row[j] ?? null);
    const name = `x${j}`;
    if (cells.every((cell) => cell === null || typeof cell === "number")) {
      return { name, numbers: Float64Array.from(cells, (cell) => cell ?? Number.NaN) };
    }
    return { name, cells: cells.map((cell) => (isMissing(cell) ? null : cell)) };
  });
  return { nRows: rows.length, features, named: false };
};

/** How many rows an input has, without looking at its values. */
export const inputRows = (input: TransformInput, who: string): number => {
  if (isTable(input)) return input.nRows;
  if (isNdArray(input)) return input.shape[0] ?? 0;
  if (Array.isArray(input)) return input.length;
  throw new DataError(
    `${who}: expected a table, an array of shape [rows, features] or nested arrays, received ${
      input === null ? "null" : typeof input
    }`,
  );
};

/** The frame of an input. */
export const toFrame = (input: TransformInput, who: string): Frame => {
  if (isTable(input)) {
    const features = input.columnNames.map((name) => fromColumn(input.column(name)));
    return { nRows: input.nRows, features, named: true };
  }
  if (isNdArray(input)) return fromArray(input, who);
  inputRows(input, who);
  return fromRows(input as readonly ArrayLike<Cell | undefined>[], who);
};

/** The cells of a feature, null where missing. */
export const cellsOf = (feature: Feature): readonly Cell[] =>
  "cells" in feature ? feature.cells : Array.from(feature.numbers);

const numbersOf = (feature: Feature): Float64Array | undefined => {
  if ("numbers" in feature) return feature.numbers;
  if (!feature.cells.every((cell) => cell === null || typeof cell !== "string")) return undefined;
  return Float64Array.from(feature.cells, (cell) => (cell === null ? Number.NaN : Number(cell)));
};

/** The features as numbers; truth values count as 0 and 1. Throws for texts and for infinite values. */
export const numericFeatures = (frame: Frame, who: string): NumberFeature[] => {
  const texts = frame.features.filter((feature) => numbersOf(feature) === undefined).map(({ name }) => name);
  if (texts.length > 0) {
    throw new DataError(
      `${who}: expected columns of numbers, received text in ${listNames(texts)}; ` +
        "leave them out with table.drop, encode them with oneHotEncoder(), or use columnTransformer() to treat them apart",
    );
  }
  return frame.features.map((feature) => {
    const numbers = numbersOf(feature)!;
    const bad = numbers.findIndex((value) => value === Infinity || value === -Infinity);
    if (bad >= 0) {
      throw new DataError(
        `${who}: expected finite numbers, received ${numbers[bad]} in row ${bad} of "${feature.name}"; ` +
          "mend the value, or make it NaN if it is missing",
      );
    }
    return { name: feature.name, numbers };
  });
};

/** A frame of numbers as an array of shape [rows, features]. */
export const frameToArray = (frame: Frame, who: string): NdArray<Float64Array> => {
  const width = frame.features.length;
  const data = new Float64Array(frame.nRows * width);
  frame.features.forEach((feature, j) => {
    if (!("numbers" in feature)) {
      throw new DataError(
        `${who}: expected numbers at the end, received text in "${feature.name}"; end with an encoder such as oneHotEncoder()`,
      );
    }
    for (let row = 0; row < frame.nRows; row++) data[row * width + j] = feature.numbers[row]!;
  });
  return { data, shape: [frame.nRows, width] };
};
