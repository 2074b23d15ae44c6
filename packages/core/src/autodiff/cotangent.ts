import { isFloat } from "../graph/dtype";
import { flattenAs, flattenTree, type TreeShape } from "../graph/pytree";
import { sameShape, showShape } from "../graph/shape";
import type { NdArrayLike } from "../ops/nested";
import { cast, isNdArray, isTensor, type Tensor, tensor } from "../ops/tensor";

/** What stands for each tensor of `T` in its own place: a vector to multiply a Jacobian with. */
export type VectorOf<T> = T extends Tensor
  ? Tensor | NdArrayLike
  : T extends (...args: never) => unknown
    ? unknown
    : T extends object
      ? { readonly [K in keyof T]: VectorOf<T[K]> }
      : unknown;

/** The tensors of a vector, of the shapes and dtypes of the tensors that it goes with; throws where it does not fit. */
export function vectorLike(
  vector: unknown,
  shape: TreeShape,
  like: readonly Tensor[],
  what: string,
  which: string,
): Tensor[] {
  const leaves: (Tensor | NdArrayLike)[] = [];
  if (!flattenAs(shape, vector, isLeaf, leaves)) {
    throw new TypeError(
      `${what}: the ${which} must hold a tensor for every tensor of what it goes with, in the same arrays and objects`,
    );
  }
  return leaves.map((leaf, i) => {
    const part = tensor(leaf);
    const { shape: expected, dtype } = like[i] as Tensor;
    if (!sameShape(part.shape, expected)) {
      throw new RangeError(
        `${what}: the ${which} has shape ${showShape(part.shape)}, expected ${showShape(expected)}`,
      );
    }
    return cast(part, dtype);
  });
}

function isLeaf(value: unknown): value is Tensor | NdArrayLike {
  return isTensor(value) || isNdArray(value);
}

/** The tensors that a function returned, all of them floats. */
export function resultsOf(result: unknown, what: string): { leaves: Tensor[]; shape: TreeShape } {
  const leaves: Tensor[] = [];
  const shape = flattenTree(result, isTensor, leaves);
  if (leaves.length === 0)
    throw new TypeError(`${what}: the function returned ${String(result)}, expected a tensor`);
  for (const { dtype } of leaves) {
    if (!isFloat(dtype))
      throw new TypeError(`${what}: the function returned a result of ${dtype}, expected a float`);
  }
  return { leaves, shape };
}
