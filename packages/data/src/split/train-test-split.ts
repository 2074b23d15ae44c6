import type { Cell } from "../cell";
import { DataError } from "../errors";
import { guardSplit, type LeakageOptions, recordSplit } from "../leakage/guard";
import { placeOf } from "../leakage/provenance";
import { type RandomStateLike, randomState } from "../random/random-state";
import { isTable } from "../table/table";
import { rowsInOrder, shuffledRows, stratifiedRows, type TrainTestRows } from "./indices";
import { trainTestSizes } from "./sizes";
import { isSplittable, labelsOf, rowCount, rowsOf, type Splittable } from "./splittable";

/**
 * What to keep the proportions of: the name of a column (of the first table given), or one label a row.
 *
 * @example
 * ```ts
 * trainTestSplit(table, { stratify: "species" });
 * trainTestSplit(x, y, { stratify: y });
 * ```
 */
export type Stratify = string | Splittable;

/**
 * Options of {@link trainTestSplit}.
 *
 * @example
 * ```ts
 * const options: TrainTestSplitOptions = { testSize: 0.3, randomState: 1 };
 * ```
 */
export interface TrainTestSplitOptions extends LeakageOptions {
  /** A fraction between 0 and 1 (rounded down to rows) or a count; default: what test leaves. */
  trainSize?: number | undefined;
  /** A fraction between 0 and 1 (rounded up to rows) or a count; default: what train leaves, or 0.25. */
  testSize?: number | undefined;
  /** Deal the rows in random order; default true. false keeps their order, train first. */
  shuffle?: boolean | undefined;
  /** Keep the proportions of these classes in both parts; default: no. */
  stratify?: Stratify | null | undefined;
  /** The seed; the same one gives scikit-learn's rows. Default: another split each time. */
  randomState?: RandomStateLike;
}

/** The labels to stratify by; undefined when none are asked for. */
export const stratifyLabels = (
  stratify: Stratify | null | undefined,
  arrays: readonly Splittable[],
  n: number,
  who: string,
): Cell[] | undefined => {
  if (stratify === undefined || stratify === null) return undefined;
  let source: Splittable | string = stratify;
  if (typeof source === "string") {
    const table = arrays.find(isTable);
    if (table === undefined) {
      throw new DataError(
        `${who}: expected a table to find the stratify column "${source}" in, received arrays only; give the labels themselves, such as { stratify: y }`,
      );
    }
    source = table.column(source);
  }
  const labels = labelsOf(source, who);
  if (labels.length === n) return labels;
  throw new DataError(
    `${who}: expected one stratify label for each of ${n} rows, received ${labels.length}; give labels of the same rows`,
  );
};

/** The number of rows that all arrays share. */
export const sharedRows = (arrays: readonly Splittable[], who: string): number => {
  const counts = arrays.map((array) => rowCount(array, who));
  if (counts.length === 0) throw new DataError(`${who}: expected data to split, received none`);
  if (counts.some((n) => n !== counts[0])) {
    throw new DataError(
      `${who}: expected arrays with the same number of rows, received ${counts.join(", ")}; each row of one must belong to the same row of the others`,
    );
  }
  if (counts[0] === 0) throw new DataError(`${who}: expected at least 2 rows, received 0`);
  return counts[0]!;
};

/** The rows of train and test, as scikit-learn's `train_test_split` deals them. */
export const trainTestRows = (
  n: number,
  labels: Cell[] | undefined,
  options: TrainTestSplitOptions,
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

/**
 * Splits tables or arrays into a train and a test part, row by row alike, with the rows that scikit-learn's
 * `train_test_split` gives for the same `randomState`. The parts remember what they are: fitting a
 * transform on the test part, or on the whole after this, throws `LeakageError`.
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
  const who = "trainTestSplit";
  const last = given[given.length - 1];
  const options = isSplittable(last) ? {} : (last ?? {});
  const arrays = (isSplittable(last) ? given : given.slice(0, -1)) as Splittable[];
  const n = sharedRows(arrays, who);
  const labels = stratifyLabels(options.stratify, arrays, n, who);
  const { train, test } = trainTestRows(n, labels, options, who);
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
