import { placeOf } from "../leakage/provenance";
import type { NdArray } from "../ndarray/ndarray";

// A type and no interface, whose fields TypeScript would not take for those of a record that `split` wants.
/**
 * Toy data: points and what to predict of them.
 *
 * @example
 * ```ts
 * const { x, y }: Dataset = makeMoons();
 * ```
 */
export type Dataset = {
  /** The inputs, shape [samples, features]. */
  readonly x: NdArray<Float64Array>;
  /** The targets, shape [samples] (or [samples, targets]). */
  readonly y: NdArray<Float64Array>;
};

/** A data set of `n` rows whose arrays remember that they come from `name`. */
export const datasetOf = (
  name: string,
  n: number,
  width: number,
  x: Float64Array,
  y: Float64Array,
): Dataset => {
  const set: Dataset = { x: { data: x, shape: [n, width] }, y: { data: y, shape: [n] } };
  placeOf(set.x, n, name);
  placeOf(set.y, n, name);
  return set;
};
