import { classesAmong, type Family, resolve, type SerializedObject } from "../common/resolve";
import * as all from "./all";
import { FunctionRegularizer, Regularizer, type RegularizerFunction } from "./regularizer";

/** What is accepted wherever a regularizer is: a name, an instance, a function, or a serialized object. */
export type RegularizerLike =
  | "l1"
  | "l2"
  | "l1l2"
  | Regularizer
  | RegularizerFunction
  | SerializedObject
  | (string & {});

const family: Family<Regularizer> = {
  kind: "regularizer",
  module: "keras.regularizers",
  isOne: (value) => value instanceof Regularizer,
  classes: () => classesAmong(all, Regularizer),
  fromFunction: (fn) => new FunctionRegularizer(fn as unknown as RegularizerFunction),
};

/** The regularizer that a name, a config or a function stands for; `undefined` for nothing. */
export function resolveRegularizer(value: unknown, where: string): Regularizer | undefined {
  return value === undefined || value === null ? undefined : resolve(family, value, where);
}
