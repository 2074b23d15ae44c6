import { DataError } from "../errors";
import { placeOf } from "../leakage/provenance";
import type { NdArray } from "../ndarray/ndarray";
import { checkOptions } from "../options";
import { type RandomStateLike, randomState } from "../random/random-state";
import type { Dataset } from "./dataset";
import { shuffleRows } from "./shuffle";

/**
 * Options of {@link makeBlobs}.
 *
 * @example
 * ```ts
 * const options: MakeBlobsOptions = { nSamples: 1000, centers: 3, clusterStd: 2, randomState: 2 };
 * ```
 */
export interface MakeBlobsOptions {
  /** How many points in all, or how many of each blob; default 100. */
  nSamples?: number | readonly number[] | undefined;
  /** How many features; default 2 (or as many as the given centers have). */
  nFeatures?: number | undefined;
  /** How many blobs, or their centers, one a row; default 3 (or as many as `nSamples` lists). */
  centers?: number | readonly (readonly number[])[] | undefined;
  /** The standard deviation of the blobs, one for all or one each; default 1. */
  clusterStd?: number | readonly number[] | undefined;
  /** The range in which centers are drawn; default [-10, 10]. */
  centerBox?: readonly [number, number] | undefined;
  /** Shuffle the points; default true. */
  shuffle?: boolean | undefined;
  /** The seed; default: others each time. */
  randomState?: RandomStateLike;
}

/**
 * Toy data with the centers it was drawn around.
 *
 * @example
 * ```ts
 * const { centers }: Blobs = makeBlobs({ centers: 4 });
 * ```
 */
export interface Blobs extends Dataset {
  /** The centers, shape [blobs, features]. */
  readonly centers: NdArray<Float64Array>;
}

const refuse = (what: string, received: unknown): DataError =>
  new DataError(`makeBlobs: expected ${what}, received ${JSON.stringify(received)}`);

const counts = (nSamples: number | readonly number[], nCenters: number): number[] => {
  const list =
    typeof nSamples === "number"
      ? Array.from(
          { length: nCenters },
          (_, i) => Math.floor(nSamples / nCenters) + (i < nSamples % nCenters ? 1 : 0),
        )
      : [...nSamples];
  if (list.every((n) => Number.isInteger(n) && n >= 0) && list.some((n) => n > 0)) return list;
  throw refuse("nSamples as a whole number above 0 or a list of them", nSamples);
};

/**
 * Gaussian blobs, one class each: scikit-learn's `make_blobs`, number by number for the same `randomState`.
 *
 * @returns `x` of shape [nSamples, nFeatures], `y` of shape [nSamples] and the `centers`, float64.
 * @throws DataError for unknown options, and for those that do not fit one another.
 * @example
 * ```ts
 * const { x, y } = makeBlobs({ nSamples: 1000, centers: 3, clusterStd: 2, randomState: 2 });
 * ```
 */
export function makeBlobs(options: MakeBlobsOptions = {}): Blobs {
  checkOptions("makeBlobs", options, [
    ...["nSamples", "nFeatures", "centers", "clusterStd", "centerBox", "shuffle", "randomState"],
  ]);
  const nSamples = options.nSamples ?? 100;
  const given = options.centers ?? (typeof nSamples === "number" ? 3 : nSamples.length);
  const nCenters = typeof given === "number" ? given : given.length;
  const nFeatures = typeof given === "number" ? (options.nFeatures ?? 2) : (given[0]?.length ?? 0);
  if (!Number.isInteger(nCenters) || nCenters < 1) throw refuse("at least one center", given);
  if (!Number.isInteger(nFeatures) || nFeatures < 1) throw refuse("at least one feature", nFeatures);
  if (
    typeof given !== "number" &&
    given.some((row) => row.length !== nFeatures || !row.every(Number.isFinite))
  ) {
    throw refuse("centers as rows of finite numbers of one length", given);
  }
  const perCenter = counts(nSamples, nCenters);
  if (perCenter.length !== nCenters) throw refuse(`nSamples for each of ${nCenters} centers`, nSamples);
  const std = options.clusterStd ?? 1;
  const stds = typeof std === "number" ? perCenter.map(() => std) : [...std];
  if (stds.length !== nCenters || !stds.every((value) => value >= 0 && Number.isFinite(value))) {
    throw refuse(`clusterStd as one standard deviation or ${nCenters} of them`, std);
  }
  const box = options.centerBox ?? [-10, 10];
  if (box.length !== 2 || !box.every(Number.isFinite)) throw refuse("centerBox as two finite numbers", box);
  const [low, high] = box;
  const random = randomState(options.randomState);
  const centers =
    typeof given === "number"
      ? random.uniform(low, high, nCenters * nFeatures)
      : Float64Array.from(given.flat());
  const n = perCenter.reduce((sum, value) => sum + value, 0);
  let x: NdArray<Float64Array> = { data: new Float64Array(n * nFeatures), shape: [n, nFeatures] };
  let y: NdArray<Float64Array> = { data: new Float64Array(n), shape: [n] };
  let row = 0;
  perCenter.forEach((size, label) => {
    for (let i = 0; i < size; i++, row++) {
      y.data[row] = label;
      for (let j = 0; j < nFeatures; j++) {
        x.data[row * nFeatures + j] = random.normal(centers[label * nFeatures + j]!, stds[label]!);
      }
    }
  });
  if (options.shuffle ?? true) [x, y] = shuffleRows([x, y] as const, random);
  placeOf(x, n, "makeBlobs");
  placeOf(y, n, "makeBlobs");
  return { x, y, centers: { data: centers, shape: [nCenters, nFeatures] } };
}
