import { type Family, resolve, type SerializedObject } from "../common/resolve";
import { Activation } from "./activation";
import { Dense } from "./dense";
import { Dropout } from "./dropout";
import { Flatten } from "./flatten";
import { GaussianNoise } from "./gaussian-noise";
import { InputLayer } from "./input";
import { Layer } from "./layer";

const family: Family<Layer> = {
  kind: "layer",
  module: "keras.layers",
  isOne: (value) => value instanceof Layer,
  // A new one is added here as well as exported; the tests of the family notice when it is not.
  classes: () => [Activation, Dense, Dropout, Flatten, GaussianNoise, InputLayer],
};

/** The layer that a serialized object stands for. */
export function resolveLayer(value: SerializedObject | Layer, where: string): Layer {
  return resolve(family, value, where);
}
