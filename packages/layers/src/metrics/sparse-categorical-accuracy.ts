import { argMax, cast, type Tensor } from "@wellfit/core";
import { readOptions } from "../common/options";
import { matchTargets } from "../losses/match-targets";
import type { MetricOptions } from "./categorical-accuracy";
import { MeanMetric } from "./mean-metric";

/** See {@link sparseCategoricalAccuracy}. */
export class SparseCategoricalAccuracy extends MeanMetric {
  /** Its name in Keras. */
  static readonly className: string = "SparseCategoricalAccuracy";

  constructor(options: MetricOptions = {}) {
    const given = readOptions("sparseCategoricalAccuracy", options, {
      name: "sparse_categorical_accuracy",
      dtype: undefined as unknown,
    });
    super(given.name);
  }

  values(yTrue: Tensor, yPred: Tensor): Tensor {
    const t = matchTargets(this.name, yTrue, yPred.shape.slice(0, -1));
    return cast(cast(t, "int32").equal(argMax(yPred)), "float32");
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
