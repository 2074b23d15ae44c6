import { log, softplus, type Tensor } from "@wellfit/core";
import { logitsOf } from "../activations/logits";
import { Loss } from "./loss";
import { meanOfLastAxis } from "./mean-squared-error";
import { type CrossentropyOptions, checkShares, clipProbabilities, readCrossentropy } from "./probabilities";

/** See {@link binaryCrossentropy}. */
export class BinaryCrossentropy extends Loss {
  /** Its name in Keras. */
  static readonly className: string = "BinaryCrossentropy";
  /** Other names it is known by. */
  static readonly aliases: readonly string[] = ["bce"];
  private readonly fromLogits: boolean;
  private readonly labelSmoothing: number;

  constructor(options: CrossentropyOptions = {}) {
    const given = readCrossentropy("binaryCrossentropy", "binary_crossentropy", options);
    super("binaryCrossentropy", given.name, given.reduction);
    this.fromLogits = given.fromLogits;
    this.labelSmoothing = given.labelSmoothing;
  }

  perSample(yTrue: Tensor, yPred: Tensor): Tensor {
    const s = this.labelSmoothing;
    const t = s === 0 ? yTrue : yTrue.mul(1 - s).add(0.5 * s);
    const logits = this.fromLogits ? yPred : logitsOf("sigmoid", yPred);
    if (logits !== undefined) {
      // log(1 + exp(x)) - t x, written so that nothing overflows.
      return meanOfLastAxis(softplus(logits).sub(logits.mul(t)));
    }
    const p = clipProbabilities(yPred);
    return meanOfLastAxis(
      t
        .mul(log(p))
        .add(
          t
            .neg()
            .add(1)
            .mul(log(p.neg().add(1))),
        )
        .neg(),
    );
  }

  override checkTargets(targets: ArrayLike<number>, shape: readonly number[]): void {
    checkShares(
      "binaryCrossentropy",
      targets,
      shape,
      "give the two classes the numbers 0 and 1, as labelEncoder() does; for more classes use " +
        '"sparseCategoricalCrossentropy", for other numbers "meanSquaredError"',
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

/**
 * `-(t log p + (1 - t) log(1 - p))`, the mean along the last axis, for targets `t` of 0 or 1 and probabilities `p` of a
 * sigmoid. Right after a sigmoid it is computed from what went in, so that its gradient is `p - t` however near 0 or 1
 * `p` is; other probabilities are kept 1e-7 away from 0 and 1.
 *
 * @throws RangeError when targets and predictions have different shapes.
 * @example
 * model.compile({ loss: binaryCrossentropy({ labelSmoothing: 0.1 }), optimizer: "adam" });
 */
export function binaryCrossentropy(options: CrossentropyOptions = {}): BinaryCrossentropy {
  return new BinaryCrossentropy(options);
}
