import type { Tensor } from "@wellfit/core";
import { withLast } from "./axis";
import { checkOneHot } from "./check-classes";
import { logProbabilities } from "./log-probabilities";
import { Loss } from "./loss";
import { type CrossentropyOptions, readCrossentropy, smoothed } from "./probabilities";

/** See {@link categoricalCrossentropy}. */
export class CategoricalCrossentropy extends Loss {
  /** Its name in Keras. */
  static readonly className: string = "CategoricalCrossentropy";
  private readonly fromLogits: boolean;
  private readonly labelSmoothing: number;
  private readonly axis: number;

  constructor(options: CrossentropyOptions = {}) {
    const given = readCrossentropy("categoricalCrossentropy", "categorical_crossentropy", options, {});
    super("categoricalCrossentropy", given.name, given.reduction, given.dtype);
    this.fromLogits = given.fromLogits;
    this.labelSmoothing = given.labelSmoothing;
    this.axis = given.axis;
  }

  perSample(yTrue: Tensor, yPred: Tensor): Tensor {
    const t = withLast(yTrue, this.axis);
    const classes = t.shape[t.rank - 1] as number;
    const logs = logProbabilities(yPred, this.fromLogits, this.axis);
    return smoothed(t, this.labelSmoothing, classes).mul(logs).sum(-1).neg();
  }

  override checkTargets(
    targets: ArrayLike<number>,
    shape: readonly number[],
    outputShape: readonly number[],
  ): void {
    checkOneHot("categoricalCrossentropy", targets, shape, outputShape, this.axis);
  }

  getConfig(): Record<string, unknown> {
    return {
      ...this.baseConfig(),
      from_logits: this.fromLogits,
      label_smoothing: this.labelSmoothing,
      axis: this.axis,
    };
  }
}

/**
 * `-sum(t log p)` along the last axis, for one-hot targets `t` and the probabilities `p` of a softmax. Right after a
 * softmax it is computed from what went in; other rows are divided by their sum and kept 1e-7 away from 0 and 1.
 *
 * @throws RangeError when targets and predictions have different shapes.
 * @example
 * categoricalCrossentropy().call([[0, 1]], [[0.5, 0.5]]).item(); // 0.6931472
 */
export function categoricalCrossentropy(options: CrossentropyOptions = {}): CategoricalCrossentropy {
  return new CategoricalCrossentropy(options);
}
