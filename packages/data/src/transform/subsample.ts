import type { RandomState } from "../random/random-state";
import type { NumberFeature } from "./frame";

/**
 * The features at `size` rows drawn without replacement, when there are more: the same rows of each, those of
 * scikit-learn's `resample`.
 */
export function* subsampled(
  features: readonly NumberFeature[],
  nRows: number,
  size: number | null,
  random: () => RandomState,
): Generator<void, readonly NumberFeature[]> {
  if (size === null || nRows <= size) return features;
  const rows = random().permutation(nRows).subarray(0, size);
  const drawn: NumberFeature[] = [];
  for (const { name, numbers } of features) {
    const some = new Float64Array(size);
    for (let i = 0; i < size; i++) some[i] = numbers[rows[i]!]!;
    drawn.push({ name, numbers: some });
    yield;
  }
  return drawn;
}
