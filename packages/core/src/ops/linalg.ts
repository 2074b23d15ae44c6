import { showShape } from "../graph/shape";
import { type Tensor, type TensorLike, toTensor } from "./tensor";

/**
 * The matrix product; leading axes are batches and broadcast; a vector on either side works as in NumPy.
 *
 * @throws RangeError with both shapes when they do not fit.
 */
export function matmul(a: TensorLike, b: TensorLike): Tensor {
  return toTensor(a).matmul(b);
}

/** The sum of the products of two vectors; for matrices, {@link matmul}. */
export function dot(a: TensorLike, b: TensorLike): Tensor {
  const [x, y] = [toTensor(a), toTensor(b)];
  return x.rank === 0 || y.rank === 0 ? x.mul(y) : x.matmul(y);
}

/** Every product of an element of `a` and one of `b`: shape `[a.size, b.size]`. */
export function outer(a: TensorLike, b: TensorLike): Tensor {
  return toTensor(a).flatten().expandDims(1).mul(toTensor(b).flatten().expandDims(0));
}

/** The elements on the main diagonal of the last two axes. */
export function diagPart(x: TensorLike): Tensor {
  const from = toTensor(x);
  if (from.rank < 2)
    throw new RangeError(`diagPart: received ${showShape(from.shape)}, expected at least two axes`);
  const [n, m] = from.shape.slice(-2) as [number, number];
  const length = Math.min(n, m);
  const lead = from.shape.slice(0, -2);
  // Row-major positions 0, m + 1, 2(m + 1), …
  const flat = from.reshape([...lead, n * m]);
  return flat.slice([...lead.map(() => null), [0, length === 0 ? 0 : (length - 1) * (m + 1) + 1, m + 1]]);
}

/** The sum of the main diagonal of the last two axes. */
export function trace(x: TensorLike): Tensor {
  return diagPart(x).sum(-1);
}
