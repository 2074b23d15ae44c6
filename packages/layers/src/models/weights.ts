import type { NdArrayLike, TensorLike, Variable } from "@wellfit/core";
import { readNumbers } from "./arrays";

/** What has layers, or weights of its own. */
interface WeightOwner {
  readonly name: string;
  readonly weights: readonly Variable[];
  readonly layers?: readonly WeightOwner[];
}

/** The weights of a model by names that no two share: those of layers in a model within it begin with its name. */
export function namedWeights(model: WeightOwner): readonly (readonly [name: string, weight: Variable])[] {
  return (model.layers ?? []).flatMap((layer) =>
    layer.layers === undefined
      ? layer.weights.map((weight) => [weight.name, weight] as const)
      : namedWeights(layer).map(([name, weight]) => [`${layer.name}/${name}`, weight] as const),
  );
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
): void {
  if (!Array.isArray(values) || values.length !== weights.length) {
    throw new RangeError(
      `${where}: received ${Array.isArray(values) ? values.length : "no"} arrays, expected ${weights.length}: ` +
        weights.map((w) => `${w.name} [${w.shape.join(", ")}]`).join(", "),
    );
  }
  const read = weights.map((weight, i) => {
    const numbers = readNumbers(
      where,
      weight.name,
      values[i],
      weight.dtype === "float64" ? "float64" : "float32",
    );
    const { shape } = numbers;
    const same = shape.length === weight.shape.length && shape.every((n, axis) => n === weight.shape[axis]);
    if (!same) {
      throw new RangeError(
        `${where}: received shape [${shape.join(", ")}] for ${weight.name}, expected [${weight.shape.join(", ")}]; the ` +
          "weights come from a model of another architecture",
      );
    }
    return numbers;
  });
  weights.forEach((weight, i) => {
    weight.assign(read[i] as NdArrayLike);
  });
}
