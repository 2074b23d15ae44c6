import { DataError } from "../errors";
import { checkOptions } from "../options";
import type { RandomStateLike } from "../random/random-state";
import type { Dataset } from "./dataset";
import { classesOfPoints, linspace, outerAndInner } from "./two-classes";

/**
 * Options of {@link makeCircles}.
 *
 * @example
 * ```ts
 * const options: MakeCirclesOptions = { nSamples: 100, noise: 0.1, factor: 0.5, randomState: 1 };
 * ```
 */
export interface MakeCirclesOptions {
  /** How many points, or how many of the outer and of the inner circle; default 100. */
  nSamples?: number | readonly [number, number] | undefined;
  /** Shuffle the points; default true. */
  shuffle?: boolean | undefined;
  /** The standard deviation of the Gaussian noise; default none. */
  noise?: number | undefined;
  /** The radius of the inner circle where the outer has 1, at least 0 and below 1; default 0.8. */
  factor?: number | undefined;
  /** The seed; default: others each time. */
  randomState?: RandomStateLike;
}

/**
 * A small circle inside a large one, the classes 1 (inner) and 0 (outer): scikit-learn's `make_circles`,
 * number by number for the same `randomState`.
 *
 * @returns `x` of shape [nSamples, 2] and `y` of shape [nSamples], float64.
 * @throws DataError for unknown options, and for a number of samples, a noise or a factor that makes no sense.
 * @example
 * ```ts
 * const { x, y } = makeCircles({ nSamples: 100, noise: 0.1, randomState: 1 });
 * y.shape; // [100]
 * ```
 */
export function makeCircles(options: MakeCirclesOptions = {}): Dataset {
  checkOptions("makeCircles", options, ["nSamples", "shuffle", "noise", "factor", "randomState"]);
  const factor = options.factor ?? 0.8;
  if (!(factor >= 0 && factor < 1)) {
    throw new DataError(`makeCircles: expected factor of at least 0 and below 1, received ${factor}`);
  }
  const [nOuter, nInner] = outerAndInner("makeCircles", options.nSamples);
  const circle = (n: number, radius: number): [number, number][] =>
    linspace(0, 2 * Math.PI, n, false).map((a) => [Math.cos(a) * radius, Math.sin(a) * radius]);
  return classesOfPoints("makeCircles", [circle(nOuter, 1), circle(nInner, factor)], options);
}
