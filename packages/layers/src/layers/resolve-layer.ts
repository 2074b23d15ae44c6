import { classesAmong, type Family, resolve, type SerializedObject } from "../common/resolve";
import * as all from "./all";
import { Layer } from "./layer";

const family: Family<Layer> = {
  kind: "layer",
  module: "keras.layers",
  isOne: (value) => value instanceof Layer,
  classes: () => classesAmong(all, Layer),
};

/** The layer that a serialized object stands for. */
export function resolveLayer(value: SerializedObject | Layer, where: string): Layer {
  return resolve(family, value, where);
}
