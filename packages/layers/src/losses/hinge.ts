import type { Tensor } from "@wellfit/core";
import { Loss, type LossOptions } from "./loss";
import { readLossOptions } from "./loss-options";
import { meanOfLastAxis } from "./mean-of-last-axis";
import { signLabels } from "./sign-labels";

/** See {@link hinge}. */
export class Hinge extends Loss {
  /** Its name in Keras. */
  static readonly className: string = "Hinge";

  constructor(options: LossOptions = {}) {
    const { name, reduction, dtype } = readLossOptions("hinge", "hinge", options, {});
    super("hinge", name, reduction, dtype);
  }

  perSample(yTrue: Tensor, yPred: Tensor): Tensor {
    return meanOfLastAxis(signLabels(yTrue).mul(yPred).neg().add(1).relu());
  }

  getConfig(): Record<string, unknown> {
    return this.baseConfig();
  }
}

/**
 * The mean of `max(1 - yTrue yPred, 0)` along the last axis, for targets of -1 or 1; when all are 0 or 1, 0 stands for -1.
 *
 * @throws RangeError when targets and predictions have different shapes.
 * @example
 * hinge().call([[-1], [1]], [[0.5], [2]]).item(); // 0.75
 */
export function hinge(options: LossOptions = {}): Hinge {
  return new Hinge(options);
}
