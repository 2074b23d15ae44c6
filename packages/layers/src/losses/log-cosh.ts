import { softplus, type Tensor } from "@wellfit/core";
import { Loss, type LossOptions } from "./loss";
import { readLossOptions } from "./loss-options";
import { meanOfLastAxis } from "./mean-of-last-axis";

/** See {@link logCosh}. */
export class LogCosh extends Loss {
  /** Its name in Keras. */
  static readonly className: string = "LogCosh";
  /** Other names it is known by. */
  static readonly aliases: readonly string[] = ["logcosh"];

  constructor(options: LossOptions = {}) {
    const { name, reduction, dtype } = readLossOptions("logCosh", "log_cosh", options, {});
    super("logCosh", name, reduction, dtype);
  }

  perSample(yTrue: Tensor, yPred: Tensor): Tensor {
    // log(cosh(x)), written so that nothing overflows.
    const x = yPred.sub(yTrue).abs();
    return meanOfLastAxis(x.add(softplus(x.mul(-2))).sub(Math.LN2));
  }

  getConfig(): Record<string, unknown> {
    return this.baseConfig();
  }
}

/**
 * The mean of `log(cosh(yPred - yTrue))` along the last axis: half the square of a small error, and the size of a large one.
 *
 * @throws RangeError when targets and predictions have different shapes.
 * @example
 * logCosh().call([[0]], [[1]]).item(); // 0.4337808
 */
export function logCosh(options: LossOptions = {}): LogCosh {
  return new LogCosh(options);
}
