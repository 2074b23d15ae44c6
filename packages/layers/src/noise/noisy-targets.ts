import { type NdArrayLike, randomKey, randomNormal, type TensorLike, tensor } from "@wellfit/core";
import { checkNumber, readOptions } from "../common/options";
import { seedOrNext } from "../common/seed";

/** Options of {@link noisyTargets}. */
export interface NoisyTargetsOptions {
  /** The standard deviation of the noise, in the unit of the targets; at least 0. */
  readonly stddev: number;
  /** The same seed gives the same noise. Default: another at each call, from `setSeed`. */
  readonly seed?: number;
}

/**
 * Training targets of a regression with normally distributed noise: `y + N(0, stddev²)`, each number by its own draw.
 *
 * Make only the targets of the training part noisy, after the data is split: a dev or test score on noisy targets measures
 * the noise and not the model. Scale the targets first, or choose `stddev` in their unit.
 *
 * @param y - Numbers of any shape. They are left as they are.
 * @returns Numbers of the same shape, float64 when `y` is and otherwise float32.
 * @throws RangeError when `stddev` is below 0.
 * @example
 * Array.from(noisyTargets([1, 2, 3], { stddev: 0, seed: 1 }).data); // [1, 2, 3]
 */
export function noisyTargets(y: TensorLike, options: NoisyTargetsOptions): NdArrayLike {
  const given = readOptions("noisyTargets", options, {
    stddev: undefined as number | undefined,
    seed: undefined as number | undefined,
  });
  const stddev = checkNumber("noisyTargets", "stddev", given.stddev, { min: 0 });
  const targets = tensor(y);
  const exact = targets.dtype === "float64" ? targets : targets.cast("float32");
  const noise = randomNormal(randomKey(seedOrNext("noisyTargets", given.seed)), targets.shape, 0, stddev);
  return { data: exact.add(noise).data(), shape: targets.shape };
}
