import { DataError } from "../errors";
import { checkOptions } from "../options";
import { type RandomStateLike, randomState } from "../random/random-state";
import { checkCounts } from "./checks";
import { type Dataset, datasetOf } from "./dataset";
import { shufflePoints } from "./shuffle";

/**
 * Options of {@link makeGaussianQuantiles}.
 *
 * @example
 * ```ts
 * const options: MakeGaussianQuantilesOptions = { nSamples: 300, nClasses: 3, randomState: 1 };
 * ```
 */
export interface MakeGaussianQuantilesOptions {
  /** The middle, a number for each feature; default 0. */
  mean?: readonly number[] | undefined;
  /** The variance of each feature; default 1. */
  cov?: number | undefined;
  /** How many points, at least one for each class; default 100. */
  nSamples?: number | undefined;
  /** How many features; default 2. */
  nFeatures?: number | undefined;
  /** How many classes; default 3. */
  nClasses?: number | undefined;
  /** Shuffle the points; default true. */
  shuffle?: boolean | undefined;
  /** The seed; default: others each time. */
  randomState?: RandomStateLike;
}

/**
 * One normal cloud whose classes are shells around its middle, equally many points in each: scikit-learn's
 * `make_gaussian_quantiles`, number by number for the same `randomState`.
 *
 * @returns `x` of shape [nSamples, nFeatures], `y` of shape [nSamples], float64.
 * @throws DataError for counts, a mean or a variance that make no sense.
 * @example
 * ```ts
 * const { x, y } = makeGaussianQuantiles({ nSamples: 300, nClasses: 3, randomState: 1 });
 * y.data.filter((label) => label === 2).length; // 100
 * ```
 */
export function makeGaussianQuantiles(options: MakeGaussianQuantilesOptions = {}): Dataset {
  const who = "makeGaussianQuantiles";
  checkOptions(who, options, [
    ...["mean", "cov", "nSamples", "nFeatures", "nClasses", "shuffle", "randomState"],
  ]);
  const { nSamples: n = 100, nFeatures: width = 2, nClasses = 3, cov = 1 } = options;
  checkCounts(who, [
    ["nFeatures", width, 1],
    ["nClasses", nClasses, 1],
    ["nSamples", n, nClasses],
  ]);
  const mean = options.mean ?? new Array<number>(width).fill(0);
  if (mean.length !== width || !mean.every(Number.isFinite)) {
    throw new DataError(`${who}: expected mean as ${width} finite numbers, received ${JSON.stringify(mean)}`);
  }
  if (!(cov >= 0) || !Number.isFinite(cov)) {
    throw new DataError(`${who}: expected cov as a variance of at least 0, received ${String(cov)}`);
  }
  const random = randomState(options.randomState);
  const deviation = Math.sqrt(cov);
  const cloud = random.normal(0, 1, n * width).map((value, i) => value * deviation + mean[i % width]!);
  const distances = new Float64Array(n);
  for (let i = 0; i < cloud.length; i++)
    distances[Math.floor(i / width)]! += (cloud[i]! - mean[i % width]!) ** 2;
  const order = Uint32Array.from(distances.keys()).sort((a, b) => distances[a]! - distances[b]!);
  const x = cloud.map((_, i) => cloud[order[Math.floor(i / width)]! * width + (i % width)]!);
  const step = Math.floor(n / nClasses);
  const y = Float64Array.from({ length: n }, (_, i) => Math.min(nClasses - 1, Math.floor(i / step)));
  if (!(options.shuffle ?? true)) return datasetOf(who, n, width, x, y);
  return datasetOf(who, n, width, ...shufflePoints(n, width, x, y, random));
}
