/** Numbers in row-major order with their shape; the arrays of `@wellfit/data` are such, and many others. */
export interface NdArrayLike {
  /** The numbers, the last axis fastest. */
  readonly data: ArrayLike<number>;
  /** The length of each axis. */
  readonly shape: readonly number[];
}

/** Anything that gives its values as nested arrays, such as a tensor of `@wellfit/core`. */
export interface ToArray {
  /** The values, nested as deep as there are axes. */
  toArray(): unknown;
}

/** A list of numbers: an array, a typed array, an array of shape [n] or [n, 1], or a tensor. */
export type NumbersLike = ArrayLike<number> | readonly (readonly number[])[] | NdArrayLike | ToArray;

/** A class: a number, a string or a boolean. */
export type Label = number | string | boolean;

/** A list of classes, one a sample. */
export type LabelsLike = ArrayLike<Label> | readonly (readonly Label[])[] | NdArrayLike | ToArray;

/** A table of numbers: rows of arrays, an array of shape [n, k], or a tensor. */
export type TableLike = ArrayLike<ArrayLike<number>> | NdArrayLike | ToArray;

/** A value in row-major order with its shape, [n] or [n, k]. */
export interface Flat<T> {
  readonly data: ArrayLike<T>;
  readonly shape: readonly [number] | readonly [number, number];
}

function isArrayLike(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

/** Says what a value is, for an error message. */
export function describeValue(value: unknown): string {
  if (value === null) return "null";
  if (isArrayLike(value)) {
    const first = value[0];
    return isArrayLike(first)
      ? `an array of ${value.length} arrays`
      : `an array of ${value.length} ${typeof first === "undefined" ? "values" : `${typeof first}s`}`;
  }
  if (typeof value === "object") return `an object with keys ${Object.keys(value).join(", ") || "(none)"}`;
  return `${typeof value} ${String(value)}`;
}

/** Brings any accepted array to row-major values and a shape of one or two dimensions. */
export function flatten<T>(value: unknown, name: string): Flat<T> {
  const wrong = (): TypeError =>
    new TypeError(
      `${name}: expected an array, a typed array, { data, shape } or a tensor, of shape [n] or [n, k]; received ${describeValue(value)}`,
    );
  if (isArrayLike(value)) {
    const first = value[0];
    if (!isArrayLike(first)) return { data: value as ArrayLike<T>, shape: [value.length] };
    const columns = first.length;
    const data: T[] = [];
    for (let i = 0; i < value.length; i++) {
      const row = value[i];
      if (!isArrayLike(row) || row.length !== columns) {
        throw new TypeError(
          `${name}: expected rows of ${columns} values, as in row 0; row ${i} is ${describeValue(row)}`,
        );
      }
      for (let j = 0; j < columns; j++) {
        if (isArrayLike(row[j])) throw wrong();
        data.push(row[j] as T);
      }
    }
    return { data, shape: [value.length, columns] };
  }
  if (typeof value !== "object" || value === null) throw wrong();
  // A tensor may have a `data()` method, so the other face is asked first.
  if ("toArray" in value && typeof value.toArray === "function") return flatten<T>(value.toArray(), name);
  if (!("data" in value && "shape" in value && isArrayLike(value.data) && isArrayLike(value.shape))) {
    throw wrong();
  }
  const shape = Array.from(value.shape as ArrayLike<number>);
  const size = shape.reduce((product, side) => product * side, 1);
  if (shape.length < 1 || shape.length > 2 || size !== value.data.length) {
    throw new TypeError(
      `${name}: expected shape [n] or [n, k] with as many values, received shape [${shape.join(", ")}] with ${value.data.length} values`,
    );
  }
  return { data: value.data as ArrayLike<T>, shape: shape as [number] | [number, number] };
}

/** Values of shape [n] or [n, 1]. */
export function toList<T>(value: unknown, name: string): ArrayLike<T> {
  const { data, shape } = flatten<T>(value, name);
  if (shape.length === 2 && shape[1] !== 1) {
    throw new TypeError(`${name}: expected shape [n] or [n, 1], received [${shape.join(", ")}]`);
  }
  return data;
}

/** Finite numbers, or an error that names the first that is not. */
export function checkFinite(
  data: ArrayLike<unknown>,
  name: string,
  mend: string,
): asserts data is ArrayLike<number> {
  let bad = 0;
  let first = -1;
  for (let i = 0; i < data.length; i++) {
    const value = data[i];
    if (typeof value === "number" && Number.isFinite(value)) continue;
    if (first < 0) first = i;
    bad += 1;
  }
  if (bad === 0) return;
  throw new RangeError(
    `${name}: expected finite numbers, received ${bad} of ${data.length} that are not, the first ${String(data[first])} at index ${first}; ${mend}`,
  );
}
