import { cast, type Tensor } from "@wellfit/core";
import { divideNoNan, weightsFor } from "../losses/reduction";
import { Metric, type MetricFunction, type MetricState } from "./metric";

/** A metric that is the mean of one value a row. */
export abstract class MeanMetric extends Metric {
  /** The sum of the values and of the weights. */
  readonly states: readonly MetricState[] = [
    { name: "total", shape: [], dtype: this.dtype },
    { name: "count", shape: [], dtype: this.dtype },
  ];

  /** One value for each row. */
  abstract values(yTrue: Tensor, yPred: Tensor): Tensor;

  update(states: readonly Tensor[], yTrue: Tensor, yPred: Tensor, sampleWeight?: Tensor): readonly Tensor[] {
    return addToMean(states, this.values(yTrue, yPred), sampleWeight);
  }

  result(states: readonly Tensor[]): Tensor {
    return meanOf(states);
  }
}

/** A total and a count with values added. */
export function addToMean(
  [total, count]: readonly Tensor[],
  given: Tensor,
  sampleWeight?: Tensor,
): readonly Tensor[] {
  const [sum, n] = [total as Tensor, count as Tensor];
  const values = cast(given, sum.dtype);
  if (sampleWeight === undefined) return [sum.add(values.sum()), n.add(values.size)];
  const weights = weightsFor(values, sampleWeight);
  const weighted = values.mul(weights);
  return [sum.add(weighted.sum()), n.add(weights.broadcastTo(weighted.shape).sum())];
}

/** The total divided by the count, 0 when nothing was counted. */
export function meanOf([total, count]: readonly Tensor[]): Tensor {
  return divideNoNan(total as Tensor, count as Tensor);
}

/** The mean of what a function of the user's returns. */
export class FunctionMetric extends MeanMetric {
  /** Keeps the function and its name. */
  constructor(private readonly fn: MetricFunction) {
    super(fn.name);
  }

  /** The function's name, under which a file finds it again among `customObjects`. */
  override get className(): string {
    return this.fn.name;
  }

  /** What the function returns. */
  values(yTrue: Tensor, yPred: Tensor): Tensor {
    return this.fn(yTrue, yPred);
  }
}
