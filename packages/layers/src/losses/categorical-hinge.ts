import type { Tensor } from "@wellfit/core";
import { Loss, type LossOptions } from "./loss";
import { readLossOptions } from "./loss-options";

/** See {@link categoricalHinge}. */
export class CategoricalHinge extends Loss {
  /** Its name in Keras. */
  static readonly className: string = "CategoricalHinge";

  constructor(options: LossOptions = {}) {
    const { name, reduction, dtype } = readLossOptions("categoricalHinge", "categorical_hinge", options, {});
    super("categoricalHinge", name, reduction, dtype);
  }

  perSample(yTrue: Tensor, yPred: Tensor): Tensor {
    const right = yTrue.mul(yPred).sum(-1);
    const wrong = yTrue.neg().add(1).mul(yPred).max(-1);
    return wrong.sub(right).add(1).relu();
  }

  getConfig(): Record<string, unknown> {
    return this.baseConfig();
  }
}

/**
 * `max(w - r + 1, 0)`, where `r` is the prediction for the class of a one-hot target and `w` the largest for another one.
 *
 * @throws RangeError when targets and predictions have different shapes.
 * @example
 * categoricalHinge().call([[0, 1]], [[0.5, 0.75]]).item(); // 0.75
 */
export function categoricalHinge(options: LossOptions = {}): CategoricalHinge {
  return new CategoricalHinge(options);
}
