import type { NdArray, TypedArray } from "../ndarray/ndarray";
import { takeRows } from "../ndarray/ndarray";
import type { RandomState } from "../random/random-state";

/** The rows of several arrays in one random order (scikit-learn's `utils.shuffle`). */
export const shuffleRows = <T extends readonly NdArray<TypedArray>[]>(arrays: T, random: RandomState): T => {
  const n = arrays[0]!.shape[0]!;
  const order = random.shuffle(Int32Array.from({ length: n }, (_, i) => i));
  return arrays.map((array) => takeRows(array, order)) as unknown as T;
};

/** The rows of points and of their targets in one random order. */
export const shufflePoints = (
  n: number,
  width: number,
  x: Float64Array,
  y: Float64Array,
  random: RandomState,
): [x: Float64Array, y: Float64Array] => {
  const [points, targets] = shuffleRows(
    [
      { data: x, shape: [n, width] },
      { data: y, shape: [n] },
    ] as const,
    random,
  );
  return [points.data, targets.data];
};

/** The columns of rows in a random order, and that order. */
export const shuffleColumns = (
  rows: Float64Array,
  width: number,
  random: RandomState,
): { rows: Float64Array; order: Int32Array } => {
  const order = random.shuffle(Int32Array.from({ length: width }, (_, j) => j));
  return { rows: rows.map((_, i) => rows[i - (i % width) + order[i % width]!]!), order };
};
