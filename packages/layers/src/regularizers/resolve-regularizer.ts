import { type Family, resolve, type SerializedObject } from "../common/resolve";
import { L1 } from "./l1";
import { L1L2 } from "./l1l2";
import { L2 } from "./l2";
import { OrthogonalRegularizer } from "./orthogonal-regularizer";
import { FunctionRegularizer, Regularizer, type RegularizerFunction } from "./regularizer";

/** What is accepted wherever a regularizer is: a name, an instance, a function, or a serialized object. */
export type RegularizerLike =
  | "l1"
  | "l2"
  | "l1l2"
  | "orthogonalRegularizer"
  | Regularizer
  | RegularizerFunction
  | SerializedObject
  | (string & {});

const family: Family<Regularizer> = {
  kind: "regularizer",
  module: "keras.regularizers",
  isOne: (value) => value instanceof Regularizer,
  // A new one is added here as well as exported; the tests of the family notice when it is not.
  classes: () => [L1, L1L2, L2, OrthogonalRegularizer],
  fromFunction: (fn) => new FunctionRegularizer(fn as unknown as RegularizerFunction),
};

/** The regularizer that a name, a config or a function stands for; `undefined` for nothing. */
export function resolveRegularizer(value: unknown, where: string): Regularizer | undefined {
  return value === undefined || value === null ? undefined : resolve(family, value, where);
}
