import type { Tensor } from "@wellfit/core";
import { checkNumber, readOptions } from "../common/options";
import { axisNorms, type ConstraintAxis, checkAxis, EPSILON } from "./axis-norms";
import { Constraint } from "./constraint";

/** Options of {@link maxNorm}. */
export interface MaxNormOptions {
  /**
   * Along which axis or axes of the weight the norm is taken. Default 0: each column of a dense kernel, which are the
   * weights into one unit. For the kernel of a conv2d `[0, 1, 2]`, for a conv1d `[0, 1]`.
   */
  readonly axis?: ConstraintAxis;
}

/** See {@link maxNorm}. */
export class MaxNorm extends Constraint {
  /** Its name in Keras. */
  static readonly className: string = "MaxNorm";
  private readonly maxValue: number;
  private readonly axis: ConstraintAxis;

  constructor(options: MaxNormOptions & { readonly maxValue?: number } = {}) {
    super();
    const { maxValue, axis } = readOptions("maxNorm", options, { maxValue: 2, axis: 0 as unknown });
    this.maxValue = checkNumber("maxNorm", "maxValue", maxValue, { min: 0 });
    this.axis = checkAxis("maxNorm", axis);
  }

  call(w: Tensor): Tensor {
    const norms = axisNorms("maxNorm", w, this.axis);
    return w.mul(norms.minimum(this.maxValue).div(norms.add(EPSILON)));
  }

  getConfig(): Record<string, unknown> {
    return { max_value: this.maxValue, axis: this.axis };
  }
}

/**
 * Keeps the norm of the weights into each unit at most `maxValue` (Srebro and Shraibman 2005; with dropout, Hinton et
 * al. 2012): a longer vector is shortened, its direction stays. As in Keras a shorter one is multiplied by
 * `norm / (norm + 1e-7)`, which changes it by less than float32 shows unless it is very short.
 *
 * @param maxValue - 2 by default; at least 0. Usual are 1 to 4.
 * @throws RangeError when `maxValue` is below 0, or when the weight has no such axis.
 * @example
 * maxNorm(2.5).call(tensor([[3], [4]])).toArray(); // [[1.5], [2]]
 */
export function maxNorm(maxValue = 2, options: MaxNormOptions = {}): MaxNorm {
  return new MaxNorm({ ...options, maxValue });
}
