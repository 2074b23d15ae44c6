import { any, concat, onesLike, type Tensor } from "@wellfit/core";
import { type BatchShape, type Shapes, showShapes } from "../common/shapes";
import { axesOf, readAxis } from "./axes";
import type { CallOptions } from "./call-options";
import type { Mask } from "./mask";
import { masksGiven } from "./mask-given";
import { Merge, type MergeOptions, maskFor } from "./merge";
import type { Tensors } from "./tensors";

/** Options of {@link concatenate}. */
export interface ConcatenateOptions extends MergeOptions {
  /** The axis along which the inputs are put together. Default -1, the last. */
  readonly axis?: number;
}

/** See {@link concatenate}. */
export class Concatenate extends Merge {
  /** Its name in Keras. */
  static readonly className: string = "Concatenate";
  private readonly axis: number;

  constructor(options: ConcatenateOptions = {}) {
    super("concatenate", options, { axis: -1 });
    this.axis = readAxis("concatenate", options.axis ?? -1);
  }

  override computeOutputShape(inputShape: Shapes): BatchShape {
    const shapes = this.checkShapes(inputShape);
    const [first] = shapes as readonly [BatchShape];
    const [along] = axesOf(this.name, this.axis, first) as [number];
    return shapes.reduce((a, b) => {
      const good = a.length === b.length && a.every((n, axis) => axis === along || same(n, b[axis] ?? null));
      if (!good) {
        throw new RangeError(
          `${this.name}: received inputs of shapes ${showShapes(shapes)}, expected the same lengths on all axes but axis ` +
            `${this.axis}; bring the others to one length before, or give concatenate another axis`,
        );
      }
      return a.map((n, axis) => {
        const m = b[axis] ?? null;
        return axis !== along ? (n ?? m) : n === null || m === null ? null : n + m;
      });
    });
  }

  override computeMask(x: Tensors, mask: CallOptions["mask"]): Mask | readonly Mask[] {
    const masks = masksGiven(mask);
    if (masks.every((one) => one === undefined)) return undefined;
    const wide = (x as readonly Tensor[]).map((one, i) => {
      const own = masks[i];
      return own === undefined ? onesLike(one).cast("bool") : maskFor(one, own);
    });
    return any(concat(wide, this.axis), -1);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), axis: this.axis };
  }

  protected override merge(inputs: readonly Tensor[]): Tensor {
    return concat(inputs, this.axis);
  }
}

function same(a: number | null, b: number | null): boolean {
  return a === null || b === null || a === b;
}

/**
 * Several inputs side by side along an axis: `[batch, 3]` and `[batch, 4]` become `[batch, 7]`. All other axes have the same
 * length. No weights.
 *
 * @throws RangeError when the shapes do not fit one another, or for one input that is not in an array.
 * @example
 * concatenate().apply([[[1, 2]], [[3]]]).toArray(); // [[1, 2, 3]]
 */
export function concatenate(options: ConcatenateOptions = {}): Concatenate {
  return new Concatenate(options);
}
