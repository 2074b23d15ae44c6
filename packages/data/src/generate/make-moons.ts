import { checkOptions } from "../options";
import type { RandomStateLike } from "../random/random-state";
import type { Dataset } from "./dataset";
import { classesOfPoints, linspace, outerAndInner } from "./two-classes";

/**
 * Options of {@link makeMoons}.
 *
 * @example
 * ```ts
 * const options: MakeMoonsOptions = { nSamples: 100, noise: 0.2, randomState: 1 };
 * ```
 */
export interface MakeMoonsOptions {
  /** How many points, or how many of each moon; default 100. */
  nSamples?: number | readonly [number, number] | undefined;
  /** Shuffle the points; default true. */
  shuffle?: boolean | undefined;
  /** The standard deviation of the Gaussian noise; default none. */
  noise?: number | undefined;
  /** The seed; default: others each time. */
  randomState?: RandomStateLike;
}

/**
 * Two interleaving half circles, the classes 0 (outer) and 1 (inner): scikit-learn's `make_moons`, number
 * by number for the same `randomState`.
 *
 * @returns `x` of shape [nSamples, 2] and `y` of shape [nSamples], float64.
 * @throws DataError for unknown options, and for a number of samples or a noise that makes no sense.
 * @example
 * ```ts
 * const { x, y } = makeMoons({ nSamples: 100, noise: 0.2, randomState: 1 });
 * x.shape; // [100, 2]
 * ```
 */
export function makeMoons(options: MakeMoonsOptions = {}): Dataset {
  checkOptions("makeMoons", options, ["nSamples", "shuffle", "noise", "randomState"]);
  const [nOuter, nInner] = outerAndInner("makeMoons", options.nSamples);
  const outer = linspace(0, Math.PI, nOuter, true).map((a): [number, number] => [Math.cos(a), Math.sin(a)]);
  const inner = linspace(0, Math.PI, nInner, true).map((a): [number, number] => [
    1 - Math.cos(a),
    1 - Math.sin(a) - 0.5,
  ]);
  return classesOfPoints("makeMoons", [outer, inner], options);
}
