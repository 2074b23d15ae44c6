import type { Tensor } from "@wellfit/core";
import { addToMean, meanOf } from "./mean-metric";
import type { MetricState } from "./metric";
import { type MetricOptions, readMetricOptions } from "./metric-options";
import { ValuesMetric } from "./values-metric";

/** See {@link mean}. */
export class Mean extends ValuesMetric {
  /** Its name in Keras. */
  static readonly className: string = "Mean";
  /** The sum of the values and of the weights. */
  readonly states: readonly MetricState[] = [
    { name: "total", shape: [], dtype: this.dtype },
    { name: "count", shape: [], dtype: this.dtype },
  ];

  constructor(options: MetricOptions = {}) {
    const given = readMetricOptions("mean", "mean", options, {});
    super(given.name, given.dtype);
  }

  add(states: readonly Tensor[], values: Tensor, sampleWeight?: Tensor): readonly Tensor[] {
    return addToMean(states, values, sampleWeight);
  }

  result(states: readonly Tensor[]): Tensor {
    return meanOf(states);
  }
}

/**
 * The mean of values, by their weights. In a model use {@link meanMetricWrapper}, which makes values of targets and
 * predictions first.
 *
 * @throws RangeError when weights do not fit.
 * @example
 * mean().compute([1, 3, 5, 7], [1, 1, 0, 0]); // 2
 */
export function mean(options: MetricOptions = {}): Mean {
  return new Mean(options);
}
