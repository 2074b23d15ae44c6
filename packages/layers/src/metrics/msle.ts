import { MeanSquaredLogarithmicError } from "../losses/mean-squared-logarithmic-error";
import { LossMetric } from "./loss-metric";
import { type MetricOptions, readMetricOptions } from "./metric-options";

/** See {@link msle}. */
export class MeanSquaredLogarithmicErrorMetric extends LossMetric {
  /** Its name in Keras. */
  static readonly className: string = "MeanSquaredLogarithmicError";
  /** Other names it is known by. */
  static readonly aliases: readonly string[] = ["msle"];

  constructor(options: MetricOptions = {}) {
    const { name, dtype } = readMetricOptions("msle", "mean_squared_logarithmic_error", options, {});
    super(name, dtype, new MeanSquaredLogarithmicError());
  }
}

/**
 * The mean of `(log(1 + yPred) - log(1 + yTrue))²` as a metric; see {@link meanSquaredLogarithmicError}.
 *
 * @throws RangeError when targets and predictions have different shapes.
 * @example
 * msle().compute([[0]], [[Math.E - 1]]); // 1
 */
export function msle(options: MetricOptions = {}): MeanSquaredLogarithmicErrorMetric {
  return new MeanSquaredLogarithmicErrorMetric(options);
}
