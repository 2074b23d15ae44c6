import type { H5Group } from "./hdf5/nodes";
import { isHdf5, readHdf5 } from "./hdf5/read";
import { Assignments } from "./keras/assignments";
import { legacyWeightsGroup, readLegacyOptimizer, readLegacyWeights } from "./keras/legacy-file";
import { isWeightsFile, readWeightsFile } from "./keras/weights-file";
import { readSafetensors } from "./safetensors-weights";
import { checkBuilt, type SavedModel } from "./saved-model";
import { isZip, largestUnpacked, Zip } from "./zip/read-zip";

/** Options of `model.loadWeights`. */
export interface LoadWeightsOptions {
  /** Whether weights that do not fit are left as they are instead of being an error. Default false. */
  readonly skipMismatch?: boolean;
  /** Whether layers are found by their names instead of their order (legacy `.h5`, safetensors). Default false. */
  readonly byName?: boolean;
}

/**
 * Puts the weights in a file into a model; nothing is changed unless all fits.
 *
 * @returns What was left out, in words; empty unless `skipMismatch` is given.
 */
export async function readWeights(
  where: string,
  model: SavedModel,
  bytes: Uint8Array,
  { skipMismatch = false, byName = false }: LoadWeightsOptions,
): Promise<readonly string[]> {
  checkBuilt(where, model);
  const into = new Assignments(skipMismatch);
  const finish = await collect(where, model, bytes, into, byName);
  into.apply();
  finish();
  return into.skipped;
}

async function collect(
  where: string,
  model: SavedModel,
  bytes: Uint8Array,
  into: Assignments,
  byName: boolean,
): Promise<() => void> {
  if (isZip(bytes)) {
    const zip = new Zip(bytes, largestUnpacked(bytes.length));
    const weights = await zip.read("model.weights.h5");
    if (weights === undefined) {
      throw new TypeError(`${where}: the zip has no model.weights.h5; expected a file that model.save wrote`);
    }
    return fromTree(where, model, readHdf5(weights), into, byName);
  }
  if (isHdf5(bytes)) return fromTree(where, model, readHdf5(bytes), into, byName);
  readSafetensors(model, bytes, into, byName);
  return () => {};
}

function fromTree(
  where: string,
  model: SavedModel,
  root: H5Group,
  into: Assignments,
  byName: boolean,
): () => void {
  const legacy = legacyWeightsGroup(root);
  if (legacy !== undefined) {
    readLegacyWeights(model, legacy, into, byName);
    return readLegacyOptimizer(model, root, into);
  }
  if (byName) {
    throw new TypeError(
      `${where}: received byName, but a .weights.h5 file has no names of layers, only their order; leave it out`,
    );
  }
  if (!isWeightsFile(root)) {
    throw new TypeError(`${where}: the file has no weights of a model; expected one that saveWeights wrote`);
  }
  return readWeightsFile(model, root, into);
}
