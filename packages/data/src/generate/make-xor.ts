import { DataError } from "../errors";
import { checkOptions } from "../options";
import { type RandomStateLike, randomState } from "../random/random-state";
import { checkCounts, checkNoise } from "./checks";
import { type Dataset, datasetOf } from "./dataset";

/**
 * Options of {@link makeXor}.
 *
 * @example
 * ```ts
 * const options: MakeXorOptions = { nSamples: 200, gap: 0.1, randomState: 1 };
 * ```
 */
export interface MakeXorOptions {
  /** How many points; default 100. */
  nSamples?: number | undefined;
  /** How far points keep from the axes before the noise, at least 0 and below 1; default 0. */
  gap?: number | undefined;
  /** The standard deviation of the Gaussian noise; default none. */
  noise?: number | undefined;
  /** The seed; default: others each time. */
  randomState?: RandomStateLike;
}

/**
 * Points of a square from -1 to 1 whose class is 1 where just one coordinate is positive, else 0: what no
 * straight line can tell apart. scikit-learn has no such function. The classes are those before the noise.
 *
 * @returns `x` of shape [nSamples, 2] and `y` of shape [nSamples], float64.
 * @throws DataError for a count, a gap or a noise that makes no sense.
 * @example
 * ```ts
 * const { x, y } = makeXor({ nSamples: 200, randomState: 1 });
 * y.data[0] === Number(x.data[0] > 0 !== x.data[1] > 0); // true
 * ```
 */
export function makeXor(options: MakeXorOptions = {}): Dataset {
  const who = "makeXor";
  checkOptions(who, options, ["nSamples", "gap", "noise", "randomState"]);
  const { nSamples: n = 100, gap = 0, noise } = options;
  checkCounts(who, [["nSamples", n, 1]]);
  if (!(gap >= 0 && gap < 1)) {
    throw new DataError(`${who}: expected gap of at least 0 and below 1, received ${String(gap)}`);
  }
  if (noise !== undefined) checkNoise(who, noise);
  const random = randomState(options.randomState);
  const x = random.uniform(-1, 1, 2 * n).map((u) => (u > 0 ? gap : -gap) + u * (1 - gap));
  const y = Float64Array.from({ length: n }, (_, i) => Number(x[2 * i]! > 0 !== x[2 * i + 1]! > 0));
  if (noise !== undefined) for (let i = 0; i < x.length; i++) x[i]! += random.normal(0, noise);
  return datasetOf(who, n, 2, x, y);
}
