import { type Shape, sizeOf, stridesOf } from "../../graph/shape";

/** Calls `visit` with the row-major position and the address under the strides, for every element of the shape. */
export function forEachStrided(
  shape: Shape,
  strides: readonly number[],
  offset: number,
  visit: (position: number, address: number) => void,
): void {
  const size = sizeOf(shape);
  const index = new Array<number>(shape.length).fill(0);
  let address = offset;
  for (let position = 0; position < size; position++) {
    visit(position, address);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = (index[axis] as number) + 1;
      address += strides[axis] as number;
      if ((index[axis] as number) < (shape[axis] as number)) break;
      address -= (strides[axis] as number) * (shape[axis] as number);
      index[axis] = 0;
    }
  }
}

/** The strides of the axes that are kept, 0 for those that are reduced: where an element's result is. */
export function reducedStrides(shape: Shape, axes: readonly number[]): number[] {
  const kept = stridesOf(shape.filter((_, i) => !axes.includes(i)));
  let next = 0;
  return shape.map((_, i) => (axes.includes(i) ? 0 : (kept[next++] as number)));
}
