import { readOptions, show } from "../common/options";
import { writeHdf5 } from "./hdf5/write";
import { writeKeras } from "./keras/keras-zip";
import { legacyFile } from "./keras/legacy-file";
import { weightsFile } from "./keras/weights-file";
import { writePlace } from "./places/places";
import { writeSafetensors } from "./safetensors-weights";
import { checkBuilt, type SavedModel } from "./saved-model";

/** Options of `model.save`. */
export interface SaveOptions {
  /** Whether what the optimizer remembers is saved too, so that training can go on. Default true. */
  readonly includeOptimizer?: boolean;
}

/**
 * Saves a model, in the format that the ending of the place says.
 *
 * @throws TypeError for another ending, Error when the model has no weights yet or the place cannot be written.
 */
export async function saveModel(model: SavedModel, place: string, options: SaveOptions): Promise<void> {
  const { includeOptimizer } = readOptions("save", options, { includeOptimizer: true });
  checkText("save", place, "best.keras");
  checkBuilt("save", model);
  const name = place.toLowerCase();
  if (name.endsWith(".weights.h5") || name.endsWith(".safetensors")) {
    throw new TypeError(
      `save: received ${show(place)}, an ending for weights alone, expected .keras or .h5; or call saveWeights`,
    );
  }
  if (name.endsWith(".keras")) return writePlace("save", place, await writeKeras(model, includeOptimizer));
  if (name.endsWith(".h5") || name.endsWith(".hdf5")) {
    return writePlace("save", place, writeHdf5(legacyFile(model, includeOptimizer)));
  }
  throw new TypeError(`save: received ${show(place)}, expected a name that ends in .keras or .h5`);
}

/**
 * Saves the weights of a model, in the format that the ending of the place says.
 *
 * @throws TypeError for another ending, Error when the model has no weights yet or the place cannot be written.
 */
export async function saveWeights(model: SavedModel, place: string): Promise<void> {
  checkText("saveWeights", place, "best.weights.h5");
  checkBuilt("saveWeights", model);
  const name = place.toLowerCase();
  if (name.endsWith(".weights.h5")) {
    return writePlace("saveWeights", place, writeHdf5(weightsFile(model, true)));
  }
  if (name.endsWith(".safetensors")) return writePlace("saveWeights", place, writeSafetensors(model));
  throw new TypeError(
    `saveWeights: received ${show(place)}, expected a name that ends in .weights.h5 or .safetensors`,
  );
}

function checkText(where: string, place: unknown, example: string): void {
  if (typeof place === "string" && place !== "") return;
  throw new TypeError(
    `${where}: received ${show(place)}, expected a path such as ${JSON.stringify(example)}`,
  );
}
