import { preparationToJson } from "../prepare/preparation-json";
import type { RunConfig } from "./config";
import type { Trained } from "./trained";

/** A network with its preparation as one JSON object that needs no library to be read. */
export const portableModel = ({ model, inputs, target }: Trained, config: RunConfig): object => ({
  format: "wellfit-model",
  version: 1,
  wellfit: config.wellfit,
  target: config.target,
  task: config.task,
  classes: target.task === "regression" ? null : target.classes,
  preparation: preparationToJson(inputs, target),
  // As Keras 3 writes it.
  model: model.toJSON(),
  weights: model.weights.map((weight) => ({
    name: weight.name,
    shape: weight.shape,
    dtype: weight.dtype,
    // Row by row.
    data: Array.from(weight.data()),
  })),
});
