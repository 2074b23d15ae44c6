import type { Tensor } from "@wellfit/core";
import type { BatchShape, Shapes } from "../common/shapes";
import { Merge, type MergeOptions } from "./merge";

/** See {@link subtract}. */
export class Subtract extends Merge {
  /** Its name in Keras. */
  static readonly className: string = "Subtract";

  constructor(options: MergeOptions = {}) {
    super("subtract", options);
  }

  protected override merge([a, b]: readonly Tensor[]): Tensor {
    return (a as Tensor).sub(b as Tensor);
  }

  protected override checkShapes(inputShape: Shapes): readonly BatchShape[] {
    const shapes = super.checkShapes(inputShape, "an array of two inputs");
    if (shapes.length === 2) return shapes;
    throw new RangeError(
      `${this.name}: received ${shapes.length} inputs, expected two: the second is taken from the first`,
    );
  }
}

/**
 * The difference of two inputs, element by element: `a - b`. Axes of length 1 are repeated; an input with fewer axes gets
 * them after the rows. A step is masked when it is in both inputs. No weights.
 *
 * @throws RangeError when there are not two inputs, or their shapes do not fit one another.
 * @example
 * subtract().apply([[[5, 7]], [[3, 4]]]).toArray(); // [[2, 3]]
 */
export function subtract(options: MergeOptions = {}): Subtract {
  return new Subtract(options);
}
