import type { Tensor } from "@wellfit/core";
import { type Confusion, confusionOf } from "./confusion";
import { Metric, type MetricState } from "./metric";
import { type MetricOptions, readMetricOptions } from "./metric-options";
import { areEven, readThresholds, type Thresholds } from "./thresholds";

/** Options of {@link truePositives} and its like. */
export interface ConfusionCountOptions extends MetricOptions {
  /** Above this a prediction counts as positive, from 0 to 1. Several give as many counts. Default 0.5. */
  readonly thresholds?: Thresholds | null;
}

/** How many rows, or how much weight, one of the four kinds has. */
export abstract class ConfusionCount extends Metric {
  /** The count for each threshold. */
  readonly states: readonly MetricState[];
  private readonly given: Thresholds | null;
  private readonly thresholds: readonly number[];

  /** Reads the options. */
  constructor(
    where: string,
    name: string,
    private readonly kind: keyof Confusion,
    options: ConfusionCountOptions,
  ) {
    const given = readMetricOptions(where, name, options, { thresholds: null as Thresholds | null });
    super(given.name, given.dtype);
    this.given = given.thresholds;
    this.thresholds = readThresholds(where, given.thresholds, 0.5);
    this.states = [{ name: "accumulator", shape: [this.thresholds.length], dtype: this.dtype }];
  }

  update([sum]: readonly Tensor[], yTrue: Tensor, yPred: Tensor, sampleWeight?: Tensor): readonly Tensor[] {
    const { name, thresholds, dtype } = this;
    const how = { where: name, thresholds, even: areEven(thresholds), sampleWeight, dtype };
    return [(sum as Tensor).add(confusionOf(yTrue, yPred, how)[this.kind])];
  }

  result([sum]: readonly Tensor[]): Tensor {
    return this.thresholds.length === 1 ? (sum as Tensor).reshape([]) : (sum as Tensor);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), thresholds: this.given };
  }
}
