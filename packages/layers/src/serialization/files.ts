import type { Tensor } from "@wellfit/core";
import { readOptions } from "../common/options";
import type { CustomObjects } from "../common/resolve";
import type { Tensors } from "../layers/tensors";
import type { Model } from "../models/model";
import type { SavedModel } from "./saved-model";
import type { FileSource } from "./source-bytes";

// All of these load the code that reads and writes on demand, so that a program that only trains does not carry it.

/** Options of {@link modelToKeras} and {@link modelToH5}. */
export interface ToBytesOptions {
  /** Whether what the optimizer remembers is saved too, so that training can go on. Default true. */
  readonly includeOptimizer?: boolean;
}

/** Options of {@link loadModel}. */
export interface LoadModelOptions {
  /** Whether the model is compiled as it was when it was saved, optimizer and all. Default true. */
  readonly compile?: boolean;
  /** Classes and functions of your own, by the names that the file has for them. */
  readonly customObjects?: CustomObjects;
  /**
   * As in Keras, but there is nothing to switch off: loading never runs code from a file. A lambda layer is refused unless its
   * function is among `customObjects`. Only true is accepted.
   */
  readonly safeMode?: boolean;
}

/**
 * A model from a file: Keras 3's `.keras`, or the legacy `.h5` of a whole model. Keras reads the files that `model.save`
 * writes, and the other way round.
 *
 * @param source - A path (in a page an address that is fetched), `indexeddb://name`, `opfs://path`, or the bytes of a file.
 * @throws (as a rejection) an Error that says what is wrong: no such file, a damaged one, a class that is not here.
 * @example
 * const model = await loadModel("best.keras");
 */
export async function loadModel<Out extends Tensors = Tensor>(
  source: FileSource,
  options: LoadModelOptions = {},
): Promise<Model<Out>> {
  const { compile, customObjects, safeMode } = readOptions("loadModel", options, {
    compile: true,
    customObjects: undefined as CustomObjects | undefined,
    safeMode: true,
  });
  if (safeMode !== true) {
    throw new TypeError(
      "loadModel: received safeMode false, expected true, because loading never runs code from a file; give the functions of " +
        "lambda layers as customObjects",
    );
  }
  const { bytesOf } = await import("./source-bytes");
  const bytes = await bytesOf("loadModel", source);
  const { readModel } = await import("./read-model");
  return readModel<Model<Out>>("loadModel", bytes, {
    compile,
    ...(customObjects === undefined ? {} : { customObjects }),
  });
}

/**
 * The bytes of a `.keras` file; `model.save(null)` as a function.
 *
 * @throws (as a rejection) Error when the model has no weights before it knows the shape of its input.
 * @example
 * const bytes = await modelToKeras(model);
 * const copy = await modelFromKeras(bytes);
 */
export async function modelToKeras(model: SavedModel, options: ToBytesOptions = {}): Promise<Uint8Array> {
  const { saveModel } = await import("./save-model");
  return saveModel(model, null, { ...options, format: "keras" }) as Promise<Uint8Array>;
}

/**
 * A model from the bytes of a `.keras` file; {@link loadModel} for bytes.
 *
 * @throws (as a rejection) an Error that says what is wrong with them.
 */
export async function modelFromKeras<Out extends Tensors = Tensor>(
  bytes: Uint8Array | ArrayBuffer,
  options: LoadModelOptions = {},
): Promise<Model<Out>> {
  return loadModel<Out>(bytes, options);
}

/**
 * The bytes of a legacy `.h5` file with the whole model; {@link loadModel} takes them.
 *
 * @throws (as a rejection) Error when the model has no weights before it knows the shape of its input.
 */
export async function modelToH5(model: SavedModel, options: ToBytesOptions = {}): Promise<Uint8Array> {
  const { saveModel } = await import("./save-model");
  return saveModel(model, null, { ...options, format: "h5" }) as Promise<Uint8Array>;
}

/**
 * The bytes of a `.weights.h5` file, with what the optimizer remembers; `model.loadWeights` takes them.
 *
 * @throws (as a rejection) Error when the model has no weights before it knows the shape of its input.
 */
export async function weightsToH5(model: SavedModel): Promise<Uint8Array> {
  const { saveWeights } = await import("./save-model");
  return saveWeights(model, null, { format: "h5" }) as Promise<Uint8Array>;
}

/**
 * The weights of a model in the safetensors format, by the paths that Keras gives them; `model.loadWeights` takes them.
 *
 * @throws (as a rejection) Error when the model has no weights before it knows the shape of its input.
 */
export async function weightsToSafetensors(model: SavedModel): Promise<Uint8Array> {
  const { saveWeights } = await import("./save-model");
  return saveWeights(model, null, { format: "safetensors" }) as Promise<Uint8Array>;
}
