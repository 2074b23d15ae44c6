import { cast, type Tensor } from "@wellfit/core";
import { readAxis } from "../losses/axis";
import { matchTargets } from "../losses/match-targets";
import { MeanMetric } from "./mean-metric";
import { type MetricOptions, readMetricOptions } from "./metric-options";

/** Options of {@link pearsonCorrelation} and {@link concordanceCorrelation}. */
export interface CorrelationOptions extends MetricOptions {
  /** The axis along which what is compared lies: -1 (default) correlates each row, 0 the columns over a batch. */
  readonly axis?: number;
}

/** A correlation of targets and predictions along an axis. */
export abstract class CorrelationMetric extends MeanMetric {
  private readonly axis: number;

  /** Reads the options. */
  constructor(where: string, name: string, options: CorrelationOptions) {
    const given = readMetricOptions(where, name, options, { axis: -1 });
    super(given.name, given.dtype);
    this.axis = readAxis(where, given.axis);
  }

  values(yTrue: Tensor, yPred: Tensor): Tensor {
    const p = cast(yPred, this.dtype);
    return this.along(cast(matchTargets(this.name, yTrue, p.shape), p.dtype), p, this.axis);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), axis: this.axis };
  }

  /** The correlation along an axis, which goes. */
  protected abstract along(t: Tensor, p: Tensor, axis: number): Tensor;
}
