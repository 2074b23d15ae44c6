import type { NdArray, TypedArray } from "../ndarray/ndarray";
import { takeRows } from "../ndarray/ndarray";
import type { RandomState } from "../random/random-state";

/** The rows of several arrays in one random order (scikit-learn's `utils.shuffle`). */
export const shuffleRows = <T extends readonly NdArray<TypedArray>[]>(arrays: T, random: RandomState): T => {
  const n = arrays[0]!.shape[0]!;
  const order = random.shuffle(Int32Array.from({ length: n }, (_, i) => i));
  return arrays.map((array) => takeRows(array, order)) as unknown as T;
};
