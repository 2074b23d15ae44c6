import { gather, type Tensor, type Variable, variable } from "@wellfit/core";
import type { Numbers } from "./arrays";
import type { Dataset } from "./dataset";

/** A batch inside a program: an entry for each input, and for each output. */
export interface Batch {
  readonly x: readonly Tensor[];
  readonly y: readonly (Tensor | undefined)[];
  readonly weights: readonly (Tensor | undefined)[];
}

type Held = Variable | undefined;

/** A dataset in engine memory, from which programs take batches. */
export class EngineData {
  private readonly x: readonly Held[];
  private readonly y: readonly Held[];
  private readonly weights: readonly Held[];

  constructor(data: Dataset) {
    const hold = (name: string, all: readonly (Numbers | undefined)[]): readonly Held[] =>
      all.map((from) => from && variable(from, { name, trainable: false }));
    this.x = hold("x", data.x);
    this.y = hold("y", data.y);
    this.weights = hold("weights", data.weights);
  }

  /** Replaces the rows by others of the same shapes. */
  load(data: Dataset): void {
    const put = (held: readonly Held[], from: readonly (Numbers | undefined)[]): void =>
      held.forEach((into, i) => {
        into?.assign(from[i] as Numbers);
      });
    put(this.x, data.x);
    put(this.y, data.y);
    put(this.weights, data.weights);
  }

  /** All rows. */
  all(): Batch {
    return this.read((held) => held.value);
  }

  /** The rows that int32 indices name. */
  batch(indices: Tensor): Batch {
    return this.read((held) => gather(held.value, indices));
  }

  private read(rows: (held: Variable) => Tensor): Batch {
    const each = (all: readonly Held[]): readonly (Tensor | undefined)[] =>
      all.map((held) => held && rows(held));
    return { x: each(this.x) as readonly Tensor[], y: each(this.y), weights: each(this.weights) };
  }
}
