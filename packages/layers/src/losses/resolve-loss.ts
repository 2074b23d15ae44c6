import { type ConfigurableClass, type Family, resolve, type SerializedObject } from "../common/resolve";
import * as losses from "./all";
import { FunctionLoss, Loss, type LossFunction } from "./loss";

/** What is accepted wherever a loss is: a name, an instance, a function, or a serialized object. */
export type LossLike =
  | "binaryCrossentropy"
  | "binaryFocalCrossentropy"
  | "categoricalCrossentropy"
  | "categoricalFocalCrossentropy"
  | "categoricalGeneralizedCrossEntropy"
  | "categoricalHinge"
  | "circle"
  | "cosineSimilarity"
  | "ctc"
  | "dice"
  | "hinge"
  | "huber"
  | "klDivergence"
  | "logCosh"
  | "meanAbsoluteError"
  | "meanAbsolutePercentageError"
  | "meanSquaredError"
  | "meanSquaredLogarithmicError"
  | "poisson"
  | "sparseCategoricalCrossentropy"
  | "squaredHinge"
  | "tversky"
  | "bce"
  | "kld"
  | "mae"
  | "mape"
  | "mse"
  | "msle"
  | Loss
  | LossFunction
  | SerializedObject
  | (string & {});

const family: Family<Loss> = {
  kind: "loss",
  module: "keras.losses",
  isOne: (value) => value instanceof Loss,
  classes: () =>
    Object.values(losses).filter(
      (one) => one.prototype instanceof Loss,
    ) as unknown as readonly ConfigurableClass<Loss>[],
  fromFunction: (fn) => new FunctionLoss(fn as unknown as LossFunction),
};

/** The loss that a name, a config or a function stands for. */
export function resolveLoss(value: unknown, where: string): Loss {
  return resolve(family, value, where);
}
