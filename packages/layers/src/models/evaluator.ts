import { jit, type Tensor, tensor } from "@wellfit/core";
import { forwardPass } from "../layers/context";
import type { Dataset } from "./dataset";
import { type Batch, EngineData } from "./engine-data";
import { Meters, type Reading } from "./meters";
import type { Network } from "./network";
import { objectiveOf } from "./objective";

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
    const outputShape = model.computeOutputShape(data.x.shape) as readonly number[];
    const meters = new Meters(model, data.y.shape, outputShape);
    this.keys = meters.keys;
    const read = (batch: Batch): Reading => {
      const { output, total } = objectiveOf(model, batch, forwardPass(false, 0));
      return { loss: total, yTrue: batch.y, yPred: output };
    };
    if (data.rows <= batchSize) {
      this.runs = jit(() => meters.once(read(this.data.all())), { name: "evaluate" });
      return;
    }
    const step = jit((indices: Tensor, reset: Tensor) => meters.add(read(this.data.batch(indices)), reset), {
      name: "evaluateBatch",
    });
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
