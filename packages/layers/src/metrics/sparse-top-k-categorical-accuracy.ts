import { any, cast, type Tensor } from "@wellfit/core";
import { checkNumber } from "../common/options";
import { matchTargets } from "../losses/match-targets";
import { readFlag } from "../losses/probabilities";
import { inTopK } from "./in-top-k";
import { MeanMetric } from "./mean-metric";
import { type MetricOptions, readMetricOptions } from "./metric-options";

/** Options of {@link sparseTopKCategoricalAccuracy}. */
export interface SparseTopKCategoricalAccuracyOptions extends MetricOptions {
  /** Among how many of the largest predictions the right one may be; a whole number of at least 1. Default 5. */
  readonly k?: number;
  /** Whether predictions are class numbers, the likeliest first, instead of one number a class. Default false. */
  readonly fromSortedIds?: boolean;
}

/** See {@link sparseTopKCategoricalAccuracy}. */
export class SparseTopKCategoricalAccuracy extends MeanMetric {
  /** Its name in Keras. */
  static readonly className: string = "SparseTopKCategoricalAccuracy";
  private readonly k: number;
  private readonly fromSortedIds: boolean;

  constructor(options: SparseTopKCategoricalAccuracyOptions = {}) {
    const where = "sparseTopKCategoricalAccuracy";
    const given = readMetricOptions(where, "sparse_top_k_categorical_accuracy", options, {
      k: 5,
      fromSortedIds: false,
    });
    super(given.name, given.dtype);
    this.k = checkNumber(where, "k", given.k, { integer: true, min: 1 });
    this.fromSortedIds = readFlag(where, "fromSortedIds", given.fromSortedIds);
  }

  values(yTrue: Tensor, yPred: Tensor): Tensor {
    const t = matchTargets(this.name, yTrue, yPred.shape.slice(0, -1));
    if (!this.fromSortedIds) return cast(inTopK(t, yPred, this.k), this.dtype);
    const ranked = yPred.slice([...t.shape.map(() => null), [0, this.k]]);
    return cast(any(cast(t, yPred.dtype).expandDims(-1).equal(ranked), -1), this.dtype);
  }

  override getConfig(): Record<string, unknown> {
    const config = { ...super.getConfig(), k: this.k };
    return this.fromSortedIds ? { ...config, from_sorted_ids: true } : config;
  }
}

/**
 * The share of rows where the class number that is the target has one of the `k` largest predictions.
 *
 * @throws RangeError when there is not one target a row of predictions, and for a `k` below 1.
 * @example
 * sparseTopKCategoricalAccuracy({ k: 2 }).compute([2, 1], [[0.1, 0.7, 0.2], [0.6, 0.1, 0.3]]); // 0.5
 */
export function sparseTopKCategoricalAccuracy(
  options: SparseTopKCategoricalAccuracyOptions = {},
): SparseTopKCategoricalAccuracy {
  return new SparseTopKCategoricalAccuracy(options);
}
