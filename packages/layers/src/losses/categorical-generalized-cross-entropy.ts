import { cast, oneHot, type Tensor } from "@wellfit/core";
import { checkNumber } from "../common/options";
import { checkClassNumbers, nanOutside } from "./check-classes";
import { Loss, type LossOptions } from "./loss";
import { readLossOptions } from "./loss-options";
import { matchTargets } from "./match-targets";

/** Options of {@link categoricalGeneralizedCrossEntropy}. */
export interface CategoricalGeneralizedCrossEntropyOptions extends LossOptions {
  /** Between 0, where it is the cross-entropy, and 1, where it is an absolute error. Default 0.5. */
  readonly q?: number;
}

/** See {@link categoricalGeneralizedCrossEntropy}. */
export class CategoricalGeneralizedCrossEntropy extends Loss {
  /** Its name in Keras. */
  static readonly className: string = "CategoricalGeneralizedCrossEntropy";
  private readonly q: number;

  constructor(options: CategoricalGeneralizedCrossEntropyOptions = {}) {
    const where = "categoricalGeneralizedCrossEntropy";
    const given = readLossOptions(where, "categorical_generalized_cross_entropy", options, { q: 0.5 });
    super(where, given.name, given.reduction, given.dtype);
    this.q = checkNumber(where, "q", given.q, { above: 0, below: 1 });
  }

  perSample(yTrue: Tensor, yPred: Tensor): Tensor {
    const classes = yPred.shape[yPred.rank - 1] as number;
    const t = cast(yTrue, "int32");
    const p = oneHot(t, classes, yPred.dtype).mul(yPred).sum(-1);
    return nanOutside(p.pow(this.q).neg().add(1).div(this.q), t, classes);
  }

  override checkTargets(
    targets: ArrayLike<number>,
    _shape: readonly number[],
    outputShape: readonly number[],
  ): void {
    const classes = outputShape[outputShape.length - 1] as number;
    checkClassNumbers("categoricalGeneralizedCrossEntropy", targets, classes);
  }

  override targetShape(outputShape: readonly number[]): readonly number[] {
    return outputShape.slice(0, -1);
  }

  getConfig(): Record<string, unknown> {
    return { ...this.baseConfig(), q: this.q };
  }

  protected override match(yTrue: Tensor, yPred: Tensor): Tensor {
    return matchTargets(this.name, yTrue, this.targetShape(yPred.shape));
  }
}

/**
 * `(1 - p[t]^q) / q` for class numbers `t` and probabilities `p`: less disturbed by wrong labels than the cross-entropy
 * (Zhang, Sabuncu 2018, https://arxiv.org/abs/1805.07836).
 *
 * @throws RangeError when there is not one target a row of predictions, and for a `q` that is not between 0 and 1.
 * @example
 * categoricalGeneralizedCrossEntropy().call([1], [[0.75, 0.25]]).item(); // 1
 */
export function categoricalGeneralizedCrossEntropy(
  options: CategoricalGeneralizedCrossEntropyOptions = {},
): CategoricalGeneralizedCrossEntropy {
  return new CategoricalGeneralizedCrossEntropy(options);
}
