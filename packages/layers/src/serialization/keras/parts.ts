import type { Variable } from "@wellfit/core";
import { snakeCase } from "../../common/names";
import type { Layer } from "../../layers/layer";
import { isModel, type SavedModel } from "../saved-model";

/** A layer as Keras's files see it: under which group it stands, its own variables, and the layers within. */
export interface Part {
  /** The path of its group, such as "layers/dense"; "" for the model. */
  readonly key: string;
  readonly layer: Layer;
  /** Its own variables in Keras's order: trainable ones first. */
  readonly own: readonly Variable[];
  readonly parts: readonly Part[];
}

/**
 * The parts of a model. Layers of a model stand under "layers" by their class in snake_case, counted from the second on;
 * names do not matter. Layers within others stand under the attribute that holds them.
 */
export function partsOf(layer: Layer, key = ""): Part {
  const own = layer.ownWeights().map(({ variable }) => variable);
  return {
    key,
    layer,
    own: [...own.filter((v) => v.trainable), ...own.filter((v) => !v.trainable)],
    parts: withinOf(layer).map((inner) => partsOf(inner.layer, inner.key)),
  };
}

function withinOf(layer: Layer): readonly { readonly key: string; readonly layer: Layer }[] {
  if (isModel(layer) && /^(Sequential|Functional)$/.test(layer.className))
    return countedKeys(listedLayers(layer));
  return layer.sublayers.map(({ attribute, layer: inner }) => ({ key: attribute, layer: inner }));
}

/** The layers of a model as its files list them; operations on tensors are none. */
export function listedLayers(model: SavedModel): readonly Layer[] {
  return model.layers.filter((layer) => !("isOperation" in layer));
}

function countedKeys(layers: readonly Layer[]): { readonly key: string; readonly layer: Layer }[] {
  const counts = new Map<string, number>();
  return layers.map((layer) => {
    const base = snakeCase(layer.className);
    const count = counts.get(base) ?? 0;
    counts.set(base, count + 1);
    return { key: `layers/${count === 0 ? base : `${base}_${count}`}`, layer };
  });
}

/** The paths that Keras gives variables, as "sequential/dense/kernel"; the layers of a functional model begin anew. */
export function variablePaths(layer: Layer, prefix = ""): Map<Variable, string> {
  const path = `${prefix}${layer.name}/`;
  const paths = new Map(layer.ownWeights().map(({ name, variable }) => [variable, `${path}${name}`]));
  const start = layer.className === "Functional" ? "" : path;
  for (const inner of withinOf(layer)) {
    for (const [variable, name] of variablePaths(inner.layer, start)) {
      if (!paths.has(variable)) paths.set(variable, name);
    }
  }
  return paths;
}
