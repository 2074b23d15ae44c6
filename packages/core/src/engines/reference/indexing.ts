import { allocate, type DataArray } from "../../graph/dtype";
import { type Shape, sizeOf } from "../../graph/shape";
import type { Indexing } from "../../primitives/indexing";
import type { Loop } from "./loop";

/** Negative indices count from the end; what then lies outside moves to the nearest that exists. */
function place(index: number, length: number): number {
  const at = index < 0 ? index + length : index;
  return Math.min(Math.max(at, 0), length - 1);
}

/** Visits every slice: `outer` steps before the axis, one index, `inner` elements after it. */
function forEachSlice(
  shape: Shape,
  axis: number,
  indices: DataArray,
  visit: (inArray: number, inSlices: number, inner: number) => void,
): void {
  const outer = sizeOf(shape.slice(0, axis));
  const length = shape[axis] as number;
  const inner = sizeOf(shape.slice(axis + 1));
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < indices.length; i++) {
      const at = place(indices[i] as number, length);
      visit((o * length + at) * inner, (o * indices.length + i) * inner, inner);
    }
  }
}

/** Loops of indexing. */
export const indexingLoops: { readonly [K in keyof Indexing]: Loop<Indexing[K]> } = {
  gather: (node, [x, indices], { axis }) => {
    const out = allocate(node.dtype, sizeOf(node.shape));
    forEachSlice(node.inputs[0]!.shape, axis, indices as DataArray, (from, to, inner) => {
      for (let j = 0; j < inner; j++) out[to + j] = x![from + j] as number;
    });
    return out;
  },
  scatterAdd: (node, [indices, updates], { axis, shape }) => {
    const out = allocate(node.dtype, sizeOf(shape));
    forEachSlice(shape, axis, indices as DataArray, (to, from, inner) => {
      for (let j = 0; j < inner; j++) out[to + j]! += updates![from + j] as number;
    });
    return out;
  },
};
