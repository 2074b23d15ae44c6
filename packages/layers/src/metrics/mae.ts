import type { Tensor } from "@wellfit/core";
import { cast } from "@wellfit/core";
import { readOptions } from "../common/options";
import { matchTargets } from "../losses/match-targets";
import { meanOfLastAxis } from "../losses/mean-of-last-axis";
import type { MetricOptions } from "./categorical-accuracy";
import { MeanMetric } from "./mean-metric";

/** See {@link mae}. */
export class MeanAbsoluteErrorMetric extends MeanMetric {
  /** Its name in Keras. */
  static readonly className: string = "MeanAbsoluteError";
  /** Other names it is known by. */
  static readonly aliases: readonly string[] = ["mae"];

  constructor(options: MetricOptions = {}) {
    const given = readOptions("mae", options, { name: "mean_absolute_error", dtype: undefined as unknown });
    super(given.name);
  }

  values(yTrue: Tensor, yPred: Tensor): Tensor {
    const t = cast(matchTargets(this.name, yTrue, yPred.shape), yPred.dtype);
    return meanOfLastAxis(yPred.sub(t).abs());
  }
}

/**
 * The mean of `|yPred - yTrue|` as a metric.
 *
 * @throws RangeError when targets and predictions have different shapes.
 * @example
 * mae().compute([[1], [2]], [[1], [4]]); // 1
 */
export function mae(options: MetricOptions = {}): MeanAbsoluteErrorMetric {
  return new MeanAbsoluteErrorMetric(options);
}
