import { cast, sqrt, type Tensor } from "@wellfit/core";
import { matchTargets } from "../losses/match-targets";
import { MeanMetric } from "./mean-metric";
import { type MetricOptions, readMetricOptions } from "./metric-options";

/** See {@link rootMeanSquaredError}. */
export class RootMeanSquaredError extends MeanMetric {
  /** Its name in Keras. */
  static readonly className: string = "RootMeanSquaredError";
  /** Other names it is known by. */
  static readonly aliases: readonly string[] = ["rmse"];

  constructor(options: MetricOptions = {}) {
    const given = readMetricOptions("rootMeanSquaredError", "root_mean_squared_error", options, {});
    super(given.name, given.dtype);
  }

  values(yTrue: Tensor, yPred: Tensor): Tensor {
    const p = cast(yPred, this.dtype);
    return p.sub(cast(matchTargets(this.name, yTrue, p.shape), p.dtype)).square();
  }

  override result(states: readonly Tensor[]): Tensor {
    return sqrt(super.result(states));
  }
}

/**
 * The square root of the mean of `(yPred - yTrue)²`, in the unit of the targets.
 *
 * @throws RangeError when targets and predictions have different shapes.
 * @example
 * rootMeanSquaredError().compute([[1], [2]], [[1], [4]]); // 1.4142135
 */
export function rootMeanSquaredError(options: MetricOptions = {}): RootMeanSquaredError {
  return new RootMeanSquaredError(options);
}
