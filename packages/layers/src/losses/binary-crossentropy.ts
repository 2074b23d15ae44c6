import type { Tensor } from "@wellfit/core";
import { binaryLogLoss } from "./binary-log-loss";
import { Loss } from "./loss";
import { type CrossentropyOptions, checkShares, readCrossentropy, smoothed } from "./probabilities";

/** See {@link binaryCrossentropy}. */
export class BinaryCrossentropy extends Loss {
  /** Its name in Keras. */
  static readonly className: string = "BinaryCrossentropy";
  /** Other names it is known by. */
  static readonly aliases: readonly string[] = ["bce"];
  private readonly fromLogits: boolean;
  private readonly labelSmoothing: number;
  private readonly axis: number;

  constructor(options: CrossentropyOptions = {}) {
    const given = readCrossentropy("binaryCrossentropy", "binary_crossentropy", options, {});
    super("binaryCrossentropy", given.name, given.reduction, given.dtype);
    this.fromLogits = given.fromLogits;
    this.labelSmoothing = given.labelSmoothing;
    this.axis = given.axis;
  }

  perSample(yTrue: Tensor, yPred: Tensor): Tensor {
    const values = binaryLogLoss(smoothed(yTrue, this.labelSmoothing, 2), yPred, this.fromLogits);
    return values.rank <= 1 ? values : values.mean(this.axis);
  }

  override checkTargets(targets: ArrayLike<number>, shape: readonly number[]): void {
    checkShares("binaryCrossentropy", targets, shape, BINARY_HINT);
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

/** What to do about targets that are not 0 and 1. */
export const BINARY_HINT: string =
  "give the two classes the numbers 0 and 1, as labelEncoder() does; for more classes use " +
  '"sparseCategoricalCrossentropy", for other numbers "meanSquaredError"';

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
