import { type Shape, sameShape, showShape } from "../graph/shape";
import { operands, type Rule } from "./primitive";

/** What reads and writes where numbers say. */
export interface Indexing {
  /**
   * `gather(x, indices)`: the slices of `x` that int32 `indices` name along `axis`, which is replaced by the axes of
   * `indices`. Negative ones count from the end; what then lies outside is moved to the nearest slice that exists.
   */
  gather: { readonly axis: number };
  /**
   * `scatterAdd(indices, updates)`: zeros of `shape`, to which each slice of `updates` is added at the place along
   * `axis` that `indices` names: the gradient of `gather`.
   */
  scatterAdd: { readonly axis: number; readonly shape: Shape };
}

function gatheredShape(shape: Shape, axis: number, indices: Shape): number[] {
  return [...shape.slice(0, axis), ...indices, ...shape.slice(axis + 1)];
}

/** The shape and dtype rules of indexing. */
export const indexing: { readonly [K in keyof Indexing]: Rule<Indexing[K]> } = {
  gather: (inputs, { axis }) => {
    const [x, indices] = operands(inputs, 2, "gather");
    if (indices.dtype !== "int32") {
      throw new TypeError(`gather: received indices of ${indices.dtype}, expected int32; cast them first`);
    }
    if (x.shape[axis] === 0 && indices.shape.every((n) => n > 0)) {
      throw new RangeError(`gather: axis ${axis} of ${showShape(x.shape)} has nothing to take`);
    }
    return { shape: gatheredShape(x.shape, axis, indices.shape), dtype: x.dtype };
  },
  scatterAdd: (inputs, { axis, shape }) => {
    const [indices, updates] = operands(inputs, 2, "scatterAdd");
    const expected = gatheredShape(shape, axis, indices.shape);
    if (indices.dtype !== "int32" || !sameShape(expected, updates.shape)) {
      throw new RangeError(
        `scatterAdd: received ${indices.dtype} indices of ${showShape(indices.shape)} and updates of ` +
          `${showShape(updates.shape)}; expected int32 indices and updates of ${showShape(expected)}`,
      );
    }
    return { shape, dtype: updates.dtype };
  },
};
