import type { Tensor } from "@wellfit/core";
import { checkNumber, readOptions } from "../common/options";
import { type BatchShape, showBatchShape } from "../common/shapes";
import { Layer, type LayerOptions, layerDefaults } from "./layer";

/** See {@link repeatVector}. */
export class RepeatVector extends Layer {
  /** Its name in Keras. */
  static readonly className: string = "RepeatVector";
  protected override readonly notesShape: boolean = true;
  private readonly n: number;

  constructor(options: LayerOptions & { readonly n: number }) {
    const given = readOptions("repeatVector", options, { ...layerDefaults, n: undefined as unknown });
    super("repeatVector", given);
    this.n = checkNumber("repeatVector", "n", given.n, { integer: true, min: 1 });
  }

  override computeOutputShape(inputShape: BatchShape): BatchShape {
    return [inputShape[0] ?? null, this.n, inputShape[1] ?? null];
  }

  override call(x: Tensor): Tensor {
    const [rows, columns] = x.shape as readonly [number, number];
    return x.expandDims(1).broadcastTo([rows, this.n, columns]);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), n: this.n };
  }

  protected override makeWeights(inputShape: BatchShape): void {
    if (inputShape.length === 2) return;
    throw new RangeError(
      `${this.name}: received input of shape ${showBatchShape(inputShape)}, expected [batch, columns]; add flatten() before it`,
    );
  }
}

/**
 * Each row `n` times, one after the other: `[batch, 3]` becomes `[batch, n, 3]`, such as a code that a recurrent layer reads
 * at each step. No weights.
 *
 * @param n - A whole number of at least 1.
 * @throws RangeError for another number, or input that has not two axes.
 * @example
 * repeatVector(2).apply([[1, 2]]).toArray(); // [[[1, 2], [1, 2]]]
 */
export function repeatVector(n: number, options: LayerOptions = {}): RepeatVector {
  return new RepeatVector({ ...options, n });
}
