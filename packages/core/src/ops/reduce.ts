import { normalizeAxes, normalizeAxis } from "../graph/shape";
import { exp, isFinite, log, logicalNot, where } from "./math";
import {
  apply,
  atLeastFloat,
  atLeastInt,
  cast,
  type ReduceOptions,
  type Tensor,
  type TensorLike,
  toTensor,
} from "./tensor";

type Axis = number | readonly number[];

/** The sum over the axes (all by default). */
export function sum(x: TensorLike, axis?: Axis, options?: ReduceOptions): Tensor {
  return toTensor(x).sum(axis, options);
}

/** The product over the axes (all by default). */
export function prod(x: TensorLike, axis?: Axis, options?: ReduceOptions): Tensor {
  return toTensor(x).prod(axis, options);
}

/** The largest element over the axes (all by default); NaN when there is one. Its gradient is shared by equals. */
export function max(x: TensorLike, axis?: Axis, options?: ReduceOptions): Tensor {
  return toTensor(x).max(axis, options);
}

/** The smallest element over the axes (all by default); NaN when there is one. */
export function min(x: TensorLike, axis?: Axis, options?: ReduceOptions): Tensor {
  return toTensor(x).min(axis, options);
}

/** The arithmetic mean over the axes (all by default). */
export function mean(x: TensorLike, axis?: Axis, options?: ReduceOptions): Tensor {
  return toTensor(x).mean(axis, options);
}

/** The mean squared distance from the mean, divided by `n - ddof` (`ddof` 0 by default). */
export function variance(
  x: TensorLike,
  axis?: Axis,
  { ddof = 0, ...options }: ReduceOptions & { ddof?: number } = {},
): Tensor {
  const from = atLeastFloat(x);
  const axes = normalizeAxes(axis, from.rank, "variance");
  const count = axes.reduce((n, a) => n * (from.shape[a] as number), 1);
  const centred = from.sub(from.mean(axes, { keepdims: true }));
  return centred
    .square()
    .sum(axes, options)
    .div(count - ddof);
}

/** The square root of {@link variance}. */
export function std(x: TensorLike, axis?: Axis, options?: ReduceOptions & { ddof?: number }): Tensor {
  return variance(x, axis, options).sqrt();
}

/** How many elements over the axes (all by default) are not 0, as int32; NaN is not 0. */
export function countNonzero(x: TensorLike, axis?: Axis, options?: ReduceOptions): Tensor {
  return cast(x, "bool").sum(axis, options);
}

/** Whether all elements are true; true when there are none. */
export function all(x: TensorLike, axis?: Axis, options?: ReduceOptions): Tensor {
  return logicalNot(any(logicalNot(x), axis, options));
}

/** Whether an element is true; false when there are none. */
export function any(x: TensorLike, axis?: Axis, options?: ReduceOptions): Tensor {
  return cast(x, "bool").sum(axis, options).greater(0);
}

/** The position of the first largest element along an axis (the last by default), as int32. */
export function argMax(x: TensorLike, axis = -1): Tensor {
  const from = atLeastInt(toTensor(x));
  return apply("argMax", [from], { axis: normalizeAxis(axis, from.rank, "argMax") });
}

/** The position of the first smallest element along an axis (the last by default), as int32. */
export function argMin(x: TensorLike, axis = -1): Tensor {
  const from = atLeastInt(toTensor(x));
  return apply("argMin", [from], { axis: normalizeAxis(axis, from.rank, "argMin") });
}

/** `log(sum(exp(x)))` without overflow over the axes (all by default). */
export function logSumExp(x: TensorLike, axis?: Axis, options: ReduceOptions = {}): Tensor {
  const from = atLeastFloat(x);
  const axes = normalizeAxes(axis, from.rank, "logSumExp");
  const highest = apply("stopGradient", [from.max(axes, { keepdims: true })], {});
  const shift = where(isFinite(highest), highest, 0);
  const total = log(exp(from.sub(shift)).sum(axes, { keepdims: true })).add(shift);
  return options.keepdims ? total : total.squeeze(axes);
}
