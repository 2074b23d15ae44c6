import { DataError } from "../errors";
import { checkOptions } from "../options";
import { type RandomState, type RandomStateLike, randomState } from "../random/random-state";
import { checkCounts } from "./checks";
import { type Dataset, datasetOf } from "./dataset";
import { hypercube } from "./hypercube";
import { shuffleColumns, shufflePoints } from "./shuffle";

/**
 * Options of {@link makeClassification}.
 *
 * @example
 * ```ts
 * const options: MakeClassificationOptions = { nSamples: 1000, nClasses: 3, nInformative: 4, randomState: 1 };
 * ```
 */
export interface MakeClassificationOptions {
  /** How many points; default 100. */
  nSamples?: number | undefined;
  /** How many features; default 20. */
  nFeatures?: number | undefined;
  /** How many features tell the classes apart; default 2. */
  nInformative?: number | undefined;
  /** How many are random linear combinations of those; default 2. */
  nRedundant?: number | undefined;
  /** How many are copies of those before; default 0. The rest is noise. */
  nRepeated?: number | undefined;
  /** How many classes; default 2. */
  nClasses?: number | undefined;
  /** How many clusters each class has; default 2. */
  nClustersPerClass?: number | undefined;
  /** The share of each class, the last of which may be left out; default equal shares. */
  weights?: readonly number[] | undefined;
  /** The share of points that get a random class; default 0.01. */
  flipY?: number | undefined;
  /** How far the clusters are apart; default 1. */
  classSep?: number | undefined;
  /** Put clusters on the corners of a cube rather than of a random body; default true. */
  hypercube?: boolean | undefined;
  /** Added to the features, to all or to each its own; `null` for random ones; default 0. */
  shift?: number | readonly number[] | null | undefined;
  /** What features are multiplied with after that, all or each; `null` for random ones; default 1. */
  scale?: number | readonly number[] | null | undefined;
  /** Shuffle the points and the features; default true. */
  shuffle?: boolean | undefined;
  /** The seed; default: others each time. */
  randomState?: RandomStateLike;
}

const who = "makeClassification";
const known: readonly string[] = [
  "nSamples",
  "nFeatures",
  "nInformative",
  "nRedundant",
  "nRepeated",
  "nClasses",
  "nClustersPerClass",
  "weights",
  "flipY",
  "classSep",
  "hypercube",
  "shift",
  "scale",
  "shuffle",
  "randomState",
];

const refuse = (what: string, received: unknown): DataError =>
  new DataError(`${who}: expected ${what}, received ${JSON.stringify(received)}`);

/** The share of each class. */
const sharesOf = (weights: readonly number[] | undefined, nClasses: number): number[] => {
  if (weights === undefined) return new Array<number>(nClasses).fill(1 / nClasses);
  const given = weights.reduce((sum, share) => sum + share, 0);
  const fits = weights.length === nClasses || weights.length === nClasses - 1;
  if (!fits || !weights.every((share) => share >= 0) || given > 1 + 1e-9) {
    throw refuse(`weights as ${nClasses} (or ${nClasses - 1}) shares that sum to at most 1`, weights);
  }
  return weights.length === nClasses ? [...weights] : [...weights, 1 - given];
};

/** How many points each cluster has; those of one class lie `nClasses` apart. */
const clusterSizes = (n: number, shares: readonly number[], perClass: number): number[] => {
  const sizes = Array.from({ length: shares.length * perClass }, (_, k) =>
    Math.trunc((n * shares[k % shares.length]!) / perClass),
  );
  const missing = n - sizes.reduce((sum, size) => sum + size, 0);
  for (let i = 0; i < missing; i++) sizes[i % sizes.length]!++;
  return sizes;
};

/** Columns of random linear combinations of the first `from` columns, written behind them. */
const combine = (x: Float64Array, width: number, from: number, count: number, random: RandomState): void => {
  const b = random.uniform(0, 1, from * count).map((value) => 2 * value - 1);
  for (let row = 0; row < x.length; row += width) {
    for (let j = 0; j < count; j++) {
      let sum = 0;
      for (let i = 0; i < from; i++) sum += x[row + i]! * b[i * count + j]!;
      x[row + from + j] = sum;
    }
  }
};

/** A value for each feature: given for all, given for each, or drawn. */
const perFeature = (
  name: string,
  given: number | readonly number[] | null,
  width: number,
  draw: () => Float64Array,
): Float64Array => {
  if (given === null) return draw();
  const list = typeof given === "number" ? new Array<number>(width).fill(given) : given;
  if (list.length === width && list.every(Number.isFinite)) return Float64Array.from(list);
  throw refuse(`${name} as a finite number, ${width} of them, or null`, given);
};

/**
 * Clusters of normal points, a few for each class, among features that say nothing: scikit-learn's
 * `make_classification`, number by number for the same `randomState`. (Guyon 2003, the design of "Madelon".)
 *
 * @returns `x` of shape [nSamples, nFeatures], `y` of shape [nSamples], float64.
 * @throws DataError for options that do not fit one another.
 * @example
 * ```ts
 * const { x, y } = makeClassification({ nSamples: 200, nFeatures: 5, nInformative: 3, randomState: 1 });
 * x.shape; // [200, 5]
 * ```
 */
export function makeClassification(options: MakeClassificationOptions = {}): Dataset {
  checkOptions(who, options, known);
  const { nSamples: n = 100, nFeatures: width = 20, nInformative: informative = 2 } = options;
  const { nRedundant: redundant = 2, nRepeated: repeated = 0 } = options;
  const { nClasses = 2, nClustersPerClass: perClass = 2, flipY = 0.01, classSep = 1 } = options;
  checkCounts(who, [
    ["nSamples", n, 1],
    ["nFeatures", width, 1],
    ["nInformative", informative, 1],
    ["nRedundant", redundant, 0],
    ["nRepeated", repeated, 0],
    ["nClasses", nClasses, 1],
    ["nClustersPerClass", perClass, 1],
  ]);
  const useless = width - informative - redundant - repeated;
  if (useless < 0) {
    throw refuse(
      `nInformative + nRedundant + nRepeated of at most nFeatures (${width})`,
      informative + redundant + repeated,
    );
  }
  const clusters = nClasses * perClass;
  if (informative < Math.log2(clusters)) {
    throw refuse(
      `nClasses * nClustersPerClass of at most 2^nInformative (${2 ** informative}), a corner for each cluster`,
      clusters,
    );
  }
  if (!(flipY >= 0 && flipY <= 1)) throw refuse("flipY from 0 to 1", flipY);
  if (!(classSep >= 0) || !Number.isFinite(classSep)) throw refuse("classSep of at least 0", classSep);
  const sizes = clusterSizes(n, sharesOf(options.weights, nClasses), perClass);
  const random = randomState(options.randomState);

  const centers = hypercube(clusters, informative, random).map((bit) => bit * 2 * classSep - classSep);
  if (!(options.hypercube ?? true)) {
    const byCluster = random.uniform(0, 1, clusters);
    const byFeature = random.uniform(0, 1, informative);
    for (let i = 0; i < centers.length; i++) {
      centers[i] = centers[i]! * byCluster[Math.floor(i / informative)]! * byFeature[i % informative]!;
    }
  }
  const x = new Float64Array(n * width);
  const y = new Float64Array(n);
  const normal = random.normal(0, 1, n * informative);
  let row = 0;
  sizes.forEach((size, k) => {
    const a = random.uniform(0, 1, informative * informative).map((value) => 2 * value - 1);
    for (const end = row + size; row < end; row++) {
      y[row] = k % nClasses;
      for (let j = 0; j < informative; j++) {
        let sum = 0;
        for (let i = 0; i < informative; i++) sum += normal[row * informative + i]! * a[i * informative + j]!;
        x[row * width + j] = sum + centers[k * informative + j]!;
      }
    }
  });
  if (redundant > 0) combine(x, width, informative, redundant, random);
  const made = informative + redundant;
  const sources = random.uniform(0, 1, repeated).map((u) => Math.trunc((made - 1) * u + 0.5));
  const noise = random.normal(0, 1, n * useless);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < repeated; j++) x[i * width + made + j] = x[i * width + sources[j]!]!;
    for (let j = 0; j < useless; j++) x[i * width + made + repeated + j] = noise[i * useless + j]!;
  }
  const draws = random.uniform(0, 1, n);
  const flipped = Array.from(draws.keys()).filter((i) => draws[i]! < flipY);
  const classes = random.randint(0, nClasses, flipped.length);
  flipped.forEach((i, k) => {
    y[i] = classes[k]!;
  });
  const shift = perFeature("shift", options.shift === undefined ? 0 : options.shift, width, () =>
    random.uniform(0, 1, width).map((value) => (2 * value - 1) * classSep),
  );
  const scale = perFeature("scale", options.scale === undefined ? 1 : options.scale, width, () =>
    random.uniform(0, 1, width).map((value) => 1 + 100 * value),
  );
  for (let i = 0; i < x.length; i++) x[i] = (x[i]! + shift[i % width]!) * scale[i % width]!;
  if (!(options.shuffle ?? true)) return datasetOf(who, n, width, x, y);
  const [xs, ys] = shufflePoints(n, width, x, y, random);
  return datasetOf(who, n, width, shuffleColumns(xs, width, random).rows, ys);
}
