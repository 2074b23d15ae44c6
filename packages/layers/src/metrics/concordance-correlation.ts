import { type Tensor, variance } from "@wellfit/core";
import { EPSILON } from "../losses/probabilities";
import { CorrelationMetric, type CorrelationOptions } from "./correlation";

/** See {@link concordanceCorrelation}. */
export class ConcordanceCorrelation extends CorrelationMetric {
  /** Its name in Keras. */
  static readonly className: string = "ConcordanceCorrelation";

  constructor(options: CorrelationOptions = {}) {
    super("concordanceCorrelation", "concordance_correlation", options);
  }

  protected along(t: Tensor, p: Tensor, axis: number): Tensor {
    const keep = { keepdims: true };
    const [tMean, pMean] = [t.mean(axis, keep), p.mean(axis, keep)];
    const together = t.sub(tMean).mul(p.sub(pMean)).mul(2);
    const apart = variance(t.sub(tMean), axis, keep)
      .add(variance(p.sub(pMean), axis, keep))
      .add(tMean.sub(pMean).square());
    return together.div(apart.add(EPSILON)).mean(axis);
  }
}

/**
 * The mean concordance coefficient (Lin 1989, https://doi.org/10.2307/2532051) of targets and predictions: 1 where they are
 * equal; less than their correlation where they differ in mean or spread.
 *
 * @throws RangeError when targets and predictions have different shapes.
 * @example
 * concordanceCorrelation().compute([[0, 1, 2]], [[1, 2, 3]]); // 0.5714286
 */
export function concordanceCorrelation(options: CorrelationOptions = {}): ConcordanceCorrelation {
  return new ConcordanceCorrelation(options);
}
