import { Poisson } from "../losses/poisson";
import { LossMetric } from "./loss-metric";
import { type MetricOptions, readMetricOptions } from "./metric-options";

/** See {@link poissonMetric}. */
export class PoissonMetric extends LossMetric {
  /** Its name in Keras. */
  static readonly className: string = "Poisson";

  constructor(options: MetricOptions = {}) {
    const { name, dtype } = readMetricOptions("poissonMetric", "poisson", options, {});
    super(name, dtype, new Poisson());
  }
}

/**
 * The mean of `p - t log p` as a metric; see {@link poisson}.
 *
 * @throws RangeError when targets and predictions have different shapes.
 * @example
 * poissonMetric().compute([[1]], [[1]]); // 1
 */
export function poissonMetric(options: MetricOptions = {}): PoissonMetric {
  return new PoissonMetric(options);
}
