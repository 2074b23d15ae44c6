import { dataset } from "./hdf5/make";
import type { Assignments } from "./keras/assignments";
import { variablePaths } from "./keras/parts";
import { fromSafetensors, toSafetensors } from "./safetensors";
import type { SavedModel } from "./saved-model";

/** The weights of a model in the safetensors format, by the paths that Keras gives them. */
export function writeSafetensors(model: SavedModel): Uint8Array {
  return toSafetensors(
    Object.fromEntries(
      weightNames(model).map(([name, weight]) => [name, { data: weight.data(), shape: weight.shape }]),
    ),
  );
}

/** Finds the weights of a model in a safetensors file; with `byName` those that there are. */
export function readSafetensors(
  model: SavedModel,
  bytes: Uint8Array,
  into: Assignments,
  byName: boolean,
): void {
  const arrays = new Map(Object.entries(fromSafetensors(bytes)));
  for (const [name, weight] of weightNames(model)) {
    const found = arrays.get(name);
    arrays.delete(name);
    if (found !== undefined) {
      const { data, shape } = found;
      const numbers =
        data instanceof Float32Array || data instanceof Float64Array ? data : Float64Array.from(data);
      into.add(name, weight, dataset("float32", shape, numbers));
    } else if (!byName) {
      into.refuse(`${name}: the file has no such array, expected shape [${weight.shape.join(", ")}]`);
    }
  }
  if (arrays.size > 0 && !byName) {
    into.refuse(
      `${model.name}: the file has ${[...arrays.keys()].map((name) => JSON.stringify(name)).join(", ")}, which the model does not ` +
        "have; the weights belong to another model",
    );
  }
}

/** Every weight by a name that no other has. */
function weightNames(model: SavedModel): (readonly [name: string, weight: SavedModel["weights"][number]])[] {
  const paths = variablePaths(model);
  const counts = new Map<string, number>();
  return model.weights.map((weight) => {
    const name = paths.get(weight) ?? weight.name;
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    return [count === 0 ? name : `${name}_${count}`, weight];
  });
}
