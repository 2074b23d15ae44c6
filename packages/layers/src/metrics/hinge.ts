import { Hinge } from "../losses/hinge";
import { LossMetric } from "./loss-metric";
import { type MetricOptions, readMetricOptions } from "./metric-options";

/** See {@link hingeMetric}. */
export class HingeMetric extends LossMetric {
  /** Its name in Keras. */
  static readonly className: string = "Hinge";

  constructor(options: MetricOptions = {}) {
    const { name, dtype } = readMetricOptions("hingeMetric", "hinge", options, {});
    super(name, dtype, new Hinge());
  }
}

/**
 * The mean of `max(1 - yTrue yPred, 0)` as a metric; see {@link hinge}.
 *
 * @throws RangeError when targets and predictions have different shapes.
 * @example
 * hingeMetric().compute([[-1], [1]], [[0.5], [2]]); // 0.75
 */
export function hingeMetric(options: MetricOptions = {}): HingeMetric {
  return new HingeMetric(options);
}
