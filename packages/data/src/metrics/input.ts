import type { Cell } from "../cell";
import { isMissing, showCell } from "../cell";
import { DataError } from "../errors";
import { isNdArray, type NdArray } from "../ndarray/ndarray";

/**
 * Anything that gives its values as plain arrays, such as a column of a table or a tensor of
 * `@wellfit/core`.
 *
 * @example
 * ```ts
 * const source: ArraySource = { toArray: () => [0, 1, 1] };
 * ```
 */
export interface ArraySource {
  /** The values: a flat array, or one array a row. */
  toArray(): unknown;
}

/**
 * Classes as metrics take them: a plain or typed array, an array of shape [rows] or [rows, 1], a column, a
 * tensor. For several labels a row, rows of 0 and 1: nested arrays, or shape [rows, labels].
 *
 * @example
 * ```ts
 * const classes: MetricLabels = ["cat", "dog", "cat"];
 * const several: MetricLabels = [[1, 0, 1], [0, 0, 1]];
 * ```
 */
export type MetricLabels =
  | ArrayLike<Cell>
  | NdArray
  | ArraySource
  | readonly (ArrayLike<number> | readonly boolean[])[];

/**
 * Numbers as metrics take them: a plain or typed array, nested arrays of one a row, an array of shape [rows]
 * or [rows, outputs], a column, a tensor.
 *
 * @example
 * ```ts
 * const values: MetricNumbers = new Float32Array([0.5, 1, 2]);
 * ```
 */
export type MetricNumbers = ArrayLike<number> | NdArray | ArraySource | readonly ArrayLike<number>[];

/** Any input as flat values, row by row. */
export interface Values {
  readonly data: ArrayLike<unknown>;
  readonly rows: number;
  /** Values in a row; undefined when the input was flat. */
  readonly width: number | undefined;
  /** Were the numbers in single precision? */
  readonly single: boolean;
}

const isRow = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || ArrayBuffer.isView(value);

const fromNested = (who: string, name: string, rows: readonly unknown[]): Values => {
  const width = (rows[0] as ArrayLike<unknown>).length;
  const data: unknown[] = new Array(rows.length * width);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    if (!isRow(row) || row.length !== width) {
      throw new DataError(
        `${who}: expected ${name} with ${width} values in every row, as the first has, received ` +
          `${isRow(row) ? row.length : showCell(row as Cell)} in row ${i}`,
      );
    }
    for (let j = 0; j < width; j++) data[i * width + j] = row[j];
  }
  return { data, rows: rows.length, width, single: rows[0] instanceof Float32Array };
};

/** Reads any input that metrics take. */
export const readValues = (who: string, name: string, value: unknown): Values => {
  if (isNdArray(value)) {
    const [rows, width] = value.shape;
    if (rows === undefined || value.shape.length > 2 || rows * (width ?? 1) !== value.data.length) {
      throw new DataError(
        `${who}: expected ${name} of shape [rows] or [rows, columns], received [${value.shape.join(", ")}] ` +
          `with ${value.data.length} values`,
      );
    }
    return { data: value.data, rows, width, single: value.data instanceof Float32Array };
  }
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    const data = value as unknown as ArrayLike<unknown>;
    return { data, rows: data.length, width: undefined, single: value instanceof Float32Array };
  }
  if (Array.isArray(value)) {
    if (isRow(value[0])) return fromNested(who, name, value);
    return { data: value, rows: value.length, width: undefined, single: false };
  }
  if (typeof value === "object" && value !== null && typeof (value as ArraySource).toArray === "function") {
    const array = (value as ArraySource).toArray();
    if (Array.isArray(array) || ArrayBuffer.isView(array)) {
      const single = (value as { dtype?: unknown }).dtype === "float32";
      const read = readValues(who, name, array);
      return { ...read, single: single || read.single };
    }
  }
  throw new DataError(
    `${who}: expected ${name} as an array, a typed array, { data, shape }, a column or a tensor, received ` +
      `${value === null ? "null" : typeof value}; give one value for each row`,
  );
};

/** Two inputs of one call must have a row for each other. */
export const checkRows = (
  who: string,
  names: readonly [string, string],
  rows: readonly [number, number],
): void => {
  if (rows[0] !== rows[1]) {
    throw new DataError(
      `${who}: expected ${names[0]} and ${names[1]} with the same rows, received ${rows[0]} and ${rows[1]}`,
    );
  }
  if (rows[0] === 0) throw new DataError(`${who}: expected at least one row, received none`);
};

/** Numbers, row by row. */
export interface Matrix {
  readonly data: Float64Array;
  readonly rows: number;
  /** Values in a row; 1 for a flat input. */
  readonly width: number;
  /** Was the input flat? */
  readonly flat: boolean;
  /** Were the numbers in single precision? */
  readonly single: boolean;
}

/** Reads finite numbers. */
export const readNumbers = (who: string, name: string, value: unknown): Matrix => {
  const { data, rows, width, single } = readValues(who, name, value);
  const numbers = new Float64Array(data.length);
  for (let i = 0; i < numbers.length; i++) {
    const cell = data[i];
    const number = typeof cell === "number" ? cell : typeof cell === "boolean" ? Number(cell) : Number.NaN;
    if (!Number.isFinite(number)) {
      throw new DataError(
        `${who}: expected ${name} of finite numbers, received ${showCell(cell as Cell)} in row ` +
          `${Math.floor(i / (width ?? 1))}; leave such rows out or mend them`,
      );
    }
    numbers[i] = number;
  }
  return { data: numbers, rows, width: width ?? 1, flat: width === undefined, single };
};

/** Reads one finite number a row. */
export const readColumn = (who: string, name: string, value: unknown): Matrix => {
  const matrix = readNumbers(who, name, value);
  if (matrix.width !== 1) {
    throw new DataError(`${who}: expected ${name} with one number a row, received ${matrix.width}`);
  }
  return matrix;
};

/** Reads the option sampleWeight; undefined when there is none. */
export const readWeights = (who: string, value: unknown, rows: number): Float64Array | undefined => {
  if (value === undefined || value === null) return undefined;
  const { data } = readColumn(who, "sampleWeight", value);
  if (data.length !== rows) {
    throw new DataError(`${who}: expected sampleWeight for each of ${rows} rows, received ${data.length}`);
  }
  return data;
};

/** One class a row: texts, truth values, or whole numbers. */
export const labelsOf = (
  who: string,
  name: string,
  { data, rows, width }: Values,
): ArrayLike<string | number | boolean> => {
  if (width !== undefined && width !== 1) {
    throw new DataError(
      `${who}: expected ${name} with one class a row, received ${width} values a row; ` +
        "for probabilities or one-hot rows take the place of the largest",
    );
  }
  checkLabels(who, name, data, rows);
  return data as ArrayLike<string | number | boolean>;
};

/** Reads one class a row. */
export const readLabels = (who: string, name: string, value: unknown): ArrayLike<string | number | boolean> =>
  labelsOf(who, name, readValues(who, name, value));

const checkLabels = (who: string, name: string, data: ArrayLike<unknown>, rows: number): void => {
  for (let i = 0; i < rows; i++) {
    const label = data[i];
    if (typeof label === "string" || typeof label === "boolean" || Number.isInteger(label)) continue;
    if (isMissing(label as Cell)) {
      throw new DataError(`${who}: ${name} is missing in row ${i}; leave such rows out`);
    }
    throw new DataError(
      typeof label === "number"
        ? `${who}: expected ${name} of classes, received the number ${label} in row ${i}; ` +
            "turn probabilities into classes first, such as p >= 0.5, or use a metric of numbers"
        : `${who}: expected ${name} of texts, whole numbers or truth values, received ${typeof label} in row ${i}`,
    );
  }
};
