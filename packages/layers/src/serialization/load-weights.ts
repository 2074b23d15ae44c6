import { readOptions } from "../common/options";
import { type LoadWeightsOptions, readWeights } from "./read-weights";
import type { SavedModel } from "./saved-model";
import { bytesOf, type FileSource } from "./source-bytes";

/** Puts the weights in a file into a model; see {@link readWeights}. */
export async function loadWeights(
  model: SavedModel,
  source: FileSource,
  options: LoadWeightsOptions,
): Promise<readonly string[]> {
  const given = readOptions("loadWeights", options, { skipMismatch: false, byName: false });
  return readWeights("loadWeights", model, await bytesOf("loadWeights", source), given);
}
