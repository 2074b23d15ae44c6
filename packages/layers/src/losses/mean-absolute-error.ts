import type { Tensor } from "@wellfit/core";
import { Loss, type LossOptions } from "./loss";
import { readLossOptions } from "./loss-options";
import { meanOfLastAxis } from "./mean-of-last-axis";

/** See {@link meanAbsoluteError}. */
export class MeanAbsoluteError extends Loss {
  /** Its name in Keras. */
  static readonly className: string = "MeanAbsoluteError";
  /** Other names it is known by. */
  static readonly aliases: readonly string[] = ["mae"];

  constructor(options: LossOptions = {}) {
    const { name, reduction, dtype } = readLossOptions(
      "meanAbsoluteError",
      "mean_absolute_error",
      options,
      {},
    );
    super("meanAbsoluteError", name, reduction, dtype);
  }

  perSample(yTrue: Tensor, yPred: Tensor): Tensor {
    return meanOfLastAxis(yPred.sub(yTrue).abs());
  }

  getConfig(): Record<string, unknown> {
    return this.baseConfig();
  }
}

/**
 * The mean of `|yPred - yTrue|` along the last axis. For regression with outliers.
 *
 * @throws RangeError when targets and predictions have different shapes.
 * @example
 * meanAbsoluteError().call([[1], [2]], [[1], [4]]).item(); // 1
 */
export function meanAbsoluteError(options: LossOptions = {}): MeanAbsoluteError {
  return new MeanAbsoluteError(options);
}
