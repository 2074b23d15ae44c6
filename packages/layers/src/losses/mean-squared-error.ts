import type { Tensor } from "@wellfit/core";
import { readOptions } from "../common/options";
import { Loss, type LossOptions } from "./loss";

/** See {@link meanSquaredError}. */
export class MeanSquaredError extends Loss {
  /** Its name in Keras. */
  static readonly className: string = "MeanSquaredError";
  /** Other names it is known by. */
  static readonly aliases: readonly string[] = ["mse"];

  constructor(options: LossOptions = {}) {
    const { reduction, name } = readOptions("meanSquaredError", options, {
      reduction: "sumOverBatchSize" as unknown,
      name: "mean_squared_error",
      dtype: undefined as unknown,
    });
    super("meanSquaredError", name, reduction);
  }

  perSample(yTrue: Tensor, yPred: Tensor): Tensor {
    return meanOfLastAxis(yPred.sub(yTrue).square());
  }

  getConfig(): Record<string, unknown> {
    return this.baseConfig();
  }
}

/** The mean along the last axis; the values themselves when there is one axis. */
export function meanOfLastAxis(values: Tensor): Tensor {
  return values.rank === 0 ? values : values.rank === 1 ? values : values.mean(-1);
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
