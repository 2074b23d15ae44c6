import { cast, stack, type Tensor, type Variable, variable, where, zeros } from "@wellfit/core";
import { meanOf } from "../metrics/mean-metric";
import type { Metric, MetricState } from "../metrics/metric";
import type { Network } from "./network";

/** What one batch tells the meters. */
export interface Reading {
  /** The loss of the batch with all penalties, a scalar. */
  readonly loss: Tensor;
  readonly yTrue: Tensor;
  readonly yPred: Tensor;
}

/** The loss and metrics of an epoch, added up inside the programs that compute them. */
export class Meters {
  /** The keys in logs, in the order of the results. */
  readonly keys: readonly string[];
  private readonly metrics: readonly Metric[];
  private held: Variable[] | undefined;

  constructor(
    private readonly model: Network,
    targetShape: readonly number[],
    outputShape: readonly number[],
  ) {
    const { metrics } = model.compiled;
    this.keys = ["loss", ...metrics.map((metric) => metric.key)];
    this.metrics = metrics.map((metric) => metric.for(targetShape, outputShape));
  }

  /** The results of one batch alone, as a vector. */
  once(reading: Reading): Tensor {
    return this.results(
      this.update(
        this.states().map(({ shape, dtype }) => zeros(shape, dtype ?? "float32")),
        reading,
      ),
    );
  }

  /** Adds a batch, forgetting those before it where `reset` is true, and gives the results so far as a vector. */
  add(reading: Reading, reset: Tensor): Tensor {
    this.held ??= this.states().map(({ name, shape, dtype }) =>
      variable(zeros(shape, dtype ?? "float32"), { name: `metrics/${name}`, trainable: false }),
    );
    const held = this.held;
    const old = held.map(({ value }) => where(reset, 0, value));
    const next = this.update(old, reading);
    held.forEach((state, i) => {
      state.assign(next[i] as Tensor);
    });
    return this.results(next);
  }

  private states(): MetricState[] {
    const mean = ["total", "count"].map((name) => ({
      name: `loss/${name}`,
      shape: [],
      dtype: this.model.dtype,
    }));
    return [...mean, ...this.metrics.flatMap((metric) => metric.states)];
  }

  private update(states: readonly Tensor[], { loss, yTrue, yPred }: Reading): Tensor[] {
    const rows = yPred.shape[0] as number;
    // Every row counts for the loss of its batch, so that a short last batch weighs less.
    const [total, count] = states as readonly [Tensor, Tensor];
    const next = [total.add(loss.mul(rows)), count.add(rows)];
    let at = 2;
    for (const metric of this.metrics) {
      const own = states.slice(at, at + metric.states.length);
      next.push(...metric.update(own, yTrue, yPred));
      at += own.length;
    }
    return next.map((state, i) => cast(state, (states[i] as Tensor).dtype));
  }

  private results(states: readonly Tensor[]): Tensor {
    let at = 2;
    const all = [meanOf(states.slice(0, 2))];
    for (const metric of this.metrics) {
      all.push(metric.result(states.slice(at, at + metric.states.length)));
      at += metric.states.length;
    }
    return stack(all.map((result) => cast(result.reshape([]), this.model.dtype)));
  }
}
