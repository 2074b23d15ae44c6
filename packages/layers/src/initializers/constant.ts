import { type DType, full, type Shape, type Tensor } from "@wellfit/core";
import { checkNumber, readOptions } from "../common/options";
import { Initializer } from "./initializer";

/** Options of {@link Constant}. */
export interface ConstantOptions {
  /** What every weight is at first. Default 0. */
  readonly value?: number;
}

/** See {@link constant}. */
export class Constant extends Initializer {
  /** Its name in Keras. */
  static readonly className: string = "Constant";
  private readonly value: number;

  constructor(options: ConstantOptions = {}) {
    super();
    const { value } = readOptions("constant", options, { value: 0 });
    this.value = checkNumber("constant", "value", value);
  }

  call(shape: Shape, dtype: DType = "float32"): Tensor {
    return full(shape, this.value, dtype);
  }

  getConfig(): Record<string, unknown> {
    return { value: this.value };
  }
}

/**
 * Weights that are all one number.
 *
 * @param value - 0 by default.
 * @example
 * dense(1, { biasInitializer: constant(0.1) });
 */
export function constant(value = 0): Constant {
  return new Constant({ value });
}
