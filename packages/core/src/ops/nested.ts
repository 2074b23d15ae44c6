import type { AnyTypedArray, DataArray, DType } from "../graph/dtype";
import type { Shape } from "../graph/shape";

/** Numbers or booleans in evenly nested arrays. */
export type Nested = number | boolean | readonly Nested[];

/** What other packages and libraries hold their arrays in: row-major numbers and a shape. */
export interface NdArrayLike {
  /** The elements in row-major order. */
  readonly data: AnyTypedArray;
  /** The length of every axis. */
  readonly shape: Shape;
}

/** Flattens nested arrays; throws where rows have different lengths or something is not a number. */
export function readNested(nested: Nested): { values: ArrayLike<number>; shape: Shape; dtype: DType } {
  const shape: number[] = [];
  let at: Nested | undefined = nested;
  while (Array.isArray(at)) {
    shape.push(at.length);
    at = at[0] as Nested | undefined;
  }
  let bool = typeof at === "boolean";
  const values: number[] = [];
  const walk = (value: unknown, depth: number, path: string): void => {
    if (depth < shape.length) {
      if (!Array.isArray(value) || value.length !== shape[depth]) {
        const got = Array.isArray(value) ? `${value.length} elements` : String(value);
        throw new RangeError(
          `tensor: expected ${shape[depth]} elements at ${path || "the top"}, as in the first row, received ${got}; ` +
            "rows must have equal lengths",
        );
      }
      value.forEach((item, i) => {
        walk(item, depth + 1, `${path}[${i}]`);
      });
    } else if (typeof value === "number" || typeof value === "boolean") {
      // One number among booleans makes numbers of them all, as in NumPy.
      if (typeof value === "number") bool = false;
      values.push(Number(value));
    } else {
      const got =
        typeof value === "string" ? JSON.stringify(value) : Array.isArray(value) ? "an array" : String(value);
      throw new TypeError(
        `tensor: expected a number at ${path || "the top"}, received ${got}; convert it first`,
      );
    }
  };
  walk(nested, 0, "");
  return { values, shape, dtype: bool ? "bool" : "float32" };
}

/** Nested arrays as text on one line; JSON would make null of NaN and infinities. */
export function showNested(nested: Nested): string {
  return typeof nested === "object" ? `[${nested.map(showNested).join(", ")}]` : String(nested);
}

/** Nested arrays from row-major numbers. */
export function toNested(values: DataArray, shape: Shape, dtype: DType): Nested {
  let next = 0;
  const build = (axis: number): Nested => {
    if (axis === shape.length) {
      const x = values[next++] as number;
      return dtype === "bool" ? x !== 0 : x;
    }
    return Array.from({ length: shape[axis] as number }, () => build(axis + 1));
  };
  return build(0);
}
