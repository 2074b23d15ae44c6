import { checkChoice, readOptions, show } from "../common/options";
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
  /** The format, when no ending says it. Default "keras". */
  readonly format?: "keras" | "h5";
}

/** Options of `model.saveWeights`. */
export interface SaveWeightsOptions {
  /** The format, when no ending says it: `.weights.h5` or safetensors. Default "h5". */
  readonly format?: "h5" | "safetensors";
}

/**
 * Saves a model, in the format that the ending of the place says.
 *
 * @returns The bytes when the place is null.
 * @throws TypeError for another ending, Error when the model has no weights yet or the place cannot be written.
 */
export async function saveModel(
  model: SavedModel,
  place: string | null,
  options: SaveOptions,
): Promise<Uint8Array | undefined> {
  const given = readOptions("save", options, { includeOptimizer: true, format: undefined as unknown });
  const format = place === null ? (given.format ?? "keras") : modelFormat(place, given.format);
  checkChoice("save", "format", format, ["keras", "h5"] as const);
  checkBuilt("save", model);
  const bytes =
    format === "keras"
      ? await writeKeras(model, given.includeOptimizer)
      : writeHdf5(legacyFile(model, given.includeOptimizer));
  if (place === null) return bytes;
  await writePlace("save", place, bytes);
  return undefined;
}

/**
 * Saves the weights of a model, in the format that the ending of the place says.
 *
 * @returns The bytes when the place is null.
 * @throws TypeError for another ending, Error when the model has no weights yet or the place cannot be written.
 */
export async function saveWeights(
  model: SavedModel,
  place: string | null,
  options: SaveWeightsOptions,
): Promise<Uint8Array | undefined> {
  const given = readOptions("saveWeights", options, { format: undefined as unknown });
  const format = place === null ? (given.format ?? "h5") : weightsFormat(place, given.format);
  checkChoice("saveWeights", "format", format, ["h5", "safetensors"] as const);
  checkBuilt("saveWeights", model);
  const bytes = format === "h5" ? writeHdf5(weightsFile(model, true)) : writeSafetensors(model);
  if (place === null) return bytes;
  await writePlace("saveWeights", place, bytes);
  return undefined;
}

function modelFormat(place: string, format: unknown): unknown {
  checkText("save", place, "best.keras");
  const name = place.toLowerCase();
  if (name.endsWith(".weights.h5") || name.endsWith(".safetensors")) {
    throw new TypeError(
      `save: received ${show(place)}, an ending for weights alone, expected .keras or .h5; or call saveWeights`,
    );
  }
  if (name.endsWith(".keras")) return agree("save", place, "keras", format);
  if (name.endsWith(".h5") || name.endsWith(".hdf5")) return agree("save", place, "h5", format);
  throw new TypeError(`save: received ${show(place)}, expected a name that ends in .keras or .h5`);
}

function weightsFormat(place: string, format: unknown): unknown {
  checkText("saveWeights", place, "best.weights.h5");
  const name = place.toLowerCase();
  if (name.endsWith(".weights.h5")) return agree("saveWeights", place, "h5", format);
  if (name.endsWith(".safetensors")) return agree("saveWeights", place, "safetensors", format);
  throw new TypeError(
    `saveWeights: received ${show(place)}, expected a name that ends in .weights.h5 or .safetensors`,
  );
}

/** The format of an ending; another one beside it is an error. */
function agree(where: string, place: string, ending: string, format: unknown): string {
  if (format === undefined || format === ending) return ending;
  throw new TypeError(
    `${where}: received format ${show(format)} and ${show(place)}, whose ending says ${show(ending)}; leave the format out`,
  );
}

function checkText(where: string, place: unknown, example: string): void {
  if (typeof place === "string" && place !== "") return;
  throw new TypeError(
    `${where}: received ${show(place)}, expected a path such as ${JSON.stringify(example)}, or null for the bytes`,
  );
}
