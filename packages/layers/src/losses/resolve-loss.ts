import { classesAmong, type Family, resolve, type SerializedObject } from "../common/resolve";
import * as all from "./all";
import { FunctionLoss, Loss, type LossFunction } from "./loss";

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
  classes: () => classesAmong(all, Loss),
  fromFunction: (fn) => new FunctionLoss(fn as unknown as LossFunction),
};

/** The loss that a name, a config or a function stands for. */
export function resolveLoss(value: unknown, where: string): Loss {
  return resolve(family, value, where);
}
