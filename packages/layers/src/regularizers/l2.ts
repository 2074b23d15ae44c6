import type { Tensor } from "@wellfit/core";
import { checkNumber, readOptions } from "../common/options";
import { Regularizer } from "./regularizer";

/** Options of {@link L2}. */
export interface L2Options {
  /** The factor of the penalty. Default 0.01; at least 0. */
  readonly l2?: number;
}

/** See {@link l2}. */
export class L2 extends Regularizer {
  /** Its name in Keras. */
  static readonly className: string = "L2";
  private readonly l2: number;

  constructor(options: L2Options = {}) {
    super();
    const { l2 } = readOptions("l2", options, { l2: 0.01 });
    this.l2 = checkNumber("l2", "the factor", l2, { min: 0 });
  }

  call(x: Tensor): Tensor {
    return x.square().sum().mul(this.l2);
  }

  getConfig(): Record<string, unknown> {
    return { l2: this.l2 };
  }
}

/**
 * The penalty `factor * sum(w²)`, as Keras has it: without the 1/2 and 1/m of textbooks, for which there is
 * `textbookL2Factor`.
 *
 * @param factor - 0.01 by default; at least 0.
 * @throws RangeError when the factor is below 0.
 * @example
 * dense(500, { kernelRegularizer: l2(0.001) });
 */
export function l2(factor = 0.01): L2 {
  return new L2({ l2: factor });
}
