import { DataError } from "../errors";
import { placeOf } from "../leakage/provenance";
import type { NdArray } from "../ndarray/ndarray";
import { checkOptions } from "../options";
import { type RandomStateLike, randomState } from "../random/random-state";
import { checkCounts } from "./checks";
import type { Dataset } from "./dataset";
import { shuffleColumns, shuffleRows } from "./shuffle";

/**
 * Options of {@link makeRegression}.
 *
 * @example
 * ```ts
 * const options: MakeRegressionOptions = { nSamples: 1000, nFeatures: 20, noise: 0.1, randomState: 1 };
 * ```
 */
export interface MakeRegressionOptions {
  /** How many points; default 100. */
  nSamples?: number | undefined;
  /** How many features; default 100. */
  nFeatures?: number | undefined;
  /** How many features the target depends on; default 10. */
  nInformative?: number | undefined;
  /** How many targets; default 1, which makes `y` of shape [nSamples]. */
  nTargets?: number | undefined;
  /** Added to every target; default 0. */
  bias?: number | undefined;
  /** The standard deviation of the Gaussian noise on the targets; default 0. */
  noise?: number | undefined;
  /** Shuffle the points and the features; default true. */
  shuffle?: boolean | undefined;
  /** The seed; default: others each time. */
  randomState?: RandomStateLike;
}

const known: readonly string[] = [
  "nSamples",
  "nFeatures",
  "nInformative",
  "nTargets",
  "bias",
  "noise",
  "shuffle",
  "randomState",
];

/**
 * Toy data of a linear law, with its coefficients.
 *
 * @example
 * ```ts
 * const { coef }: LinearDataset = makeRegression({ nFeatures: 3 });
 * ```
 */
export interface LinearDataset extends Dataset {
  /** The true coefficients, shape [nFeatures] (or [nFeatures, nTargets]). */
  readonly coef: NdArray<Float64Array>;
}

/**
 * Normal inputs and a linear target with noise: scikit-learn's `make_regression` (without low rank), number
 * by number for the same `randomState`.
 *
 * @returns `x` of shape [nSamples, nFeatures], `y` of shape [nSamples] or [nSamples, nTargets], and `coef`.
 * @throws DataError for unknown options, and for counts or a noise that make no sense.
 * @example
 * ```ts
 * const { x, y, coef } = makeRegression({ nSamples: 8, nFeatures: 3, randomState: 0 });
 * ```
 */
export function makeRegression(options: MakeRegressionOptions = {}): LinearDataset {
  checkOptions("makeRegression", options, known);
  const n = options.nSamples ?? 100;
  const width = options.nFeatures ?? 100;
  const targets = options.nTargets ?? 1;
  const { bias = 0, noise = 0 } = options;
  const informative = Math.min(width, options.nInformative ?? 10);
  checkCounts("makeRegression", [
    ["nSamples", n, 1],
    ["nFeatures", width, 1],
    ["nTargets", targets, 1],
    ["nInformative", informative, 0],
  ]);
  if (!(noise >= 0) || !Number.isFinite(noise) || !Number.isFinite(bias)) {
    throw new DataError(
      `makeRegression: expected a finite bias and noise of at least 0, received bias ${bias} and noise ${noise}`,
    );
  }
  const random = randomState(options.randomState);
  let x: NdArray<Float64Array> = { data: random.normal(0, 1, n * width), shape: [n, width] };
  let coef: NdArray<Float64Array> = { data: new Float64Array(width * targets), shape: [width, targets] };
  coef.data.set(random.uniform(0, 1, informative * targets).map((value) => 100 * value));
  let y: NdArray<Float64Array> = { data: new Float64Array(n * targets), shape: [n, targets] };
  for (let row = 0; row < n; row++) {
    for (let t = 0; t < targets; t++) {
      let sum = 0;
      for (let j = 0; j < width; j++) sum += x.data[row * width + j]! * coef.data[j * targets + t]!;
      y.data[row * targets + t] = sum + bias;
    }
  }
  if (noise > 0) for (let i = 0; i < y.data.length; i++) y.data[i]! += random.normal(0, noise);
  if (options.shuffle ?? true) {
    [x, y] = shuffleRows([x, y] as const, random);
    const { rows, order } = shuffleColumns(x.data, width, random);
    x = { data: rows, shape: [n, width] };
    const { data } = coef;
    coef = {
      data: data.map((_, i) => data[order[Math.floor(i / targets)]! * targets + (i % targets)]!),
      shape: coef.shape,
    };
  }
  if (targets === 1) {
    y = { data: y.data, shape: [n] };
    coef = { data: coef.data, shape: [width] };
  }
  placeOf(x, n, "makeRegression");
  placeOf(y, n, "makeRegression");
  return { x, y, coef };
}
