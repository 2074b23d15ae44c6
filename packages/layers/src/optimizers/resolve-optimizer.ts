import { type Family, resolve, type SerializedObject } from "../common/resolve";
import { Adadelta } from "./adadelta";
import { Adafactor } from "./adafactor";
import { Adagrad } from "./adagrad";
import { Adam } from "./adam";
import { AdamW } from "./adam-w";
import { Adamax } from "./adamax";
import { Ftrl } from "./ftrl";
import { Lamb } from "./lamb";
import { Lion } from "./lion";
import { Muon } from "./muon";
import { Nadam } from "./nadam";
import { Optimizer } from "./optimizer";
import { RMSprop } from "./rmsprop";
import { SGD } from "./sgd";

/** What is accepted wherever an optimizer is: a name, an instance, or a serialized object. */
export type OptimizerLike =
  | "adadelta"
  | "adafactor"
  | "adagrad"
  | "adam"
  | "adamW"
  | "adamax"
  | "ftrl"
  | "lamb"
  | "lion"
  | "muon"
  | "nadam"
  | "rmsprop"
  | "sgd"
  | Optimizer
  | SerializedObject
  | (string & {});

const family: Family<Optimizer> = {
  kind: "optimizer",
  module: "keras.optimizers",
  isOne: (value) => value instanceof Optimizer,
  // A new one is added here as well as exported; the tests of the family notice when it is not.
  classes: () => [
    Adadelta,
    Adafactor,
    Adagrad,
    Adam,
    AdamW,
    Adamax,
    Ftrl,
    Lamb,
    Lion,
    Muon,
    Nadam,
    RMSprop,
    SGD,
  ],
};

/** The optimizer that a name or a config stands for. */
export function resolveOptimizer(value: unknown, where: string): Optimizer {
  return resolve(family, value, where);
}
