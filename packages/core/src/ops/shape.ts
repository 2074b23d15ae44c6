import { normalizeAxes, normalizeAxis, type Shape, showShape } from "../graph/shape";
import { alongAxis, type SliceRange } from "./slice-range";
import {
  apply,
  broadcastTo as broadcast,
  cast,
  promoted,
  type Tensor,
  type TensorLike,
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
  if (sizes.some((n) => !Number.isInteger(n) || n < 0) || sizes.reduce((a, b) => a + b, 0) !== length) {
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

/**
 * The whole repeated `reps[axis]` times along each axis, as NumPy's `tile`: missing axes are taken as 1 on either side.
 *
 * @example
 * tile([1, 2], [2, 2]).toArray(); // [[1, 2, 1, 2], [1, 2, 1, 2]]
 */
export function tile(x: TensorLike, reps: readonly number[]): Tensor {
  let from = toTensor(x);
  checkCounts(reps, "tile");
  const rank = Math.max(from.rank, reps.length);
  from = from.reshape([...Array.from({ length: rank - from.rank }, () => 1), ...from.shape]);
  const times = [...Array.from({ length: rank - reps.length }, () => 1), ...reps];
  const spread = broadcast(
    from.reshape(from.shape.flatMap((n) => [1, n])),
    from.shape.flatMap((n, i) => [times[i] as number, n]),
  );
  return spread.reshape(from.shape.map((n, i) => n * (times[i] as number)));
}

function checkCounts(counts: readonly number[], what: string): void {
  if (counts.some((n) => !Number.isInteger(n) || n < 0)) {
    throw new RangeError(`${what}: received [${counts}] times, expected whole numbers of at least 0`);
  }
}

/**
 * Each element repeated along an axis, by default of the flattened tensor: so many times, or its own number of times.
 *
 * @example
 * repeat([1, 2], 2).toArray(); // [1, 1, 2, 2]
 * repeat([1, 2], [1, 3]).toArray(); // [1, 2, 2, 2]
 */
export function repeat(x: TensorLike, times: number | readonly number[], axis?: number): Tensor {
  const from = axis === undefined ? toTensor(x).flatten() : toTensor(x);
  const at = normalizeAxis(axis ?? 0, from.rank, "repeat");
  checkCounts([times].flat(), "repeat");
  if (typeof times !== "number") return repeatEach(from, times, at);
  const wide = from.expandDims(at + 1);
  const shape = wide.shape.map((n, i) => (i === at + 1 ? times : n));
  return broadcast(wide, shape).reshape(from.shape.map((n, i) => (i === at ? n * times : n)));
}

function repeatEach(x: Tensor, times: readonly number[], axis: number): Tensor {
  if (times.length !== x.shape[axis]) {
    throw new RangeError(
      `repeat: received ${times.length} counts for axis ${axis} of ${showShape(x.shape)}, expected one for each element`,
    );
  }
  const parts = split(
    x,
    times.map(() => 1),
    axis,
  ).flatMap((one, i) => ((times[i] as number) > 0 ? [repeat(one, times[i] as number, axis)] : []));
  return parts.length > 0 ? concat(parts, axis) : x.slice(alongAxis(axis, x.rank, [0, 0]));
}

/**
 * The elements moved along an axis, by default of the flattened tensor; those that fall off the end come in at the
 * start. With several axes, each has its own shift, or all have the same.
 *
 * @example
 * roll([1, 2, 3], 1).toArray(); // [3, 1, 2]
 */
export function roll(
  x: TensorLike,
  shift: number | readonly number[],
  axis?: number | readonly number[],
): Tensor {
  const from = toTensor(x);
  const shifts = [shift].flat() as number[];
  if (shifts.some((by) => !Number.isInteger(by)))
    throw new RangeError(`roll: received shift ${shift}, expected whole numbers`);
  if (axis === undefined) {
    const by = shifts.reduce((a, b) => a + b, 0);
    return rollAlong(from.flatten(), by, 0).reshape(from.shape);
  }
  const axes = [axis].flat() as number[];
  if (shifts.length !== 1 && axes.length !== 1 && shifts.length !== axes.length) {
    throw new RangeError(
      `roll: received ${shifts.length} shifts for ${axes.length} axes, expected one for each`,
    );
  }
  const pairs = Math.max(shifts.length, axes.length);
  let rolled = from;
  for (let i = 0; i < pairs; i++) {
    const at = normalizeAxis(axes[i % axes.length] as number, from.rank, "roll");
    rolled = rollAlong(rolled, shifts[i % shifts.length] as number, at);
  }
  return rolled;
}

function rollAlong(from: Tensor, shift: number, at: number): Tensor {
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
