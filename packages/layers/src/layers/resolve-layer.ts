import { type Family, resolve, type SerializedObject } from "../common/resolve";
import { Functional } from "../models/functional";
import { Sequential } from "../models/sequential";
import { layerClasses } from "./classes";
import { Layer } from "./layer";
import { Operation } from "./operation";

const family: Family<Layer> = {
  kind: "layer",
  module: "keras.layers",
  isOne: (value) => value instanceof Layer,
  classes: () => [...layerClasses(), Sequential, Functional],
  special: (value, where) => (Operation.isOne(value) ? Operation.fromFile(value, where) : undefined),
};

/**
 * The layer or model that a serialized object stands for. Only what reads files imports this, so that a program that reads
 * none holds the layers it uses and no others.
 */
export function resolveLayer(value: SerializedObject | Layer, where: string): Layer {
  return resolve(family, value, where);
}
