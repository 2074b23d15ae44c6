import { log, softplus, type Tensor } from "@wellfit/core";
import { logitsOf } from "../activations/logits";
import { clipProbabilities } from "./probabilities";

/**
 * `-(t log p + (1 - t) log(1 - p))`, element by element: from what went into a sigmoid where that is given or known, and
 * else from probabilities kept away from 0 and 1.
 */
export function binaryLogLoss(yTrue: Tensor, yPred: Tensor, fromLogits: boolean): Tensor {
  const logits = fromLogits ? yPred : logitsOf("sigmoid", yPred);
  if (logits !== undefined) {
    // log(1 + exp(x)) - t x, written so that nothing overflows.
    return softplus(logits).sub(logits.mul(yTrue));
  }
  const p = clipProbabilities(yPred);
  const missed = yTrue.neg().add(1);
  return yTrue
    .mul(log(p))
    .add(missed.mul(log(p.neg().add(1))))
    .neg();
}
