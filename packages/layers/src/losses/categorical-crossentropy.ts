import { log, logSoftmax, type Tensor } from "@wellfit/core";
import { logitsOf } from "../activations/logits";
import { Loss } from "./loss";
import { type CrossentropyOptions, checkShares, clipProbabilities, readCrossentropy } from "./probabilities";

/** See {@link categoricalCrossentropy}. */
export class CategoricalCrossentropy extends Loss {
  /** Its name in Keras. */
  static readonly className: string = "CategoricalCrossentropy";
  private readonly fromLogits: boolean;
  private readonly labelSmoothing: number;

  constructor(options: CrossentropyOptions = {}) {
    const given = readCrossentropy("categoricalCrossentropy", "categorical_crossentropy", options);
    super("categoricalCrossentropy", given.name, given.reduction);
    this.fromLogits = given.fromLogits;
    this.labelSmoothing = given.labelSmoothing;
  }

  perSample(yTrue: Tensor, yPred: Tensor): Tensor {
    const s = this.labelSmoothing;
    const classes = yPred.shape[yPred.rank - 1] as number;
    const t = s === 0 ? yTrue : yTrue.mul(1 - s).add(s / classes);
    return t.mul(logProbabilities(yPred, this.fromLogits)).sum(-1).neg();
  }

  override checkTargets(
    targets: ArrayLike<number>,
    shape: readonly number[],
    outputShape: readonly number[],
  ): void {
    const classes = outputShape[outputShape.length - 1] as number;
    if (classes < 2) {
      throw new RangeError(
        "categoricalCrossentropy: received predictions of one column, expected one a class; for two classes in one column " +
          'use dense(1, { activation: "sigmoid" }) with the loss "binaryCrossentropy"',
      );
    }
    checkShares(
      "categoricalCrossentropy",
      targets,
      shape,
      `give one-hot rows, or class numbers 0 to ${classes - 1} with the loss "sparseCategoricalCrossentropy"`,
    );
  }

  getConfig(): Record<string, unknown> {
    return {
      ...this.baseConfig(),
      from_logits: this.fromLogits,
      label_smoothing: this.labelSmoothing,
      axis: -1,
    };
  }
}

/** The logarithm of each class's probability: from what went into a softmax where that is known. */
export function logProbabilities(yPred: Tensor, fromLogits: boolean): Tensor {
  const logits = fromLogits ? yPred : logitsOf("softmax", yPred);
  if (logits !== undefined) return logSoftmax(logits);
  return log(clipProbabilities(yPred.div(yPred.sum(-1, { keepdims: true }))));
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
