import { unflattenTree } from "../graph/pytree";
import { zeros } from "../ops/create";
import type { Tensor } from "../ops/tensor";
import { pullBack } from "./backward";
import { withoutDelays } from "./batch";
import { resultsOf, type VectorOf, vectorLike } from "./cotangent";
import { inClosedScope, watch, watchTree } from "./scope";

/** A result and how it changes. */
export interface Pushforward<R = Tensor> {
  /** The value of the function at the primals. */
  readonly value: R;
  /** The derivative of the value along the tangents, of its structure. */
  readonly tangent: R;
}

/**
 * The Jacobian-vector product, or directional derivative: the value of `f` at `primals` and how fast it changes when
 * they move along `tangents`. Primals and value are tensors in any nesting of arrays and objects.
 *
 * The pullback of `f` is linear in the gradient that it carries back, so its own derivative is this product: every
 * operation with a gradient has it, and with the same choice at kinks (ties share).
 *
 * @param primals - The arguments of `f`.
 * @param tangents - A direction for each tensor in them, of its shape.
 * @throws TypeError when tangents do not match the primals in structure, RangeError in shape.
 * @example
 * const { value, tangent } = jvp((x: Tensor) => x.square(), [tensor([1, 2])], [tensor([1, 10])]);
 * [value.toArray(), tangent.toArray()]; // [[1, 4], [2, 40]]
 */
export function jvp<A extends readonly unknown[], R = Tensor>(
  f: (...args: A) => R,
  primals: readonly [...A],
  tangents: VectorOf<readonly [...A]>,
): Pushforward<R> {
  return inClosedScope((scope) => {
    const { watched, shape } = watchTree(primals, scope, "jvp", "the list of primals");
    const along = vectorLike(tangents, shape, watched, "jvp", "list of tangents");
    const value = f(...(unflattenTree(shape, watched) as A));
    const { leaves, shape: out } = resultsOf(value, "jvp");
    // Never computed: nothing that is linear in the cotangents needs them for its derivative.
    const cotangents = leaves.map((y) => watch(zeros(y.shape, y.dtype), scope, "jvp"));
    const back = pullBack(leaves, cotangents, watched);
    // Nor does anything have to be computed again for a way back that nobody goes.
    const pushed = withoutDelays(pullBack(back, along, cotangents));
    return { value, tangent: unflattenTree(out, pushed) as R };
  });
}
