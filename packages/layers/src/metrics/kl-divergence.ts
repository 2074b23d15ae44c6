import { KLDivergence } from "../losses/kl-divergence";
import { LossMetric } from "./loss-metric";
import { type MetricOptions, readMetricOptions } from "./metric-options";

/** See {@link klDivergenceMetric}. */
export class KLDivergenceMetric extends LossMetric {
  /** Its name in Keras. */
  static readonly className: string = "KLDivergence";
  /** Other names it is known by. */
  static readonly aliases: readonly string[] = ["kld"];

  constructor(options: MetricOptions = {}) {
    const { name, dtype } = readMetricOptions("klDivergenceMetric", "kl_divergence", options, {});
    super(name, dtype, new KLDivergence());
  }
}

/**
 * The Kullback-Leibler divergence as a metric; see {@link klDivergence}.
 *
 * @throws RangeError when targets and predictions have different shapes.
 * @example
 * klDivergenceMetric().compute([[0.5, 0.5]], [[0.25, 0.75]]); // 0.1438410
 */
export function klDivergenceMetric(options: MetricOptions = {}): KLDivergenceMetric {
  return new KLDivergenceMetric(options);
}
