import type { Tensor } from "@wellfit/core";
import { checkNumber, readOptions } from "../common/options";
import { axisNorms, type ConstraintAxis, checkAxis, EPSILON } from "./axis-norms";
import { Constraint } from "./constraint";

/** Options of {@link minMaxNorm}. */
export interface MinMaxNormOptions {
  /** The least norm. Default 0; at least 0. */
  readonly minValue?: number;
  /** The largest norm. Default 1; at least `minValue`. */
  readonly maxValue?: number;
  /** How much of the way into the interval each update goes, from 0 to 1. Default 1: all of it. */
  readonly rate?: number;
  /**
   * Along which axis or axes of the weight the norm is taken. Default 0: each column of a dense kernel, which are the
   * weights into one unit. For the kernel of a conv2d `[0, 1, 2]`, for a conv1d `[0, 1]`.
   */
  readonly axis?: ConstraintAxis;
}

/** See {@link minMaxNorm}. */
export class MinMaxNorm extends Constraint {
  /** Its name in Keras. */
  static readonly className: string = "MinMaxNorm";
  private readonly minValue: number;
  private readonly maxValue: number;
  private readonly rate: number;
  private readonly axis: ConstraintAxis;

  constructor(options: MinMaxNormOptions = {}) {
    super();
    const given = readOptions("minMaxNorm", options, {
      minValue: 0,
      maxValue: 1,
      rate: 1,
      axis: 0 as unknown,
    });
    this.minValue = checkNumber("minMaxNorm", "minValue", given.minValue, { min: 0 });
    this.maxValue = checkNumber("minMaxNorm", "maxValue", given.maxValue, { min: this.minValue });
    this.rate = checkNumber("minMaxNorm", "rate", given.rate, { min: 0, max: 1 });
    this.axis = checkAxis("minMaxNorm", given.axis);
  }

  call(w: Tensor): Tensor {
    const norms = axisNorms("minMaxNorm", w, this.axis);
    const inside = norms.maximum(this.minValue).minimum(this.maxValue);
    const desired = inside.mul(this.rate).add(norms.mul(1 - this.rate));
    return w.mul(desired.div(norms.add(EPSILON)));
  }

  getConfig(): Record<string, unknown> {
    return { min_value: this.minValue, max_value: this.maxValue, rate: this.rate, axis: this.axis };
  }
}

/**
 * Keeps the norm of the weights into each unit between two bounds: each update takes it to
 * `rate * clip(norm, minValue, maxValue) + (1 - rate) * norm`, so that a rate below 1 goes there step by step. Weights that
 * are all 0 have no direction and stay 0.
 *
 * @throws RangeError when a bound is below 0, the bounds are the wrong way round, the rate is not from 0 to 1, or the weight
 * has no such axis.
 * @example
 * minMaxNorm({ minValue: 10, maxValue: 15 }).call(tensor([[3], [4]])).toArray(); // [[6], [8]]
 */
export function minMaxNorm(options: MinMaxNormOptions = {}): MinMaxNorm {
  return new MinMaxNorm(options);
}
