import { type Tensor, where } from "@wellfit/core";
import { Extreme } from "./extreme";
import type { MergeOptions } from "./merge";

/** See {@link maximum}. */
export class Maximum extends Extreme {
  /** Its name in Keras. */
  static readonly className: string = "Maximum";

  constructor(options: MergeOptions = {}) {
    super("maximum", options);
  }

  protected override choose(a: Tensor, b: Tensor): Tensor {
    // Of two equal numbers the first gets the whole gradient, as in Keras.
    return where(a.greaterEqual(b), a, a.maximum(b));
  }
}

/**
 * The largest of several inputs, element by element. Axes of length 1 are repeated; an input with fewer axes gets them after
 * the rows. Masked steps of an input do not count; a step is masked when it is in all inputs. No weights.
 *
 * @throws RangeError when the shapes do not fit one another, or for one input that is not in an array.
 * @example
 * maximum().apply([[[1, 4]], [[3, 2]]]).toArray(); // [[3, 4]]
 */
export function maximum(options: MergeOptions = {}): Maximum {
  return new Maximum(options);
}
