import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** An array in a golden file. */
export interface GoldenArray {
  readonly shape: number[];
  readonly dtype: string;
  readonly data: number[];
}

/** What real Keras says of a model that it saved. */
export interface KerasModel {
  readonly name: string;
  readonly class: string;
  readonly keras_version: string;
  readonly inputs: readonly GoldenArray[];
  readonly outputs: readonly GoldenArray[];
  readonly output_keys?: readonly string[];
  readonly y?: readonly GoldenArray[];
  readonly weights: readonly { readonly path: string; readonly shape: number[]; readonly sum: number }[];
  readonly files: Readonly<Record<string, number>>;
  readonly params: { readonly total: number };
  readonly layer_names: readonly string[];
  readonly optimizer?: { readonly class_name: string };
  readonly optimizer_variables?: readonly {
    readonly path: string;
    readonly shape: number[];
    readonly sum: number;
  }[];
  readonly evaluate?: Readonly<Record<string, number>>;
  readonly layout: Readonly<
    Record<string, readonly string[] | { readonly "model.weights.h5": readonly string[] }>
  >;
  readonly resume?: { readonly loss: readonly number[]; readonly outputs: readonly GoldenArray[] };
}

const folder = fileURLToPath(new URL("../goldens/keras/", import.meta.url));

/** The names of the models that real Keras saved. */
export const kerasModels: readonly string[] = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .map((name) => name.slice(0, -".json".length));

/** What Keras says of a model. */
export function kerasModel(name: string): KerasModel {
  return JSON.parse(readFileSync(`${folder}${name}.json`, "utf8")) as KerasModel;
}

/** A weight with all of its numbers. */
export interface KerasWeight {
  readonly name: string;
  readonly shape: number[];
  readonly data: number[];
}

/** The weights of m05_norms after its `resume`, from a run of the same Keras that gave the same outputs to the last bit. */
export function kerasM05Resumed(): readonly KerasWeight[] {
  const file = new URL("../goldens/keras_m05_resumed.json", import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { weights: KerasWeight[] }).weights;
}

/** The bytes of a file. */
export function kerasBytes(file: string): Uint8Array {
  return new Uint8Array(readFileSync(folder + file));
}

/** Where a file is. */
export function kerasPath(file: string): string {
  return folder + file;
}

/** The files of a kind: ".keras", ".weights.h5" or ".h5". */
export function filesOf(model: KerasModel, ending: ".keras" | ".h5" | ".weights.h5"): string[] {
  return Object.keys(model.files).filter(
    (file) => file.endsWith(ending) && (ending !== ".h5" || !file.endsWith(".weights.h5")),
  );
}
