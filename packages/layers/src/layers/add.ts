import type { Tensor } from "@wellfit/core";
import { Merge, type MergeOptions } from "./merge";

/** See {@link add}. */
export class Add extends Merge {
  /** Its name in Keras. */
  static readonly className: string = "Add";

  constructor(options: MergeOptions = {}) {
    super("add", options);
  }

  protected override merge(inputs: readonly Tensor[]): Tensor {
    return inputs.reduce((sum, x) => sum.add(x));
  }
}

/**
 * The sum of several inputs, element by element: `a + b + …`, such as the two ends of a residual connection (He et al.
 * 2016). Axes of length 1 are repeated; an input with fewer axes gets them after the rows. A step is masked when it is in
 * all inputs. No weights.
 *
 * @throws RangeError when the shapes do not fit one another, or for one input that is not in an array.
 * @example
 * add().apply([[[1, 2]], [[3, 4]]]).toArray(); // [[4, 6]]
 */
export function add(options: MergeOptions = {}): Add {
  return new Add(options);
}
