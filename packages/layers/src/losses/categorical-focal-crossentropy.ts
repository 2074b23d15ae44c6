import { log, softmax, type Tensor, tensor } from "@wellfit/core";
import { checkNumber } from "../common/options";
import { withLast } from "./axis";
import { checkOneHot } from "./check-classes";
import { Loss } from "./loss";
import { type CrossentropyOptions, clipProbabilities, readCrossentropy, smoothed } from "./probabilities";

/** Options of {@link categoricalFocalCrossentropy}. */
export interface CategoricalFocalCrossentropyOptions extends CrossentropyOptions {
  /** What each class counts, one number for all or one for each, at least 0. Default 0.25. */
  readonly alpha?: number | readonly number[];
  /** How much less is made of what is nearly right, at least 0. Default 2. */
  readonly gamma?: number;
}

/** See {@link categoricalFocalCrossentropy}. */
export class CategoricalFocalCrossentropy extends Loss {
  /** Its name in Keras. */
  static readonly className: string = "CategoricalFocalCrossentropy";
  private readonly given: Required<Omit<CategoricalFocalCrossentropyOptions, "name" | "reduction" | "dtype">>;

  constructor(options: CategoricalFocalCrossentropyOptions = {}) {
    const where = "categoricalFocalCrossentropy";
    const given = readCrossentropy(where, "categorical_focal_crossentropy", options, {
      alpha: 0.25 as number | readonly number[],
      gamma: 2,
    });
    super(where, given.name, given.reduction, given.dtype);
    const { fromLogits, labelSmoothing, axis, alpha, gamma } = given;
    for (const one of Array.isArray(alpha) ? alpha : [alpha]) checkNumber(where, "alpha", one, { min: 0 });
    checkNumber(where, "gamma", gamma, { min: 0 });
    this.given = { fromLogits, labelSmoothing, axis, alpha, gamma };
  }

  perSample(yTrue: Tensor, yPred: Tensor): Tensor {
    const { fromLogits, labelSmoothing, axis, alpha, gamma } = this.given;
    const t = withLast(yTrue, axis);
    const classes = t.shape[t.rank - 1] as number;
    if (typeof alpha !== "number" && alpha.length !== classes) {
      throw new RangeError(
        `${this.name}: received alpha of ${alpha.length} numbers for ${classes} classes, expected one a class`,
      );
    }
    const given = withLast(yPred, axis);
    const shares = fromLogits ? softmax(given) : given;
    const p = clipProbabilities(shares.div(shares.sum(-1, { keepdims: true })));
    const wrong = p.neg().add(1);
    let values = smoothed(t, labelSmoothing, classes).mul(log(p)).neg();
    if (gamma !== 0) values = values.mul(wrong.pow(gamma));
    return values
      .mul(typeof alpha === "number" ? alpha : tensor(alpha as number[], { dtype: values.dtype }))
      .sum(-1);
  }

  override checkTargets(
    targets: ArrayLike<number>,
    shape: readonly number[],
    outputShape: readonly number[],
  ): void {
    checkOneHot("categoricalFocalCrossentropy", targets, shape, outputShape, this.given.axis);
  }

  getConfig(): Record<string, unknown> {
    const { fromLogits, labelSmoothing, axis, alpha, gamma } = this.given;
    return {
      ...this.baseConfig(),
      from_logits: fromLogits,
      label_smoothing: labelSmoothing,
      axis,
      alpha,
      gamma,
    };
  }
}

/**
 * `-sum(alpha (1 - p)^gamma t log p)` along the last axis, for one-hot targets `t` and probabilities `p` that are divided by
 * their sum and kept 1e-7 away from 0 and 1: the cross-entropy that looks at what is still wrong (Lin et al. 2018,
 * https://arxiv.org/abs/1708.02002).
 *
 * @throws RangeError when targets and predictions have different shapes, and for a negative `alpha` or `gamma`.
 * @example
 * categoricalFocalCrossentropy().call([[0, 1]], [[0.5, 0.5]]).item(); // 0.0433217
 */
export function categoricalFocalCrossentropy(
  options: CategoricalFocalCrossentropyOptions = {},
): CategoricalFocalCrossentropy {
  return new CategoricalFocalCrossentropy(options);
}
