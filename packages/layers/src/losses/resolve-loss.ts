import { type Family, resolve, type SerializedObject } from "../common/resolve";
import { BinaryCrossentropy } from "./binary-crossentropy";
import { CategoricalCrossentropy } from "./categorical-crossentropy";
import { FunctionLoss, Loss, type LossFunction } from "./loss";
import { MeanAbsoluteError } from "./mean-absolute-error";
import { MeanSquaredError } from "./mean-squared-error";
import { SparseCategoricalCrossentropy } from "./sparse-categorical-crossentropy";

/** What is accepted wherever a loss is: a name, an instance, a function, or a serialized object. */
export type LossLike =
  | "binaryCrossentropy"
  | "categoricalCrossentropy"
  | "sparseCategoricalCrossentropy"
  | "meanSquaredError"
  | "meanAbsoluteError"
  | "mse"
  | "mae"
  | Loss
  | LossFunction
  | SerializedObject
  | (string & {});

const family: Family<Loss> = {
  kind: "loss",
  module: "keras.losses",
  isOne: (value) => value instanceof Loss,
  // A new one is added here as well as exported; the tests of the family notice when it is not.
  classes: () => [
    BinaryCrossentropy,
    CategoricalCrossentropy,
    MeanAbsoluteError,
    MeanSquaredError,
    SparseCategoricalCrossentropy,
  ],
  fromFunction: (fn) => new FunctionLoss(fn as unknown as LossFunction),
};

/** The loss that a name, a config or a function stands for. */
export function resolveLoss(value: unknown, where: string): Loss {
  return resolve(family, value, where);
}
