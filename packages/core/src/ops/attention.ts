import { broadcastShapes, showShape } from "../graph/shape";
import { arange } from "./create";
import { exp, isFinite, logicalAnd, stopGradient, where } from "./math";
import { atLeastFloat, type Tensor, type TensorLike, toTensor } from "./tensor";

/** Options of {@link scaledDotProductAttention}. */
export interface AttentionOptions {
  /**
   * Broadcasts to `[…, queries, keys]`. A bool mask is true where a query may look at a key; numbers are added to the
   * scores. Default: every query looks at every key.
   */
  readonly mask?: TensorLike | undefined;
  /** A query looks at no key that comes after it: query `i` at the keys 0 to `i`. Default false. */
  readonly causal?: boolean;
  /** What the products are multiplied by. Default `1 / sqrt(depth)`. */
  readonly scale?: number;
}

/**
 * `softmax(q kᵀ * scale) v`: for each query, the mean of the values, weighted by how well their keys fit it (Vaswani et
 * al. 2017). Leading axes, of batches and heads, broadcast. A query that may look at no key gets zeros.
 *
 * @param q - Queries `[…, queries, depth]`.
 * @param k - Keys `[…, keys, depth]`.
 * @param v - Values `[…, keys, width]`.
 * @returns `[…, queries, width]`.
 * @throws RangeError when the shapes or the mask do not fit.
 * @example
 * scaledDotProductAttention(zeros([2, 4, 3, 8]), zeros([2, 4, 5, 8]), zeros([2, 4, 5, 6])).shape; // [2, 4, 3, 6]
 */
export function scaledDotProductAttention(
  q: TensorLike,
  k: TensorLike,
  v: TensorLike,
  options: AttentionOptions = {},
): Tensor {
  const [query, key, value] = [q, k, v].map(atLeastFloat) as [Tensor, Tensor, Tensor];
  const [depth, keys] = [query.shape[query.rank - 1], key.shape[key.rank - 2]];
  const ranks = Math.min(query.rank, key.rank, value.rank);
  if (ranks < 2 || depth !== key.shape[key.rank - 1] || keys !== value.shape[value.rank - 2]) {
    throw new RangeError(
      `scaledDotProductAttention: received queries ${showShape(query.shape)}, keys ${showShape(key.shape)} and values ` +
        `${showShape(value.shape)}, expected […, queries, depth], […, keys, depth] and […, keys, width]`,
    );
  }
  const flipped = key.transpose(key.shape.map((_, i) => (i < key.rank - 2 ? i : 2 * key.rank - 3 - i)));
  let scores = query.matmul(flipped).mul(options.scale ?? 1 / Math.sqrt(depth as number));
  const queries = query.shape[query.rank - 2] as number;
  let allowed: Tensor | undefined;
  if (options.mask !== undefined) {
    const mask = toTensor(options.mask);
    const shape = broadcastShapes(scores.shape, mask.shape, "scaledDotProductAttention: scores and mask");
    if (shape.length !== scores.rank || shape.some((n, i) => n !== scores.shape[i])) {
      throw new RangeError(
        `scaledDotProductAttention: a mask of ${showShape(mask.shape)} does not broadcast to the scores ${showShape(scores.shape)}`,
      );
    }
    if (mask.dtype === "bool") allowed = mask;
    else scores = scores.add(mask);
  }
  if (options.causal) {
    const past = arange(queries)
      .reshape([queries, 1])
      .greaterEqual(arange(keys as number));
    allowed = allowed ? logicalAnd(allowed, past) : past;
  }
  if (allowed) scores = where(allowed, scores, Number.NEGATIVE_INFINITY);
  return weights(scores).matmul(value);
}

/** Softmax along the last axis, with zeros where all scores are -Infinity. */
function weights(scores: Tensor): Tensor {
  const highest = stopGradient(scores.max(-1, { keepdims: true }));
  const parts = exp(scores.sub(where(isFinite(highest), highest, 0)));
  const total = parts.sum(-1, { keepdims: true });
  return parts.div(where(total.equal(0), 1, total));
}
