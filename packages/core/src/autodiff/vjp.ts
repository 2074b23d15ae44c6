import type { Scope } from "../graph/node";
import { unflattenTree } from "../graph/pytree";
import { Tensor } from "../ops/tensor";
import { pullBack } from "./backward";
import { resultsOf, type VectorOf, vectorLike } from "./cotangent";
import { inScope, watchTree } from "./scope";

/** A result and the function from its gradient to the gradients of the arguments. */
export interface Pullback<A extends readonly unknown[] = Tensor[], R = Tensor> {
  /** The value of the function at the arguments. */
  readonly value: R;
  /**
   * Carries a gradient of the value back to gradients of all arguments. Can be called any number of times.
   *
   * @param cotangent - The gradient of the value, of its shape, or of its structure when it holds several tensors.
   */
  readonly pullback: (cotangent: VectorOf<R>) => A;
}

/**
 * The vector-Jacobian product: the value of `f` at the arguments and a function that carries a gradient of the value
 * back to gradients of all arguments. Arguments and value are tensors in any nesting of arrays and objects.
 *
 * @throws TypeError when the arguments hold no tensor or one that is no float, or the value is none.
 * @example
 * const { pullback } = vjp((x: Tensor) => x.square(), tensor([1, 2]));
 * pullback(tensor([1, 10]))[0].toArray(); // [2, 40]
 */
export function vjp<A extends readonly unknown[], R = Tensor>(
  f: (...args: A) => R,
  ...args: A
): Pullback<A, R> {
  // The way back may be walked long after this call, so the scope stays open with the pullback.
  return inScope((scope) => {
    const { watched, shape } = watchTree(args, scope, "vjp", "the arguments");
    const { leaves, shape: out } = resultsOf(f(...(unflattenTree(shape, watched) as A)), "vjp");
    const pullback = (cotangent: VectorOf<R>): A => {
      const seeds = vectorLike(cotangent, out, leaves, "vjp", "gradient of the value");
      const found = pullBack(leaves, seeds, watched).map((g) => leave(g, scope, seeds));
      return unflattenTree(shape, found) as A;
    };
    const value = unflattenTree(
      out,
      leaves.map((y) => leave(y, scope, [])),
    ) as R;
    return { value, pullback };
  });
}

/**
 * The same numbers outside of the scope: once they were read nothing of the way to them stays in memory but what the
 * pullback holds, so that a loop over results cannot grow without bound.
 */
function leave(x: Tensor, scope: Scope, seeds: readonly Tensor[]): Tensor {
  const out = new Tensor("identity", [x], {}, x.shape, x.dtype);
  out.scope = undefined;
  for (const { scope: other } of [x, ...seeds]) {
    if (
      other?.active &&
      other !== scope &&
      (out.scope === undefined || other.level < (out.scope as Scope).level)
    )
      out.scope = other;
  }
  return out;
}
