import { adam, dense, dropout, type Layer, l2, type Sequential, sequential } from "@wellfit/layers";
import type { RecipeData, RecipeSettings } from "./settings";
import { outputsOf, type RecipeTask } from "./task";

/** The network that the recipe builds when nobody says another: relu, He's initial weights, Adam. */
export function denseNetwork(
  { width, depth, l2: penalty, dropout: rate }: RecipeSettings,
  task: RecipeTask,
  { x, y }: RecipeData,
): Sequential {
  const features = x.shape[1];
  if (features === undefined || x.shape.length !== 2) {
    throw new TypeError(
      `recipe: received inputs of shape [${x.shape.join(", ")}], expected [rows, features]; for others give build`,
    );
  }
  const layers: Layer[] = [];
  for (let i = 0; i < depth; i++) {
    layers.push(
      dense(width, {
        ...(i === 0 ? { inputShape: [features] } : {}),
        activation: "relu",
        kernelInitializer: "heNormal",
        ...(penalty > 0 ? { kernelRegularizer: l2(penalty) } : {}),
      }),
    );
    if (rate > 0) layers.push(dropout(rate));
  }
  const activation = { binary: "sigmoid", multiclass: "softmax", regression: "linear" } as const;
  layers.push(dense(outputsOf(task, y.data), { activation: activation[task] }));
  const loss = {
    binary: "binaryCrossentropy",
    multiclass: "sparseCategoricalCrossentropy",
    regression: "meanSquaredError",
  } as const;
  const model = sequential(layers);
  model.compile({ loss: loss[task], optimizer: adam({ learningRate: 0.01 }) });
  return model;
}
