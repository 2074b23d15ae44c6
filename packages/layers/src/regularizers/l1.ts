import type { Tensor } from "@wellfit/core";
import { checkNumber, readOptions } from "../common/options";
import { Regularizer } from "./regularizer";

/** Options of {@link L1}. */
export interface L1Options {
  /** The factor of the penalty. Default 0.01; at least 0. */
  readonly l1?: number;
}

/** See {@link l1}. */
export class L1 extends Regularizer {
  /** Its name in Keras. */
  static readonly className: string = "L1";
  private readonly l1: number;

  constructor(options: L1Options = {}) {
    super();
    const { l1 } = readOptions("l1", options, { l1: 0.01 });
    this.l1 = checkNumber("l1", "the factor", l1, { min: 0 });
  }

  call(x: Tensor): Tensor {
    return x.abs().sum().mul(this.l1);
  }

  getConfig(): Record<string, unknown> {
    return { l1: this.l1 };
  }
}

/**
 * The penalty `factor * sum(|w|)`, as Keras has it: without the 1/2 and 1/m of textbooks.
 *
 * @param factor - 0.01 by default; at least 0.
 * @throws RangeError when the factor is below 0.
 * @example
 * dense(500, { kernelRegularizer: l1(0.001) });
 */
export function l1(factor = 0.01): L1 {
  return new L1({ l1: factor });
}
