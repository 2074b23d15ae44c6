import { cast, type Tensor } from "@wellfit/core";
import { checkChoice, checkNumber } from "../common/options";
import { matchTargets } from "../losses/match-targets";
import { EPSILON } from "../losses/probabilities";
import { weightsFor } from "../losses/reduction";
import { ColumnMetric } from "./column-metric";
import type { MetricState } from "./metric";
import { type MetricOptions, readMetricOptions } from "./metric-options";

/** Options of {@link f1Score}. */
export interface F1ScoreOptions extends MetricOptions {
  /**
   * One score a column (`null`, default); one of all counts together; the mean of the columns' scores; or their mean by how
   * often each column is the target.
   */
  readonly average?: "micro" | "macro" | "weighted" | null;
  /** Above this a prediction counts as 1, above 0 and at most 1. Default `null`: the largest of a row does. */
  readonly threshold?: number | null;
}

/** Options of {@link fBetaScore}. */
export interface FBetaScoreOptions extends F1ScoreOptions {
  /** How many times as much recall counts as precision, above 0. Default 1. */
  readonly beta?: number;
}

/** See {@link fBetaScore}. */
export class FBetaScore extends ColumnMetric {
  /** Its name in Keras. */
  static readonly className: string = "FBetaScore";
  protected readonly average: "micro" | "macro" | "weighted" | null;
  protected readonly threshold: number | null;
  private readonly beta: number;

  constructor(options: FBetaScoreOptions = {}, where = "fBetaScore", name = "fbeta_score") {
    const given = readMetricOptions(where, name, options, {
      average: null as "micro" | "macro" | "weighted" | null,
      beta: 1,
      threshold: null as number | null,
    });
    super(given.name, given.dtype);
    const { average, threshold } = given;
    this.average =
      average === null
        ? null
        : checkChoice<"micro" | "macro" | "weighted">(where, "average", average, [
            "micro",
            "macro",
            "weighted",
          ]);
    this.beta = checkNumber(where, "beta", given.beta, { above: 0 });
    this.threshold =
      threshold === null ? null : checkNumber(where, "threshold", threshold, { above: 0, max: 1 });
  }

  update(states: readonly Tensor[], yTrue: Tensor, yPred: Tensor, sampleWeight?: Tensor): readonly Tensor[] {
    const given = cast(yPred, this.dtype);
    const t = cast(matchTargets(this.name, yTrue, given.shape), this.dtype);
    const chosen =
      this.threshold === null
        ? given.greaterEqual(given.max(-1, { keepdims: true })).mul(given.abs().greater(1e-9))
        : given.greater(this.threshold);
    const p = cast(chosen, this.dtype);
    const weights = sampleWeight && weightsFor(t, sampleWeight);
    const counts = [p.mul(t), p.mul(t.neg().add(1)), p.neg().add(1).mul(t), t];
    const axis = this.average === "micro" ? undefined : 0;
    return counts.map((count, i) =>
      (states[i] as Tensor).add((weights === undefined ? count : count.mul(weights)).sum(axis)),
    );
  }

  result(states: readonly Tensor[]): Tensor {
    const [tp, fp, fn, support] = states as readonly [Tensor, Tensor, Tensor, Tensor];
    const precision = tp.div(tp.add(fp).add(EPSILON));
    const recall = tp.div(tp.add(fn).add(EPSILON));
    const squared = this.beta ** 2;
    const score = precision
      .mul(recall)
      .div(precision.mul(squared).add(recall).add(EPSILON))
      .mul(1 + squared);
    if (this.average === null) return score;
    if (this.average !== "weighted") return score.mean();
    return score.mul(support.div(support.sum().add(EPSILON))).sum();
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), average: this.average, beta: this.beta, threshold: this.threshold };
  }

  protected statesFor(columns: number): readonly MetricState[] {
    const shape = this.average === "micro" ? [] : [columns];
    return ["true_positives", "false_positives", "false_negatives", "intermediate_weights"].map((name) => ({
      name,
      shape,
      dtype: this.dtype,
    }));
  }
}

/**
 * `(1 + beta²) precision recall / (beta² precision + recall)`: a mean of precision and recall. One score a column unless
 * `average` says how they become one, which logs need.
 *
 * @throws RangeError for a `beta` or `threshold` out of range, unless predictions are rows and columns, and when targets have
 *   another shape.
 * @example
 * fBetaScore({ beta: 2, threshold: 0.5, average: "micro" }).compute([[1], [1], [0]], [[0.9], [0.2], [0.8]]); // 0.5
 */
export function fBetaScore(options: FBetaScoreOptions = {}): FBetaScore {
  return new FBetaScore(options);
}
