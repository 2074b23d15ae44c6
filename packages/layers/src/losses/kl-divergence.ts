import { clip, log, type Tensor } from "@wellfit/core";
import { Loss, type LossOptions } from "./loss";
import { readLossOptions } from "./loss-options";
import { EPSILON } from "./probabilities";

/** See {@link klDivergence}. */
export class KLDivergence extends Loss {
  /** Its name in Keras. */
  static readonly className: string = "KLDivergence";
  /** Other names it is known by. */
  static readonly aliases: readonly string[] = ["kld", "kullbackLeiblerDivergence"];

  constructor(options: LossOptions = {}) {
    const { name, reduction, dtype } = readLossOptions("klDivergence", "kl_divergence", options, {});
    super("klDivergence", name, reduction, dtype);
  }

  perSample(yTrue: Tensor, yPred: Tensor): Tensor {
    const [t, p] = [clip(yTrue, EPSILON, 1), clip(yPred, EPSILON, 1)];
    return t.mul(log(t.div(p))).sum(-1);
  }

  getConfig(): Record<string, unknown> {
    return this.baseConfig();
  }
}

/**
 * The Kullback-Leibler divergence `sum(t log(t / p))` along the last axis, of distributions that are kept between 1e-7 and 1.
 *
 * @throws RangeError when targets and predictions have different shapes.
 * @example
 * klDivergence().call([[0.5, 0.5]], [[0.25, 0.75]]).item(); // 0.1438410
 */
export function klDivergence(options: LossOptions = {}): KLDivergence {
  return new KLDivergence(options);
}
