import { type Family, resolve, type SerializedObject } from "../common/resolve";
import { Adam } from "./adam";
import { Optimizer } from "./optimizer";
import { SGD } from "./sgd";

/** What is accepted wherever an optimizer is: a name, an instance, or a serialized object. */
export type OptimizerLike = "sgd" | "adam" | Optimizer | SerializedObject | (string & {});

const family: Family<Optimizer> = {
  kind: "optimizer",
  module: "keras.optimizers",
  isOne: (value) => value instanceof Optimizer,
  // A new one is added here as well as exported; the tests of the family notice when it is not.
  classes: () => [Adam, SGD],
};

/** The optimizer that a name or a config stands for. */
export function resolveOptimizer(value: unknown, where: string): Optimizer {
  return resolve(family, value, where);
}
