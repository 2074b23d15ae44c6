import type { Tensor } from "@wellfit/core";
import { readOptions, show } from "../common/options";
import { type BatchShape, rowSize, showBatchShape } from "../common/shapes";
import { untuple } from "../common/tuples";
import { Layer, type LayerOptions, layerDefaults } from "./layer";

/** See {@link reshape}. */
export class Reshape extends Layer {
  /** Its name in Keras. */
  static readonly className: string = "Reshape";
  private readonly targetShape: readonly number[];

  constructor(options: LayerOptions & { readonly targetShape: readonly number[] }) {
    const given = readOptions("reshape", options, { ...layerDefaults, targetShape: undefined as unknown });
    super("reshape", given);
    const target = untuple(given.targetShape);
    const good =
      Array.isArray(target) &&
      target.every((n) => Number.isInteger(n) && n >= -1) &&
      target.filter((n) => n === -1).length <= 1;
    if (!good) {
      throw new RangeError(
        `reshape: received targetShape ${show(given.targetShape)}, expected an array of whole numbers of at least 0, such as ` +
          "[28, 28, 1]; one of them may be -1, for what is left",
      );
    }
    this.targetShape = target;
  }

  override computeOutputShape(inputShape: BatchShape): BatchShape {
    return [inputShape[0] ?? null, ...this.resolve(inputShape)];
  }

  override call(x: Tensor): Tensor {
    return x.reshape([x.shape[0] as number, ...(this.resolve(x.shape) as number[])]);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), target_shape: this.targetShape };
  }

  protected override makeWeights(inputShape: BatchShape): void {
    this.resolve(inputShape);
  }

  /** The lengths after that of the rows, with the one that was left open. */
  private resolve(inputShape: BatchShape): readonly (number | null)[] {
    const size = rowSize(inputShape);
    if (size === null) return this.targetShape.map((n) => (n === -1 ? null : n));
    const known = this.targetShape.filter((n) => n !== -1).reduce((a, b) => a * b, 1);
    const open = this.targetShape.includes(-1);
    if (open ? known > 0 && size % known === 0 : size === known) {
      return this.targetShape.map((n) => (n === -1 ? size / known : n));
    }
    throw new RangeError(
      `${this.name}: received input of shape ${showBatchShape(inputShape)}, whose rows have ${size} numbers, expected ` +
        `${open ? `a multiple of ${known}` : known} for targetShape ${show(this.targetShape)}; the shape is that of one row, ` +
        "without the batch axis",
    );
  }
}

/**
 * Gives each row another shape, with the same numbers in the same order: `[batch, 784]` becomes `[batch, 28, 28, 1]`. No
 * weights.
 *
 * @param targetShape - The shape of a row; one length may be -1, which stands for what is left.
 * @throws RangeError for another shape, or rows that do not have as many numbers.
 * @example
 * reshape([-1, 2]).apply([[1, 2, 3, 4]]).toArray(); // [[[1, 2], [3, 4]]]
 */
export function reshape(targetShape: readonly number[], options: LayerOptions = {}): Reshape {
  return new Reshape({ ...options, targetShape });
}
