import { type DType, ones as filled, type Shape, type Tensor } from "@wellfit/core";
import { readOptions } from "../common/options";
import { Initializer } from "./initializer";

/** See {@link ones}. */
export class Ones extends Initializer {
  /** Its name in Keras. */
  static readonly className: string = "Ones";
  /** Other names it is known by. */
  static readonly aliases: readonly string[] = ["one"];

  constructor(options: Readonly<Record<never, never>> = {}) {
    super();
    readOptions("ones", options, {});
  }

  call(shape: Shape, dtype: DType = "float32"): Tensor {
    return filled(shape, dtype);
  }

  getConfig(): Record<string, unknown> {
    return {};
  }
}

/**
 * Weights that are all 1.
 *
 * @example
 * ones().call([2]).toArray(); // [1, 1]
 */
export function ones(): Ones {
  return new Ones();
}
