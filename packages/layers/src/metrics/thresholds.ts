import { checkNumber } from "../common/options";
import { EPSILON } from "../losses/probabilities";

/** One threshold, or several for as many results. */
export type Thresholds = number | readonly number[];

/** Returns the thresholds, each from 0 to 1, or the default where none are given. */
export function readThresholds(
  where: string,
  thresholds: Thresholds | null | undefined,
  otherwise: number,
): readonly number[] {
  if (thresholds === undefined || thresholds === null) return [otherwise];
  const all = Array.isArray(thresholds) ? (thresholds as readonly number[]) : [thresholds];
  if (all.length === 0) throw new RangeError(`${where}: received no thresholds, expected at least one`);
  return all.map((one) => checkNumber(where, "thresholds", one, { min: 0, max: 1 }));
}

/** `n` thresholds that divide [0, 1] evenly, from 0 to 1. */
export function evenThresholds(n: number): readonly number[] {
  return Array.from({ length: n }, (_, i) => i / (n - 1));
}

/** Whether thresholds divide [0, 1] evenly, by Keras's measure: then predictions are counted in buckets. */
export function areEven(thresholds: readonly number[]): boolean {
  const n = thresholds.length;
  return n >= 3 && thresholds.every((t, i) => Math.abs(t - i / (n - 1)) <= EPSILON + (1e-5 * i) / (n - 1));
}
