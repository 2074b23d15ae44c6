import { argMax, cast, type Tensor } from "@wellfit/core";
import { checkNumber } from "../common/options";
import { matchTargets } from "../losses/match-targets";
import { inTopK } from "./in-top-k";
import { MeanMetric } from "./mean-metric";
import { type MetricOptions, readMetricOptions } from "./metric-options";

/** Options of {@link topKCategoricalAccuracy}. */
export interface TopKCategoricalAccuracyOptions extends MetricOptions {
  /** Among how many of the largest predictions the right one may be; a whole number of at least 1. Default 5. */
  readonly k?: number;
}

/** See {@link topKCategoricalAccuracy}. */
export class TopKCategoricalAccuracy extends MeanMetric {
  /** Its name in Keras. */
  static readonly className: string = "TopKCategoricalAccuracy";
  private readonly k: number;

  constructor(options: TopKCategoricalAccuracyOptions = {}) {
    const where = "topKCategoricalAccuracy";
    const { name, dtype, k } = readMetricOptions(where, "top_k_categorical_accuracy", options, { k: 5 });
    super(name, dtype);
    this.k = checkNumber(where, "k", k, { integer: true, min: 1 });
  }

  values(yTrue: Tensor, yPred: Tensor): Tensor {
    const t = matchTargets(this.name, yTrue, yPred.shape);
    return cast(inTopK(argMax(t), yPred, this.k), this.dtype);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), k: this.k };
  }
}

/**
 * The share of rows where the class of the one-hot target has one of the `k` largest predictions.
 *
 * @throws RangeError when targets and predictions have different shapes, and for a `k` below 1.
 * @example
 * topKCategoricalAccuracy({ k: 2 }).compute([[0, 0, 1], [0, 1, 0]], [[0.1, 0.7, 0.2], [0.6, 0.1, 0.3]]); // 0.5
 */
export function topKCategoricalAccuracy(
  options: TopKCategoricalAccuracyOptions = {},
): TopKCategoricalAccuracy {
  return new TopKCategoricalAccuracy(options);
}
