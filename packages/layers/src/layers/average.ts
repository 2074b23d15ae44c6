import type { Tensor } from "@wellfit/core";
import { Merge, type MergeOptions } from "./merge";

/** See {@link average}. */
export class Average extends Merge {
  /** Its name in Keras. */
  static readonly className: string = "Average";

  constructor(options: MergeOptions = {}) {
    super("average", options);
  }

  protected override merge(inputs: readonly Tensor[]): Tensor {
    return inputs.reduce((sum, x) => sum.add(x)).div(inputs.length);
  }
}

/**
 * The mean of several inputs, element by element: `(a + b + …) / n`. Axes of length 1 are repeated; an input with fewer
 * axes gets them after the rows. A step is masked when it is in all inputs. No weights.
 *
 * @throws RangeError when the shapes do not fit one another, or for one input that is not in an array.
 * @example
 * average().apply([[[1, 2]], [[3, 4]]]).toArray(); // [[2, 3]]
 */
export function average(options: MergeOptions = {}): Average {
  return new Average(options);
}
