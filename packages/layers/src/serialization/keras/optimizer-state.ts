import type { Variable } from "@wellfit/core";
import type { Optimizer } from "../../optimizers/optimizer";
import { groupAt, type H5Dataset, type H5Group } from "../hdf5/nodes";
import type { SavedModel } from "../saved-model";
import type { Assignments } from "./assignments";
import { stored } from "./weights-tree";

/** What an optimizer remembers as arrays, in Keras's order. One that has not trained yet gets its memory first. */
export function optimizerArrays(model: SavedModel, optimizer: Optimizer): readonly H5Dataset[] {
  optimizer.build(model.trainableWeights);
  return optimizer.variables.map((variable) => stored(variable, isCount(variable) ? "int64" : undefined));
}

/** Whole numbers are of 64 bits in Keras. */
function isCount(variable: Variable): boolean {
  return variable.dtype === "int32";
}

/**
 * Finds what an optimizer remembers among arrays in Keras's order. When there are others than it has, it begins anew, as in
 * Keras.
 *
 * @returns What sets the learning rate, once all that is read was found to fit.
 */
export function readOptimizerArrays(
  model: SavedModel,
  optimizer: Optimizer,
  arrays: readonly H5Dataset[],
  into: Assignments,
): () => void {
  optimizer.build(model.trainableWeights);
  const { variables } = optimizer;
  const fits =
    arrays.length === variables.length &&
    variables.every((v, i) => String(v.shape) === String((arrays[i] as H5Dataset).shape));
  if (!fits) {
    if (arrays.length > 0) {
      into.skipped.push(
        `${optimizer.name}: the file has ${arrays.length} arrays of other shapes for the optimizer, expected ${variables.length}`,
      );
    }
    return () => {};
  }
  let rate: number | undefined;
  variables.forEach((variable, i) => {
    const array = arrays[i] as H5Dataset;
    if (isRate(variable)) rate = array.numbers()[0];
    else into.add(variable.name, variable, array);
  });
  return () => {
    // The settings may have it with more digits than the array.
    if (rate !== undefined && Math.fround(optimizer.learningRate) !== rate) optimizer.learningRate = rate;
  };
}

/** Set by the property of the optimizer, which has a copy. */
function isRate(variable: Variable): boolean {
  return variable.name.endsWith("/learning_rate");
}

/** The arrays in `optimizer/vars`, by their numbers. */
export function arraysOf(root: H5Group): H5Dataset[] {
  const vars = groupAt(root, "optimizer/vars");
  const arrays: H5Dataset[] = [];
  for (let i = 0; vars !== undefined; i++) {
    const found = vars.children.get(String(i));
    if (found?.kind !== "dataset") break;
    arrays.push(found);
  }
  return arrays;
}
