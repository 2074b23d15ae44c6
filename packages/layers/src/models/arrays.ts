import {
  type DataArray,
  type DType,
  isTensor,
  type NdArrayLike,
  type TensorLike,
  tensor,
} from "@wellfit/core";
import { show } from "../common/options";

/** Numbers of known shape, checked to be finite. */
export interface Numbers {
  /** In row-major order. */
  readonly data: DataArray;
  /** The length of every axis. */
  readonly shape: readonly number[];
}

/**
 * Data as users have it, as numbers of a dtype.
 *
 * @param where - What was called, such as "fit".
 * @param name - What the data is, such as "x".
 * @throws TypeError for what is not numbers, RangeError for uneven rows, no rows, NaN and infinity.
 */
export function readNumbers(where: string, name: string, value: unknown, dtype: DType): Numbers {
  const numbers = readArray(where, name, value, dtype);
  const { shape } = numbers;
  if (shape.length > 0 && shape[0] !== 0) return numbers;
  throw new RangeError(
    `${where}: received ${name} of shape [${shape.join(", ")}], expected at least one row; check how the data was split`,
  );
}

/**
 * Numbers of any shape, also a single one, such as a weight.
 *
 * @throws TypeError for what is not numbers, RangeError for uneven rows, NaN and infinity.
 */
export function readArray(where: string, name: string, value: unknown, dtype: DType): Numbers {
  const { data, shape } = plain(where, name, value);
  // Whole numbers lose NaN when they are converted, so that it is looked for before.
  if (dtype === "int32" || dtype === "bool") checkFinite(where, name, data, shape);
  const numbers = converted(data, dtype);
  checkFinite(where, name, numbers, shape);
  return { data: numbers, shape };
}

function converted(data: ArrayLike<number>, dtype: DType): DataArray {
  switch (dtype) {
    case "float32":
      return data instanceof Float32Array ? data : Float32Array.from(data);
    case "float64":
      return Float64Array.from(data);
    case "int32":
      return data instanceof Int32Array ? data : Int32Array.from(data);
    case "bool":
      return Uint8Array.from(data, (x) => (x === 0 ? 0 : 1));
  }
}

function plain(
  where: string,
  name: string,
  value: unknown,
): { data: ArrayLike<number>; shape: readonly number[] } {
  if (isTensor(value)) return { data: value.data(), shape: value.shape };
  if (isNdArray(value)) {
    const { data, shape } = value;
    const size = shape.reduce((a, b) => a * b, 1);
    if (size !== data.length) {
      throw new RangeError(
        `${where}: received ${name} with ${data.length} numbers for the shape [${shape.join(", ")}], expected ${size}`,
      );
    }
    return { data, shape };
  }
  if (ArrayBuffer.isView(value) && !(value instanceof DataView) && !isBig(value)) {
    const data = value as DataArray;
    return { data, shape: [data.length] };
  }
  if (!Array.isArray(value)) throw notNumbers(where, name, value);
  const first = firstLeaf(value);
  if (typeof first !== "number" && typeof first !== "boolean" && first !== undefined) {
    throw notNumbers(where, name, first);
  }
  try {
    // float64, so that a number too large for float32 is still told apart from infinity.
    const read = tensor(value as TensorLike, { dtype: "float64" });
    return { data: read.data(), shape: read.shape };
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^tensor: /, "") : String(error);
    throw new RangeError(`${where}: ${name}: ${why}`);
  }
}

function notNumbers(where: string, name: string, found: unknown): TypeError {
  const text = typeof found === "string";
  const mend =
    text && name === "y"
      ? "number the classes with labelEncoder() of @wellfit/data first"
      : text
        ? "turn text into numbers with oneHotEncoder() or columnTransformer() of @wellfit/data first"
        : "pass a tensor, { data, shape }, a typed array or nested arrays of numbers";
  return new TypeError(`${where}: received ${show(found)} in ${name}, expected numbers; ${mend}`);
}

function firstLeaf(value: unknown): unknown {
  let at = value;
  while (Array.isArray(at)) at = at[0];
  return at;
}

function isNdArray(value: unknown): value is NdArrayLike {
  if (typeof value !== "object" || value === null) return false;
  const { data, shape } = value as Partial<NdArrayLike>;
  return ArrayBuffer.isView(data) && Array.isArray(shape);
}

function isBig(value: ArrayBufferView): boolean {
  return value instanceof BigInt64Array || value instanceof BigUint64Array;
}

function checkFinite(where: string, name: string, data: ArrayLike<number>, shape: readonly number[]): void {
  for (let i = 0; i < data.length; i++) {
    const x = data[i] as number;
    if (x - x === 0) continue;
    const rowSize = data.length / (shape[0] as number);
    const row = Math.floor(i / rowSize);
    const inRow = i % rowSize;
    const place =
      shape.length === 1
        ? ""
        : shape.length === 2
          ? `, column ${inRow}`
          : `, place [${position(inRow, shape.slice(1))}]`;
    throw new RangeError(
      `${where}: received ${Number.isNaN(x) ? "NaN" : x} in ${name} at row ${row}${place}, expected finite numbers; ` +
        (Number.isNaN(x)
          ? "drop rows with missing values or fill them, for example with simpleImputer() of @wellfit/data"
          : "scale the data, or find out where the infinity comes from"),
    );
  }
}

function position(flat: number, shape: readonly number[]): string {
  const at: number[] = [];
  let rest = flat;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    at.unshift(rest % (shape[axis] as number));
    rest = Math.floor(rest / (shape[axis] as number));
  }
  return at.join(", ");
}

/** Some of the rows, in that order. */
export function takeRows({ data, shape }: Numbers, rows: Int32Array): Numbers {
  const size = data.length / (shape[0] as number);
  const out = new (data.constructor as new (length: number) => DataArray)(rows.length * size);
  rows.forEach((row, i) => {
    out.set(data.subarray(row * size, (row + 1) * size), i * size);
  });
  return { data: out, shape: [rows.length, ...shape.slice(1)] };
}

/** The smallest and the largest number in all of them. */
export function rangeOf(all: readonly Numbers[]): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { data } of all) {
    for (const x of data) {
      if (x < low) low = x;
      if (x > high) high = x;
    }
  }
  return [low, high];
}
