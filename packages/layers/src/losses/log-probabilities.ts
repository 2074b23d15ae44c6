import { log, logSoftmax, type Tensor } from "@wellfit/core";
import { logitsOf } from "../activations/logits";
import { isLast, withLast } from "./axis";
import { clipProbabilities } from "./probabilities";

/**
 * What went into the softmax along an axis, with that axis last: what was given, or what is known of the tensor;
 * `undefined` when there are only probabilities.
 */
export function softmaxLogits(yPred: Tensor, fromLogits: boolean, axis: number): Tensor | undefined {
  if (fromLogits) return withLast(yPred, axis);
  return isLast(yPred, axis) ? logitsOf("softmax", yPred) : undefined;
}

/** The logarithm of each class's probability, the classes last: from what went into a softmax where that is known. */
export function logProbabilities(yPred: Tensor, fromLogits: boolean, axis: number): Tensor {
  const logits = softmaxLogits(yPred, fromLogits, axis);
  if (logits !== undefined) return logSoftmax(logits);
  const p = withLast(yPred, axis);
  return log(clipProbabilities(p.div(p.sum(-1, { keepdims: true }))));
}
