import { normalizeAxes, showShape } from "../graph/shape";
import { eye } from "./create";
import { abs, where } from "./math";
import { pad } from "./pad";
import { countNonzero } from "./reduce";
import { atLeastFloat, cast, type ReduceOptions, type Tensor, type TensorLike, toTensor } from "./tensor";

/**
 * The matrix product; leading axes are batches and broadcast; a vector on either side works as in NumPy.
 *
 * @throws RangeError with both shapes when they do not fit.
 */
export function matmul(a: TensorLike, b: TensorLike): Tensor {
  return toTensor(a).matmul(b);
}

/** The sum of the products of two vectors; for matrices, {@link matmul}. */
export function dot(a: TensorLike, b: TensorLike): Tensor {
  const [x, y] = [toTensor(a), toTensor(b)];
  return x.rank === 0 || y.rank === 0 ? x.mul(y) : x.matmul(y);
}

/** Every product of an element of `a` and one of `b`: shape `[a.size, b.size]`. */
export function outer(a: TensorLike, b: TensorLike): Tensor {
  return toTensor(a).flatten().expandDims(1).mul(toTensor(b).flatten().expandDims(0));
}

/**
 * The elements on a diagonal of the last two axes: the main one by default, `k` places above it, or below when `k` is
 * negative.
 *
 * @throws RangeError when there are fewer than two axes or `k` is no whole number.
 * @example
 * diagPart([[1, 2], [3, 4]]).toArray(); // [1, 4]
 */
export function diagPart(x: TensorLike, k = 0): Tensor {
  const from = toTensor(x);
  if (from.rank < 2 || !Number.isInteger(k)) {
    throw new RangeError(
      `diagPart: received ${showShape(from.shape)} and diagonal ${k}, expected at least two axes and a whole number`,
    );
  }
  const [n, m] = from.shape.slice(-2) as [number, number];
  const length = Math.max(0, Math.min(n + Math.min(k, 0), m - Math.max(k, 0)));
  const lead = from.shape.slice(0, -2);
  // Row-major positions first, first + m + 1, first + 2(m + 1), …
  const first = k < 0 ? -k * m : k;
  const flat = from.reshape([...lead, n * m]);
  const range = length === 0 ? [0, 0] : [first, first + (length - 1) * (m + 1) + 1, m + 1];
  return flat.slice([...lead.map(() => null), range as [number, number, number]]);
}

/**
 * As NumPy's `diag`: from a vector the matrix that has it on the diagonal `k` (the main one by default) and zeros
 * elsewhere, from a matrix its diagonal `k`.
 *
 * @throws RangeError for more than two axes; {@link diagPart} takes batches.
 * @example
 * diag([1, 2]).toArray(); // [[1, 0], [0, 2]]
 */
export function diag(x: TensorLike, k = 0): Tensor {
  const from = toTensor(x);
  if (from.rank === 2) return diagPart(from, k);
  if (from.rank !== 1 || !Number.isInteger(k)) {
    throw new RangeError(
      `diag: received ${showShape(from.shape)} and diagonal ${k}, expected a vector or a matrix and a whole number`,
    );
  }
  const n = (from.shape[0] as number) + Math.abs(k);
  // Above the main diagonal a row has the number of its own place, below it a column.
  const long = pad(from, [[0, Math.abs(k)]]);
  const spread = long.expandDims(k < 0 ? 0 : 1);
  return cast(where(eye(n, n, k, "bool"), spread, 0), from.dtype);
}

/** The sum of the main diagonal of the last two axes. */
export function trace(x: TensorLike): Tensor {
  return diagPart(x).sum(-1);
}

/** Options of {@link norm}. */
export interface NormOrderOptions extends ReduceOptions {
  /**
   * Over one axis: any number p for `sum(|x|^p)^(1/p)`, with Infinity and -Infinity for the largest and smallest `|x|`
   * and 0 for how many are not 0. Over two axes, of matrices: "fro" for the root of the sum of squares, 1 and -1 for the
   * largest and smallest sum of a column, Infinity and -Infinity for those of a row. Default: the root of the sum of
   * squares, over any axes.
   */
  readonly ord?: number | "fro";
}

/**
 * The size of vectors or matrices: by default the square root of the sum of squares over the axes (all by default).
 * See {@link NormOrderOptions} for others, which are NumPy's.
 *
 * @throws RangeError when there is no such norm over so many axes.
 * @example
 * norm([3, -4]).item(); // 5
 * norm([3, -4], 0, { ord: 1 }).item(); // 7
 */
export function norm(
  x: TensorLike,
  axis?: number | readonly number[],
  { ord, keepdims = false }: NormOrderOptions = {},
): Tensor {
  const from = atLeastFloat(x);
  if (ord === undefined) return from.square().sum(axis, { keepdims }).sqrt();
  const axes = normalizeAxes(axis, from.rank, "norm");
  const reduced =
    axes.length === 1 ? vectorNorm(from, axes[0] as number, ord) : matrixNorm(from, axis, axes, ord);
  return keepdims ? reduced : reduced.squeeze(axes);
}

const KEEP = { keepdims: true };

function vectorNorm(x: Tensor, axis: number, ord: number | "fro"): Tensor {
  if (typeof ord !== "number" || Number.isNaN(ord)) {
    throw new RangeError(`norm: received ord ${ord} for one axis, expected a number`);
  }
  const size = abs(x);
  if (ord === Number.POSITIVE_INFINITY) return size.max(axis, KEEP);
  if (ord === Number.NEGATIVE_INFINITY) return size.min(axis, KEEP);
  if (ord === 0) return cast(countNonzero(x, axis, KEEP), x.dtype);
  if (ord === 1) return size.sum(axis, KEEP);
  if (ord === 2) return x.square().sum(axis, KEEP).sqrt();
  return size
    .pow(ord)
    .sum(axis, KEEP)
    .pow(1 / ord);
}

function matrixNorm(
  x: Tensor,
  given: number | readonly number[] | undefined,
  axes: readonly number[],
  ord: number | "fro",
): Tensor {
  // The order of the axes says which are rows.
  const [rows, columns] = (Array.isArray(given) ? given.map((a) => (a < 0 ? a + x.rank : a)) : axes) as [
    number,
    number,
  ];
  const size = abs(x);
  if (axes.length === 2) {
    if (ord === "fro") return x.square().sum(axes, KEEP).sqrt();
    if (ord === 1) return size.sum(rows, KEEP).max(columns, KEEP);
    if (ord === -1) return size.sum(rows, KEEP).min(columns, KEEP);
    if (ord === Number.POSITIVE_INFINITY) return size.sum(columns, KEEP).max(rows, KEEP);
    if (ord === Number.NEGATIVE_INFINITY) return size.sum(columns, KEEP).min(rows, KEEP);
  }
  throw new RangeError(
    `norm: received ord ${ord} over ${axes.length} axes of ${showShape(x.shape)}, expected one axis, or two ` +
      'and "fro", 1, -1, Infinity or -Infinity',
  );
}
