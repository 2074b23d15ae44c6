import { log, type Tensor } from "@wellfit/core";
import { Loss, type LossOptions } from "./loss";
import { readLossOptions } from "./loss-options";
import { meanOfLastAxis } from "./mean-of-last-axis";
import { EPSILON } from "./probabilities";

/** See {@link meanSquaredLogarithmicError}. */
export class MeanSquaredLogarithmicError extends Loss {
  /** Its name in Keras. */
  static readonly className: string = "MeanSquaredLogarithmicError";
  /** Other names it is known by. */
  static readonly aliases: readonly string[] = ["msle"];

  constructor(options: LossOptions = {}) {
    const { name, reduction, dtype } = readLossOptions(
      "meanSquaredLogarithmicError",
      "mean_squared_logarithmic_error",
      options,
      {},
    );
    super("meanSquaredLogarithmicError", name, reduction, dtype);
  }

  perSample(yTrue: Tensor, yPred: Tensor): Tensor {
    const p = log(yPred.maximum(EPSILON).add(1));
    const t = log(yTrue.maximum(EPSILON).add(1));
    return meanOfLastAxis(p.sub(t).square());
  }

  getConfig(): Record<string, unknown> {
    return this.baseConfig();
  }
}

/**
 * The mean of `(log(1 + yPred) - log(1 + yTrue))²` along the last axis, with what is below 1e-7 taken as 1e-7. For targets
 * that spread over powers of ten.
 *
 * @throws RangeError when targets and predictions have different shapes.
 * @example
 * meanSquaredLogarithmicError().call([[0]], [[Math.E - 1]]).item(); // 1
 */
export function meanSquaredLogarithmicError(options: LossOptions = {}): MeanSquaredLogarithmicError {
  return new MeanSquaredLogarithmicError(options);
}
