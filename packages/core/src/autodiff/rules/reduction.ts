import { onesLike } from "../../ops/create";
import { concat, stack } from "../../ops/shape";
import { broadcastTo, cast, type Tensor } from "../../ops/tensor";
import type { ReduceParams, Reduction } from "../../primitives/reduction";
import type { VjpRule } from "../rule";

/** The result again with the reduced axes at length 1, and spread over the operand's shape. */
function spread(g: Tensor, x: Tensor, axes: readonly number[]): Tensor {
  return broadcastTo(g.reshape(x.shape.map((n, i) => (axes.includes(i) ? 1 : n))), x.shape);
}

/** Equal extremes share the gradient, as in JAX and PyTorch's amax. */
const extreme: VjpRule<ReduceParams> = (g, y, [input], { axes }) => {
  const x = input as Tensor;
  const hit = cast(x.equal(spread(y, x, axes)), g.dtype);
  return [hit.mul(spread(g.div(hit.sum(axes)), x, axes))];
};

/**
 * For each element along the first of two axes the product of all others, by pairs of pairs, so that zeros do no harm
 * and the graph grows with the logarithm of the length.
 */
function othersProduct(x: Tensor): Tensor {
  const [n, width] = x.shape as [number, number];
  if (n === 1) return onesLike(x);
  const half = Math.ceil(n / 2);
  const even = n % 2 === 0 ? x : concat([x, onesLike(x.slice([[0, 1]]))]);
  const pairs = even.reshape([half, 2, width]);
  const [a, b] = [pairs.slice([null, 0]), pairs.slice([null, 1])];
  const others = othersProduct(a.mul(b));
  return stack([others.mul(b), others.mul(a)], 1)
    .reshape([2 * half, width])
    .slice([[0, n]]);
}

/** Gradient rules of reductions. */
export const reductionRules: { readonly [K in keyof Reduction]: VjpRule<Reduction[K]> } = {
  sum: (g, _y, [x], { axes }) => [spread(g, x as Tensor, axes)],
  prod: (g, _y, [input], { axes }) => {
    const x = input as Tensor;
    if (x.size === 0) return [x];
    // The reduced axes first and in one, so that the others' product runs along the first axis.
    const kept = x.shape.map((_, i) => i).filter((i) => !axes.includes(i));
    const perm = [...axes, ...kept];
    const count = axes.reduce((n, a) => n * (x.shape[a] as number), 1);
    const moved = x.transpose(perm);
    const others = othersProduct(moved.reshape([count, x.size / count])).reshape(moved.shape);
    return [spread(g, x, axes).mul(others.transpose(perm.map((_, i) => perm.indexOf(i))))];
  },
  max: extreme,
  min: extreme,
  argMax: () => [null],
  argMin: () => [null],
};
