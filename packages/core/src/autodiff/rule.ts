import type { Node } from "../graph/node";
import type { Tensor } from "../ops/tensor";

/**
 * How the gradient of a primitive's result becomes gradients of its operands: `null` where there is none. Written with
 * tensor operations, so that it has a gradient itself.
 *
 * @param g - The gradient of the result.
 * @param y - The result.
 * @param inputs - The operands.
 * @param wanted - What the gradient is being taken with respect to.
 */
export type VjpRule<P> = (
  g: Tensor,
  y: Tensor,
  inputs: readonly Tensor[],
  params: P,
  wanted: ReadonlySet<Node>,
) => readonly (Tensor | null)[];
