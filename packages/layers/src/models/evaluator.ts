import { jit, type Tensor, tensor } from "@wellfit/core";
import { forwardPass } from "../layers/context";
import { BatchLayout } from "./batch-layout";
import type { Dataset } from "./dataset";
import { type Batch, EngineData } from "./engine-data";
import type { Meters } from "./meters";
import type { Network } from "./network";
import { objectiveOf } from "./objective";
import { metersFor } from "./trainer";

/** Up to so many rows are judged at once when nobody says otherwise. */
export const EVALUATION_ROWS = 1024;

/** The loss and metrics over data in engine memory, as one program. */
export class Evaluator {
  /** The keys in logs, in the order of the results. */
  readonly keys: readonly string[];
  private readonly data: EngineData;
  private readonly runs: () => Tensor;

  /** @param batchSize - So many rows at once. */
  constructor(model: Network, data: Dataset, batchSize: number) {
    this.data = new EngineData(data);
    const meters = metersFor(model, data);
    this.keys = meters.keys;
    if (data.rows <= batchSize) {
      this.runs = jit(
        () => {
          const batch = this.data.all();
          return meters.once(batch, objectiveOf(model, batch, forwardPass(false, 0)));
        },
        { name: "evaluate" },
      );
      return;
    }
    const step = jit(
      (indices: Tensor, reset: Tensor) => judge(model, this.data.batch(indices), meters, reset),
      { name: "evaluateBatch" },
    );
    const chunks: Tensor[] = [];
    for (let start = 0; start < data.rows; start += batchSize) {
      const length = Math.min(batchSize, data.rows - start);
      chunks.push(tensor(Int32Array.from({ length }, (_, i) => start + i)));
    }
    const [first, later] = [tensor(true), tensor(false)];
    this.runs = () => {
      let results: Tensor | undefined;
      for (const chunk of chunks) results = step(chunk, results === undefined ? first : later);
      return results as Tensor;
    };
  }

  /** Replaces the rows by others of the same shapes. */
  load(data: Dataset): void {
    this.data.load(data);
  }

  /** The results in the order of `keys`. */
  run(): ArrayLike<number> {
    return this.runs().value as ArrayLike<number>;
  }
}

/** The loss and metrics over batches that come one by one. */
export class StreamEvaluator {
  /** The keys in logs, in the order of the results. */
  readonly keys: readonly string[];
  private readonly layout: BatchLayout;
  private readonly run: (batch: readonly Tensor[], reset: Tensor) => Tensor;

  /** @param example - The first batch. */
  constructor(model: Network, example: Dataset) {
    const meters = metersFor(model, example);
    this.keys = meters.keys;
    const layout = new BatchLayout(example);
    this.layout = layout;
    this.run = jit(
      (batch: readonly Tensor[], reset: Tensor) => judge(model, layout.batch(batch), meters, reset),
      { name: "evaluateBatch" },
    );
  }

  /** The results so far in the order of `keys`, with this batch. */
  add(batch: Dataset, first: boolean): ArrayLike<number> {
    return this.run(this.layout.list(batch), tensor(first)).value as ArrayLike<number>;
  }
}

function judge(model: Network, batch: Batch, meters: Meters, reset: Tensor): Tensor {
  return meters.add(batch, objectiveOf(model, batch, forwardPass(false, 0)), reset);
}
