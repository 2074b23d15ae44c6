import type { Tensor } from "@wellfit/core";
import { readOptions } from "../common/options";
import { Constraint } from "./constraint";

/** See {@link nonNeg}. */
export class NonNeg extends Constraint {
  /** Its name in Keras. */
  static readonly className: string = "NonNeg";

  constructor(options: Readonly<Record<never, never>> = {}) {
    super();
    readOptions("nonNeg", options, {});
  }

  call(w: Tensor): Tensor {
    return w.maximum(0);
  }

  getConfig(): Record<string, unknown> {
    return {};
  }
}

/**
 * Keeps every weight at 0 or above: what is below becomes 0.
 *
 * @example
 * nonNeg().call(tensor([-1, 2])).toArray(); // [0, 2]
 */
export function nonNeg(): NonNeg {
  return new NonNeg();
}
