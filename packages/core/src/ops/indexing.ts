import { normalizeAxis, type Shape, showShape, stridesOf } from "../graph/shape";
import { arange } from "./create";
import { where } from "./math";
import {
  apply,
  atLeastInt,
  broadcastTo,
  cast,
  type Tensor,
  type TensorLike,
  tensor,
  toTensor,
} from "./tensor";

/**
 * The slices that integer `indices` name along `axis` (0 by default), which is replaced by the axes of `indices`.
 * Negative ones count from the end.
 *
 * @throws RangeError when an index that is known now lies outside. One that is only known when the program runs is
 *   moved to the nearest slice that exists.
 */
export function gather(x: TensorLike, indices: TensorLike, axis = 0): Tensor {
  const from = toTensor(x);
  const at = normalizeAxis(axis, from.rank, "gather");
  return apply("gather", [from, positions(indices, from.shape, at, "gather")], { axis: at });
}

/** {@link gather} under NumPy's name. */
export function take(x: TensorLike, indices: TensorLike, axis = 0): Tensor {
  return gather(x, indices, axis);
}

/**
 * For each place of `indices`, the element that its index names along `axis` (-1 by default) of the row of `x` in which
 * it stands, as NumPy's `take_along_axis`: with axis 1, `out[i, j] = x[i, indices[i, j]]`. The other axes broadcast.
 * Negative indices count from the end.
 *
 * @throws RangeError when the ranks differ, the other axes do not broadcast or an index that is known now lies outside.
 *   One that is only known when the program runs is moved to the nearest element.
 * @example
 * takeAlongAxis([[1, 2, 3], [4, 5, 6]], [[2], [0]]).toArray(); // [[3], [4]]
 */
export function takeAlongAxis(x: TensorLike, indices: TensorLike, axis = -1): Tensor {
  const from = toTensor(x);
  const at = normalizeAxis(axis, from.rank, "takeAlongAxis");
  const which = positions(indices, from.shape, at, "takeAlongAxis");
  const fits =
    which.rank === from.rank && from.shape.every((n, i) => i === at || lengthOf(n, which.shape[i]) >= 0);
  if (!fits) {
    throw new RangeError(
      `takeAlongAxis: received indices of ${showShape(which.shape)} for shape ${showShape(from.shape)}, expected as many ` +
        `axes, and lengths that are equal or 1 but for axis ${at}`,
    );
  }
  const length = from.shape[at] as number;
  const shape = from.shape.map((n, i) =>
    i === at ? (which.shape[i] as number) : lengthOf(n, which.shape[i]),
  );
  if (length === 0 && !shape.includes(0)) {
    throw new RangeError(`takeAlongAxis: axis ${at} of ${showShape(from.shape)} has nothing to take`);
  }
  const strides = stridesOf(from.shape);
  const inside = where(which.less(0), which.add(length), which)
    .maximum(0)
    .minimum(length - 1);
  // Where each element stands in row-major order.
  let flat = inside.mul(strides[at] as number);
  from.shape.forEach((n, i) => {
    if (i === at || n === 1) return;
    const along = from.shape.map((_, k) => (k === i ? n : 1));
    flat = flat.add(
      arange(n)
        .mul(strides[i] as number)
        .reshape(along),
    );
  });
  return apply("gather", [from.flatten(), broadcastTo(flat, shape)], { axis: 0 });
}

/** What two lengths broadcast to; -1 when they do not. */
function lengthOf(a: number, b: number | undefined): number {
  return a === b || b === 1 ? a : a === 1 && b !== undefined ? b : -1;
}

/**
 * Zeros of `shape`, to which each slice of `updates` is added at the place along `axis` (0 by default) that `indices`
 * names; several for one place add up. Negative ones count from the end.
 *
 * @throws RangeError when an index that is known now lies outside. One that is only known when the program runs is
 *   moved to the nearest place that exists.
 */
export function scatterAdd(indices: TensorLike, updates: TensorLike, shape: Shape, axis = 0): Tensor {
  const at = normalizeAxis(axis, shape.length, "scatterAdd");
  const which = positions(indices, shape, at, "scatterAdd");
  return apply("scatterAdd", [which, atLeastInt(toTensor(updates))], { axis: at, shape });
}

/**
 * The sums of the slices along the first axis that have the same id: slice `s` of the result is the sum of all `x[i]`
 * with `ids[i] === s`, and 0 where there are none. Ids need no order.
 *
 * @param ids - int32, as long as the first axis of `x`, from 0 to `numSegments - 1`.
 * @throws RangeError when `ids` is no vector of that length or a known id lies outside.
 * @example
 * segmentSum([1, 2, 10], [0, 2, 0], 3).toArray(); // [11, 0, 2]
 */
export function segmentSum(x: TensorLike, ids: TensorLike, numSegments: number): Tensor {
  const [from, which] = [toTensor(x), toTensor(ids)];
  if (from.rank === 0 || which.rank !== 1 || which.shape[0] !== from.shape[0]) {
    throw new RangeError(
      `segmentSum: received ids of ${showShape(which.shape)} for shape ${showShape(from.shape)}, expected one id for each ` +
        "slice along the first axis",
    );
  }
  return scatterAdd(which, from, [numSegments, ...from.shape.slice(1)]);
}

/** int32 positions along an axis, checked as far as they are known. */
function positions(indices: TensorLike, shape: Shape, axis: number, what: string): Tensor {
  const from = toTensor(indices);
  const length = shape[axis] as number;
  for (const i of from.value ?? []) {
    if (!Number.isInteger(i)) throw new RangeError(`${what}: received index ${i}, expected whole numbers`);
    if (i < -length || i >= length) {
      throw new RangeError(`${what}: there is no element ${i} along axis ${axis} of ${showShape(shape)}`);
    }
  }
  return from.value && from.dtype !== "int32"
    ? tensor(from.value, { shape: from.shape, dtype: "int32" })
    : cast(from, "int32");
}
