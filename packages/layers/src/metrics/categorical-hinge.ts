import { CategoricalHinge } from "../losses/categorical-hinge";
import { LossMetric } from "./loss-metric";
import { type MetricOptions, readMetricOptions } from "./metric-options";

/** See {@link categoricalHingeMetric}. */
export class CategoricalHingeMetric extends LossMetric {
  /** Its name in Keras. */
  static readonly className: string = "CategoricalHinge";

  constructor(options: MetricOptions = {}) {
    const { name, dtype } = readMetricOptions("categoricalHingeMetric", "categorical_hinge", options, {});
    super(name, dtype, new CategoricalHinge());
  }
}

/**
 * The mean of the categorical hinge loss as a metric; see {@link categoricalHinge}.
 *
 * @throws RangeError when targets and predictions have different shapes.
 * @example
 * categoricalHingeMetric().compute([[0, 1]], [[0.5, 0.75]]); // 0.75
 */
export function categoricalHingeMetric(options: MetricOptions = {}): CategoricalHingeMetric {
  return new CategoricalHingeMetric(options);
}
