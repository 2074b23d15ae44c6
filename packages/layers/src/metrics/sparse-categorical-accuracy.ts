import { argMax, cast, type Tensor } from "@wellfit/core";
import { matchTargets } from "../losses/match-targets";
import { MeanMetric } from "./mean-metric";
import { type MetricOptions, readMetricOptions } from "./metric-options";

/** See {@link sparseCategoricalAccuracy}. */
export class SparseCategoricalAccuracy extends MeanMetric {
  /** Its name in Keras. */
  static readonly className: string = "SparseCategoricalAccuracy";

  constructor(options: MetricOptions = {}) {
    const given = readMetricOptions("sparseCategoricalAccuracy", "sparse_categorical_accuracy", options, {});
    super(given.name, given.dtype);
  }

  values(yTrue: Tensor, yPred: Tensor): Tensor {
    const t = matchTargets(this.name, yTrue, yPred.shape.slice(0, -1));
    return cast(cast(t, "int32").equal(argMax(yPred)), this.dtype);
  }
}

/**
 * The share of rows whose largest prediction stands at the class number that is the target.
 *
 * @example
 * sparseCategoricalAccuracy().compute([1, 0], [[0.2, 0.8], [0.4, 0.6]]); // 0.5
 */
export function sparseCategoricalAccuracy(options: MetricOptions = {}): SparseCategoricalAccuracy {
  return new SparseCategoricalAccuracy(options);
}
