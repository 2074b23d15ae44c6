import type { Tensor } from "@wellfit/core";
import { Loss, type LossOptions } from "./loss";
import { readLossOptions } from "./loss-options";
import { meanOfLastAxis } from "./mean-of-last-axis";
import { EPSILON } from "./probabilities";

/** See {@link meanAbsolutePercentageError}. */
export class MeanAbsolutePercentageError extends Loss {
  /** Its name in Keras. */
  static readonly className: string = "MeanAbsolutePercentageError";
  /** Other names it is known by. */
  static readonly aliases: readonly string[] = ["mape"];

  constructor(options: LossOptions = {}) {
    const { name, reduction, dtype } = readLossOptions(
      "meanAbsolutePercentageError",
      "mean_absolute_percentage_error",
      options,
      {},
    );
    super("meanAbsolutePercentageError", name, reduction, dtype);
  }

  perSample(yTrue: Tensor, yPred: Tensor): Tensor {
    return meanOfLastAxis(yTrue.sub(yPred).div(yTrue.abs().maximum(EPSILON)).abs()).mul(100);
  }

  getConfig(): Record<string, unknown> {
    return this.baseConfig();
  }
}

/**
 * The mean of `100 |yTrue - yPred| / |yTrue|` along the last axis, in percent; where a target is nearer to 0 than 1e-7 that
 * is what is divided by, so that targets of 0 count for very much.
 *
 * @throws RangeError when targets and predictions have different shapes.
 * @example
 * meanAbsolutePercentageError().call([[2]], [[1]]).item(); // 50
 */
export function meanAbsolutePercentageError(options: LossOptions = {}): MeanAbsolutePercentageError {
  return new MeanAbsolutePercentageError(options);
}
