import { adam, dense, dropout, l2, type Model, sequential, setSeed } from "@wellfit/layers";
import type { TargetCoding } from "../prepare/target";
import type { TrainSettings } from "./settings";

/** What of the settings makes a network. */
export type NetworkSettings = Pick<TrainSettings, "hidden" | "dropout" | "l2" | "learningRate" | "seed">;

/** How many numbers the network puts out. */
const unitsOut = (target: TargetCoding): number => (target.task === "multiclass" ? target.classes.length : 1);

/**
 * A multilayer perceptron for a table: relu layers with He's initialization, l2 penalties and dropout; a sigmoid,
 * a softmax or a plain number at the end, with the loss that belongs to it. The seed decides its first weights.
 */
export const makeNetwork = (features: number, target: TargetCoding, settings: NetworkSettings): Model => {
  setSeed(settings.seed);
  const penalty = settings.l2 > 0 ? { kernelRegularizer: l2(settings.l2) } : {};
  // Names of our own: those that are counted would depend on what else was made before.
  const layers = settings.hidden.flatMap((units, i) => [
    dense(units, {
      name: `hidden_${i + 1}`,
      activation: "relu",
      kernelInitializer: "heNormal",
      ...penalty,
      ...(i === 0 ? { inputShape: [features] } : {}),
    }),
    ...(settings.dropout > 0 ? [dropout(settings.dropout, { name: `dropout_${i + 1}` })] : []),
  ]);
  const { task } = target;
  const output = dense(unitsOut(target), {
    name: "output",
    activation: task === "binary" ? "sigmoid" : task === "multiclass" ? "softmax" : "linear",
    ...penalty,
    ...(layers.length === 0 ? { inputShape: [features] } : {}),
  });
  const model = sequential([...layers, output], { name: "wellfit" });
  const loss = {
    binary: "binaryCrossentropy",
    multiclass: "sparseCategoricalCrossentropy",
    regression: "meanSquaredError",
  } as const;
  model.compile({
    loss: loss[task],
    optimizer: adam({ learningRate: settings.learningRate }),
    metrics: task === "regression" ? ["mae"] : ["accuracy"],
  });
  return model;
};
