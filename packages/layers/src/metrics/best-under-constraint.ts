import { type Tensor, where } from "@wellfit/core";
import { checkNumber } from "../common/options";
import { confusionOf } from "./confusion";
import { addCounts, countsOf, fourStates, rates } from "./four-counts";
import { Metric, type MetricState } from "./metric";
import { type MetricOptions, readMetricOptions } from "./metric-options";
import { evenThresholds } from "./thresholds";

/** Options of {@link precisionAtRecall} and its like. */
export interface BestUnderConstraintOptions extends MetricOptions {
  /** How many thresholds are tried, evenly from 0 to 1; at least 1, which is 0.5. Default 200. */
  readonly numThresholds?: number;
  /** The column that is looked at, counted from 0. Default all. */
  readonly classId?: number | null;
}

type Rate = "sensitivity" | "specificity" | "precision" | "recall";

/** The best of one rate among the thresholds at which another is at least so high. */
export abstract class BestUnderConstraint extends Metric {
  /** The four counts, for each threshold. */
  readonly states: readonly MetricState[];
  private readonly value: number;
  private readonly thresholds: readonly number[];
  private readonly classId: number | null;

  /** Reads the options, among them the one that is named for the constrained rate. */
  constructor(
    where: string,
    name: string,
    private readonly rate: { readonly constrained: Rate; readonly best: Rate },
    options: BestUnderConstraintOptions,
  ) {
    const given = readMetricOptions(where, name, options, {
      [rate.constrained]: undefined as number | undefined,
      numThresholds: 200,
      classId: null as number | null,
    });
    super(given.name, given.dtype);
    const { numThresholds, classId } = given as unknown as {
      numThresholds: number;
      classId: number | null;
    };
    this.value = checkNumber(where, rate.constrained, (given as Record<string, unknown>)[rate.constrained], {
      min: 0,
      max: 1,
    });
    checkNumber(where, "numThresholds", numThresholds, { integer: true, min: 1 });
    this.classId =
      classId === null ? null : checkNumber(where, "classId", classId, { integer: true, min: 0 });
    this.thresholds = numThresholds === 1 ? [0.5] : evenThresholds(numThresholds);
    this.states = fourStates([numThresholds], this.dtype);
  }

  update(states: readonly Tensor[], yTrue: Tensor, yPred: Tensor, sampleWeight?: Tensor): readonly Tensor[] {
    const { thresholds, dtype } = this;
    const found = confusionOf(yTrue, yPred, {
      where: this.name,
      thresholds,
      even: thresholds.length > 1,
      sampleWeight,
      classId: this.classId ?? undefined,
      dtype,
    });
    return addCounts(states, found);
  }

  result(states: readonly Tensor[]): Tensor {
    const counts = countsOf(states);
    const enough = rates[this.rate.constrained](counts).greaterEqual(this.value);
    return where(enough, rates[this.rate.best](counts), 0).max();
  }

  override getConfig(): Record<string, unknown> {
    return {
      ...super.getConfig(),
      class_id: this.classId,
      num_thresholds: this.thresholds.length,
      [this.rate.constrained]: this.value,
    };
  }
}
