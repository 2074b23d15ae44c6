import { DataError } from "../errors";

/**
 * The typed arrays that an {@link NdArray} may hold.
 *
 * @example
 * ```ts
 * const values: TypedArray = new Float64Array(4);
 * ```
 */
export type TypedArray =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray;

/**
 * Numbers with a shape: a typed array in row-major order and the length of each axis. Any object of this
 * form is one; `@wellfit/core` takes it wherever it takes a tensor.
 *
 * @example
 * ```ts
 * const x: NdArray = { data: new Float64Array([1, 2, 3, 4]), shape: [2, 2] };
 * ```
 */
export interface NdArray<T extends TypedArray = TypedArray> {
  /** The values, row-major. */
  readonly data: T;
  /** The length of each axis; their product is `data.length`. */
  readonly shape: readonly number[];
}

/**
 * Numbers nested to any depth, as an array literal is written.
 *
 * @example
 * ```ts
 * const matrix: NestedNumbers = [[1, 2], [3, 4]];
 * ```
 */
export type NestedNumbers = number | readonly NestedNumbers[];

/** True for an object of the form of an {@link NdArray}. */
export const isNdArray = (value: unknown): value is NdArray => {
  if (typeof value !== "object" || value === null) return false;
  const { data, shape } = value as Partial<NdArray>;
  return ArrayBuffer.isView(data) && Array.isArray(shape);
};

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);

const checkShape = (shape: readonly number[], length: number): void => {
  const bad = shape.find((n) => !Number.isInteger(n) || n < 0);
  if (bad !== undefined) {
    throw new DataError(
      `ndarray: expected a shape of whole numbers, received [${shape.join(", ")}]; ${bad} is no length`,
    );
  }
  if (sizeOf(shape) !== length) {
    throw new DataError(
      `ndarray: expected ${sizeOf(shape)} values for shape [${shape.join(", ")}], received ${length}; ` +
        "give a shape whose product is the number of values",
    );
  }
};

const shapeOfNested = (nested: NestedNumbers): number[] => {
  const shape: number[] = [];
  let level: NestedNumbers | undefined = nested;
  while (Array.isArray(level)) {
    shape.push(level.length);
    level = level[0];
  }
  return shape;
};

const fill = (nested: NestedNumbers, shape: readonly number[], axis: number, out: number[]): void => {
  if (axis === shape.length) {
    if (typeof nested !== "number") {
      throw new DataError(
        `ndarray: expected numbers nested ${shape.length} deep, received ${Array.isArray(nested) ? "a deeper array" : JSON.stringify(nested)}; ` +
          "every row must have the same depth and hold numbers",
      );
    }
    out.push(nested);
    return;
  }
  if (!Array.isArray(nested) || nested.length !== shape[axis]) {
    throw new DataError(
      `ndarray: expected ${shape[axis]} entries along axis ${axis}, received ${Array.isArray(nested) ? nested.length : JSON.stringify(nested)}; ` +
        "every row must have the same length",
    );
  }
  for (const inner of nested) fill(inner, shape, axis + 1, out);
};

/**
 * An {@link NdArray} from nested numbers (float64), or from a typed array and a shape (kept as it is, not
 * copied).
 *
 * @param values Nested numbers, or a typed array.
 * @param shape The shape; default: the nesting's own, or `[length]` for a typed array.
 * @throws DataError when rows differ in length or the shape does not fit.
 * @example
 * ```ts
 * ndarray([[1, 2], [3, 4]]).shape; // [2, 2]
 * ndarray(new Float32Array(6), [2, 3]);
 * ```
 */
export function ndarray(values: NestedNumbers, shape?: readonly number[]): NdArray<Float64Array>;
export function ndarray<T extends TypedArray>(values: T, shape?: readonly number[]): NdArray<T>;
export function ndarray(values: NestedNumbers | TypedArray, shape?: readonly number[]): NdArray {
  if (ArrayBuffer.isView(values)) {
    const own = shape ?? [values.length];
    checkShape(own, values.length);
    return { data: values, shape: [...own] };
  }
  const nested = values as NestedNumbers;
  const natural = shapeOfNested(nested);
  const flat: number[] = [];
  fill(nested, natural, 0, flat);
  const own = shape ?? natural;
  checkShape(own, flat.length);
  return { data: Float64Array.from(flat), shape: [...own] };
}

/**
 * The values of an {@link NdArray} as nested JavaScript arrays (a number for shape `[]`).
 *
 * @example
 * ```ts
 * toNested({ data: new Float64Array([1, 2, 3, 4]), shape: [2, 2] }); // [[1, 2], [3, 4]]
 * ```
 */
export function toNested(array: NdArray): NestedNumbers {
  const { data, shape } = array;
  checkShape(shape, data.length);
  const build = (axis: number, offset: number, size: number): NestedNumbers => {
    if (axis === shape.length) return data[offset]!;
    const n = shape[axis]!;
    const step = n === 0 ? 0 : size / n;
    return Array.from({ length: n }, (_, i) => build(axis + 1, offset + i * step, step));
  };
  return build(0, 0, data.length);
}

const copy = (from: TypedArray, start: number, to: TypedArray, at: number, n: number): void => {
  if (n > 32) to.set(from.subarray(start, start + n) as never, at);
  else for (let i = 0; i < n; i++) to[at + i] = from[start + i]!;
};

/** The rows of an array (along the first axis) at the given places, as a new array of the same type. */
export const takeRows = <T extends TypedArray>(array: NdArray<T>, rows: ArrayLike<number>): NdArray<T> => {
  const n = array.shape[0] ?? 0;
  const width = n === 0 ? 0 : array.data.length / n;
  const Type = array.data.constructor as new (length: number) => T;
  const out = new Type(rows.length * width);
  // Rows that follow one another are copied at once; a few values are sooner copied one by one.
  for (let i = 0, next = 0; i < rows.length; i = next) {
    next = i + 1;
    while (next < rows.length && rows[next] === rows[next - 1]! + 1) next++;
    copy(array.data, rows[i]! * width, out, i * width, (next - i) * width);
  }
  return { data: out, shape: [rows.length, ...array.shape.slice(1)] };
};
