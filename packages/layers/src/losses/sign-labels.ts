import { all, type Tensor, where } from "@wellfit/core";

/** Labels of 0 and 1 as -1 and 1; others as they are. Labels are of the first kind when all of them are. */
export function signLabels(yTrue: Tensor): Tensor {
  const binary = all(yTrue.equal(0).add(yTrue.equal(1)));
  return where(binary, yTrue.mul(2).sub(1), yTrue);
}
