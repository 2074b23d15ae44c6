import type { NdArrayLike, TensorLike, Variable } from "@wellfit/core";
import type { Layer } from "../layers/layer";
import { readArray } from "./arrays";

/** Weights by names that no two share: the names of the layers on the way to them, then their own. */
export function namedWeights(
  layer: Layer,
  path = "",
): readonly (readonly [name: string, weight: Variable])[] {
  const seen = new Set<Variable>();
  return walk(layer, path).filter(([, weight]) => !seen.has(weight) && seen.add(weight));
}

function walk(layer: Layer, path: string): readonly (readonly [name: string, weight: Variable])[] {
  const own = layer.ownWeights().map(({ name, variable }) => [`${path}${name}`, variable] as const);
  const ordered = [...own.filter(([, v]) => v.trainable), ...own.filter(([, v]) => !v.trainable)];
  return [...ordered, ...layer.layersWithin().flatMap((inner) => walk(inner, `${path}${inner.name}/`))];
}

/** The names of {@link namedWeights} by weight. */
export function weightPaths(layer: Layer): ReadonlyMap<Variable, string> {
  return new Map(namedWeights(layer).map(([name, weight]) => [weight, name]));
}

/** Copies of weights. */
export function copyWeights(weights: readonly Variable[]): NdArrayLike[] {
  return weights.map((weight) => ({ data: weight.data(), shape: weight.shape }));
}

/**
 * Replaces weights; nothing is changed unless all fit.
 *
 * @throws RangeError that names the weight whose shape differs.
 */
export function replaceWeights(
  where: string,
  weights: readonly Variable[],
  values: readonly TensorLike[],
  names: ReadonlyMap<Variable, string> = new Map(),
): void {
  const nameOf = (weight: Variable): string => names.get(weight) ?? weight.name;
  if (!Array.isArray(values) || values.length !== weights.length) {
    throw new RangeError(
      `${where}: received ${Array.isArray(values) ? values.length : "no"} arrays, expected ${weights.length}: ` +
        weights.map((w) => `${nameOf(w)} [${w.shape.join(", ")}]`).join(", "),
    );
  }
  const read = weights.map((weight, i) => {
    const numbers = readArray(
      where,
      nameOf(weight),
      values[i],
      weight.dtype === "float64" ? "float64" : "float32",
    );
    const { shape } = numbers;
    const same = shape.length === weight.shape.length && shape.every((n, axis) => n === weight.shape[axis]);
    if (!same) {
      throw new RangeError(
        `${where}: received shape [${shape.join(", ")}] for ${nameOf(weight)}, expected [${weight.shape.join(", ")}]; the ` +
          "weights come from a model of another architecture",
      );
    }
    return numbers;
  });
  weights.forEach((weight, i) => {
    weight.assign(read[i] as NdArrayLike);
  });
}
