import { normalizeAxes, showShape } from "../graph/shape";
import { isFinite, isNan, logicalAnd, logicalNot, where } from "../ops/math";
import { reshape, stack } from "../ops/shape";
import { alongAxis } from "../ops/slice-range";
import { atLeastFloat, type ReduceOptions, type Tensor, type TensorLike } from "../ops/tensor";
import { sort } from "./sort";

type Axis = number | readonly number[];

/**
 * The value below which a share `q` of the elements over the axes (all by default) lies, between the two nearest elements
 * by proportion: NumPy's `method="linear"`. NaN when there is a NaN. Integers are taken as float32.
 *
 * @param q - A number from 0 to 1, or a list of them, whose results stand along a new first axis.
 * @param options - `keepdims`: keep the reduced axes with length 1 (false by default).
 * @throws RangeError when `q` is not from 0 to 1, an axis does not exist, or there are no elements.
 * @example
 * quantile([1, 2, 3, 4], 0.25).item(); // 1.75
 * quantile([1, 2, 3, 4], [0, 0.5, 1]).toArray(); // [1, 2.5, 4]
 */
export function quantile(
  x: TensorLike,
  q: number | readonly number[],
  axis?: Axis,
  options: ReduceOptions = {},
): Tensor {
  return quantiles("quantile", x, q, axis, options);
}

/**
 * The element in the middle over the axes (all by default), or the mean of the two there. NaN when there is a NaN.
 * Integers are taken as float32.
 *
 * @param options - `keepdims`: keep the reduced axes with length 1 (false by default).
 * @throws RangeError when an axis does not exist or there are no elements.
 * @example
 * median([5, 1, 3]).item(); // 3
 */
export function median(x: TensorLike, axis?: Axis, options: ReduceOptions = {}): Tensor {
  return quantiles("median", x, 0.5, axis, options);
}

function quantiles(
  what: string,
  x: TensorLike,
  q: number | readonly number[],
  axis: Axis | undefined,
  { keepdims = false }: ReduceOptions,
): Tensor {
  const from = atLeastFloat(x);
  const axes = normalizeAxes(axis, from.rank, what);
  const kept = from.shape.map((_, i) => i).filter((i) => !axes.includes(i));
  const length = axes.reduce((n, a) => n * (from.shape[a] as number), 1);
  if (length === 0) {
    throw new RangeError(
      `${what}: there is no ${what} of no elements, received shape ${showShape(from.shape)}`,
    );
  }
  const shares = typeof q === "number" ? [q] : q;
  if (shares.length === 0 || !shares.every((share) => share >= 0 && share <= 1)) {
    throw new RangeError(
      `${what}: received q = ${JSON.stringify(q)}, expected numbers from 0 to 1, at least one`,
    );
  }
  const lead = kept.map((i) => from.shape[i] as number);
  const sorted = sort(from.transpose([...kept, ...axes]).reshape([...lead, length]));
  const at = (i: number): Tensor => sorted.slice(alongAxis(-1, sorted.rank, i));
  // NaNs stand at the end.
  const wrong = isNan(at(length - 1));
  const shape = keepdims ? from.shape.map((n, i) => (axes.includes(i) ? 1 : n)) : lead;
  const results = shares.map((share) => {
    const position = share * (length - 1);
    const below = Math.floor(position);
    const value = between(at(below), at(Math.min(below + 1, length - 1)), position - below);
    return reshape(where(wrong, at(length - 1), value), shape);
  });
  return typeof q === "number" ? (results[0] as Tensor) : stack(results);
}

/** A share of the way from `a` to `b`, exact at both ends, as NumPy goes it. */
function between(a: Tensor, b: Tensor, share: number): Tensor {
  if (share === 0) return a;
  const way = b.sub(a);
  const value = share < 0.5 ? a.add(way.mul(share)) : b.sub(way.mul(1 - share));
  // The difference of equal infinities is NaN.
  return where(logicalAnd(a.equal(b), logicalNot(isFinite(a))), a, value);
}
