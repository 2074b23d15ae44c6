import type { Tensor } from "@wellfit/core";
import { cast } from "@wellfit/core";
import { readOptions } from "../common/options";
import { matchTargets } from "../losses/match-targets";
import { meanOfLastAxis } from "../losses/mean-of-last-axis";
import type { MetricOptions } from "./categorical-accuracy";
import { MeanMetric } from "./mean-metric";

/** See {@link mse}. */
export class MeanSquaredErrorMetric extends MeanMetric {
  /** Its name in Keras. */
  static readonly className: string = "MeanSquaredError";
  /** Other names it is known by. */
  static readonly aliases: readonly string[] = ["mse"];

  constructor(options: MetricOptions = {}) {
    const given = readOptions("mse", options, { name: "mean_squared_error", dtype: undefined as unknown });
    super(given.name);
  }

  values(yTrue: Tensor, yPred: Tensor): Tensor {
    const t = cast(matchTargets(this.name, yTrue, yPred.shape), yPred.dtype);
    return meanOfLastAxis(yPred.sub(t).square());
  }
}

/**
 * The mean of `(yPred - yTrue)²` as a metric.
 *
 * @throws RangeError when targets and predictions have different shapes.
 * @example
 * mse().compute([[1], [2]], [[1], [4]]); // 2
 */
export function mse(options: MetricOptions = {}): MeanSquaredErrorMetric {
  return new MeanSquaredErrorMetric(options);
}
