import type { Cell } from "../cell";
import { DataError } from "../errors";
import { guardSplit, type LeakageOptions, recordSplit } from "../leakage/guard";
import { placeOf } from "../leakage/provenance";
import { checkOptions } from "../options";
import { randomState } from "../random/random-state";
import { type DealOptions, dealWhole } from "./deal";
import { rowsInOrder, shuffledRows, stratifiedRows, type TrainTestRows } from "./indices";
import { labelsIn } from "./labels";
import { trainTestSizes } from "./sizes";
import { isSplittable, rowsOf, type Splittable, sharedRows } from "./splittable";

/**
 * Options of {@link trainTestSplit}.
 *
 * @example
 * ```ts
 * const options: TrainTestSplitOptions = { testSize: 0.3, randomState: 1 };
 * ```
 */
export interface TrainTestSplitOptions extends DealOptions, LeakageOptions {
  /** A fraction between 0 and 1 (rounded down to rows) or a count; default: what test leaves. */
  trainSize?: number | undefined;
  /** A fraction between 0 and 1 (rounded up to rows) or a count; default: what train leaves, or 0.25. */
  testSize?: number | undefined;
}

/** The rows of train and test, as scikit-learn's `train_test_split` deals them. */
export const trainTestRows = (
  n: number,
  labels: Cell[] | undefined,
  options: Omit<TrainTestSplitOptions, "stratify" | "groups" | "time">,
  who: string,
): TrainTestRows => {
  const sizes = trainTestSizes(n, options.trainSize, options.testSize, who);
  if (options.shuffle === false) {
    if (labels === undefined) return rowsInOrder(sizes);
    throw new DataError(
      `${who}: expected shuffle with stratify, received { shuffle: false, stratify }; leave one of them out`,
    );
  }
  const random = randomState(options.randomState);
  return labels === undefined ? shuffledRows(n, sizes, random) : stratifiedRows(labels, sizes, random, who);
};

const who = "trainTestSplit";
const optionNames = [
  "trainSize",
  "testSize",
  "shuffle",
  "stratify",
  "groups",
  "time",
  "randomState",
  "allowLeakage",
];

const rowsFor = (arrays: readonly Splittable[], n: number, options: TrainTestSplitOptions): TrainTestRows => {
  const shelf = { arrays, names: [], n };
  const sizes = trainTestSizes(n, options.trainSize, options.testSize, who);
  const whole = dealWhole(options, shelf, [sizes.train, sizes.test], who);
  if (whole !== undefined) return { train: whole[0]!, test: whole[1]! };
  return trainTestRows(n, labelsIn(options.stratify, shelf, who, "stratify"), options, who);
};

/**
 * Splits tables or arrays into a train and a test part, row by row alike, with the rows that scikit-learn's
 * `train_test_split` gives for the same `randomState`. The parts remember what they are: fitting a
 * transform on the test part, or on the whole after this, throws `LeakageError`.
 *
 * With `groups` no group is torn; with `time` test is later than train, whatever the seed.
 *
 * @param x The first table or array; more may follow, then the options.
 * @returns `[xTrain, xTest, yTrain, yTest, …]`.
 * @throws DataError for sizes that do not fit, arrays of different lengths, classes too small to stratify;
 *   LeakageError when a transform was already fitted on rows that would be held out.
 * @example
 * ```ts
 * const { x, y } = makeMoons({ nSamples: 100, noise: 0.2, randomState: 1 });
 * const [xTrain, xTest, yTrain, yTest] = trainTestSplit(x, y, { testSize: 0.3, randomState: 1 });
 * xTrain.shape; // [70, 2]
 * ```
 */
export function trainTestSplit<X extends Splittable>(x: X, options?: TrainTestSplitOptions): [X, X];
export function trainTestSplit<X extends Splittable, Y extends Splittable>(
  x: X,
  y: Y,
  options?: TrainTestSplitOptions,
): [X, X, Y, Y];
export function trainTestSplit<X extends Splittable, Y extends Splittable, Z extends Splittable>(
  x: X,
  y: Y,
  z: Z,
  options?: TrainTestSplitOptions,
): [X, X, Y, Y, Z, Z];
export function trainTestSplit(...given: (Splittable | TrainTestSplitOptions | undefined)[]): Splittable[] {
  const last = given[given.length - 1];
  const options = isSplittable(last) ? {} : (last ?? {});
  const arrays = (isSplittable(last) ? given : given.slice(0, -1)) as Splittable[];
  const n = sharedRows(arrays, who);
  checkOptions(who, options, optionNames);
  const { train, test } = rowsFor(arrays, n, options);
  const places = arrays.map((array) => placeOf(array, n));
  if (options.allowLeakage !== true) for (const place of places) guardSplit(place, test, who);
  return arrays.flatMap((array, i) => {
    const parts = [rowsOf(array, train), rowsOf(array, test)] as const;
    recordSplit(places[i]!, [
      { part: "train", rows: train, data: parts[0] },
      { part: "test", rows: test, data: parts[1] },
    ]);
    return parts;
  });
}
