import { type Family, resolve, type SerializedObject } from "../common/resolve";
import { Constraint, type ConstraintFunction, FunctionConstraint } from "./constraint";
import { MaxNorm } from "./max-norm";
import { MinMaxNorm } from "./min-max-norm";
import { NonNeg } from "./non-neg";
import { RadialConstraint } from "./radial-constraint";
import { UnitNorm } from "./unit-norm";

/** What is accepted wherever a constraint is: a name, an instance, a function of a weight, or a serialized object. */
export type ConstraintLike =
  | "maxNorm"
  | "minMaxNorm"
  | "nonNeg"
  | "unitNorm"
  | "radialConstraint"
  | Constraint
  | ConstraintFunction
  | SerializedObject
  | (string & {});

const family: Family<Constraint> = {
  kind: "constraint",
  module: "keras.constraints",
  isOne: (value) => value instanceof Constraint,
  // A new one is added here as well as exported; the tests of the family notice when it is not.
  classes: () => [MaxNorm, MinMaxNorm, NonNeg, RadialConstraint, UnitNorm],
  fromFunction: (fn) => new FunctionConstraint(fn as unknown as ConstraintFunction),
};

/** The constraint that a name, a config or a function stands for; `undefined` for nothing. */
export function resolveConstraint(value: unknown, where: string): Constraint | undefined {
  return value === undefined || value === null ? undefined : resolve(family, value, where);
}
