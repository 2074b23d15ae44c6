import { SquaredHinge } from "../losses/squared-hinge";
import { LossMetric } from "./loss-metric";
import { type MetricOptions, readMetricOptions } from "./metric-options";

/** See {@link squaredHingeMetric}. */
export class SquaredHingeMetric extends LossMetric {
  /** Its name in Keras. */
  static readonly className: string = "SquaredHinge";

  constructor(options: MetricOptions = {}) {
    const { name, dtype } = readMetricOptions("squaredHingeMetric", "squared_hinge", options, {});
    super(name, dtype, new SquaredHinge());
  }
}

/**
 * The mean of `max(1 - yTrue yPred, 0)²` as a metric; see {@link squaredHinge}.
 *
 * @throws RangeError when targets and predictions have different shapes.
 * @example
 * squaredHingeMetric().compute([[-1], [1]], [[0.5], [2]]); // 1.125
 */
export function squaredHingeMetric(options: MetricOptions = {}): SquaredHingeMetric {
  return new SquaredHingeMetric(options);
}
