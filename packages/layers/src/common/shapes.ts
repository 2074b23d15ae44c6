/** The length of every axis, with `null` where it is free: `[null, 784]` is any number of rows of 784. */
export type BatchShape = readonly (number | null)[];

/** The shape of one input, or those of several. */
export type Shapes = BatchShape | readonly BatchShape[];

/** Whether these are the shapes of several inputs. */
export function areShapes(shapes: Shapes): shapes is readonly BatchShape[] {
  return Array.isArray(shapes[0]);
}

/** The shapes as a list, of one when there is one. */
export function shapeList(shapes: Shapes): readonly BatchShape[] {
  return areShapes(shapes) ? shapes : [shapes];
}

/** A shape as error messages show it: `[batch, 784]`. */
export function showBatchShape(shape: BatchShape): string {
  return `[${shape.map((n, axis) => n ?? (axis === 0 ? "batch" : "any")).join(", ")}]`;
}

/** One shape or several as error messages show them: `[batch, 3] and [batch, 4]`. */
export function showShapes(shapes: Shapes): string {
  return shapeList(shapes).map(showBatchShape).join(" and ");
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

/** Whether a shape is one of those that `expected` allows. */
export function fits(shape: BatchShape, expected: BatchShape): boolean {
  return shape.length === expected.length && expected.every((n, axis) => n === null || shape[axis] === n);
}

/** The shape with a free first axis: that of any number of such rows. */
export function anyRows(shape: BatchShape): BatchShape {
  return shape.length === 0 ? shape : [null, ...shape.slice(1)];
}
