import type { Variable } from "@wellfit/core";
import type { SerializedObject } from "../common/resolve";
import type { Layer } from "../layers/layer";
import type { Optimizer } from "../optimizers/optimizer";

/** What saving and loading need of a model. Models load this code on demand, so it must not import them. */
export interface SavedModel extends Layer {
  /** The layers, in order. */
  readonly layers: readonly Layer[];
  /** What `compile` was given; throws before. */
  readonly optimizer: Optimizer;
  /** The weights that training changes, in order. */
  readonly trainableWeights: readonly Variable[];
  /** The architecture and how it is trained, as Keras 3 writes it. */
  toJSON(): SerializedObject & { readonly compile_config?: Readonly<Record<string, unknown>> };
}

/** Whether a model knows how it is trained. */
export function isCompiled(model: SavedModel): boolean {
  return model.toJSON().compile_config !== undefined;
}

/** Throws when a model has no weights yet. */
export function checkBuilt(where: string, model: SavedModel): void {
  if (model.built) return;
  throw new Error(
    `${where}: ${model.name} has no weights before it knows the shape of its input; give the first layer inputShape, or call ` +
      "build([null, columns]) or fit first",
  );
}

/** The layers of a model, or those that a layer holds, with the key of their group in Keras's files. */
export function isModel(layer: Layer): layer is SavedModel {
  return "layers" in layer;
}
