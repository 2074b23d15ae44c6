import { cast, type Tensor } from "@wellfit/core";
import type { Loss } from "../losses/loss";
import { weightsFor } from "../losses/reduction";
import { addToMean, MeanMetric } from "./mean-metric";

/** The mean of a loss over rows; rows that the loss leaves out do not count. */
export abstract class LossMetric extends MeanMetric {
  /** Keeps the loss, of which the reduction plays no part. */
  constructor(
    name: string,
    dtype: unknown,
    private readonly loss: Loss,
  ) {
    super(name, dtype);
  }

  values(yTrue: Tensor, yPred: Tensor): Tensor {
    return this.loss.unreduced(yTrue, yPred).values;
  }

  override update(
    states: readonly Tensor[],
    yTrue: Tensor,
    yPred: Tensor,
    sampleWeight?: Tensor,
  ): readonly Tensor[] {
    const { values, mask } = this.loss.unreduced(yTrue, yPred);
    if (mask === undefined) return addToMean(states, values, sampleWeight);
    const counted = cast(mask, values.dtype);
    const weights = sampleWeight && weightsFor(values, sampleWeight).mul(counted);
    return addToMean(states, values, weights ?? counted);
  }
}
