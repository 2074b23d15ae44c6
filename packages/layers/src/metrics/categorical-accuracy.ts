import { argMax, cast, type Tensor } from "@wellfit/core";
import { matchTargets } from "../losses/match-targets";
import { MeanMetric } from "./mean-metric";
import { type MetricOptions, readMetricOptions } from "./metric-options";

/** See {@link categoricalAccuracy}. */
export class CategoricalAccuracy extends MeanMetric {
  /** Its name in Keras. */
  static readonly className: string = "CategoricalAccuracy";

  constructor(options: MetricOptions = {}) {
    const given = readMetricOptions("categoricalAccuracy", "categorical_accuracy", options, {});
    super(given.name, given.dtype);
  }

  values(yTrue: Tensor, yPred: Tensor): Tensor {
    const t = matchTargets(this.name, yTrue, yPred.shape);
    return cast(argMax(t).equal(argMax(yPred)), this.dtype);
  }
}

/**
 * The share of rows whose largest prediction stands where the one-hot target has its 1.
 *
 * @example
 * categoricalAccuracy().compute([[0, 1], [1, 0]], [[0.2, 0.8], [0.4, 0.6]]); // 0.5
 */
export function categoricalAccuracy(options: MetricOptions = {}): CategoricalAccuracy {
  return new CategoricalAccuracy(options);
}
