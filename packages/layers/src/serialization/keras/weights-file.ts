import { group } from "../hdf5/make";
import { groupAt, type H5Group, type H5Node } from "../hdf5/nodes";
import { isCompiled, type SavedModel } from "../saved-model";
import type { Assignments } from "./assignments";
import { arraysOf, optimizerArrays, readOptimizerArrays } from "./optimizer-state";
import { partsOf } from "./parts";
import { readWeightGroups, varsGroup, weightGroups } from "./weights-tree";

/** The tree of `model.weights.h5`, which is also that of a `.weights.h5` file. */
export function weightsFile(model: SavedModel, includeOptimizer: boolean): H5Group {
  const children: Map<string, H5Node> = weightGroups(partsOf(model));
  if (includeOptimizer && isCompiled(model)) {
    const { optimizer } = model;
    children.set(
      "optimizer",
      group([["vars", varsGroup(optimizer.name, optimizerArrays(model, optimizer))]]),
    );
  }
  return group(children);
}

/** Whether a tree is that of `model.weights.h5`. */
export function isWeightsFile(root: H5Group): boolean {
  return groupAt(root, "layers") !== undefined || groupAt(root, "vars") !== undefined;
}

/**
 * Finds all that a tree has for a model.
 *
 * @returns What is left to do once the numbers are in place.
 */
export function readWeightsFile(model: SavedModel, root: H5Group, into: Assignments): () => void {
  readWeightGroups(partsOf(model), root, into);
  const arrays = arraysOf(root);
  return isCompiled(model) && arrays.length > 0
    ? readOptimizerArrays(model, model.optimizer, arrays, into)
    : () => {};
}
