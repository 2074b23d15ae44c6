import { cast, type Tensor } from "@wellfit/core";
import { checkNumber } from "../common/options";
import { matchTargets } from "../losses/match-targets";
import { meanOfLastAxis } from "../losses/mean-of-last-axis";
import { MeanMetric } from "./mean-metric";
import { type MetricOptions, readMetricOptions } from "./metric-options";

/** Options of {@link binaryAccuracy}. */
export interface BinaryAccuracyOptions extends MetricOptions {
  /** Above this a prediction counts as 1. Default 0.5; at least 0 and at most 1. */
  readonly threshold?: number;
}

/** See {@link binaryAccuracy}. */
export class BinaryAccuracy extends MeanMetric {
  /** Its name in Keras. */
  static readonly className: string = "BinaryAccuracy";
  private readonly threshold: number;

  constructor(options: BinaryAccuracyOptions = {}) {
    const { name, dtype, threshold } = readMetricOptions("binaryAccuracy", "binary_accuracy", options, {
      threshold: 0.5,
    });
    super(name, dtype);
    this.threshold = checkNumber("binaryAccuracy", "threshold", threshold, { min: 0, max: 1 });
  }

  values(yTrue: Tensor, yPred: Tensor): Tensor {
    const t = matchTargets(this.name, yTrue, yPred.shape);
    const predicted = cast(yPred.greater(this.threshold), yPred.dtype);
    return meanOfLastAxis(cast(cast(t, yPred.dtype).equal(predicted), this.dtype));
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), threshold: this.threshold };
  }
}

/**
 * The share of predictions that lie on the same side of a threshold as their target of 0 or 1.
 *
 * @throws RangeError for a threshold outside of [0, 1].
 * @example
 * binaryAccuracy().compute([[1], [0]], [[0.9], [0.6]]); // 0.5
 */
export function binaryAccuracy(options: BinaryAccuracyOptions = {}): BinaryAccuracy {
  return new BinaryAccuracy(options);
}
