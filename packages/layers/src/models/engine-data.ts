import { gather, type Tensor, type Variable, variable } from "@wellfit/core";
import type { Dataset } from "./dataset";

/** A batch inside a program. */
export interface Batch {
  readonly x: Tensor;
  readonly y: Tensor;
  readonly weights: Tensor | undefined;
}

/** A dataset in engine memory, from which programs take batches. */
export class EngineData {
  private readonly x: Variable;
  private readonly y: Variable;
  private readonly weights: Variable | undefined;

  constructor(data: Dataset) {
    const hold = (name: string, from: Dataset["x"]): Variable => variable(from, { name, trainable: false });
    this.x = hold("x", data.x);
    this.y = hold("y", data.y);
    this.weights = data.weights && hold("weights", data.weights);
  }

  /** Replaces the rows by others of the same shapes. */
  load(data: Dataset): void {
    this.x.assign(data.x);
    this.y.assign(data.y);
    if (data.weights) this.weights?.assign(data.weights);
  }

  /** All rows. */
  all(): Batch {
    return { x: this.x.value, y: this.y.value, weights: this.weights?.value };
  }

  /** The rows that int32 indices name. */
  batch(indices: Tensor): Batch {
    return {
      x: gather(this.x.value, indices),
      y: gather(this.y.value, indices),
      weights: this.weights && gather(this.weights.value, indices),
    };
  }
}
