import { cast, type Tensor } from "@wellfit/core";
import { weightsFor } from "../losses/reduction";
import type { MetricState } from "./metric";
import { type MetricOptions, readMetricOptions } from "./metric-options";
import { ValuesMetric } from "./values-metric";

/** See {@link sum}. */
export class Sum extends ValuesMetric {
  /** Its name in Keras. */
  static readonly className: string = "Sum";
  /** The sum of the values. */
  readonly states: readonly MetricState[] = [{ name: "total", shape: [], dtype: this.dtype }];

  constructor(options: MetricOptions = {}) {
    const given = readMetricOptions("sum", "sum", options, {});
    super(given.name, given.dtype);
  }

  add([total]: readonly Tensor[], values: Tensor, sampleWeight?: Tensor): readonly Tensor[] {
    const own = cast(values, this.dtype);
    const weighted = sampleWeight === undefined ? own : own.mul(weightsFor(own, sampleWeight));
    return [(total as Tensor).add(weighted.sum())];
  }

  result([total]: readonly Tensor[]): Tensor {
    return total as Tensor;
  }
}

/**
 * The sum of values times their weights.
 *
 * @throws RangeError when weights do not fit.
 * @example
 * sum().compute([1, 3, 5, 7], [1, 1, 0, 0]); // 4
 */
export function sum(options: MetricOptions = {}): Sum {
  return new Sum(options);
}
