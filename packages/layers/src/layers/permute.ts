import type { Tensor } from "@wellfit/core";
import { readOptions, show } from "../common/options";
import { type BatchShape, showBatchShape } from "../common/shapes";
import { untuple } from "../common/tuples";
import { Layer, type LayerOptions, layerDefaults } from "./layer";

/** See {@link permute}. */
export class Permute extends Layer {
  /** Its name in Keras. */
  static readonly className: string = "Permute";
  protected override readonly notesShape: boolean = true;
  private readonly dims: readonly number[];

  constructor(options: LayerOptions & { readonly dims: readonly number[] }) {
    const given = readOptions("permute", options, { ...layerDefaults, dims: undefined as unknown });
    super("permute", given);
    const dims = untuple(given.dims);
    const good = Array.isArray(dims) && [...dims].sort((a, b) => a - b).every((axis, i) => axis === i + 1);
    if (!good) {
      throw new RangeError(
        `permute: received dims ${show(given.dims)}, expected the axes from 1 on in another order, such as [2, 1]; axis 0 is ` +
          "that of the rows and stays where it is",
      );
    }
    this.dims = dims;
  }

  override computeOutputShape(inputShape: BatchShape): BatchShape {
    return [0, ...this.dims].map((axis) => inputShape[axis] ?? null);
  }

  override call(x: Tensor): Tensor {
    return x.transpose([0, ...this.dims]);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), dims: this.dims };
  }

  protected override makeWeights(inputShape: BatchShape): void {
    if (inputShape.length === this.dims.length + 1) return;
    throw new RangeError(
      `${this.name}: received input of shape ${showBatchShape(inputShape)}, expected ${this.dims.length} axes after that of ` +
        `the rows for dims ${show(this.dims)}; name all of them`,
    );
  }
}

/**
 * The axes of each row in another order: with `[2, 1]`, `[batch, 5, 3]` becomes `[batch, 3, 5]`. No weights.
 *
 * @param dims - The axes, counted from 1, in their new order.
 * @throws RangeError for another list, or input of another number of axes.
 * @example
 * permute([2, 1]).apply([[[1, 2], [3, 4]]]).toArray(); // [[[1, 3], [2, 4]]]
 */
export function permute(dims: readonly number[], options: LayerOptions = {}): Permute {
  return new Permute({ ...options, dims });
}
