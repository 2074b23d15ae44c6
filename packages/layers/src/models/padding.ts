import { cast, type Tensor } from "@wellfit/core";
import { maskOf } from "../layers/mask";

/**
 * The weights of a metric, 0 for steps which are padding.
 *
 * @param output - What the model gave, which the mask travels with.
 * @param weights - The weight of each row or step. Default 1.
 */
export function withoutPadding(output: Tensor, weights: Tensor | undefined): Tensor | undefined {
  const mask = maskOf(output);
  if (mask === undefined) return weights;
  const counts = cast(mask, output.dtype);
  if (weights === undefined) return counts;
  let own = weights;
  while (own.rank < counts.rank) own = own.expandDims(-1);
  return counts.mul(own);
}
