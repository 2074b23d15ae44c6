import type { Tensor } from "@wellfit/core";
import { type LossAxes, readAxes } from "./axis";
import { Loss, type LossOptions } from "./loss";
import { readLossOptions } from "./loss-options";
import { EPSILON } from "./probabilities";

/** Options of {@link dice}. */
export interface DiceOptions extends LossOptions {
  /** The axes that are compared as one area. Default all, so that a batch has one loss; `[1, 2, 3]` is one an image. */
  readonly axis?: number | readonly number[] | null;
}

/** See {@link dice}. */
export class Dice extends Loss {
  /** Its name in Keras. */
  static readonly className: string = "Dice";
  private readonly axis: LossAxes;

  constructor(options: DiceOptions = {}) {
    const given = readLossOptions("dice", "dice", options, { axis: undefined as unknown });
    super("dice", given.name, given.reduction, given.dtype);
    this.axis = readAxes("dice", given.axis);
  }

  perSample(yTrue: Tensor, yPred: Tensor): Tensor {
    const { axis } = this;
    const both = yTrue.mul(yPred).sum(axis);
    return both
      .mul(2)
      .div(yTrue.sum(axis).add(yPred.sum(axis)).add(EPSILON))
      .neg()
      .add(1);
  }

  getConfig(): Record<string, unknown> {
    return { ...this.baseConfig(), axis: this.axis ?? null };
  }
}

/**
 * `1 - 2 sum(t p) / (sum(t) + sum(p))`: how little an area of targets and one of predictions, both from 0 to 1, overlap. For
 * segmentation.
 *
 * @throws RangeError when targets and predictions have different shapes.
 * @example
 * dice().call([[1, 0, 1, 0]], [[1, 1, 0, 0]]).item(); // 0.5
 */
export function dice(options: DiceOptions = {}): Dice {
  return new Dice(options);
}
