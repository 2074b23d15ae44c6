import type { Variable } from "@wellfit/core";
import type { Layer } from "../../layers/layer";
import { group, text, texts } from "../hdf5/make";
import { groupAt, type H5Attribute, type H5Dataset, type H5Group, type H5Node, nodeAt } from "../hdf5/nodes";
import { isCompiled, type SavedModel } from "../saved-model";
import type { Assignments } from "./assignments";
import { legacyModelConfig, legacyTrainingConfig } from "./legacy-config";
import { optimizerArrays, readOptimizerArrays } from "./optimizer-state";
import { listedLayers, variablePaths } from "./parts";
import { pythonJson } from "./python-json";
import { KERAS_VERSION } from "./version";
import { stored } from "./weights-tree";

/** The backend that files name; Keras reads any. */
const BACKEND = "tensorflow";

/** An attribute may take 64 KB; Keras cuts longer lists at this. */
const LONGEST = 64_512;

/** The tree of a whole model in a legacy `.h5` file. */
export function legacyFile(model: SavedModel, includeOptimizer: boolean): H5Group {
  const children: [string, H5Node][] = [["model_weights", legacyWeights(model)]];
  const attributes: [string, H5Attribute][] = [
    ["keras_version", text(KERAS_VERSION)],
    ["backend", text(BACKEND)],
    ["model_config", text(pythonJson(legacyModelConfig(model.toJSON())), "ascii")],
  ];
  const { compile_config: compile } = model.toJSON();
  if (compile !== undefined && includeOptimizer) {
    attributes.push(["training_config", text(pythonJson(legacyTrainingConfig(compile)), "ascii")]);
    children.push(["optimizer_weights", legacyOptimizer(model)]);
  }
  return group(children, attributes);
}

/** The weights by the names of the layers. */
export function legacyWeights(model: SavedModel): H5Group {
  const paths = variablePaths(model);
  const children: [string, H5Node][] = listedLayers(model).map((layer) => [
    layer.name,
    namedArrays(legacyOrder(layer).map((v) => [paths.get(v) ?? v.name, stored(v)])),
  ]);
  children.push(["top_level_model_weights", namedArrays([])]);
  return group(children, [
    ...list(
      "layer_names",
      listedLayers(model).map((layer) => layer.name),
    ),
    ["backend", text(BACKEND, "ascii")],
    ["keras_version", text(KERAS_VERSION, "ascii")],
  ]);
}

/** The order of a layer's weights in such files: those that training changes, then the others, then those of files only. */
function legacyOrder(layer: Layer): readonly Variable[] {
  const all = (one: Layer): readonly Variable[] => [
    ...one.ownWeights().map(({ variable }) => variable),
    ...one.layersWithin().flatMap(all),
  ];
  return [...new Set([...layer.trainableWeights, ...layer.nonTrainableWeights, ...all(layer)])];
}

function legacyOptimizer(model: SavedModel): H5Group {
  const { optimizer } = model;
  const arrays = optimizerArrays(model, optimizer);
  const paths = variablePaths(model);
  const weights = model.trainableWeights;
  const used = new Map<string, number>();
  const names = optimizer.variables.map(({ name }) => {
    const prefix = `${optimizer.name}/`;
    const short = name.startsWith(prefix) ? name.slice(prefix.length) : name;
    const flat = (weight: Variable): string => `${weight.name.replaceAll("/", "_")}_`;
    const base = weights
      .map(flat)
      .filter((one) => short.startsWith(one))
      .reduce((longest, one) => (one.length > longest.length ? one : longest), "");
    if (base === "") return prefix + short;
    // Names of weights may occur twice, in models within the model; slots come in the order of the weights.
    const owners = weights.filter((weight) => flat(weight) === base);
    const turn = used.get(short) ?? 0;
    used.set(short, turn + 1);
    const owner = owners[Math.min(turn, owners.length - 1)] as Variable;
    return `${prefix}${(paths.get(owner) ?? owner.name).replaceAll("/", "_")}_${short.slice(base.length)}`;
  });
  return namedArrays(names.map((name, i) => [name, arrays[i] as H5Dataset]));
}

/** Arrays at paths, and the list of the paths. */
function namedArrays(arrays: readonly (readonly [path: string, array: H5Dataset])[]): H5Group {
  const root = new Map<string, H5Node>();
  for (const [path, array] of arrays) {
    const parts = path.split("/");
    const last = parts.pop() as string;
    let folder = root;
    for (const part of parts) {
      let next = folder.get(part);
      if (next?.kind !== "group") {
        next = group();
        folder.set(part, next);
      }
      folder = next.children as Map<string, H5Node>;
    }
    folder.set(last, array);
  }
  return group(
    root,
    list(
      "weight_names",
      arrays.map(([path]) => path),
    ),
  );
}

/** A list as an attribute, cut into several when it is long. */
function list(name: string, values: readonly string[]): [string, H5Attribute][] {
  // Sixteen bytes for each text, which itself stands elsewhere.
  const most = Math.floor(LONGEST / 16);
  if (values.length <= most) return [[name, texts(values)]];
  return Array.from({ length: Math.ceil(values.length / most) }, (_, i) => [
    `${name}${i}`,
    texts(values.slice(i * most, (i + 1) * most)),
  ]);
}

/** Reads such a list. */
function readList(node: H5Group, name: string): string[] | undefined {
  const whole = node.attributes.get(name);
  if (whole !== undefined) return whole.values().map(String);
  const parts: string[] = [];
  for (let i = 0; ; i++) {
    const part = node.attributes.get(`${name}${i}`);
    if (part === undefined) return i === 0 ? undefined : parts;
    parts.push(...part.values().map(String));
  }
}

/** The group of weights in a legacy file: of a whole model, or of weights alone. */
export function legacyWeightsGroup(root: H5Group): H5Group | undefined {
  const node = groupAt(root, "model_weights") ?? root;
  return readList(node, "layer_names") === undefined ? undefined : node;
}

/**
 * Finds the weights of a model in a legacy file: by the order of the layers that have any, or by their names.
 */
export function readLegacyWeights(
  model: SavedModel,
  weights: H5Group,
  into: Assignments,
  byName: boolean,
): void {
  const saved = (readList(weights, "layer_names") ?? [])
    .map((name) => ({ name, arrays: namedIn(weights, name) }))
    .filter(({ arrays }) => arrays.length > 0);
  const layers = listedLayers(model).filter((layer) => layer.weights.length > 0);
  if (!byName && saved.length !== layers.length) {
    into.refuse(
      `${model.name}: the file has weights of ${saved.length} layers (${saved.map(({ name }) => name).join(", ")}), expected ` +
        `${layers.length} (${layers.map(({ name }) => name).join(", ")}); the weights belong to another model`,
    );
  }
  layers.forEach((layer, i) => {
    const found = byName ? saved.find(({ name }) => name === layer.name) : saved[i];
    if (found === undefined) return;
    const variables = legacyOrder(layer);
    if (found.arrays.length !== variables.length) {
      into.refuse(
        `${layer.name}: the file has ${found.arrays.length} arrays for ${found.name}, expected ${variables.length}; the weights ` +
          "belong to another model",
      );
      return;
    }
    variables.forEach((variable, k) => {
      into.add(`${layer.name}: ${variable.name}`, variable, found.arrays[k] as H5Dataset);
    });
  });
}

/** The arrays that a group lists, in order. */
function namedIn(parent: H5Group, name: string): H5Dataset[] {
  const node = parent.children.get(name);
  if (node?.kind !== "group") {
    throw new RangeError(
      `HDF5: the file is damaged: it lists the layer ${JSON.stringify(name)}, which it does not have`,
    );
  }
  return listedArrays(node);
}

function listedArrays(node: H5Group): H5Dataset[] {
  return (readList(node, "weight_names") ?? []).map((path) => {
    const found = nodeAt(node, path);
    if (found?.kind === "dataset") return found;
    throw new RangeError(
      `HDF5: the file is damaged: it lists the array ${JSON.stringify(path)}, which it does not have`,
    );
  });
}

/** Finds what the optimizer remembers in a legacy file. */
export function readLegacyOptimizer(model: SavedModel, root: H5Group, into: Assignments): () => void {
  const node = groupAt(root, "optimizer_weights");
  if (node === undefined || !isCompiled(model)) return () => {};
  return readOptimizerArrays(model, model.optimizer, listedArrays(node), into);
}
