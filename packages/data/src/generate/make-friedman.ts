import { checkOptions } from "../options";
import { type RandomStateLike, randomState } from "../random/random-state";
import { checkCounts, checkNoise } from "./checks";
import { type Dataset, datasetOf } from "./dataset";

/**
 * Options of {@link makeFriedman2} and {@link makeFriedman3}.
 *
 * @example
 * ```ts
 * const options: MakeFriedmanOptions = { nSamples: 200, noise: 1, randomState: 1 };
 * ```
 */
export interface MakeFriedmanOptions {
  /** How many points; default 100. */
  nSamples?: number | undefined;
  /** The standard deviation of the Gaussian noise on the target; default 0. */
  noise?: number | undefined;
  /** The seed; default: others each time. */
  randomState?: RandomStateLike;
}

/**
 * Options of {@link makeFriedman1}.
 *
 * @example
 * ```ts
 * const options: MakeFriedman1Options = { nFeatures: 20 };
 * ```
 */
export interface MakeFriedman1Options extends MakeFriedmanOptions {
  /** How many features, at least 5, of which the first five count; default 10. */
  nFeatures?: number | undefined;
}

const friedman = (
  who: string,
  options: MakeFriedman1Options,
  width: number,
  spread: (values: Float64Array) => Float64Array,
  law: (x: Float64Array, row: number) => number,
): Dataset => {
  const { nSamples: n = 100, noise = 0 } = options;
  checkCounts(who, [["nSamples", n, 1]]);
  checkNoise(who, noise);
  const random = randomState(options.randomState);
  const x = spread(random.uniform(0, 1, n * width));
  const blur = random.normal(0, 1, n);
  const y = blur.map((value, i) => law(x, i * width) + noise * value);
  return datasetOf(who, n, width, x, y);
};

/**
 * A target of five features, 10 sin(π x0 x1) + 20 (x2 - 0.5)² + 10 x3 + 5 x4, among others that say nothing:
 * scikit-learn's `make_friedman1`, number by number for the same `randomState`. (Friedman 1991.)
 *
 * @returns `x` of shape [nSamples, nFeatures], uniform from 0 to 1, and `y` of shape [nSamples], float64.
 * @throws DataError for counts or a noise that make no sense.
 * @example
 * ```ts
 * const { x, y } = makeFriedman1({ nSamples: 200, noise: 0.5, randomState: 1 });
 * x.shape; // [200, 10]
 * ```
 */
export function makeFriedman1(options: MakeFriedman1Options = {}): Dataset {
  checkOptions("makeFriedman1", options, ["nSamples", "nFeatures", "noise", "randomState"]);
  const width = options.nFeatures ?? 10;
  checkCounts("makeFriedman1", [["nFeatures", width, 5]]);
  return friedman(
    "makeFriedman1",
    options,
    width,
    (values) => values,
    (x, i) =>
      10 * Math.sin(Math.PI * x[i]! * x[i + 1]!) +
      20 * (x[i + 2]! - 0.5) ** 2 +
      10 * x[i + 3]! +
      5 * x[i + 4]!,
  );
}

/** From 0 to 1 to the ranges of an electric circuit. */
const circuit = (values: Float64Array): Float64Array =>
  values.map((u, i) => {
    if (i % 4 === 0) return u * 100;
    if (i % 4 === 1) return u * (520 * Math.PI) + 40 * Math.PI;
    return i % 4 === 2 ? u : u * 10 + 1;
  });

const reactance = (x: Float64Array, i: number): number => x[i + 1]! * x[i + 2]! - 1 / (x[i + 1]! * x[i + 3]!);

/**
 * The impedance of a circuit, √(x0² + (x1 x2 - 1 / (x1 x3))²): scikit-learn's `make_friedman2`, number by
 * number for the same `randomState`. (Friedman 1991.)
 *
 * @returns `x` of shape [nSamples, 4] with 0 ≤ x0 ≤ 100, 40π ≤ x1 ≤ 560π, 0 ≤ x2 ≤ 1, 1 ≤ x3 ≤ 11, and `y` of
 *   shape [nSamples], float64.
 * @throws DataError for a count or a noise that makes no sense.
 * @example
 * ```ts
 * const { x, y } = makeFriedman2({ nSamples: 200, randomState: 1 });
 * x.shape; // [200, 4]
 * ```
 */
export function makeFriedman2(options: MakeFriedmanOptions = {}): Dataset {
  checkOptions("makeFriedman2", options, ["nSamples", "noise", "randomState"]);
  return friedman("makeFriedman2", options, 4, circuit, (x, i) =>
    Math.sqrt(x[i]! ** 2 + reactance(x, i) ** 2),
  );
}

/**
 * The phase of a circuit, arctan((x1 x2 - 1 / (x1 x3)) / x0): scikit-learn's `make_friedman3`, number by
 * number for the same `randomState`. (Friedman 1991.)
 *
 * @returns `x` of shape [nSamples, 4], in the ranges of {@link makeFriedman2}, and `y` of shape [nSamples].
 * @throws DataError for a count or a noise that makes no sense.
 * @example
 * ```ts
 * const { x, y } = makeFriedman3({ nSamples: 200, randomState: 1 });
 * y.shape; // [200]
 * ```
 */
export function makeFriedman3(options: MakeFriedmanOptions = {}): Dataset {
  checkOptions("makeFriedman3", options, ["nSamples", "noise", "randomState"]);
  return friedman("makeFriedman3", options, 4, circuit, (x, i) => Math.atan(reactance(x, i) / x[i]!));
}
