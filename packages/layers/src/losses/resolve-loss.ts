import { normalName } from "../common/names";
import { type Family, resolve, type SerializedObject } from "../common/resolve";
import { BinaryCrossentropy } from "./binary-crossentropy";
import { BinaryFocalCrossentropy } from "./binary-focal-crossentropy";
import { CategoricalCrossentropy } from "./categorical-crossentropy";
import { CategoricalFocalCrossentropy } from "./categorical-focal-crossentropy";
import { CategoricalGeneralizedCrossEntropy } from "./categorical-generalized-cross-entropy";
import { CategoricalHinge } from "./categorical-hinge";
import { Circle } from "./circle";
import { CosineSimilarity } from "./cosine-similarity";
import { Dice } from "./dice";
import { FittingCrossentropy } from "./fitting-crossentropy";
import { Hinge } from "./hinge";
import { Huber } from "./huber";
import { KLDivergence } from "./kl-divergence";
import { LogCosh } from "./log-cosh";
import { FunctionLoss, Loss, type LossFunction } from "./loss";
import { MeanAbsoluteError } from "./mean-absolute-error";
import { MeanAbsolutePercentageError } from "./mean-absolute-percentage-error";
import { MeanSquaredError } from "./mean-squared-error";
import { MeanSquaredLogarithmicError } from "./mean-squared-logarithmic-error";
import { Poisson } from "./poisson";
import { SparseCategoricalCrossentropy } from "./sparse-categorical-crossentropy";
import { SquaredHinge } from "./squared-hinge";
import { Tversky } from "./tversky";

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
  | "crossentropy"
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
  // A new one is added here as well as exported; the tests of the family notice when it is not.
  classes: () => [
    BinaryCrossentropy,
    BinaryFocalCrossentropy,
    CategoricalCrossentropy,
    CategoricalFocalCrossentropy,
    CategoricalGeneralizedCrossEntropy,
    CategoricalHinge,
    Circle,
    CosineSimilarity,
    Dice,
    Hinge,
    Huber,
    KLDivergence,
    LogCosh,
    MeanAbsoluteError,
    MeanAbsolutePercentageError,
    MeanSquaredError,
    MeanSquaredLogarithmicError,
    Poisson,
    SparseCategoricalCrossentropy,
    SquaredHinge,
    Tversky,
  ],
  apart: { CTC: "ctc" },
  fromFunction: (fn) => new FunctionLoss(fn as unknown as LossFunction),
};

/** The loss that a name, a config or a function stands for. */
export function resolveLoss(value: unknown, where: string): Loss {
  if (typeof value === "string" && ["crossentropy", "ce"].includes(normalName(value))) {
    return new FittingCrossentropy();
  }
  return resolve(family, value, where);
}
