import { checkOptions } from "../options";
import { type RandomState, type RandomStateLike, randomState } from "../random/random-state";
import { checkCounts, checkNoise } from "./checks";
import { type Dataset, datasetOf } from "./dataset";

/**
 * Options of {@link makeSCurve}.
 *
 * @example
 * ```ts
 * const options: MakeSCurveOptions = { nSamples: 500, noise: 0.05, randomState: 1 };
 * ```
 */
export interface MakeSCurveOptions {
  /** How many points; default 100. */
  nSamples?: number | undefined;
  /** The standard deviation of the Gaussian noise on the points; default 0. */
  noise?: number | undefined;
  /** The seed; default: others each time. */
  randomState?: RandomStateLike;
}

/**
 * Options of {@link makeSwissRoll}.
 *
 * @example
 * ```ts
 * const options: MakeSwissRollOptions = { nSamples: 500, hole: true, randomState: 1 };
 * ```
 */
export interface MakeSwissRollOptions extends MakeSCurveOptions {
  /** Leave a hole in the middle of the sheet; default false. */
  hole?: boolean | undefined;
}

/** Points in space along a sheet; the noise is drawn coordinate by coordinate. */
const sheet = (
  who: string,
  options: MakeSCurveOptions,
  draw: (n: number, random: RandomState) => { t: Float64Array; coordinates: readonly Float64Array[] },
): Dataset => {
  const { nSamples: n = 100, noise = 0 } = options;
  checkCounts(who, [["nSamples", n, 1]]);
  checkNoise(who, noise);
  const random = randomState(options.randomState);
  const { t, coordinates } = draw(n, random);
  const x = new Float64Array(3 * n);
  const blur = random.normal(0, 1, 3 * n);
  for (let j = 0; j < 3; j++) {
    for (let i = 0; i < n; i++) x[3 * i + j] = coordinates[j]![i]! + noise * blur[j * n + i]!;
  }
  return datasetOf(who, n, 3, x, t);
};

/**
 * A sheet bent to an S in space: scikit-learn's `make_s_curve`, number by number for the same `randomState`.
 *
 * @returns `x` of shape [nSamples, 3], and `y` of shape [nSamples], the place along the curve, float64.
 * @throws DataError for a count or a noise that makes no sense.
 * @example
 * ```ts
 * const { x, y } = makeSCurve({ nSamples: 500, randomState: 1 });
 * x.shape; // [500, 3]
 * ```
 */
export function makeSCurve(options: MakeSCurveOptions = {}): Dataset {
  checkOptions("makeSCurve", options, ["nSamples", "noise", "randomState"]);
  return sheet("makeSCurve", options, (n, random) => {
    const t = random.uniform(0, 1, n).map((u) => 3 * Math.PI * (u - 0.5));
    const across = random.uniform(0, 1, n).map((u) => 2 * u);
    return { t, coordinates: [t.map(Math.sin), across, t.map((a) => Math.sign(a) * (Math.cos(a) - 1))] };
  });
}

/** A place on the sheet, which is 3π long and 21 wide, but for its middle piece of three by three. */
const aroundHole = (n: number, random: RandomState): { t: Float64Array; across: Float64Array } => {
  const pieces = random.randint(0, 8, n).map((piece) => (piece < 4 ? piece : piece + 1));
  const along = random.uniform(0, 1, n);
  const aside = random.uniform(0, 1, n);
  return {
    t: pieces.map((piece, i) => Math.PI * (1.5 + Math.floor(piece / 3)) + along[i]! * Math.PI),
    across: pieces.map((piece, i) => (piece % 3) * 7 + aside[i]! * 7),
  };
};

/**
 * A sheet rolled up in space: scikit-learn's `make_swiss_roll`, number by number for the same `randomState`.
 * (Marsland 2014.)
 *
 * @returns `x` of shape [nSamples, 3], and `y` of shape [nSamples], the place along the roll, float64.
 * @throws DataError for a count or a noise that makes no sense.
 * @example
 * ```ts
 * const { x, y } = makeSwissRoll({ nSamples: 500, randomState: 1 });
 * x.shape; // [500, 3]
 * ```
 */
export function makeSwissRoll(options: MakeSwissRollOptions = {}): Dataset {
  checkOptions("makeSwissRoll", options, ["nSamples", "noise", "hole", "randomState"]);
  return sheet("makeSwissRoll", options, (n, random) => {
    const { t, across } =
      (options.hole ?? false)
        ? aroundHole(n, random)
        : {
            t: random.uniform(0, 1, n).map((u) => 1.5 * Math.PI * (1 + 2 * u)),
            across: random.uniform(0, 1, n).map((u) => 21 * u),
          };
    return {
      t,
      coordinates: [t.map((a) => a * Math.cos(a)), across, t.map((a) => a * Math.sin(a))],
    };
  });
}
