import { LogCosh } from "../losses/log-cosh";
import { LossMetric } from "./loss-metric";
import { type MetricOptions, readMetricOptions } from "./metric-options";

/** See {@link logCoshError}. */
export class LogCoshError extends LossMetric {
  /** Its name in Keras. */
  static readonly className: string = "LogCoshError";
  /** Other names it is known by. */
  static readonly aliases: readonly string[] = ["logcosh", "logCosh"];

  constructor(options: MetricOptions = {}) {
    const { name, dtype } = readMetricOptions("logCoshError", "logcosh", options, {});
    super(name, dtype, new LogCosh());
  }
}

/**
 * The mean of `log(cosh(yPred - yTrue))` as a metric; see {@link logCosh}.
 *
 * @throws RangeError when targets and predictions have different shapes.
 * @example
 * logCoshError().compute([[0]], [[1]]); // 0.4337808
 */
export function logCoshError(options: MetricOptions = {}): LogCoshError {
  return new LogCoshError(options);
}
