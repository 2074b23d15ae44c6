import { normalizeAxes, normalizeAxis, type Shape, showShape } from "../graph/shape";
import { alongAxis, type SliceRange } from "./slice-range";
import {
  apply,
  atLeastInt,
  broadcastTo as broadcast,
  cast,
  promoted,
  type Tensor,
  type TensorLike,
  tensor,
  toTensor,
} from "./tensor";

/** The same elements in row-major order under another shape, in which one axis may be -1. */
export function reshape(x: TensorLike, shape: Shape): Tensor {
  return toTensor(x).reshape(shape);
}

/** The axes in another order, reversed by default. */
export function transpose(x: TensorLike, perm?: readonly number[]): Tensor {
  return toTensor(x).transpose(perm);
}

/** Repeated along axes of length 1 and new leading axes up to `shape`. */
export function broadcastTo(x: TensorLike, shape: Shape): Tensor {
  return broadcast(toTensor(x), shape);
}

/** A new axis of length 1 before `axis`; -1 puts it last. */
export function expandDims(x: TensorLike, axis: number): Tensor {
  return toTensor(x).expandDims(axis);
}

/** Without the axes of length 1, or without the named ones. */
export function squeeze(x: TensorLike, axis?: number | readonly number[]): Tensor {
  return toTensor(x).squeeze(axis);
}

/** A part of each axis; see {@link Tensor.slice}. */
export function slice(x: TensorLike, ranges: readonly SliceRange[]): Tensor {
  return toTensor(x).slice(ranges);
}

/** The elements in the opposite order along the axes (all by default). */
export function flip(x: TensorLike, axis?: number | readonly number[]): Tensor {
  const from = toTensor(x);
  const axes = normalizeAxes(axis, from.rank, "flip");
  return from.slice(from.shape.map((_, i) => (axes.includes(i) ? [null, null, -1] : null)));
}

/**
 * One after the other along an axis (the first by default).
 *
 * @example
 * concat([tensor([1, 2]), tensor([3])]).toArray(); // [1, 2, 3]
 */
export function concat(tensors: readonly TensorLike[], axis = 0): Tensor {
  const all = commonDtype(tensors, "concat");
  return apply("concat", all, { axis: normalizeAxis(axis, (all[0] as Tensor).rank, "concat") });
}

/** One beside the other along a new axis (the first by default). */
export function stack(tensors: readonly TensorLike[], axis = 0): Tensor {
  const all = commonDtype(tensors, "stack");
  const at = normalizeAxis(axis, (all[0] as Tensor).rank + 1, "stack");
  return concat(
    all.map((x) => x.expandDims(at)),
    at,
  );
}

function commonDtype(tensors: readonly TensorLike[], what: string): Tensor[] {
  const [first, ...rest] = tensors.map((x) => toTensor(x));
  if (first === undefined) throw new RangeError(`${what}: received no tensors, expected at least one`);
  const widest = rest.reduce((a, b) => promoted(a, b)[0], first);
  return [first, ...rest].map((x) => cast(x, widest.dtype));
}

/**
 * Parts along an axis: so many equal ones, or of the given sizes.
 *
 * @throws RangeError when the axis does not divide into them.
 */
export function split(x: TensorLike, parts: number | readonly number[], axis = 0): Tensor[] {
  const from = toTensor(x);
  const at = normalizeAxis(axis, from.rank, "split");
  const length = from.shape[at] as number;
  const sizes = typeof parts === "number" ? Array.from({ length: parts }, () => length / parts) : parts;
  if (sizes.some((n) => !Number.isInteger(n)) || sizes.reduce((a, b) => a + b, 0) !== length) {
    throw new RangeError(
      `split: axis ${at} of ${showShape(from.shape)} does not divide into ${JSON.stringify(parts)}`,
    );
  }
  let start = 0;
  return sizes.map((n) => {
    const part = from.slice(alongAxis(at, from.rank, [start, start + n]));
    start += n;
    return part;
  });
}

/** `value` (0 by default) added before and after each axis: `paddings[axis]` is `[before, after]`. */
export function pad(x: TensorLike, paddings: readonly (readonly [number, number])[], value = 0): Tensor {
  const from = toTensor(x);
  const bad = paddings.flat().some((n) => !Number.isInteger(n) || n < 0);
  if (paddings.length !== from.rank || bad) {
    throw new RangeError(
      `pad: received ${JSON.stringify(paddings)} for shape ${showShape(from.shape)}, expected a pair of whole numbers of ` +
        "at least 0 for each axis",
    );
  }
  return apply("pad", [from, tensor(value, { dtype: from.dtype })], {
    low: paddings.map(([before]) => before),
    high: paddings.map(([, after]) => after),
    interior: from.shape.map(() => 0),
  });
}

/** The whole repeated `reps[axis]` times along each axis, as NumPy's `tile`. */
export function tile(x: TensorLike, reps: readonly number[]): Tensor {
  let from = toTensor(x);
  const rank = Math.max(from.rank, reps.length);
  from = from.reshape([...Array.from({ length: rank - from.rank }, () => 1), ...from.shape]);
  const times = [...Array.from({ length: rank - reps.length }, () => 1), ...reps];
  const spread = broadcast(
    from.reshape(from.shape.flatMap((n) => [1, n])),
    from.shape.flatMap((n, i) => [times[i] as number, n]),
  );
  return spread.reshape(from.shape.map((n, i) => n * (times[i] as number)));
}

/** Each element repeated so many times along an axis. */
export function repeat(x: TensorLike, times: number, axis: number): Tensor {
  const from = toTensor(x);
  const at = normalizeAxis(axis, from.rank, "repeat");
  const wide = from.expandDims(at + 1);
  const shape = wide.shape.map((n, i) => (i === at + 1 ? times : n));
  return broadcast(wide, shape).reshape(from.shape.map((n, i) => (i === at ? n * times : n)));
}

/** The elements moved along an axis; those that fall off the end come in at the start. */
export function roll(x: TensorLike, shift: number, axis: number): Tensor {
  const from = toTensor(x);
  const at = normalizeAxis(axis, from.rank, "roll");
  const length = from.shape[at] as number;
  const by = length === 0 ? 0 : ((shift % length) + length) % length;
  if (by === 0) return from;
  return concat(
    [
      from.slice(alongAxis(at, from.rank, [length - by, null])),
      from.slice(alongAxis(at, from.rank, [0, length - by])),
    ],
    at,
  );
}

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
