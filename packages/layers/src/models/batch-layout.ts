import { type Tensor, tensor } from "@wellfit/core";
import type { Numbers } from "./arrays";
import type { Dataset } from "./dataset";
import type { Batch } from "./engine-data";

/** Which entries a batch has, so that it can go into a program as a plain list of tensors and be put together there. */
export class BatchLayout {
  private readonly present: readonly (readonly boolean[])[];

  constructor({ x, y, weights }: Dataset) {
    this.present = [x, y, weights].map((all: readonly (Numbers | undefined)[]) =>
      all.map((one) => one !== undefined),
    );
  }

  /** The entries that are there, in order. */
  list({ x, y, weights }: Dataset): readonly Tensor[] {
    return [...x, ...y, ...weights].flatMap((one) =>
      one === undefined ? [] : [tensor(one.data, { shape: one.shape })],
    );
  }

  /** The batch of a list. */
  batch(list: readonly Tensor[]): Batch {
    let at = 0;
    const [x, y, weights] = this.present.map((part) => part.map((there) => (there ? list[at++] : undefined)));
    return { x: x as readonly Tensor[], y: y as Batch["y"], weights: weights as Batch["weights"] };
  }
}
