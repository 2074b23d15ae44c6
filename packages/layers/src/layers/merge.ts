import { logicalOr, type Tensor } from "@wellfit/core";
import { readOptions } from "../common/options";
import { areShapes, type BatchShape, type Shapes, showBatchShape, showShapes } from "../common/shapes";
import type { CallOptions } from "./call-options";
import type { CallContext } from "./context";
import { Layer, type LayerOptions, layerDefaults } from "./layer";
import type { Mask } from "./mask";
import { masksGiven } from "./mask-given";
import type { Tensors } from "./tensors";

/** A layer that makes one tensor of several, element by element. */
export abstract class Merge extends Layer {
  override readonly supportsMasking: boolean = true;
  protected override readonly notesShape: boolean = true;
  protected override readonly takesMany: boolean = true;
  /** What error messages call the layer. */
  protected readonly where: string;

  /** @param defaults - Options of its own beside those of all layers. */
  constructor(where: string, options: object, defaults: object = {}) {
    super(where, readOptions(where, options, { ...layerDefaults, ...defaults }));
    this.where = where;
  }

  /** What becomes of the inputs, which have the same rank, and of their masks. */
  protected abstract merge(inputs: readonly Tensor[], masks: readonly Mask[]): Tensor;

  override computeOutputShape(inputShape: Shapes): BatchShape {
    const shapes = this.checkShapes(inputShape);
    const rank = Math.max(...shapes.map((shape) => shape.length));
    const wide = shapes.map((shape) => [shape[0] ?? null, ...atRank(shape, rank).slice(1)]);
    return wide.reduce((a, b) =>
      a.map((n, axis) => {
        const m = b[axis] ?? null;
        if (axis === 0) return n ?? m;
        if (n === null || m === null) return null;
        if (n === 1 || m === 1 || n === m) return Math.max(n, m);
        throw new RangeError(
          `${this.name}: received inputs of shapes ${showShapes(shapes)}, expected axes of the same length, or of length 1, ` +
            "counted from the last; bring them to one shape before, such as with dense() or reshape()",
        );
      }),
    );
  }

  override call(x: readonly Tensor[], _context: CallContext, options: CallOptions = {}): Tensor {
    const rank = Math.max(...x.map((one) => one.rank));
    const masks = masksGiven(options.mask);
    return this.merge(
      x.map((one) => (one.rank === rank ? one : one.reshape(atRank(one.shape, rank) as number[]))),
      x.map((_, i) => masks[i]),
    );
  }

  override computeMask(_x: Tensors, mask: CallOptions["mask"]): Mask | readonly Mask[] {
    const masks = masksGiven(mask);
    if (masks.length === 0 || masks.some((one) => one === undefined)) return undefined;
    return (masks as readonly Tensor[]).reduce((a, b) => logicalOr(a, b));
  }

  protected override makeWeights(inputShape: Shapes): void {
    this.computeOutputShape(inputShape);
  }

  /** The shapes of the inputs; throws when there is one input and no list. */
  protected checkShapes(shapes: Shapes, expected = "an array of inputs"): readonly BatchShape[] {
    if (areShapes(shapes)) return shapes;
    throw new RangeError(
      `${this.name}: received one input of shape ${showBatchShape(shapes)}, expected ${expected}; pass them as in ` +
        `${this.where}().apply([a, b])`,
    );
  }
}

/** A mask with axes of length 1 for those of the input that it does not have, so that it broadcasts to it. */
export function maskFor(x: Tensor, mask: Tensor): Tensor {
  const shape = [...mask.shape, ...new Array<number>(Math.max(0, x.rank - mask.rank)).fill(1)];
  return mask.cast("bool").reshape(shape).broadcastTo(x.shape);
}

/** The shape with axes of length 1 after the rows, so that it has as many as the others. */
function atRank(shape: BatchShape, rank: number): BatchShape {
  return [...shape.slice(0, 1), ...new Array<number>(rank - shape.length).fill(1), ...shape.slice(1)];
}

/** Options of layers that merge and have no others. */
export type MergeOptions = LayerOptions;
