import { all, cast, isFinite, oneHot, type Tensor, where } from "@wellfit/core";

/**
 * Whether fewer than `k` predictions of a row are larger than that for the row's class, as TensorFlow's `in_top_k`: equal ones
 * all count as being among the first, and a row that is not finite never does.
 *
 * @param classes - Class numbers, one a row; one without a column is never among the first.
 * @param yPred - Predictions, the classes last.
 */
export function inTopK(classes: Tensor, yPred: Tensor, k: number): Tensor {
  const count = yPred.shape[yPred.rank - 1] as number;
  const t = cast(classes, "int32");
  const own = where(oneHot(t, count, "bool"), yPred, 0).sum(-1, { keepdims: true });
  const larger = cast(yPred.greater(own), "int32").sum(-1);
  const known = t
    .greaterEqual(0)
    .mul(t.less(count))
    .mul(all(isFinite(yPred), -1));
  return larger.less(k).mul(known);
}
