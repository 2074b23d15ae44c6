import type { NdArrayLike, Tensor, Variable } from "@wellfit/core";
import type { Tensors } from "../layers/tensors";
import type { Model } from "../models/model";
import { namedWeights } from "../models/weights";
import { type FromJsonOptions, modelFromJson } from "./model-json";
import { fromSafetensors, type StoredArray, toSafetensors } from "./safetensors";

/** A model as two pieces that can be written to files. */
export interface ModelBytes {
  /** The architecture and how it is trained, as JSON text in Keras 3's schema. */
  readonly config: string;
  /** The weights, in the safetensors format. */
  readonly weights: Uint8Array;
}

/**
 * A model as JSON text and a safetensors file. The same model gives the same bytes.
 *
 * @throws Error when the model has no weights before it knows the shape of its input.
 * @example
 * const { config, weights } = modelToBytes(model);
 * const copy = modelFromBytes({ config, weights });
 */
export function modelToBytes(model: Model<Tensors>): ModelBytes {
  // Throws with what to do when there are no weights.
  model.getWeights();
  const arrays = Object.fromEntries(
    namedWeights(model).map(([name, w]) => [name, { data: w.data(), shape: w.shape }]),
  );
  return { config: JSON.stringify(model), weights: toSafetensors(arrays) };
}

/**
 * The model that {@link modelToBytes} took apart, weights and all.
 *
 * @throws SyntaxError, TypeError or RangeError when a piece is damaged or the two do not belong together.
 */
export function modelFromBytes<Out extends Tensors = Tensor>(
  { config, weights }: ModelBytes,
  options: FromJsonOptions = {},
): Model<Out> {
  const model = modelFromJson<Out>(config, options);
  const arrays = fromSafetensors(weights);
  const wanted = namedWeights(model);
  const extra = Object.keys(arrays).filter((name) => !wanted.some(([other]) => other === name));
  const values = wanted.map(([name, weight]) => arrayFor(name, weight, arrays, extra));
  if (extra.length > 0) {
    throw new RangeError(
      `modelFromBytes: the weights hold ${extra.map((name) => JSON.stringify(name)).join(", ")}, which the model does not ` +
        "have; they belong to another config",
    );
  }
  model.setWeights(values);
  return model;
}

function arrayFor(
  name: string,
  weight: Variable,
  arrays: Record<string, StoredArray>,
  extra: readonly string[],
): NdArrayLike {
  const found = Object.hasOwn(arrays, name) ? arrays[name] : undefined;
  if (found === undefined) {
    throw new RangeError(
      `modelFromBytes: the weights have no ${JSON.stringify(name)} of shape [${weight.shape.join(", ")}]` +
        `${extra.length === 0 ? "" : ` but ${extra.map((other) => JSON.stringify(other)).join(", ")}`}; they belong to another ` +
        "config",
    );
  }
  const same =
    found.shape.length === weight.shape.length && found.shape.every((n, i) => n === weight.shape[i]);
  if (!same) {
    throw new RangeError(
      `modelFromBytes: ${JSON.stringify(name)} has shape [${found.shape.join(", ")}], expected ` +
        `[${weight.shape.join(", ")}]; the weights belong to another config`,
    );
  }
  return found;
}
