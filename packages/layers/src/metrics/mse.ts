import { MeanSquaredError } from "../losses/mean-squared-error";
import { LossMetric } from "./loss-metric";
import { type MetricOptions, readMetricOptions } from "./metric-options";

/** See {@link mse}. */
export class MeanSquaredErrorMetric extends LossMetric {
  /** Its name in Keras. */
  static readonly className: string = "MeanSquaredError";
  /** Other names it is known by. */
  static readonly aliases: readonly string[] = ["mse"];

  constructor(options: MetricOptions = {}) {
    const { name, dtype } = readMetricOptions("mse", "mean_squared_error", options, {});
    super(name, dtype, new MeanSquaredError());
  }
}

/**
 * The mean of `(yPred - yTrue)²` as a metric.
 *
 * @throws RangeError when targets and predictions have different shapes.
 * @example
 * mse().compute([[1], [2]], [[1], [4]]); // 2
 */
export function mse(options: MetricOptions = {}): MeanSquaredErrorMetric {
  return new MeanSquaredErrorMetric(options);
}
