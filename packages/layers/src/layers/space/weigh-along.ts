import { type Tensor, tensor } from "@wellfit/core";

/**
 * Sums along one axis: each element of the result is the sum of those of the input, times a row of weights.
 *
 * @param weights - A row for each element of the result, with a weight for each of the input.
 */
export function weighAlong(x: Tensor, axis: number, weights: readonly (readonly number[])[]): Tensor {
  const matrix = tensor(weights.flat(), { shape: [weights.length, x.shape[axis] as number], dtype: x.dtype });
  const last = x.rank - 1;
  const order = x.shape.map((_, i) => (i === axis ? last : i === last ? axis : i));
  return x.transpose(order).matmul(matrix.transpose()).transpose(order);
}
