import { MeanAbsoluteError } from "../losses/mean-absolute-error";
import { LossMetric } from "./loss-metric";
import { type MetricOptions, readMetricOptions } from "./metric-options";

/** See {@link mae}. */
export class MeanAbsoluteErrorMetric extends LossMetric {
  /** Its name in Keras. */
  static readonly className: string = "MeanAbsoluteError";
  /** Other names it is known by. */
  static readonly aliases: readonly string[] = ["mae"];

  constructor(options: MetricOptions = {}) {
    const { name, dtype } = readMetricOptions("mae", "mean_absolute_error", options, {});
    super(name, dtype, new MeanAbsoluteError());
  }
}

/**
 * The mean of `|yPred - yTrue|` as a metric.
 *
 * @throws RangeError when targets and predictions have different shapes.
 * @example
 * mae().compute([[1], [2]], [[1], [4]]); // 1
 */
export function mae(options: MetricOptions = {}): MeanAbsoluteErrorMetric {
  return new MeanAbsoluteErrorMetric(options);
}
