import { sigmoid, type Tensor } from "@wellfit/core";
import { checkNumber } from "../common/options";
import { BINARY_HINT } from "./binary-crossentropy";
import { binaryLogLoss } from "./binary-log-loss";
import { Loss } from "./loss";
import { type CrossentropyOptions, checkShares, readCrossentropy, readFlag, smoothed } from "./probabilities";

/** Options of {@link binaryFocalCrossentropy}. */
export interface BinaryFocalCrossentropyOptions extends CrossentropyOptions {
  /** Whether the two classes are weighted, 1 with `alpha` and 0 with `1 - alpha`. Default false. */
  readonly applyClassBalancing?: boolean;
  /** The weight of class 1, from 0 to 1. Default 0.25. */
  readonly alpha?: number;
  /** How much less is made of what is nearly right, at least 0. Default 2. */
  readonly gamma?: number;
}

/** See {@link binaryFocalCrossentropy}. */
export class BinaryFocalCrossentropy extends Loss {
  /** Its name in Keras. */
  static readonly className: string = "BinaryFocalCrossentropy";
  private readonly given: Required<Omit<BinaryFocalCrossentropyOptions, "name" | "reduction" | "dtype">>;

  constructor(options: BinaryFocalCrossentropyOptions = {}) {
    const where = "binaryFocalCrossentropy";
    const given = readCrossentropy(where, "binary_focal_crossentropy", options, {
      applyClassBalancing: false,
      alpha: 0.25,
      gamma: 2,
    });
    super(where, given.name, given.reduction, given.dtype);
    const { fromLogits, labelSmoothing, axis, applyClassBalancing, alpha, gamma } = given;
    readFlag(where, "applyClassBalancing", applyClassBalancing);
    checkNumber(where, "alpha", alpha, { min: 0, max: 1 });
    checkNumber(where, "gamma", gamma, { min: 0 });
    this.given = { fromLogits, labelSmoothing, axis, applyClassBalancing, alpha, gamma };
  }

  perSample(yTrue: Tensor, yPred: Tensor): Tensor {
    const { fromLogits, labelSmoothing, axis, applyClassBalancing, alpha, gamma } = this.given;
    const t = smoothed(yTrue, labelSmoothing, 2);
    const p = fromLogits ? sigmoid(yPred) : yPred;
    const other = t.neg().add(1);
    let values = binaryLogLoss(t, yPred, fromLogits);
    // How likely the wrong class was, 1 - (t p + (1 - t) (1 - p)).
    const wrong = t
      .mul(p)
      .add(other.mul(p.neg().add(1)))
      .neg()
      .add(1);
    if (gamma !== 0) values = values.mul(gamma === 1 ? wrong : wrong.pow(gamma));
    if (applyClassBalancing) values = values.mul(t.mul(alpha).add(other.mul(1 - alpha)));
    return values.rank <= 1 ? values : values.mean(axis);
  }

  override checkTargets(targets: ArrayLike<number>, shape: readonly number[]): void {
    checkShares("binaryFocalCrossentropy", targets, shape, BINARY_HINT);
  }

  getConfig(): Record<string, unknown> {
    const { fromLogits, labelSmoothing, axis, applyClassBalancing, alpha, gamma } = this.given;
    return {
      ...this.baseConfig(),
      from_logits: fromLogits,
      label_smoothing: labelSmoothing,
      axis,
      apply_class_balancing: applyClassBalancing,
      alpha,
      gamma,
    };
  }
}

/**
 * The binary cross-entropy times `(1 - q)^gamma`, where `q` is the probability that was given to the right class, so that
 * training looks at what is still wrong (Lin et al. 2018, https://arxiv.org/abs/1708.02002). For rare classes.
 *
 * @throws RangeError when targets and predictions have different shapes, for an `alpha` outside of [0, 1] and a negative
 *   `gamma`.
 * @example
 * binaryFocalCrossentropy().call([[1]], [[0.5]]).item(); // 0.1732868
 */
export function binaryFocalCrossentropy(
  options: BinaryFocalCrossentropyOptions = {},
): BinaryFocalCrossentropy {
  return new BinaryFocalCrossentropy(options);
}
