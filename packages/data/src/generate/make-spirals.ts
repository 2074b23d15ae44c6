import { DataError } from "../errors";
import { checkOptions } from "../options";
import type { RandomStateLike } from "../random/random-state";
import { checkCounts } from "./checks";
import type { Dataset } from "./dataset";
import { classesOfPoints } from "./two-classes";

/**
 * Options of {@link makeSpirals}.
 *
 * @example
 * ```ts
 * const options: MakeSpiralsOptions = { nSamples: 300, nClasses: 3, noise: 0.02, randomState: 1 };
 * ```
 */
export interface MakeSpiralsOptions {
  /** How many points in all; default 100. */
  nSamples?: number | undefined;
  /** How many arms, one class each; default 2. */
  nClasses?: number | undefined;
  /** How often an arm goes around, above 0; default 1.5. */
  turns?: number | undefined;
  /** Shuffle the points; default true. */
  shuffle?: boolean | undefined;
  /** The standard deviation of the Gaussian noise; default none. */
  noise?: number | undefined;
  /** The seed; default: others each time. */
  randomState?: RandomStateLike;
}

/**
 * Arms of a spiral in the plane that wind around one another from the middle to radius 1, one class each.
 * scikit-learn has none; points lie at equal steps of radius and angle, are shuffled, then blurred, in the
 * manner of {@link makeMoons}.
 *
 * @returns `x` of shape [nSamples, 2] and `y` of shape [nSamples], float64.
 * @throws DataError for counts, turns or a noise that make no sense.
 * @example
 * ```ts
 * const { x, y } = makeSpirals({ nSamples: 200, noise: 0.02, randomState: 1 });
 * x.shape; // [200, 2]
 * ```
 */
export function makeSpirals(options: MakeSpiralsOptions = {}): Dataset {
  const who = "makeSpirals";
  checkOptions(who, options, ["nSamples", "nClasses", "turns", "shuffle", "noise", "randomState"]);
  const { nSamples = 100, nClasses = 2, turns = 1.5 } = options;
  checkCounts(who, [
    ["nClasses", nClasses, 1],
    ["nSamples", nSamples, nClasses],
  ]);
  if (!(turns > 0) || !Number.isFinite(turns)) {
    throw new DataError(`${who}: expected turns above 0, received ${String(turns)}`);
  }
  const arms = Array.from({ length: nClasses }, (_, label) => {
    const n = Math.floor(nSamples / nClasses) + (label < nSamples % nClasses ? 1 : 0);
    return Array.from({ length: n }, (_, i): [number, number] => {
      const radius = (i + 1) / n;
      const angle = 2 * Math.PI * (turns * radius + label / nClasses);
      return [radius * Math.cos(angle), radius * Math.sin(angle)];
    });
  });
  return classesOfPoints(who, arms, options);
}
