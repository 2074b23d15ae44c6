import type { Table } from "@wellfit/data";
import { type Model, modelFromBytes } from "@wellfit/layers";
import { UserError } from "../errors/errors";
import { type Features, featuresOf, type InputPreparation } from "../prepare/preparation";
import { type PreparationJson, preparationFromJson } from "../prepare/preparation-json";
import { type Predictions, readOutputs, type TargetCoding } from "../prepare/target";
import type { RunFiles } from "./read-run";

/** Everything that turns rows of a table into answers. */
export interface Trained {
  readonly model: Model;
  readonly inputs: InputPreparation;
  readonly target: TargetCoding;
}

/** The answers for prepared rows. */
export const predictFeatures = (
  { model, target }: Pick<Trained, "model" | "target">,
  x: Features,
): Predictions => readOutputs(model.predict(x, { batchSize: 1024 }).data(), target);

/** The answers for rows of a table. */
export const predictTable = (trained: Trained, table: Table): Predictions =>
  predictFeatures(trained, featuresOf(table, trained.inputs));

/** Takes the trained network and its preparation from a run. */
export const trainedOf = (run: RunFiles): Trained => {
  const { inputs, target } = run.read("preparation.json", (text) =>
    preparationFromJson(JSON.parse(text) as PreparationJson),
  );
  const weights = run.bytes("weights.safetensors");
  const model = run.read("model.json", (config) => modelFromBytes({ config, weights }));
  const features = inputs.transform.getFeatureNamesOut().length;
  const takes = model.inputShape?.[1];
  if (takes !== features) {
    throw new UserError(
      `${run.shown}: expected a network for ${features} features, as preparation.json makes, received one for ${String(takes)} in model.json; ` +
        "the files belong to different runs: train again",
    );
  }
  return { model, inputs, target };
};
