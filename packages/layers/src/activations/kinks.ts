import { expm1, type Tensor, where } from "@wellfit/core";

/** `max(x, 0) + min(exp(x) - 1, 0)`; the slope is 2 at 0, where Keras counts both parts. */
export function celu(x: Tensor): Tensor {
  return where(x.greaterEqual(0), x, 0).add(expm1(where(x.lessEqual(0), x, 0)));
}
