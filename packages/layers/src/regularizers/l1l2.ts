import type { Tensor } from "@wellfit/core";
import { checkNumber, readOptions } from "../common/options";
import { Regularizer } from "./regularizer";

/** Options of {@link l1l2}. */
export interface L1L2Options {
  /** The factor of the sum of absolute values. Default 0; at least 0. */
  readonly l1?: number;
  /** The factor of the sum of squares. Default 0; at least 0. */
  readonly l2?: number;
}

/** See {@link l1l2}. */
export class L1L2 extends Regularizer {
  /** Its name in Keras. */
  static readonly className: string = "L1L2";
  /** Other names it is known by. */
  static readonly aliases: readonly string[] = ["l1_l2"];
  private readonly l1: number;
  private readonly l2: number;

  constructor(options: L1L2Options = {}) {
    super();
    const { l1, l2 } = readOptions("l1l2", options, { l1: 0, l2: 0 });
    this.l1 = checkNumber("l1l2", "l1", l1, { min: 0 });
    this.l2 = checkNumber("l1l2", "l2", l2, { min: 0 });
  }

  call(x: Tensor): Tensor {
    return x.abs().sum().mul(this.l1).add(x.square().sum().mul(this.l2));
  }

  getConfig(): Record<string, unknown> {
    return { l1: this.l1, l2: this.l2 };
  }
}

/**
 * The penalty `l1 * sum(|w|) + l2 * sum(w²)`, as Keras has it: without the 1/2 and 1/m of textbooks.
 *
 * @throws RangeError when a factor is below 0.
 * @example
 * dense(500, { kernelRegularizer: l1l2({ l1: 0.0001, l2: 0.001 }) });
 */
export function l1l2(options: L1L2Options = {}): L1L2 {
  return new L1L2(options);
}
