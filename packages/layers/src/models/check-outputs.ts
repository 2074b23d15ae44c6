import { camelCase } from "../common/names";
import { camelName } from "../common/resolve";
import type { Layer } from "../layers/layer";
import type { Loss } from "../losses/loss";

/** Activations whose outputs are no probabilities. */
const UNBOUNDED = [
  "linear",
  "relu",
  "relu6",
  "leaky_relu",
  "elu",
  "selu",
  "gelu",
  "silu",
  "tanh",
  "softplus",
];

const CROSSENTROPIES = ["BinaryCrossentropy", "CategoricalCrossentropy", "SparseCategoricalCrossentropy"];

/**
 * What in the last layer and the loss does not belong together. A model trains all the same, but learns badly or not at
 * all, which has cost many a beginner an evening.
 *
 * @param layer - The layer whose output the loss judges.
 * @param columns - The length of the last axis of that output.
 */
export function outputWarning(
  layer: Layer,
  columns: number | null | undefined,
  loss: Loss,
): string | undefined {
  if (!CROSSENTROPIES.includes(loss.className)) return undefined;
  const { activation } = layer.getConfig();
  const name = camelName(loss.className);
  if (typeof activation !== "string") return undefined;
  if (activation === "softmax" && columns === 1) {
    return (
      `${layer.name} has a softmax over one number, which is always 1, so that nothing can be learnt; for yes or no use ` +
      'activation: "sigmoid" with the loss "binaryCrossentropy", for n classes n units'
    );
  }
  if (activation === "softmax" && loss.className === "BinaryCrossentropy" && (columns ?? 0) > 2) {
    return (
      `the loss ${name} takes each of the ${columns} columns as a yes or no of its own, but ${layer.name} ends with a ` +
      'softmax, of which one class is right; use the loss "categoricalCrossentropy", or activation: "sigmoid"'
    );
  }
  if (UNBOUNDED.includes(activation) && loss.getConfig().from_logits === false) {
    const right = loss.className === "BinaryCrossentropy" ? "sigmoid" : "softmax";
    return (
      `the loss ${name} expects probabilities, but ${layer.name} ends with the activation "${camelCase(activation)}"; give it ` +
      `activation: "${right}", or give the loss fromLogits: true`
    );
  }
  return undefined;
}
