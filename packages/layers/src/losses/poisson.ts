import { log, type Tensor } from "@wellfit/core";
import { Loss, type LossOptions } from "./loss";
import { readLossOptions } from "./loss-options";
import { meanOfLastAxis } from "./mean-of-last-axis";
import { EPSILON } from "./probabilities";

/** See {@link poisson}. */
export class Poisson extends Loss {
  /** Its name in Keras. */
  static readonly className: string = "Poisson";

  constructor(options: LossOptions = {}) {
    const { name, reduction, dtype } = readLossOptions("poisson", "poisson", options, {});
    super("poisson", name, reduction, dtype);
  }

  perSample(yTrue: Tensor, yPred: Tensor): Tensor {
    return meanOfLastAxis(yPred.sub(yTrue.mul(log(yPred.add(EPSILON)))));
  }

  getConfig(): Record<string, unknown> {
    return this.baseConfig();
  }
}

/**
 * The mean of `p - t log p` along the last axis: the likelihood of counts `t` where `p` are expected, but for a constant.
 *
 * @throws RangeError when targets and predictions have different shapes.
 * @example
 * poisson().call([[1]], [[1]]).item(); // 1
 */
export function poisson(options: LossOptions = {}): Poisson {
  return new Poisson(options);
}
