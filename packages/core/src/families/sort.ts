import { normalizeAxis, showShape } from "../graph/shape";
import { takeAlongAxis } from "../ops/indexing";
import { alongAxis } from "../ops/slice-range";
import { atLeastInt, type Tensor, type TensorLike, toTensor } from "../ops/tensor";
import { argSortLast } from "./sort/arg-sort";

/** Options of {@link sort} and {@link argSort}. */
export interface SortOptions {
  /** The largest first. Default false. */
  readonly descending?: boolean;
}

/**
 * The elements along an axis (the last by default) in rising order. Equal elements keep their order, -0 and 0 are equal,
 * and NaN counts as larger than everything, as in JAX and PyTorch: last, or first when `descending`. The gradient goes
 * where each element came from.
 *
 * @throws RangeError when the axis does not exist.
 * @example
 * sort([3, 1, 2]).toArray(); // [1, 2, 3]
 * sort([3, 1, 2], -1, { descending: true }).toArray(); // [3, 2, 1]
 */
export function sort(x: TensorLike, axis = -1, options: SortOptions = {}): Tensor {
  const from = toTensor(x);
  return takeAlongAxis(from, positions(from, axis, options, "sort"), axis);
}

/**
 * The positions along an axis (the last by default) that put the elements in rising order, as int32; in the order of
 * {@link sort}, with equal elements in the order in which they stood, both ways.
 *
 * @throws RangeError when the axis does not exist.
 * @example
 * argSort([3, 1, 2]).toArray(); // [1, 2, 0]
 */
export function argSort(x: TensorLike, axis = -1, options: SortOptions = {}): Tensor {
  return positions(toTensor(x), axis, options, "argSort");
}

/** What {@link topK} gives. */
export interface TopK {
  /** The largest elements, `[…, k]`. */
  readonly values: Tensor;
  /** Where along the last axis they stand, as int32, `[…, k]`. */
  readonly indices: Tensor;
}

/** Options of {@link topK}. */
export interface TopKOptions {
  /**
   * Whether the largest come first; when false they come in the order in which they stand in `x`. Default true.
   */
  readonly sorted?: boolean;
}

/**
 * The `k` largest elements along the last axis with their positions; of equal ones the first. NaN counts as larger than
 * everything. The gradient of the values goes where they came from.
 *
 * @param k - How many, from 0 to the length of the last axis.
 * @throws RangeError when `k` is not such a number, or `x` is a scalar.
 * @example
 * const { values, indices } = topK([1, 4, 2, 3], 2);
 * [values.toArray(), indices.toArray()]; // [[4, 3], [1, 3]]
 */
export function topK(x: TensorLike, k: number, options: TopKOptions = {}): TopK {
  const from = toTensor(x);
  const all = positions(from, -1, { descending: true }, "topK");
  const length = from.shape[from.rank - 1] as number;
  if (!Number.isInteger(k) || k < 0 || k > length) {
    throw new RangeError(
      `topK: received k = ${k} for shape ${showShape(from.shape)}, expected a whole number from 0 to ${length}, the ` +
        "length of the last axis",
    );
  }
  const ranked = all.slice(alongAxis(-1, from.rank, [0, k]));
  const indices = (options.sorted ?? true) ? ranked : sort(ranked);
  return { values: takeAlongAxis(from, indices), indices };
}

function positions(x: Tensor, axis: number, { descending = false }: SortOptions, what: string): Tensor {
  const at = normalizeAxis(axis, x.rank, what);
  const from = atLeastInt(x);
  if (at === x.rank - 1) return argSortLast(from, descending);
  const perm = x.shape.map((_, i) => i).filter((i) => i !== at);
  perm.push(at);
  return argSortLast(from.transpose(perm), descending).transpose(perm.map((_, i) => perm.indexOf(i)));
}
