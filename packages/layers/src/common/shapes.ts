/** The length of every axis, with `null` where it is free: `[null, 784]` is any number of rows of 784. */
export type BatchShape = readonly (number | null)[];

/** A shape as error messages show it: `[batch, 784]`. */
export function showBatchShape(shape: BatchShape): string {
  return `[${shape.map((n, axis) => n ?? (axis === 0 ? "batch" : "any")).join(", ")}]`;
}

/** The product of the axes after the first, or `null` when one of them is free. */
export function rowSize(shape: BatchShape): number | null {
  let size = 1;
  for (const n of shape.slice(1)) {
    if (n === null) return null;
    size *= n;
  }
  return size;
}

/** Whether a shape of known lengths is one of those that `expected` allows. */
export function fits(shape: BatchShape, expected: BatchShape): boolean {
  return shape.length === expected.length && expected.every((n, axis) => n === null || shape[axis] === n);
}
