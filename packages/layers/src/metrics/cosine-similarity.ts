import { cast, type Tensor } from "@wellfit/core";
import { readAxis } from "../losses/axis";
import { cosine } from "../losses/cosine-similarity";
import { matchTargets } from "../losses/match-targets";
import { MeanMetric } from "./mean-metric";
import { type MetricOptions, readMetricOptions } from "./metric-options";

/** Options of {@link cosineSimilarityMetric}. */
export interface CosineSimilarityMetricOptions extends MetricOptions {
  /** The axis along which the numbers of a vector lie. Default -1, the last. */
  readonly axis?: number;
}

/** See {@link cosineSimilarityMetric}. */
export class CosineSimilarityMetric extends MeanMetric {
  /** Its name in Keras. */
  static readonly className: string = "CosineSimilarity";
  private readonly axis: number;

  constructor(options: CosineSimilarityMetricOptions = {}) {
    const where = "cosineSimilarityMetric";
    const { name, dtype, axis } = readMetricOptions(where, "cosine_similarity", options, { axis: -1 });
    super(name, dtype);
    this.axis = readAxis(where, axis);
  }

  values(yTrue: Tensor, yPred: Tensor): Tensor {
    const p = cast(yPred, this.dtype);
    return cosine(cast(matchTargets(this.name, yTrue, p.shape), p.dtype), p, this.axis);
  }

  override getConfig(): Record<string, unknown> {
    return this.axis === -1 ? super.getConfig() : { ...super.getConfig(), axis: this.axis };
  }
}

/**
 * The mean cosine of the angle between targets and predictions: 1 where they point the same way, which as a loss would be
 * -1; see {@link cosineSimilarity}.
 *
 * @throws RangeError when targets and predictions have different shapes.
 * @example
 * cosineSimilarityMetric().compute([[1, 0]], [[2, 0]]); // 1
 */
export function cosineSimilarityMetric(options: CosineSimilarityMetricOptions = {}): CosineSimilarityMetric {
  return new CosineSimilarityMetric(options);
}
