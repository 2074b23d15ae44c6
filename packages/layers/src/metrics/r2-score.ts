import { cast, isInf, type Tensor, where } from "@wellfit/core";
import { camelCase, snakeCase } from "../common/names";
import { checkChoice, checkNumber } from "../common/options";
import { matchTargets } from "../losses/match-targets";
import { weightsFor } from "../losses/reduction";
import { ColumnMetric } from "./column-metric";
import type { MetricState } from "./metric";
import { type MetricOptions, readMetricOptions } from "./metric-options";

/** How the scores of several columns become one. */
export type ClassAggregation = "uniformAverage" | "varianceWeightedAverage";

/** Options of {@link r2Score}. */
export interface R2ScoreOptions extends MetricOptions {
  /**
   * The mean of the columns' scores (default), their mean by the variance of the targets, or `null` for one score a column.
   * Keras's spellings are known too.
   */
  readonly classAggregation?: ClassAggregation | "uniform_average" | "variance_weighted_average" | null;
  /** The number of independent variables that the score is adjusted for. Default 0, not adjusted. */
  readonly numRegressors?: number;
}

/** See {@link r2Score}. */
export class R2Score extends ColumnMetric {
  /** Its name in Keras. */
  static readonly className: string = "R2Score";
  private readonly classAggregation: ClassAggregation | null;
  private readonly numRegressors: number;

  constructor(options: R2ScoreOptions = {}) {
    const given = readMetricOptions("r2Score", "r2_score", options, {
      classAggregation: "uniformAverage",
      numRegressors: 0,
    });
    super(given.name, given.dtype);
    const { classAggregation: how } = given;
    this.classAggregation =
      options.classAggregation === null
        ? null
        : checkChoice<ClassAggregation>(
            "r2Score",
            "classAggregation",
            typeof how === "string" ? camelCase(how) : how,
            ["uniformAverage", "varianceWeightedAverage"],
          );
    this.numRegressors = checkNumber("r2Score", "numRegressors", given.numRegressors, {
      integer: true,
      min: 0,
    });
  }

  update(states: readonly Tensor[], yTrue: Tensor, yPred: Tensor, sampleWeight?: Tensor): readonly Tensor[] {
    const [samples, squares, sum, residual, count] = states as readonly [
      Tensor,
      Tensor,
      Tensor,
      Tensor,
      Tensor,
    ];
    const p = cast(yPred, this.dtype);
    const t = cast(matchTargets(this.name, yTrue, p.shape), p.dtype);
    const one = weightsFor(t, sampleWeight ?? p.mul(0).add(1));
    const w = one.broadcastTo(t.shape);
    const weighted = t.mul(w);
    return [
      samples.add(t.size),
      squares.add(t.mul(weighted).sum(0)),
      sum.add(weighted.sum(0)),
      residual.add(t.sub(p).square().mul(w).sum(0)),
      count.add(w.sum(0)),
    ];
  }

  result(states: readonly Tensor[]): Tensor {
    const [samples, squares, sum, residual, count] = states as readonly [
      Tensor,
      Tensor,
      Tensor,
      Tensor,
      Tensor,
    ];
    const total = squares.sub(sum.mul(sum.div(count)));
    const raw = residual.div(total).neg().add(1);
    const scores = where(isInf(raw), 0, raw);
    const score = this.aggregated(scores, total);
    const p = this.numRegressors;
    if (p === 0) return score;
    // With too few rows for so many variables it stays as it is, as in Keras.
    const free = samples.sub(p + 1);
    const enough = free.greater(0);
    const adjusted = score
      .neg()
      .add(1)
      .mul(samples.sub(1))
      .div(where(enough, free, 1))
      .neg()
      .add(1);
    return where(enough, adjusted, score);
  }

  override getConfig(): Record<string, unknown> {
    return {
      ...super.getConfig(),
      class_aggregation: this.classAggregation === null ? null : snakeCase(this.classAggregation),
      num_regressors: this.numRegressors,
    };
  }

  protected statesFor(columns: number): readonly MetricState[] {
    const { dtype } = this;
    const each = (name: string): MetricState => ({ name, shape: [columns], dtype });
    return [
      { name: "num_samples", shape: [], dtype },
      each("squared_sum"),
      each("sum"),
      each("residual"),
      each("count"),
    ];
  }

  private aggregated(scores: Tensor, total: Tensor): Tensor {
    if (this.classAggregation === null) return scores;
    if (this.classAggregation === "uniformAverage") return scores.mean();
    return total.mul(scores).sum().div(total.sum());
  }
}

/**
 * The coefficient of determination `1 - sum((t - p)²) / sum((t - mean(t))²)`: 1 for perfect predictions, 0 for those that are
 * no better than the mean of the targets, negative for worse ones.
 *
 * @throws RangeError unless predictions are rows and columns and targets have their shape.
 * @example
 * r2Score().compute([[1], [2], [3]], [[1], [2], [4]]); // 0.5
 */
export function r2Score(options: R2ScoreOptions = {}): R2Score {
  return new R2Score(options);
}
