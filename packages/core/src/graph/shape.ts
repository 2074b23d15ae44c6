import { checkSize, type DType } from "./dtype";

/** The length of every axis, outermost first; `[]` is a scalar. */
export type Shape = readonly number[];

/** The number of elements of a shape: the product of its axes, 1 for a scalar. */
export function sizeOf(shape: Shape): number {
  let size = 1;
  for (const n of shape) size *= n;
  return size;
}

/** Row-major strides in elements. */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let i = shape.length - 1; i >= 0; i--) {
    strides[i] = stride;
    stride *= shape[i] as number;
  }
  return strides;
}

/** Whether two shapes are the same. */
export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((n, i) => n === b[i]);
}

/** A shape as people write it: `[2, 3]`. */
export function showShape(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}

/** The shape two operands broadcast to under NumPy's rule; throws with both shapes where there is none. */
export function broadcastShapes(a: Shape, b: Shape, what: string): Shape {
  const rank = Math.max(a.length, b.length);
  const out = new Array<number>(rank);
  for (let i = 1; i <= rank; i++) {
    const x = a[a.length - i] ?? 1;
    const y = b[b.length - i] ?? 1;
    if (x !== y && x !== 1 && y !== 1) {
      throw new RangeError(
        `${what}: shapes ${showShape(a)} and ${showShape(b)} do not broadcast: axis ${rank - i} has ${x} on the left ` +
          `and ${y} on the right, expected equal lengths or a 1; reshape one of them or add an axis with expandDims`,
      );
    }
    out[rank - i] = x === 1 ? y : x;
  }
  return out;
}

/** An axis counted from the front; negative ones count from the back. Throws when the axis does not exist. */
export function normalizeAxis(axis: number, rank: number, what: string): number {
  const at = axis < 0 ? axis + rank : axis;
  if (!Number.isInteger(axis) || at < 0 || at >= rank) {
    throw new RangeError(
      `${what}: axis ${axis} does not exist in a tensor of rank ${rank}; expected a whole number ` +
        (rank === 0 ? "of an axis, but a scalar has none" : `from ${-rank} to ${rank - 1}`),
    );
  }
  return at;
}

/** Sorted axes without repeats; `undefined` means all of them. */
export function normalizeAxes(
  axis: number | readonly number[] | undefined,
  rank: number,
  what: string,
): readonly number[] {
  if (axis === undefined) return Array.from({ length: rank }, (_, i) => i);
  if (typeof axis !== "number" && !Array.isArray(axis)) {
    throw new TypeError(
      `${what}: received the axes ${JSON.stringify(axis)}, expected a number or an array of numbers; the axes stand before the ` +
        "options, as in sum(x, 0, { keepdims: true })",
    );
  }
  const axes = (typeof axis === "number" ? [axis] : axis).map((a) => normalizeAxis(a, rank, what));
  if (new Set(axes).size !== axes.length) {
    throw new RangeError(
      `${what}: received axes ${showShape(axes)}, in which one stands twice; name each axis once`,
    );
  }
  return [...axes].sort((a, b) => a - b);
}

/** Throws unless every axis is a whole number of at least 0 and the whole stays below 2^31 bytes. */
export function checkShape(shape: Shape, what: string, dtype: DType = "float32"): void {
  for (const n of shape) {
    if (!Number.isInteger(n) || n < 0) {
      throw new RangeError(
        `${what}: received shape ${showShape(shape)}; expected whole numbers of at least 0`,
      );
    }
  }
  checkSize(sizeOf(shape), dtype, () => `${what}: a tensor of shape ${showShape(shape)}`);
}
