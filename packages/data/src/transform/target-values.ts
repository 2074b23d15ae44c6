import { DataError } from "../errors";
import { isNdArray, type NdArray, ndarray, type TypedArray } from "../ndarray/ndarray";
import type { Column } from "../table/column";
import { isColumn, isTable, type Table } from "../table/table";

/**
 * A tensor as models give it: a shape, and numbers in row-major order when they are asked for. Those of
 * `@wellfit/core` are of this form.
 *
 * @example
 * ```ts
 * const prediction: TensorLike = { shape: [2, 1], data: () => new Float32Array(2) };
 * ```
 */
export interface TensorLike {
  /** The length of each axis. */
  readonly shape: readonly number[];
  /** The numbers. */
  data(): ArrayLike<number>;
}

/**
 * Numbers to predict, or that were predicted: one a row, or rows of several.
 *
 * @example
 * ```ts
 * const prices: TargetValues = [199000, 250000];
 * ```
 */
export type TargetValues =
  | Column
  | Table
  | NdArray
  | TypedArray
  | readonly number[]
  | readonly (readonly number[])[]
  | TensorLike;

/** Values as a matrix, and whether they came as one number a row. */
export interface ValueMatrix {
  readonly matrix: NdArray<Float64Array>;
  readonly flat: boolean;
}

const isTensorLike = (values: unknown): values is TensorLike => {
  const { shape, data } = (values ?? {}) as Partial<TensorLike>;
  return Array.isArray(shape) && typeof data === "function";
};

const arrayOf = (values: TargetValues, who: string): NdArray => {
  if (isTable(values)) return values.toNdArray();
  if (isColumn(values)) {
    if ("values" in values) return ndarray(values.values);
    throw new DataError(
      `${who}: expected numbers, received the column "${values.name}", which is ${values.kind}; labels go through labelEncoder() or labelBinarizer()`,
    );
  }
  if (isNdArray(values)) return values;
  if (isTensorLike(values)) return { data: Float64Array.from(values.data()), shape: [...values.shape] };
  if (ArrayBuffer.isView(values)) return ndarray(values as TypedArray);
  if (Array.isArray(values)) return ndarray(values);
  throw new DataError(
    `${who}: expected numbers in an array, a column or a tensor, received ${values === null ? "null" : typeof values}`,
  );
};

/** Values as a matrix of shape [rows, width]; refuses what is not finite. */
export const valueMatrix = (values: TargetValues, who: string): ValueMatrix => {
  const { data, shape } = arrayOf(values, who);
  if (shape.length !== 1 && shape.length !== 2) {
    throw new DataError(
      `${who}: expected the shape [rows] or [rows, outputs], received [${shape.join(", ")}]; reshape it first`,
    );
  }
  const width = shape[1] ?? 1;
  const numbers = Float64Array.from(data);
  const bad = numbers.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new DataError(
      `${who}: expected finite numbers, received ${numbers[bad]} in row ${Math.floor(bad / width)}; mend the value, or leave the row out`,
    );
  }
  return { matrix: { data: numbers, shape: [shape[0]!, width] }, flat: shape.length === 1 };
};
