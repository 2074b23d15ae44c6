import { MeanAbsolutePercentageError } from "../losses/mean-absolute-percentage-error";
import { LossMetric } from "./loss-metric";
import { type MetricOptions, readMetricOptions } from "./metric-options";

/** See {@link mape}. */
export class MeanAbsolutePercentageErrorMetric extends LossMetric {
  /** Its name in Keras. */
  static readonly className: string = "MeanAbsolutePercentageError";
  /** Other names it is known by. */
  static readonly aliases: readonly string[] = ["mape"];

  constructor(options: MetricOptions = {}) {
    const { name, dtype } = readMetricOptions("mape", "mean_absolute_percentage_error", options, {});
    super(name, dtype, new MeanAbsolutePercentageError());
  }
}

/**
 * The mean of `100 |yTrue - yPred| / |yTrue|`, in percent, as a metric; see {@link meanAbsolutePercentageError}.
 *
 * @throws RangeError when targets and predictions have different shapes.
 * @example
 * mape().compute([[2]], [[1]]); // 50
 */
export function mape(options: MetricOptions = {}): MeanAbsolutePercentageErrorMetric {
  return new MeanAbsolutePercentageErrorMetric(options);
}
