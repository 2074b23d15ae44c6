import { arange, logicalAnd, logicalOr, type Tensor, where } from "@wellfit/core";

/**
 * Sparsemax as Keras 3 computes it, so that its files predict the same. Where more than one element of a row stays above 0,
 * Keras takes off the sum of all partial sums and not the last of them, so that the row no longer sums to 1, and is often all
 * zeros. `sparsemax` of core is the projection of Martins and Astudillo (2016).
 */
export function kerasSparsemax(x: Tensor): Tensor {
  const n = x.shape[x.rank - 1] as number;
  const [own, others] = [x.expandDims(-1), x.expandDims(-2)];
  const [row, column] = [arange(n).expandDims(-1), arange(n).expandDims(0)];
  // What stands before each element in falling order, itself among it, without sorting.
  const before = logicalOr(others.greater(own), logicalAnd(others.equal(own), column.lessEqual(row)));
  const rank = before.sum(-1);
  const partial = where(before, others, 0).sum(-1);
  const inside = x.sub(partial.sub(1).div(rank)).greater(0);
  const total = where(inside, partial, 0).sum(-1, { keepdims: true });
  const count = inside.sum(-1, { keepdims: true });
  return x.sub(total.sub(1).div(count)).relu();
}
