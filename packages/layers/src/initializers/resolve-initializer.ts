import { type Family, resolve, type SerializedObject } from "../common/resolve";
import { Constant } from "./constant";
import { FunctionInitializer } from "./from-function";
import { GlorotNormal } from "./glorot-normal";
import { GlorotUniform } from "./glorot-uniform";
import { HeNormal } from "./he-normal";
import { HeUniform } from "./he-uniform";
import { Identity } from "./identity";
import { Initializer, type InitializerFunction } from "./initializer";
import { LecunNormal } from "./lecun-normal";
import { LecunUniform } from "./lecun-uniform";
import { Ones } from "./ones";
import { Orthogonal } from "./orthogonal";
import { RandomNormal } from "./random-normal";
import { RandomUniform } from "./random-uniform";
import { TruncatedNormal } from "./truncated-normal";
import { VarianceScaling } from "./variance-scaling";
import { Zeros } from "./zeros";

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
  | "orthogonal"
  | "identity"
  | "varianceScaling"
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
  // A new one is added here as well as exported; the tests of the family notice when it is not.
  classes: () => [
    Constant,
    GlorotNormal,
    GlorotUniform,
    HeNormal,
    HeUniform,
    Identity,
    LecunNormal,
    LecunUniform,
    Ones,
    Orthogonal,
    RandomNormal,
    RandomUniform,
    TruncatedNormal,
    VarianceScaling,
    Zeros,
  ],
  apart: { STFTInitializer: "stftInitializer" },
  fromFunction: (fn) => new FunctionInitializer(fn as unknown as InitializerFunction),
};

/** The initializer that a name, a config or a function stands for. */
export function resolveInitializer(value: unknown, where: string): Initializer {
  return resolve(family, value, where);
}
