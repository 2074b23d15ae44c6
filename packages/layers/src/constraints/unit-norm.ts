import type { Tensor } from "@wellfit/core";
import { readOptions } from "../common/options";
import { axisNorms, type ConstraintAxis, checkAxis, EPSILON } from "./axis-norms";
import { Constraint } from "./constraint";

/** Options of {@link unitNorm}. */
export interface UnitNormOptions {
  /**
   * Along which axis or axes of the weight the norm is taken. Default 0: each column of a dense kernel, which are the
   * weights into one unit. For the kernel of a conv2d `[0, 1, 2]`, for a conv1d `[0, 1]`.
   */
  readonly axis?: ConstraintAxis;
}

/** See {@link unitNorm}. */
export class UnitNorm extends Constraint {
  /** Its name in Keras. */
  static readonly className: string = "UnitNorm";
  private readonly axis: ConstraintAxis;

  constructor(options: UnitNormOptions = {}) {
    super();
    this.axis = checkAxis("unitNorm", readOptions("unitNorm", options, { axis: 0 as unknown }).axis);
  }

  call(w: Tensor): Tensor {
    return w.div(axisNorms("unitNorm", w, this.axis).add(EPSILON));
  }

  getConfig(): Record<string, unknown> {
    return { axis: this.axis };
  }
}

/**
 * Keeps the norm of the weights into each unit at 1: only their direction is learnt. Weights that are all 0 stay 0.
 *
 * @throws RangeError when the weight has no such axis.
 * @example
 * unitNorm().call(tensor([[0], [2]])).toArray(); // [[0], [1]]
 */
export function unitNorm(options: UnitNormOptions = {}): UnitNorm {
  return new UnitNorm(options);
}
