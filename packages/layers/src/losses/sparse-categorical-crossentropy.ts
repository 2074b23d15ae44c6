import { cast, log, logSoftmax, oneHot, type Tensor, where } from "@wellfit/core";
import { checkNumber } from "../common/options";
import { readAxis, withLast } from "./axis";
import { checkClassNumbers, nanOutside } from "./check-classes";
import { softmaxLogits } from "./log-probabilities";
import { Loss, type LossOptions } from "./loss";
import { readLossOptions } from "./loss-options";
import { matchTargets } from "./match-targets";
import { clipProbabilities, readFlag } from "./probabilities";

/** Options of {@link sparseCategoricalCrossentropy}. */
export interface SparseCategoricalCrossentropyOptions extends LossOptions {
  /** Whether predictions are what goes into a softmax instead of what comes out. Default false. */
  readonly fromLogits?: boolean;
  /** A class number whose rows do not count, such as -1 or 255 for "unknown". Default none. */
  readonly ignoreClass?: number | null;
  /** Where the classes are in predictions. Default -1, the last axis. */
  readonly axis?: number;
}

/** See {@link sparseCategoricalCrossentropy}. */
export class SparseCategoricalCrossentropy extends Loss {
  /** Its name in Keras. */
  static readonly className: string = "SparseCategoricalCrossentropy";
  private readonly fromLogits: boolean;
  private readonly ignoreClass: number | undefined;
  private readonly axis: number;

  constructor(options: SparseCategoricalCrossentropyOptions = {}) {
    const where = "sparseCategoricalCrossentropy";
    if ((options as { labelSmoothing?: unknown }).labelSmoothing !== undefined) {
      throw new TypeError(
        `${where}: received labelSmoothing; use categoricalCrossentropy with one-hot targets for it`,
      );
    }
    const given = readLossOptions(where, "sparse_categorical_crossentropy", options, {
      fromLogits: false,
      ignoreClass: undefined as number | undefined,
      axis: -1,
    });
    super(where, given.name, given.reduction, given.dtype);
    this.fromLogits = readFlag(where, "fromLogits", given.fromLogits);
    this.axis = readAxis(where, given.axis);
    this.ignoreClass =
      given.ignoreClass === undefined
        ? undefined
        : checkNumber(where, "ignoreClass", given.ignoreClass, { integer: true });
  }

  perSample(yTrue: Tensor, yPred: Tensor): Tensor {
    const counted = this.valuesMask(yTrue);
    // Probabilities are logits of themselves but for a constant that the softmax takes away.
    const logits =
      softmaxLogits(yPred, this.fromLogits, this.axis) ?? log(clipProbabilities(withLast(yPred, this.axis)));
    const classes = logits.shape[logits.rank - 1] as number;
    const t = cast(counted === undefined ? yTrue : where(counted, yTrue, 0), "int32");
    const chosen = oneHot(t, classes, logits.dtype);
    const values = nanOutside(chosen.mul(logSoftmax(logits)).sum(-1).neg(), t, classes);
    return counted === undefined ? values : where(counted, values, 0);
  }

  override checkTargets(
    targets: ArrayLike<number>,
    _shape: readonly number[],
    outputShape: readonly number[],
  ): void {
    const classes = outputShape[this.axis < 0 ? this.axis + outputShape.length : this.axis] as number;
    checkClassNumbers("sparseCategoricalCrossentropy", targets, classes, this.ignoreClass);
  }

  override targetShape(outputShape: readonly number[]): readonly number[] {
    const at = this.axis < 0 ? this.axis + outputShape.length : this.axis;
    return outputShape.filter((_, i) => i !== at);
  }

  getConfig(): Record<string, unknown> {
    return {
      ...this.baseConfig(),
      from_logits: this.fromLogits,
      ignore_class: this.ignoreClass ?? null,
      ...(this.axis === -1 ? {} : { axis: this.axis }),
    };
  }

  protected override match(yTrue: Tensor, yPred: Tensor): Tensor {
    const expected = this.targetShape(yPred.shape);
    const at = this.axis < 0 ? this.axis + yPred.rank : this.axis;
    const column = yTrue.rank === yPred.rank && yTrue.shape[at] === 1;
    return matchTargets(this.name, column ? yTrue.squeeze(at) : yTrue, expected);
  }

  protected override valuesMask(yTrue: Tensor): Tensor | undefined {
    return this.ignoreClass === undefined ? undefined : yTrue.notEqual(this.ignoreClass);
  }
}

/**
 * The cross-entropy of {@link categoricalCrossentropy} for targets that are class numbers 0, 1, 2 …: `-log p[t]`. Rows of
 * `ignoreClass` have a loss of 0 and are not counted in a mean.
 *
 * @throws RangeError when there is not one target a row of predictions, or a class number has no column. Where targets are
 *   only known inside of a compiled program, such a row has a loss of NaN.
 * @example
 * sparseCategoricalCrossentropy().call([1], [[0.5, 0.5]]).item(); // 0.6931472
 */
export function sparseCategoricalCrossentropy(
  options: SparseCategoricalCrossentropyOptions = {},
): SparseCategoricalCrossentropy {
  return new SparseCategoricalCrossentropy(options);
}
