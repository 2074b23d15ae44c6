import { type DType, zeros as filled, type Shape, type Tensor } from "@wellfit/core";
import { readOptions } from "../common/options";
import { Initializer } from "./initializer";

/** See {@link zeros}. */
export class Zeros extends Initializer {
  /** Its name in Keras. */
  static readonly className: string = "Zeros";
  /** Other names it is known by. */
  static readonly aliases: readonly string[] = ["zero"];

  constructor(options: Readonly<Record<never, never>> = {}) {
    super();
    readOptions("zeros", options, {});
  }

  call(shape: Shape, dtype: DType = "float32"): Tensor {
    return filled(shape, dtype);
  }

  getConfig(): Record<string, unknown> {
    return {};
  }
}

/**
 * Weights that are all 0.
 *
 * @example
 * zeros().call([2]).toArray(); // [0, 0]
 */
export function zeros(): Zeros {
  return new Zeros();
}
