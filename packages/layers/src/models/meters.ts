import { cast, stack, type Tensor, type Variable, variable, where, zeros } from "@wellfit/core";
import { meanOf } from "../metrics/mean-metric";
import { type Metric, type MetricState, scalarResult } from "../metrics/metric";
import type { Compiled, OutputMetric } from "./compile";
import type { Batch } from "./engine-data";
import type { Network } from "./network";
import type { Objective } from "./objective";
import { withoutPadding } from "./padding";

/** A metric that was chosen for the shapes of the data. */
interface Meter extends OutputMetric {
  readonly metric: Metric;
}

/** What the losses and metrics of a model are called in logs, in the order of the results. */
export function meterKeys({ lossKeys, metrics }: Compiled): readonly string[] {
  return ["loss", ...lossKeys, ...metrics.map((metric) => metric.key)];
}

/** The losses and metrics of an epoch, added up inside the programs that compute them. */
export class Meters {
  /** The keys in logs, in the order of the results. */
  readonly keys: readonly string[];
  private readonly metrics: readonly Meter[];
  private readonly means: number;
  private variables: Variable[] | undefined;

  constructor(
    private readonly model: Network,
    targetShapes: readonly (readonly number[] | undefined)[],
    outputShapes: readonly (readonly (number | null)[])[],
  ) {
    const { metrics, lossKeys } = model.compiled;
    this.keys = meterKeys(model.compiled);
    this.means = 1 + lossKeys.length;
    this.metrics = metrics.map((metric) => ({
      ...metric,
      metric: metric.for(
        targetShapes[metric.output] as readonly number[],
        outputShapes[metric.output] as readonly number[],
      ),
    }));
  }

  /** The results of one batch alone, as a vector. */
  once(batch: Batch, objective: Objective): Tensor {
    const zero = this.states().map(({ shape, dtype }) => zeros(shape, dtype ?? "float32"));
    return this.results(this.update(zero, batch, objective));
  }

  /** Adds a batch, forgetting those before it where `reset` is true, and gives the results so far as a vector. */
  add(batch: Batch, objective: Objective, reset: Tensor): Tensor {
    const { held } = this;
    const old = held.map(({ value }) => where(reset, 0, value));
    const next = this.update(old, batch, objective);
    held.forEach((state, i) => {
      state.assign(next[i] as Tensor);
    });
    return this.results(next);
  }

  /** What the sums are kept in from batch to batch. */
  get held(): readonly Variable[] {
    this.variables ??= this.states().map(({ name, shape, dtype }) =>
      variable(zeros(shape, dtype ?? "float32"), { name: `metrics/${name}`, trainable: false }),
    );
    return this.variables;
  }

  private states(): MetricState[] {
    const { dtype } = this.model;
    const means = Array.from({ length: this.means }, () => [
      { name: "loss/total", shape: [], dtype },
      { name: "loss/count", shape: [], dtype },
    ]);
    return [...means.flat(), ...this.metrics.flatMap(({ metric }) => metric.states)];
  }

  private update(states: readonly Tensor[], batch: Batch, objective: Objective): Tensor[] {
    const rows = batch.x[0]?.shape[0] as number;
    const { losses, total, outputs } = objective;
    const own = this.means === 1 ? [] : losses.filter((loss) => loss !== undefined);
    // Every row counts for the loss of its batch, so that a short last batch weighs less.
    const next = [total, ...own].flatMap((loss, i) => [
      (states[2 * i] as Tensor).add(loss.mul(rows)),
      (states[2 * i + 1] as Tensor).add(rows),
    ]);
    let at = 2 * this.means;
    for (const { metric, output, weighted } of this.metrics) {
      const mine = states.slice(at, at + metric.states.length);
      const predicted = outputs[output] as Tensor;
      const weights = withoutPadding(predicted, weighted ? batch.weights[output] : undefined);
      next.push(...metric.update(mine, batch.y[output] as Tensor, predicted, weights));
      at += mine.length;
    }
    return next.map((state, i) => cast(state, (states[i] as Tensor).dtype));
  }

  private results(states: readonly Tensor[]): Tensor {
    const all = Array.from({ length: this.means }, (_, i) => meanOf(states.slice(2 * i, 2 * i + 2)));
    let at = 2 * this.means;
    for (const { metric } of this.metrics) {
      all.push(scalarResult(metric, states.slice(at, at + metric.states.length)));
      at += metric.states.length;
    }
    return stack(all.map((result) => cast(result.reshape([]), this.model.dtype)));
  }
}
