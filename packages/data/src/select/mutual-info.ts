import { DataError } from "../errors";
import { type RandomState, type RandomStateLike, randomState } from "../random/random-state";
import { digamma } from "../special/digamma";
import type { TargetInput } from "../transform/fit-arguments";
import type { TransformInput } from "../transform/frame";
import { neededNumbers } from "../transform/target";
import { finish } from "../transform/work";
import { chebyshevDistances, countNearer, kthDistances } from "./nearest-values";
import {
  type Classes,
  classesOf,
  eachColumn,
  type FeatureScores,
  type Scored,
  type ScoreWork,
  scored,
} from "./scores";

/**
 * Options of {@link mutualInfoClassif} and {@link mutualInfoRegression}.
 *
 * @example
 * ```ts
 * const options: MutualInfoOptions = { discreteFeatures: [0], randomState: 1 };
 * ```
 */
export interface MutualInfoOptions {
  /** Which features are categories rather than measures: all (true), none (false, the default), or places. */
  discreteFeatures?: boolean | readonly number[] | undefined;
  /** How many neighbours the density of measures is estimated from; default 3. */
  nNeighbors?: number | undefined;
  /** Seed of the tiny noise that makes equal measures differ; default: another one each time. */
  randomState?: RandomStateLike | undefined;
}

// Divides by the standard deviation and adds a noise of 1e-10, in place of equal values (Kraskov and others).
const scaleOf = (numbers: Float64Array): number => {
  const n = numbers.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += numbers[i]!;
  mean /= n;
  let square = 0;
  for (let i = 0; i < n; i++) square += (numbers[i]! - mean) ** 2;
  const deviation = Math.sqrt(square / n);
  return deviation < 10 * Number.EPSILON ? 1 : deviation;
};

const spreadOut = (columns: readonly Float64Array[], random: RandomState): Float64Array[] => {
  const scaled = columns.map((numbers) => {
    const scale = scaleOf(numbers);
    return numbers.map((value) => value / scale);
  });
  const sizes = scaled.map((numbers) => {
    let sum = 0;
    for (let i = 0; i < numbers.length; i++) sum += Math.abs(numbers[i]!);
    return 1e-10 * Math.max(1, sum / numbers.length);
  });
  const nRows = scaled[0]?.length ?? 0;
  for (let i = 0; i < nRows; i++) {
    for (let j = 0; j < scaled.length; j++) scaled[j]![i]! += sizes[j]! * random.normal();
  }
  return scaled;
};

/** The digamma function of whole numbers up to n. */
const tableOf = (n: number): Float64Array => Float64Array.from({ length: n + 1 }, (_, i) => digamma(i));

const ofClasses = (a: Classes, b: Classes): number => {
  const n = a.codes.length;
  const counts = new Float64Array(a.sizes.length * b.sizes.length);
  for (let i = 0; i < n; i++) counts[a.codes[i]! * b.sizes.length + b.codes[i]!]!++;
  let sum = 0;
  counts.forEach((together, at) => {
    if (together === 0) return;
    const apart = a.sizes[Math.floor(at / b.sizes.length)]! * b.sizes[at % b.sizes.length]!;
    sum += (together / n) * (Math.log(together) + Math.log(n) - Math.log(apart));
  });
  return Math.max(0, sum);
};

// Ross (2014): how crowded a measure is within the class of a row, against among all rows.
const ofMeasureAndClass = (values: Float64Array, { codes, sizes }: Classes, k: number): number => {
  // A class of a single row says nothing.
  const kept = values.filter((_, i) => sizes[codes[i]!]! > 1).sort();
  const table = tableOf(kept.length);
  let [near, size, among] = [0, 0, 0];
  for (let c = 0; c < sizes.length; c++) {
    const n = sizes[c]!;
    if (n < 2) continue;
    const own = values.filter((_, i) => codes[i] === c).sort();
    const neighbours = Math.min(k, n - 1);
    const radii = kthDistances(own, neighbours);
    near += n * table[neighbours]!;
    size += n * table[n]!;
    for (let i = 0; i < n; i++) among += table[countNearer(kept, own[i]!, radii[i]!)]!;
  }
  const n = kept.length;
  return n === 0 ? 0 : Math.max(0, table[n]! + (near - size - among) / n);
};

// Kraskov, Stögbauer and Grassberger (2004), their first estimate.
const ofMeasures = (x: Float64Array, y: Float64Array, k: number): number => {
  const n = x.length;
  const table = tableOf(n);
  const radii = chebyshevDistances(x, y, k);
  const [xs, ys] = [x.slice().sort(), y.slice().sort()];
  let sum = 0;
  for (let i = 0; i < n; i++) {
    sum += table[countNearer(xs, x[i]!, radii[i]!)]! + table[countNearer(ys, y[i]!, radii[i]!)]!;
  }
  return Math.max(0, table[n]! + digamma(k) - sum / n);
};

const discreteMask = (
  given: MutualInfoOptions["discreteFeatures"],
  width: number,
  who: string,
): boolean[] => {
  if (given === undefined || typeof given === "boolean") return new Array(width).fill(given === true);
  const bad = given.find((place) => !Number.isInteger(place) || place < 0 || place >= width);
  if (bad !== undefined) {
    throw new DataError(
      `${who}: expected discreteFeatures as places from 0 to ${width - 1}, received ${bad}`,
    );
  }
  return Array.from({ length: width }, (_, j) => given.includes(j));
};

const checkNeighbours = (k: number, nRows: number, who: string): number => {
  if (Number.isInteger(k) && k >= 1 && k < nRows) return k;
  throw new DataError(
    `${who}: expected nNeighbors as a whole number from 1 to ${nRows - 1}, one less than there are rows, received ${k}`,
  );
};

function* estimate(
  given: Scored,
  options: MutualInfoOptions,
  regression: boolean,
  who: string,
): Generator<void, FeatureScores> {
  const { columns, target, nRows } = given;
  const k = checkNeighbours(options.nNeighbors ?? 3, nRows, who);
  const discrete = discreteMask(options.discreteFeatures, columns.length, who);
  const random = randomState(options.randomState);
  const numbers = regression ? neededNumbers(target, who) : undefined;
  const measures = spreadOut(
    columns.filter((_, j) => !discrete[j]),
    random,
  );
  const y = numbers === undefined ? undefined : spreadOut([numbers], random)[0]!;
  const classes = y === undefined ? classesOf(target) : undefined;
  let next = 0;
  const scores = yield* eachColumn(given, who, (column, j) => {
    if (discrete[j]) {
      const own = classesOf(Array.from(column));
      return y === undefined ? ofClasses(own, classes!) : ofMeasureAndClass(y, own, k);
    }
    const measure = measures[next++]!;
    return y === undefined ? ofMeasureAndClass(measure, classes!, k) : ofMeasures(measure, y, k);
  });
  return { scores };
}

/** {@link mutualInfoClassif} in pieces. */
export const mutualInfoClassifWork: ScoreWork = (given) => estimate(given, {}, false, "mutualInfoClassif");

/** {@link mutualInfoRegression} in pieces. */
export const mutualInfoRegressionWork: ScoreWork = (given) =>
  estimate(given, {}, true, "mutualInfoRegression");

/**
 * The mutual information of each feature and a class, in nats, as scikit-learn's `mutual_info_classif`: 0
 * where the feature says nothing, more the more it says, also where no line and no mean shows it. Estimated
 * from the nearest neighbours (Ross 2014).
 *
 * @param x Features of numbers.
 * @param y The class of each row, or the name of its column in the table `x`.
 * @param options `discreteFeatures`, `nNeighbors`, `randomState`.
 * @throws DataError for texts, missing or infinite values in x, missing values in y, or no more rows than
 *   neighbours.
 * @example
 * ```ts
 * const x = [[1, 5], [2, 1], [3, 4], [7, 2], [8, 3], [9, 6]];
 * mutualInfoClassif(x, ["a", "a", "a", "b", "b", "b"], { nNeighbors: 1, randomState: 0 }).scores[0]; // 0.783…
 * ```
 */
export function mutualInfoClassif(
  x: TransformInput,
  y: TargetInput,
  options: MutualInfoOptions = {},
): FeatureScores {
  return finish(estimate(scored(x, y, "mutualInfoClassif"), options, false, "mutualInfoClassif"));
}

/**
 * The mutual information of each feature and a number, in nats, as scikit-learn's `mutual_info_regression`.
 * Estimated from the nearest neighbours (Kraskov and others 2004; Ross 2014 for discrete features).
 *
 * @param x Features of numbers.
 * @param y The number of each row, or the name of its column in the table `x`.
 * @param options `discreteFeatures`, `nNeighbors`, `randomState`.
 * @throws DataError for texts, missing or infinite values, or no more rows than neighbours.
 * @example
 * ```ts
 * const x = Array.from({ length: 30 }, (_, i) => [i, (i * 7) % 30]);
 * const y = x.map(([a]) => (a - 15) ** 2);
 * const { scores } = mutualInfoRegression(x, y, { randomState: 0 });
 * scores[0] > scores[1]; // true
 * ```
 */
export function mutualInfoRegression(
  x: TransformInput,
  y: TargetInput,
  options: MutualInfoOptions = {},
): FeatureScores {
  return finish(estimate(scored(x, y, "mutualInfoRegression"), options, true, "mutualInfoRegression"));
}
