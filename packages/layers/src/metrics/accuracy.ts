import { cast, type Tensor } from "@wellfit/core";
import { matchTargets } from "../losses/match-targets";
import { MeanMetric } from "./mean-metric";
import { type MetricOptions, readMetricOptions } from "./metric-options";

/** See {@link accuracy}. */
export class Accuracy extends MeanMetric {
  /** Its name in Keras. */
  static readonly className: string = "Accuracy";

  constructor(options: MetricOptions = {}) {
    const given = readMetricOptions("accuracy", "accuracy", options, {});
    super(given.name, given.dtype);
  }

  values(yTrue: Tensor, yPred: Tensor): Tensor {
    const t = matchTargets(this.name, yTrue, yPred.shape);
    return cast(cast(t, yPred.dtype).equal(yPred), this.dtype);
  }
}

/**
 * The share of predictions that equal their target. For labels, not for probabilities: the name "accuracy" in `compile`
 * stands for the accuracy that fits the shapes, {@link binaryAccuracy}, {@link categoricalAccuracy} or
 * {@link sparseCategoricalAccuracy}.
 *
 * @throws RangeError when targets and predictions have different shapes.
 * @example
 * accuracy().compute([[1], [2], [3], [4]], [[0], [2], [3], [4]]); // 0.75
 */
export function accuracy(options: MetricOptions = {}): Accuracy {
  return new Accuracy(options);
}
