import { checkSettings } from "./check-settings";
import { damaged } from "./damaged";
import { isHdf5, readHdf5 } from "./hdf5/read";
import { Assignments } from "./keras/assignments";
import { modernCompileConfig } from "./keras/legacy-config";
import { legacyWeightsGroup, readLegacyOptimizer, readLegacyWeights } from "./keras/legacy-file";
import { type Part, partsOf } from "./keras/parts";
import { isWeightsFile, readWeightsFile } from "./keras/weights-file";
import { buildModel, type FromJsonOptions } from "./model-json";
import { parseJson } from "./parse-json";
import type { SavedModel } from "./saved-model";
import { isZip, largestUnpacked, Zip } from "./zip/read-zip";

/** A model from the bytes of a `.keras` or a whole-model `.h5` file. */
export async function readModel<M extends SavedModel>(
  where: string,
  bytes: Uint8Array,
  options: FromJsonOptions,
): Promise<M> {
  if (isZip(bytes)) return (await readKeras(where, bytes, options)) as unknown as M;
  if (isHdf5(bytes)) return readLegacy(where, bytes, options) as unknown as M;
  throw new TypeError(
    `${where}: received ${bytes.length} bytes that are neither a .keras file (a zip) nor an .h5 file (HDF5)` +
      `${bytes.length === 0 ? "" : `, but begin with ${JSON.stringify(String.fromCharCode(...bytes.subarray(0, 4)))}`}; weights ` +
      "alone are loaded by model.loadWeights",
  );
}

async function readKeras(where: string, bytes: Uint8Array, options: FromJsonOptions): Promise<SavedModel> {
  const zip = new Zip(bytes, largestUnpacked(bytes.length));
  const config = await zip.read("config.json");
  if (config === undefined) throw notKeras(where, zip, "config.json");
  const weights = await zip.read("model.weights.h5");
  if (weights === undefined) throw notKeras(where, zip, "model.weights.h5");
  const root = readHdf5(weights);
  const settings = parseJson(`${where}: config.json`, utf8(where, config, "config.json"));
  checkSettings(where, settings);
  const model = buildModel(where, settings, options, weights.length);
  const into = new Assignments(false);
  const finish = readWeightsFile(model, root, into);
  into.apply();
  finish();
  // As in Keras, a model whose optimizer does not fit can be used, and trained from anew.
  for (const line of into.skipped) console.warn(`${where}: ${line}; it begins anew`);
  await readAssets(where, zip, partsOf(model), "assets/");
  return model;
}

/** What layers keep in files of their own: the vocabularies that Keras found in data. */
async function readAssets(where: string, zip: Zip, part: Part, path: string): Promise<void> {
  const { layer } = part;
  if ("readVocabularyFile" in layer && typeof layer.readVocabularyFile === "function") {
    const bytes = await zip.read(`${path}vocabulary.txt`);
    if (bytes !== undefined) layer.readVocabularyFile(utf8(where, bytes, `${path}vocabulary.txt`));
  }
  for (const inner of part.parts) await readAssets(where, zip, inner, `${path}${inner.key}/`);
}

function readLegacy(where: string, bytes: Uint8Array, options: FromJsonOptions): SavedModel {
  const root = readHdf5(bytes);
  const text = (name: string): string | undefined => {
    const value = root.attributes.get(name)?.values()[0];
    return value === undefined ? undefined : String(value);
  };
  const config = text("model_config");
  const weights = legacyWeightsGroup(root);
  if (config === undefined || weights === undefined) {
    throw new TypeError(
      `${where}: the file has ${isWeightsFile(root) || weights ? "weights alone" : "no model"}, expected a whole model; make the ` +
        "model first and call model.loadWeights",
    );
  }
  const training = text("training_config");
  const settings = {
    ...(parseJson(`${where}: model_config`, config) as object),
    ...(training === undefined
      ? {}
      : { compile_config: modernCompileConfig(parseJson(`${where}: training_config`, training) as never) }),
  };
  checkSettings(where, settings);
  const model = buildModel(where, settings, options, bytes.length);
  const into = new Assignments(false);
  readLegacyWeights(model, weights, into, false);
  const finish = readLegacyOptimizer(model, root, into);
  into.apply();
  finish();
  // As in Keras, a model whose optimizer does not fit can be used, and trained from anew.
  for (const line of into.skipped) console.warn(`${where}: ${line}; it begins anew`);
  return model;
}

function utf8(where: string, bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw damaged(where, `its ${name} is no UTF-8`);
  }
}

function notKeras(where: string, zip: Zip, missing: string): TypeError {
  const names = zip.names.slice(0, 8).map((name) => JSON.stringify(name));
  return new TypeError(
    `${where}: the zip has no ${missing} but ${names.join(", ") || "nothing"}; expected a file that model.save wrote`,
  );
}
