import type { Tensor } from "@wellfit/core";
import { snakeCase } from "../common/names";
import { checkNumber } from "../common/options";
import { divideNoNan } from "../losses/reduction";
import { confusionOf, LEAST } from "./confusion";
import { Metric, type MetricState } from "./metric";
import { type MetricOptions, readMetricOptions } from "./metric-options";
import { areEven, readThresholds, type Thresholds } from "./thresholds";

/** Options of {@link precision} and {@link recall}. */
export interface PositiveShareOptions extends MetricOptions {
  /**
   * Above this a prediction counts as positive, from 0 to 1. Several give as many results. Default 0.5, or with `topK` any.
   */
  readonly thresholds?: Thresholds | null;
  /** Only the so many largest predictions of a row count as positive. Default all. */
  readonly topK?: number | null;
  /** The column that is looked at, counted from 0. Default all. */
  readonly classId?: number | null;
}

/** The share of true positives among them and the false ones of a kind. */
export abstract class PositiveShare extends Metric {
  /** The two counts, for each threshold. */
  readonly states: readonly MetricState[];
  private readonly given: { readonly [K in "thresholds" | "topK" | "classId"]: unknown };
  private readonly thresholds: readonly number[];
  private readonly topK: number | undefined;
  private readonly classId: number | undefined;

  /** Reads the options. */
  constructor(
    where: string,
    private readonly other: "falsePositives" | "falseNegatives",
    options: PositiveShareOptions,
  ) {
    const { name, dtype, thresholds, topK, classId } = readMetricOptions(where, where, options, {
      thresholds: null as Thresholds | null,
      topK: null as number | null,
      classId: null as number | null,
    });
    super(name, dtype);
    this.given = { thresholds, topK, classId };
    this.topK = topK === null ? undefined : checkNumber(where, "topK", topK, { integer: true, min: 1 });
    this.classId =
      classId === null ? undefined : checkNumber(where, "classId", classId, { integer: true, min: 0 });
    this.thresholds = readThresholds(where, thresholds, topK === null ? 0.5 : LEAST);
    const shape = [this.thresholds.length];
    this.states = ["true_positives", snakeCase(other)].map((state) => ({
      name: state,
      shape,
      dtype: this.dtype,
    }));
  }

  update(states: readonly Tensor[], yTrue: Tensor, yPred: Tensor, sampleWeight?: Tensor): readonly Tensor[] {
    const { thresholds, topK, classId, dtype } = this;
    const found = confusionOf(yTrue, yPred, {
      where: this.name,
      thresholds,
      even: areEven(thresholds),
      sampleWeight,
      topK,
      classId,
      dtype,
    });
    const [right, wrong] = states as readonly [Tensor, Tensor];
    return [right.add(found.truePositives), wrong.add(found[this.other])];
  }

  result(states: readonly Tensor[]): Tensor {
    const [right, wrong] = states as readonly [Tensor, Tensor];
    const share = divideNoNan(right, right.add(wrong));
    return this.thresholds.length === 1 ? share.reshape([]) : share;
  }

  override getConfig(): Record<string, unknown> {
    const { thresholds, topK, classId } = this.given;
    return { ...super.getConfig(), thresholds, top_k: topK, class_id: classId };
  }
}
