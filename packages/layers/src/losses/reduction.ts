import { cast, type Tensor, type TensorLike, tensor, where } from "@wellfit/core";

/**
 * How the losses of the rows become one number: "sumOverBatchSize" and "mean" are their sum divided by how many there are,
 * whatever their weights; "meanWithSampleWeight" is their sum divided by the sum of the weights; "sum" and "none" are what
 * they say.
 */
export type Reduction = "sumOverBatchSize" | "sum" | "mean" | "meanWithSampleWeight" | "none";

/** What counts how much in {@link reduceWeighted}. */
export interface Weighing {
  /** The weight of each value. */
  readonly sampleWeight?: TensorLike | undefined;
  /** Which values count at all. */
  readonly mask?: Tensor | undefined;
}

/** Values times their weights, reduced, by the rules of Keras: where there is a mask, a mean is that of what counts. */
export function reduceWeighted(
  values: Tensor,
  { sampleWeight, mask }: Weighing,
  reduction: Reduction,
): Tensor {
  let weights = sampleWeight === undefined ? undefined : weightsFor(values, sampleWeight);
  if (mask !== undefined) {
    const counted = maskWeights(values, mask, reduction);
    weights = weights === undefined ? counted : weights.mul(counted);
  }
  const weighted = weights === undefined ? values : values.mul(weights);
  switch (reduction) {
    case "none":
      return weighted;
    case "sum":
      return weighted.sum();
    case "sumOverBatchSize":
    case "mean":
      return weighted.sum().div(Math.max(1, weighted.size));
    case "meanWithSampleWeight":
      return weights === undefined
        ? weighted.sum().div(Math.max(1, weighted.size))
        : divideNoNan(weighted.sum(), weights.broadcastTo(weighted.shape).sum());
  }
}

/** 1 where a value counts and 0 where not; for a mean, so much more that it is the mean of those that count. */
function maskWeights(values: Tensor, mask: Tensor, reduction: Reduction): Tensor {
  const counted = weightsFor(values, cast(mask, "bool"));
  if (reduction !== "sumOverBatchSize" && reduction !== "mean") return counted;
  return counted.mul(divideNoNan(tensor(mask.size, { dtype: values.dtype }), counted.sum()));
}

/** `a / b`, and 0 where `b` is 0. */
export function divideNoNan(a: Tensor, b: Tensor): Tensor {
  const none = b.equal(0);
  return where(none, 0, a.div(where(none, 1, b)));
}

/**
 * Weights with axes of length 1 added or taken at the end, so that each row's weight meets the row's values.
 *
 * @throws RangeError when they do not fit then: broadcasting would weigh every value with every weight.
 */
export function weightsFor(values: Tensor, sampleWeight: TensorLike): Tensor {
  const given = tensor(sampleWeight);
  let weights = cast(given, values.dtype);
  if (weights.rank === values.rank + 1 && weights.shape[weights.rank - 1] === 1) {
    weights = weights.reshape(weights.shape.slice(0, -1));
  }
  while (weights.rank < values.rank) weights = weights.expandDims(-1);
  const fits =
    values.rank === 0 ||
    (weights.rank === values.rank && weights.shape.every((n, i) => n === 1 || n === values.shape[i]));
  if (fits) return weights;
  throw new RangeError(
    `sampleWeight: received shape [${given.shape.join(", ")}] for values of shape [${values.shape.join(", ")}], expected one ` +
      `weight a row, [${values.shape[0]}], or one a value`,
  );
}
