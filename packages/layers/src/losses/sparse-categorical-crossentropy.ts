import { cast, log, logSoftmax, oneHot, type Tensor } from "@wellfit/core";
import { logitsOf } from "../activations/logits";
import { show } from "../common/options";
import { Loss, type LossOptions } from "./loss";
import { matchTargets } from "./match-targets";
import { clipProbabilities, readCrossentropy } from "./probabilities";

/** Options of {@link sparseCategoricalCrossentropy}. */
export interface SparseCategoricalCrossentropyOptions extends LossOptions {
  /** Whether predictions are what goes into a softmax instead of what comes out. Default false. */
  readonly fromLogits?: boolean;
}

/** See {@link sparseCategoricalCrossentropy}. */
export class SparseCategoricalCrossentropy extends Loss {
  /** Its name in Keras. */
  static readonly className: string = "SparseCategoricalCrossentropy";
  private readonly fromLogits: boolean;

  constructor(options: SparseCategoricalCrossentropyOptions = {}) {
    const where = "sparseCategoricalCrossentropy";
    const { ignoreClass, ...rest } = options as Record<string, unknown>;
    if (ignoreClass !== undefined && ignoreClass !== null) {
      throw new TypeError(
        `${where}: received ignoreClass ${show(ignoreClass)}; give such rows a sampleWeight of 0`,
      );
    }
    const given = readCrossentropy(where, "sparse_categorical_crossentropy", rest);
    super(where, given.name, given.reduction);
    if (given.labelSmoothing !== 0) {
      throw new TypeError(
        `${where}: received labelSmoothing; use categoricalCrossentropy with one-hot targets for it`,
      );
    }
    this.fromLogits = given.fromLogits;
  }

  perSample(yTrue: Tensor, yPred: Tensor): Tensor {
    const classes = yPred.shape[yPred.rank - 1] as number;
    const known = this.fromLogits ? yPred : logitsOf("softmax", yPred);
    // Probabilities are logits of themselves but for a constant that the softmax takes away.
    const logits = known ?? log(clipProbabilities(yPred));
    const chosen = oneHot(cast(yTrue, "int32"), classes, yPred.dtype);
    return chosen.mul(logSoftmax(logits)).sum(-1).neg();
  }

  override checkTargets(
    targets: ArrayLike<number>,
    _shape: readonly number[],
    outputShape: readonly number[],
  ): void {
    const classes = outputShape[outputShape.length - 1] as number;
    for (let i = 0; i < targets.length; i++) {
      const t = targets[i] as number;
      if (Number.isInteger(t) && t >= 0 && t < classes) continue;
      throw new RangeError(
        `sparseCategoricalCrossentropy: received the target ${t} in row ${i}, expected class numbers 0 to ${classes - 1}, ` +
          `because the model has ${classes} output${classes === 1 ? "" : "s"}; number the classes with labelEncoder(), or ` +
          "give the last layer one unit a class",
      );
    }
  }

  override targetShape(outputShape: readonly number[]): readonly number[] {
    return outputShape.slice(0, -1);
  }

  getConfig(): Record<string, unknown> {
    return { ...this.baseConfig(), from_logits: this.fromLogits, ignore_class: null, axis: -1 };
  }

  protected override match(yTrue: Tensor, yPred: Tensor): Tensor {
    return matchTargets(this.name, yTrue, this.targetShape(yPred.shape));
  }
}

/**
 * The cross-entropy of {@link categoricalCrossentropy} for targets that are class numbers 0, 1, 2 …: `-log p[t]`.
 *
 * @throws RangeError when there is not one target a row of predictions.
 * @example
 * sparseCategoricalCrossentropy().call([1], [[0.5, 0.5]]).item(); // 0.6931472
 */
export function sparseCategoricalCrossentropy(
  options: SparseCategoricalCrossentropyOptions = {},
): SparseCategoricalCrossentropy {
  return new SparseCategoricalCrossentropy(options);
}
