import { cast, type Tensor, type TensorLike, tensor } from "@wellfit/core";

/**
 * How the losses of the rows become one number: their mean whatever their weights, their sum, their mean by weight, or
 * not at all.
 */
export type Reduction = "sumOverBatchSize" | "sum" | "mean" | "none";

/** Values times the weights of their rows, reduced. */
export function reduceWeighted(
  values: Tensor,
  sampleWeight: TensorLike | undefined,
  reduction: Reduction,
): Tensor {
  const weights = sampleWeight === undefined ? undefined : weightsFor(values, sampleWeight);
  const weighted = weights === undefined ? values : values.mul(weights);
  switch (reduction) {
    case "none":
      return weighted;
    case "sum":
      return weighted.sum();
    case "sumOverBatchSize":
      return weighted.sum().div(Math.max(1, values.size));
    case "mean":
      return weights === undefined
        ? weighted.mean()
        : weighted.sum().div(weights.broadcastTo(values.shape).sum());
  }
}

/** Weights with axes of length 1 added or taken at the end, so that each row's weight meets the row's values. */
export function weightsFor(values: Tensor, sampleWeight: TensorLike): Tensor {
  let weights = cast(tensor(sampleWeight), values.dtype);
  if (weights.rank === values.rank + 1 && weights.shape[weights.rank - 1] === 1) {
    weights = weights.reshape(weights.shape.slice(0, -1));
  }
  while (weights.rank < values.rank) weights = weights.expandDims(-1);
  return weights;
}
