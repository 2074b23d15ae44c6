import { classesAmong, type Family, resolve, type SerializedObject } from "../common/resolve";
import * as all from "./all";
import { FunctionInitializer } from "./from-function";
import { Initializer, type InitializerFunction } from "./initializer";

/** The names of the initializers, beside Keras's spelling with underscores. */
export type InitializerName =
  | "glorotUniform"
  | "glorotNormal"
  | "heUniform"
  | "heNormal"
  | "lecunUniform"
  | "lecunNormal"
  | "randomUniform"
  | "randomNormal"
  | "truncatedNormal"
  | "zeros"
  | "ones";

/** What is accepted wherever an initializer is: a name, an instance, a function of a shape, or a serialized object. */
export type InitializerLike =
  | InitializerName
  | Initializer
  | InitializerFunction
  | SerializedObject
  | (string & {});

const family: Family<Initializer> = {
  kind: "initializer",
  module: "keras.initializers",
  isOne: (value) => value instanceof Initializer,
  classes: () => classesAmong(all, Initializer),
  fromFunction: (fn) => new FunctionInitializer(fn as unknown as InitializerFunction),
};

/** The initializer that a name, a config or a function stands for. */
export function resolveInitializer(value: unknown, where: string): Initializer {
  return resolve(family, value, where);
}
