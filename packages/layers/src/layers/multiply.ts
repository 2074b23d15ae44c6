import { logicalOr, type Tensor, where } from "@wellfit/core";
import type { Mask } from "./mask";
import { Merge, type MergeOptions, maskFor } from "./merge";

/** See {@link multiply}. */
export class Multiply extends Merge {
  /** Its name in Keras. */
  static readonly className: string = "Multiply";

  constructor(options: MergeOptions = {}) {
    super("multiply", options);
  }

  protected override merge(inputs: readonly Tensor[], masks: readonly Mask[]): Tensor {
    const wide = inputs.map((x, i) => {
      const mask = masks[i];
      return mask === undefined ? undefined : maskFor(x, mask);
    });
    const factors = inputs.map((x, i) => {
      const mask = wide[i];
      return mask === undefined ? x : where(mask, x, 1);
    });
    const product = factors.reduce((a, b) => a.mul(b));
    if (wide.some((mask) => mask === undefined)) return product;
    return where(
      (wide as readonly Tensor[]).reduce((a, b) => logicalOr(a, b)),
      product,
      0,
    );
  }
}

/**
 * The product of several inputs, element by element: `a * b * …`, such as a gate and what it lets through. Axes of length 1
 * are repeated; an input with fewer axes gets them after the rows. Masked steps of an input do not count; a step that is
 * masked in all inputs becomes 0. No weights.
 *
 * @throws RangeError when the shapes do not fit one another, or for one input that is not in an array.
 * @example
 * multiply().apply([[[1, 2]], [[3, 4]]]).toArray(); // [[3, 8]]
 */
export function multiply(options: MergeOptions = {}): Multiply {
  return new Multiply(options);
}
