import { cast, type Tensor, tensor } from "@wellfit/core";
import { type Mask, maskOf } from "../layers/mask";
import type { Reduction } from "../losses/reduction";

/**
 * Weights that leave out steps which are padding, as Keras: where a loss is a mean over all values, those that count are
 * weighted up, so that it is the mean over them.
 *
 * @param output - What the model gave, which the mask travels with.
 * @param weights - The weight of each row or step. Default 1.
 */
export function withoutPadding(
  output: Tensor,
  weights: Tensor | undefined,
  reduction: Reduction,
): Tensor | undefined {
  const mask: Mask = maskOf(output);
  if (mask === undefined) return weights;
  let counts = cast(mask, output.dtype);
  if (reduction === "sumOverBatchSize") {
    counts = counts.mul(tensor(counts.size).div(counts.sum().add(1e-7)));
  }
  if (weights === undefined) return counts;
  let own = weights;
  while (own.rank < counts.rank) own = own.expandDims(-1);
  return counts.mul(own);
}
