import { type Tensor, where } from "@wellfit/core";
import { checkShares } from "./probabilities";

/** Throws unless there are several classes and all targets are from 0 to 1. */
export function checkOneHot(
  name: string,
  targets: ArrayLike<number>,
  shape: readonly number[],
  outputShape: readonly number[],
  axis = -1,
): void {
  const classes = outputShape[axis < 0 ? axis + outputShape.length : axis] as number;
  if (classes < 2) {
    throw new RangeError(
      `${name}: received predictions of one column, expected one a class; for two classes in one column ` +
        'use dense(1, { activation: "sigmoid" }) with the loss "binaryCrossentropy"',
    );
  }
  checkShares(
    name,
    targets,
    shape,
    `give one-hot rows, or class numbers 0 to ${classes - 1} with the loss "sparseCategoricalCrossentropy"`,
  );
}

/** Throws, naming the row, unless all targets are class numbers, or the number that is ignored. */
export function checkClassNumbers(
  name: string,
  targets: ArrayLike<number>,
  classes: number,
  ignored?: number,
): void {
  for (let i = 0; i < targets.length; i++) {
    const t = targets[i] as number;
    if ((Number.isInteger(t) && t >= 0 && t < classes) || t === ignored) continue;
    throw new RangeError(
      `${name}: received the target ${t} in row ${i}, expected class numbers 0 to ${classes - 1}, ` +
        `because the model has ${classes} output${classes === 1 ? "" : "s"}; number the classes with labelEncoder(), or ` +
        "give the last layer one unit a class",
    );
  }
}

/**
 * The values, and NaN where a class number has no column: inside of a compiled program nothing can be thrown, and a loss
 * of 0 would be believed.
 */
export function nanOutside(values: Tensor, classes: Tensor, count: number): Tensor {
  const inside = classes.greaterEqual(0).mul(classes.less(count));
  return where(inside, values, Number.NaN);
}
