import { std, type Tensor } from "@wellfit/core";
import { CorrelationMetric, type CorrelationOptions } from "./correlation";

/** See {@link pearsonCorrelation}. */
export class PearsonCorrelation extends CorrelationMetric {
  /** Its name in Keras. */
  static readonly className: string = "PearsonCorrelation";

  constructor(options: CorrelationOptions = {}) {
    super("pearsonCorrelation", "pearson_correlation", options);
  }

  protected along(t: Tensor, p: Tensor, axis: number): Tensor {
    const scaled = (x: Tensor): Tensor => {
      const centred = x.sub(x.mean(axis, { keepdims: true }));
      return centred.div(std(centred, axis, { keepdims: true }));
    };
    return scaled(t).mul(scaled(p)).mean(axis);
  }
}

/**
 * The mean correlation coefficient of targets and predictions: 1 where they lie on a rising line, -1 on a falling one. NaN
 * where all of one are equal.
 *
 * @throws RangeError when targets and predictions have different shapes.
 * @example
 * pearsonCorrelation().compute([[0, 1, 2]], [[1, 3, 5]]); // 1
 */
export function pearsonCorrelation(options: CorrelationOptions = {}): PearsonCorrelation {
  return new PearsonCorrelation(options);
}
