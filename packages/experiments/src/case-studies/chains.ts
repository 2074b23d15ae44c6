// Why initial weights matter: a chain of equal linear layers multiplies by its weight again and again.

import { gradients, type Tensor, tensor, zeros } from "@wellfit/core";

/** What a chain of linear layers with the kernel weight · I does to an input, layer by layer. */
export interface Chain {
  /** The number on the diagonal of each kernel. */
  readonly weight: number;
  /** The norm of what each layer gives, the input first. */
  readonly activationNorms: readonly number[];
  /** The norm of the gradient of ½‖output‖² for what each layer gives, the input first. */
  readonly gradientNorms: readonly number[];
}

const norm = (values: ArrayLike<number>): number => Math.hypot(...Array.from(values));

/**
 * Sends [1, 2] through `depth` layers whose kernel is `weight` · I, forward and backward, in float64. The norms are
 * √5 · weightˡ forward and √5 · weight²ᴸ⁻ˡ backward.
 *
 * @example
 * linearChain(0.5, 2).activationNorms; // [2.236…, 1.118…, 0.559…]
 */
export function linearChain(weight: number, depth = 40): Chain {
  if (!Number.isFinite(weight) || !Number.isInteger(depth) || depth < 1) {
    throw new RangeError(
      `linearChain: received weight ${weight} and depth ${depth}, expected a finite number and a whole number from 1`,
    );
  }
  const kernel = tensor(
    [
      [weight, 0],
      [0, weight],
    ],
    { dtype: "float64" },
  );
  // What is added to each activation is nothing, but has the gradient of that activation.
  const nothing = Array.from({ length: depth + 1 }, () => zeros([1, 2], "float64"));
  const activations: Tensor[] = [tensor([[1, 2]], { dtype: "float64" }).add(nothing[0] as Tensor)];
  for (let l = 0; l < depth; l++) {
    activations.push((activations[l] as Tensor).matmul(kernel).add(nothing[l + 1] as Tensor));
  }
  const last = activations[depth] as Tensor;
  const slopes = gradients(last.square().sum().mul(0.5), nothing);
  return {
    weight,
    activationNorms: activations.map((activation) => norm(activation.data())),
    gradientNorms: slopes.map((slope) => norm(slope.data())),
  };
}
