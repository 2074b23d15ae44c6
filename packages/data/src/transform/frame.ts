import { type Cell, isMissing, showCell } from "../cell";
import { DataError } from "../errors";
import { isNdArray, type NdArray } from "../ndarray/ndarray";
import type { Column, ColumnKind } from "../table/column";
import { isTable, type Table } from "../table/table";
import { count, listNames } from "../wording";
import { finish } from "./work";

/** A feature of numbers, NaN where missing. */
export interface NumberFeature {
  readonly name: string;
  readonly numbers: Float64Array;
  /** Some of the numbers, of a feature that computes them when they are asked for: a few stay in the cache. */
  readonly block?: ((from?: number, to?: number) => Float64Array) | undefined;
  /** The kind of the table's column it is. */
  readonly kind?: ColumnKind | undefined;
}

/**
 * A feature of any cells, null where missing; `order` is that of an ordinal column; the cells of moments are
 * ISO 8601, `times` their milliseconds since 1970.
 */
export interface CellFeature {
  readonly name: string;
  readonly cells: readonly Cell[];
  readonly order?: readonly string[] | undefined;
  /** The kind of the table's column it is. */
  readonly kind?: ColumnKind | undefined;
  readonly times?: Float64Array | undefined;
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

/** A feature whose numbers are computed when they are asked for: a block of them, or all of them once. */
export const lazyFeature = (
  name: string,
  block: (from?: number, to?: number) => Float64Array,
): NumberFeature => {
  let whole: Float64Array | undefined;
  return {
    name,
    get numbers() {
      whole ??= block();
      return whole;
    },
    block,
  };
};

/** The same feature under another name; what is computed when it is asked for stays so. */
export const renamed = (feature: Feature, name: string): Feature =>
  "block" in feature && feature.block !== undefined ? lazyFeature(name, feature.block) : { ...feature, name };

const fromColumn = (column: Column): Feature => {
  const { name, kind } = column;
  if (kind === "integer" || kind === "float") return { name, kind, numbers: column.values };
  const feature = { name, kind, cells: column.toArray() };
  if (kind === "ordinal") return { ...feature, order: column.categories };
  return kind === "datetime" ? { ...feature, times: column.values } : feature;
};

// Rows go over into columns in blocks that stay in the cache; one block is a piece of a fraction of a millisecond.
const blockValues = 1 << 16;
const rowsOfBlock = (width: number): number => Math.max(1, Math.ceil(blockValues / Math.max(1, width)));

function* fromArray(array: NdArray, who: string): Generator<void, Frame> {
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
  const columns = Array.from({ length: width }, () => new Float64Array(nRows));
  const block = rowsOfBlock(width);
  for (let from = 0; from < nRows; from += block) {
    const to = Math.min(nRows, from + block);
    for (let j = 0; j < width; j++) copyColumn(array.data, j, width, columns[j]!, from, to);
    yield;
  }
  return { nRows, features: columns.map((numbers, j) => ({ name: `x${j}`, numbers })), named: false };
}

const copyColumn = (
  data: ArrayLike<number>,
  j: number,
  width: number,
  column: Float64Array,
  from: number,
  to: number,
): void => {
  for (let row = from, at = from * width + j; row < to; row++, at += width) column[row] = data[at]!;
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
  // Sparse rows, which some transforms take.
  const { indptr } = (input ?? {}) as { indptr?: ArrayLike<number> };
  if (indptr !== undefined) return indptr.length - 1;
  throw new DataError(
    `${who}: expected a table, an array of shape [rows, features] or nested arrays, received ${
      input === null ? "null" : typeof input
    }`,
  );
};

/** The frame of an input, in pieces. */
export function* framePieces(input: TransformInput, who: string): Generator<void, Frame> {
  if (isTable(input)) {
    const features = input.columnNames.map((name) => fromColumn(input.column(name)));
    return { nRows: input.nRows, features, named: true };
  }
  if (isNdArray(input)) return yield* fromArray(input, who);
  inputRows(input, who);
  return fromRows(input as readonly ArrayLike<Cell | undefined>[], who);
}

/** The frame of an input. */
export const toFrame = (input: TransformInput, who: string): Frame => finish(framePieces(input, who));

/** The cells of a feature, null where missing. */
export const cellsOf = (feature: Feature): readonly Cell[] =>
  "cells" in feature ? feature.cells : Array.from(feature.numbers);

/** The names of the features that have texts. */
export const textsOf = ({ features }: Frame): string[] =>
  features
    .filter((feature) => "cells" in feature && feature.cells.some((cell) => typeof cell === "string"))
    .map(({ name }) => name);

const numbersOf = (feature: Feature): Float64Array =>
  "numbers" in feature
    ? feature.numbers
    : Float64Array.from(feature.cells, (cell) => Number(cell ?? Number.NaN));

// Finite numbers times 0 are 0, in four sums that do not wait for each other.
const allFinite = (numbers: Float64Array): boolean => {
  // Not 0 at first, so that the engine takes these for floating-point numbers from the beginning.
  let [a, b, c, d] = [0.5, 0.5, 0.5, 0.5];
  const fours = numbers.length - 3;
  let i = 0;
  for (; i < fours; i += 4) {
    a += numbers[i]! * 0;
    b += numbers[i + 1]! * 0;
    c += numbers[i + 2]! * 0;
    d += numbers[i + 3]! * 0;
  }
  for (; i < numbers.length; i++) a += numbers[i]! * 0;
  return a + b + c + d === 2;
};

const firstInfinite = (numbers: Float64Array): number => {
  if (allFinite(numbers)) return -1;
  for (let row = 0; row < numbers.length; row++) if (Math.abs(numbers[row]!) === Infinity) return row;
  return -1;
};

/** {@link numericFeatures} one by one, so that each is looked at and used while it is in the cache. */
export function* eachNumeric(frame: Frame, who: string, infinite = false): Generator<NumberFeature, void> {
  const texts = textsOf(frame);
  if (texts.length > 0) {
    throw new DataError(
      `${who}: expected columns of numbers, received text in ${listNames(texts)}; ` +
        "leave them out with table.drop, encode them with oneHotEncoder(), or use columnTransformer() to treat them apart",
    );
  }
  for (const feature of frame.features) {
    const numbers = numbersOf(feature);
    const bad = infinite ? -1 : firstInfinite(numbers);
    if (bad >= 0) {
      throw new DataError(
        `${who}: expected finite numbers, received ${numbers[bad]} in row ${bad} of "${feature.name}"; ` +
          "mend the value, or make it NaN if it is missing",
      );
    }
    yield { name: feature.name, numbers };
  }
}

/** {@link numericFeatures} in pieces. */
export function* numericPieces(
  frame: Frame,
  who: string,
  infinite = false,
): Generator<void, NumberFeature[]> {
  const features: NumberFeature[] = [];
  for (const feature of eachNumeric(frame, who, infinite)) {
    features.push(feature);
    yield;
  }
  return features;
}

/**
 * The features as numbers; truth values count as 0 and 1. Throws for texts and, unless `infinite` is true, for
 * infinite values.
 */
export const numericFeatures = (frame: Frame, who: string, infinite = false): NumberFeature[] =>
  finish(numericPieces(frame, who, infinite));

/** A frame of numbers as an array of shape [rows, features], in pieces. */
export function* arrayPieces(frame: Frame, who: string): Generator<void, NdArray<Float64Array>> {
  const width = frame.features.length;
  const data = new Float64Array(frame.nRows * width);
  const columns = frame.features.map((feature) => {
    if ("numbers" in feature) return feature;
    throw new DataError(
      `${who}: expected numbers at the end, received text in "${feature.name}"; end with an encoder such as oneHotEncoder()`,
    );
  });
  const block = rowsOfBlock(width);
  for (let from = 0; from < frame.nRows; from += block) {
    const to = Math.min(frame.nRows, from + block);
    columns.forEach((column, j) => {
      const part = column.block?.(from, to) ?? column.numbers.subarray(from, to);
      placeColumn(part, data, from * width + j, width);
    });
    yield;
  }
  return { data, shape: [frame.nRows, width] };
}

const placeColumn = (column: Float64Array, data: Float64Array, first: number, width: number): void => {
  for (let i = 0, at = first; i < column.length; i++, at += width) data[at] = column[i]!;
};

/** A frame of numbers as an array of shape [rows, features]. */
export const frameToArray = (frame: Frame, who: string): NdArray<Float64Array> =>
  finish(arrayPieces(frame, who));
