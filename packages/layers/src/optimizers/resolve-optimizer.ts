import { classesAmong, type Family, resolve, type SerializedObject } from "../common/resolve";
import * as all from "./all";
import { Optimizer } from "./optimizer";

/** What is accepted wherever an optimizer is: a name, an instance, or a serialized object. */
export type OptimizerLike = "sgd" | "adam" | Optimizer | SerializedObject | (string & {});

const family: Family<Optimizer> = {
  kind: "optimizer",
  module: "keras.optimizers",
  isOne: (value) => value instanceof Optimizer,
  classes: () => classesAmong(all, Optimizer),
};

/** The optimizer that a name or a config stands for. */
export function resolveOptimizer(value: unknown, where: string): Optimizer {
  return resolve(family, value, where);
}
