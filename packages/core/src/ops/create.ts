import { allocate, type DType } from "../graph/dtype";
import { checkShape, type Shape, showShape } from "../graph/shape";
import { apply, broadcastTo, cast, constant, type Tensor, type TensorLike, tensor, toTensor } from "./tensor";

/** A tensor of one value. dtype float32 by default. */
export function full(shape: Shape, value: number, dtype: DType = "float32"): Tensor {
  checkShape(shape, "full", dtype);
  return broadcastTo(tensor(value, { dtype }), shape);
}

/** A tensor of zeros. dtype float32 by default. */
export function zeros(shape: Shape, dtype: DType = "float32"): Tensor {
  return full(shape, 0, dtype);
}

/** A tensor of ones. dtype float32 by default. */
export function ones(shape: Shape, dtype: DType = "float32"): Tensor {
  return full(shape, 1, dtype);
}

/** Zeros of the shape and dtype of another tensor. */
export function zerosLike(x: TensorLike): Tensor {
  const like = toTensor(x);
  return zeros(like.shape, like.dtype);
}

/** Ones of the shape and dtype of another tensor. */
export function onesLike(x: TensorLike): Tensor {
  const like = toTensor(x);
  return ones(like.shape, like.dtype);
}

/** A tensor of one value, of the shape of another tensor and of its dtype unless another is given. */
export function fullLike(x: TensorLike, value: number, dtype?: DType): Tensor {
  const like = toTensor(x);
  return full(like.shape, value, dtype ?? like.dtype);
}

/**
 * Equal steps (of 1 by default) from `start` up to and without `stop`; with one argument, from 0 up to it. int32 when
 * all are whole numbers and float32 otherwise, unless a dtype is given.
 *
 * @throws RangeError when an end is not finite or the step is 0; TypeError for bool.
 * @example
 * arange(3).toArray(); // [0, 1, 2]
 */
export function arange(start: number, stop?: number, options: { step?: number; dtype?: DType } = {}): Tensor {
  const [from, to] = stop === undefined ? [0, start] : [start, stop];
  const step = options.step ?? 1;
  const dtype = options.dtype ?? ([from, to, step].every(Number.isInteger) ? "int32" : "float32");
  if (dtype === "bool")
    throw new TypeError("arange: received dtype bool, expected a number; cast the result");
  const length = Math.max(0, Math.ceil((to - from) / step));
  if (!Number.isFinite(length)) {
    throw new RangeError(
      `arange: received ${from} to ${to} in steps of ${step}, expected finite ends and a step that is not 0`,
    );
  }
  const count = apply("iota", [], { length, dtype });
  const scaled = step === 1 ? count : count.mul(tensor(step, { dtype }));
  return from === 0 ? scaled : scaled.add(tensor(from, { dtype }));
}

/**
 * `num` numbers (50 by default) from `start` to `stop`, both included, at equal distances; for int32 rounded down.
 *
 * @throws RangeError when `num` is not a whole number or an end is not finite; TypeError for bool.
 * @example
 * linspace(0, 1, 3).toArray(); // [0, 0.5, 1]
 */
export function linspace(start: number, stop: number, num = 50, dtype: DType = "float32"): Tensor {
  if (!Number.isInteger(num) || num < 0) {
    throw new RangeError(`linspace: received ${num} points, expected a whole number of at least 0`);
  }
  if (!Number.isFinite(start) || !Number.isFinite(stop))
    throw new RangeError(`linspace: received ${start} to ${stop}, expected finite ends`);
  if (dtype === "bool")
    throw new TypeError("linspace: received dtype bool, expected a number; cast the result");
  checkShape([num], "linspace", dtype);
  const values = allocate(dtype, num);
  for (let i = 0; i < num; i++) {
    const x = i === num - 1 && num > 1 ? stop : start + (i * (stop - start)) / Math.max(1, num - 1);
    values[i] = dtype === "int32" ? Math.floor(x) : x;
  }
  return constant(values, [num], dtype);
}

/** Ones on the diagonal `k` (above the main one when positive) of an `n` by `m` matrix (`n` by default). */
export function eye(n: number, m: number = n, k = 0, dtype: DType = "float32"): Tensor {
  checkShape([n, m], "eye");
  checkDiagonal(k, "eye");
  const rows = arange(n).reshape([n, 1]);
  return cast(rows.add(k).equal(arange(m).reshape([1, m])), dtype);
}

/**
 * 1 at the place each int32 index names along a new last axis and 0 elsewhere; all 0 for an index outside.
 *
 * @example
 * oneHot([0, 2], 3).toArray(); // [[1, 0, 0], [0, 0, 1]]
 */
export function oneHot(indices: TensorLike, numClasses: number, dtype: DType = "float32"): Tensor {
  if (!Number.isInteger(numClasses) || numClasses < 1) {
    throw new RangeError(`oneHot: received ${numClasses} classes, expected a whole number of at least 1`);
  }
  const at = cast(indices, "int32");
  return cast(at.expandDims(-1).equal(arange(numClasses)), dtype);
}

/** The elements on and below the diagonal `k` of the last two axes, zeros above. */
export function tril(x: TensorLike, k = 0): Tensor {
  return triangle(x, k, "tril", (rows, columns) => rows.add(k).greaterEqual(columns));
}

/** The elements on and above the diagonal `k` of the last two axes, zeros below. */
export function triu(x: TensorLike, k = 0): Tensor {
  return triangle(x, k, "triu", (rows, columns) => rows.add(k).lessEqual(columns));
}

function checkDiagonal(k: number, what: string): void {
  if (!Number.isInteger(k)) throw new RangeError(`${what}: received diagonal ${k}, expected a whole number`);
}

function triangle(
  x: TensorLike,
  k: number,
  what: string,
  keep: (rows: Tensor, columns: Tensor) => Tensor,
): Tensor {
  const from = toTensor(x);
  if (from.rank < 2)
    throw new RangeError(`${what}: received shape ${showShape(from.shape)}, expected at least two axes`);
  checkDiagonal(k, what);
  const [n, m] = from.shape.slice(-2) as [number, number];
  const mask = broadcastTo(keep(arange(n).reshape([n, 1]), arange(m).reshape([1, m])), from.shape);
  return apply("select", [mask, from, broadcastTo(tensor(0, { dtype: from.dtype }), from.shape)], {});
}
