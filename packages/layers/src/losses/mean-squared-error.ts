import type { Tensor } from "@wellfit/core";
import { Loss, type LossOptions } from "./loss";
import { readLossOptions } from "./loss-options";
import { meanOfLastAxis } from "./mean-of-last-axis";

/** See {@link meanSquaredError}. */
export class MeanSquaredError extends Loss {
  /** Its name in Keras. */
  static readonly className: string = "MeanSquaredError";
  /** Other names it is known by. */
  static readonly aliases: readonly string[] = ["mse"];

  constructor(options: LossOptions = {}) {
    const { name, reduction, dtype } = readLossOptions("meanSquaredError", "mean_squared_error", options, {});
    super("meanSquaredError", name, reduction, dtype);
  }

  perSample(yTrue: Tensor, yPred: Tensor): Tensor {
    return meanOfLastAxis(yPred.sub(yTrue).square());
  }

  getConfig(): Record<string, unknown> {
    return this.baseConfig();
  }
}

/**
 * The mean of `(yPred - yTrue)²` along the last axis. For regression.
 *
 * @throws RangeError when targets and predictions have different shapes.
 * @example
 * meanSquaredError().call([[1], [2]], [[1], [4]]).item(); // 2
 */
export function meanSquaredError(options: LossOptions = {}): MeanSquaredError {
  return new MeanSquaredError(options);
}
