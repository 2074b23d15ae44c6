import { expm1, type Tensor } from "@wellfit/core";

/**
 * `1 - beta ^ step`, by which a running mean that began at 0 is too small; without the loss of digits that the difference
 * has in float32.
 */
export function oneMinusPower(beta: number, step: Tensor): Tensor {
  return expm1(step.mul(beta === 0 ? -100 : Math.log(beta))).neg();
}
