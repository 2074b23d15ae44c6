import { writeHdf5 } from "../hdf5/write";
import type { SavedModel } from "../saved-model";
import { writeZip } from "../zip/write-zip";
import { pythonJson } from "./python-json";
import { KERAS_VERSION } from "./version";
import { weightsFile } from "./weights-file";

/** The bytes of a `.keras` file: metadata, settings and weights in a zip, in the order and form that Keras 3 writes. */
export async function writeKeras(model: SavedModel, includeOptimizer: boolean): Promise<Uint8Array> {
  const json = model.toJSON();
  const config = { ...json, compile_config: json.compile_config ?? {} };
  const metadata = { keras_version: KERAS_VERSION, date_saved: now() };
  const encode = (value: unknown): Uint8Array => new TextEncoder().encode(pythonJson(value));
  return writeZip([
    ["metadata.json", encode(metadata)],
    ["config.json", encode(config)],
    ["model.weights.h5", writeHdf5(weightsFile(model, includeOptimizer))],
  ]);
}

/** The local time as Keras writes it: 2026-11-23@05:01:33. */
function now(): string {
  const date = new Date();
  const two = (n: number): string => String(n).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}@${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}
