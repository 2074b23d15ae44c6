import { normalizeAxes, normalizeAxis } from "../graph/shape";
import { exp, stopGradient, where } from "./math";
import { moveaxis } from "./rearrange";
import { logSumExp } from "./reduce";
import { atLeastFloat, type Tensor, type TensorLike } from "./tensor";

/** `exp(x) / sum(exp(x))` over an axis (the last by default), without overflow. */
export function softmax(x: TensorLike, axis: number | readonly number[] = -1): Tensor {
  const from = atLeastFloat(x);
  const axes = normalizeAxes(axis, from.rank, "softmax");
  // The shift makes no difference, so the gradient need not go that way.
  const shifted = exp(from.sub(stopGradient(from.max(axes, { keepdims: true }))));
  return shifted.div(shifted.sum(axes, { keepdims: true }));
}

/** The logarithm of {@link softmax}, without underflow. */
export function logSoftmax(x: TensorLike, axis: number | readonly number[] = -1): Tensor {
  const from = atLeastFloat(x);
  return from.sub(logSumExp(from, axis, { keepdims: true }));
}

/**
 * The point of the probability simplex that is nearest to `x` along an axis (the last by default): like
 * {@link softmax}, with zeros for what is far from the largest (Martins and Astudillo 2016). Takes n² comparisons for
 * an axis of n elements.
 *
 * @example
 * sparsemax([1, 0.5, -1]).toArray(); // [0.75, 0.25, 0]
 */
export function sparsemax(x: TensorLike, axis = -1): Tensor {
  const given = atLeastFloat(x);
  const at = normalizeAxis(axis, given.rank, "sparsemax");
  const from = moveaxis(given, at, -1);
  const scores = from.sub(stopGradient(from.max(-1, { keepdims: true })));
  // How many are at least as large as each element, and their sum, without sorting.
  const others = scores.expandDims(-2);
  const atLeast = others.greaterEqual(scores.expandDims(-1));
  const count = atLeast.sum(-1);
  const total = where(atLeast, others, 0).sum(-1);
  const inside = scores.mul(count).add(1).greater(total);
  const tau = where(inside, scores, 0)
    .sum(-1, { keepdims: true })
    .sub(1)
    .div(inside.sum(-1, { keepdims: true }));
  return moveaxis(scores.sub(tau).relu(), -1, at);
}
