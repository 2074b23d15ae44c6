import type { LeakageOptions } from "../leakage/guard";
import { checkOptions, wholeNumber } from "../options";
import { type RandomStateLike, randomState } from "../random/random-state";
import { shuffledRows, stratifiedRows } from "./indices";
import { encodeLabels } from "./labels";
import { type Sizes, trainTestSizes } from "./sizes";
import { type FoldIndices, makeSplitter, type Splitter } from "./splitter";

/**
 * Options of {@link shuffleSplit}, {@link stratifiedShuffleSplit} and {@link groupShuffleSplit}.
 *
 * @example
 * ```ts
 * const options: ShuffleSplitOptions = { nSplits: 3, testSize: 0.25, randomState: 1 };
 * ```
 */
export interface ShuffleSplitOptions extends LeakageOptions {
  /** How many splits, at least 1; default 10, of groups 5. */
  nSplits?: number | undefined;
  /** A fraction between 0 and 1 (rounded down) or a count, of rows or groups; default: what test leaves. */
  trainSize?: number | undefined;
  /** A fraction (rounded up) or a count; default: what train leaves, or 0.1, of groups 0.2. */
  testSize?: number | undefined;
  /** The seed; default: other splits each time. */
  randomState?: RandomStateLike;
}

const readOptions = (
  who: string,
  options: ShuffleSplitOptions,
  defaults: { nSplits: number; testSize: number },
): { nSplits: number; sizesOf: (n: number) => Sizes } => {
  checkOptions(who, options, ["nSplits", "trainSize", "testSize", "randomState", "allowLeakage"]);
  const { trainSize } = options;
  const testSize = options.testSize ?? (trainSize === undefined ? defaults.testSize : undefined);
  return {
    nSplits: wholeNumber(who, "nSplits", options.nSplits ?? defaults.nSplits, 1),
    sizesOf: (n) => trainTestSizes(n, trainSize, testSize, who),
  };
};

/** Draws a number of times, the first time at once so that mistakes are told at once. */
const drawTimes = (times: number, draw: () => FoldIndices): Generator<FoldIndices, void, undefined> => {
  const first = draw();
  const all = function* (): Generator<FoldIndices, void, undefined> {
    yield first;
    for (let i = 1; i < times; i++) yield draw();
  };
  return all();
};

/**
 * Random splits into train and test, each from all rows anew, so test parts may overlap. scikit-learn's
 * `ShuffleSplit`.
 *
 * @param options `nSplits` (default 10), `trainSize`, `testSize` (default 0.1), `randomState`.
 * @throws DataError for options that make no sense; the splitter throws for sizes that do not fit the rows.
 * @example
 * ```ts
 * [...shuffleSplit({ nSplits: 1, testSize: 0.3, randomState: 0 }).indices(10)][0].test; // Int32Array [2, 8, 4]
 * ```
 */
export function shuffleSplit(options: ShuffleSplitOptions = {}): Splitter {
  const name = "shuffleSplit";
  const { nSplits, sizesOf } = readOptions(name, options, { nSplits: 10, testSize: 0.1 });
  return makeSplitter({
    name,
    nSplits,
    allowLeakage: options.allowLeakage,
    folds: ({ n }) => {
      const sizes = sizesOf(n);
      const random = randomState(options.randomState);
      return drawTimes(nSplits, () => shuffledRows(n, sizes, random));
    },
  });
}

/**
 * Random splits with the classes in the proportions of the whole. scikit-learn's `StratifiedShuffleSplit`.
 * Its `indices` and `split` need `y`.
 *
 * @param options `nSplits` (default 10), `trainSize`, `testSize` (default 0.1), `randomState`.
 * @throws DataError for options that make no sense; the splitter throws without `y`, for sizes that do not fit,
 *   and for classes of one row.
 * @example
 * ```ts
 * const y = ["a", "a", "a", "b", "b", "b"];
 * [...stratifiedShuffleSplit({ testSize: 2, randomState: 0 }).indices(6, { y })][0].test.length; // 2
 * ```
 */
export function stratifiedShuffleSplit(options: ShuffleSplitOptions = {}): Splitter {
  const name = "stratifiedShuffleSplit";
  const { nSplits, sizesOf } = readOptions(name, options, { nSplits: 10, testSize: 0.1 });
  return makeSplitter({
    name,
    nSplits,
    needsY: true,
    allowLeakage: options.allowLeakage,
    folds: ({ n, y }) => {
      const sizes = sizesOf(n);
      const random = randomState(options.randomState);
      return drawTimes(nSplits, () => stratifiedRows(y, sizes, random, name));
    },
  });
}

/**
 * Random splits that never tear a group; `trainSize` and `testSize` count groups, not rows. scikit-learn's
 * `GroupShuffleSplit`. Its `indices` and `split` need `groups`.
 *
 * @param options `nSplits` (default 5), `trainSize`, `testSize` (default 0.2), `randomState`.
 * @throws DataError for options that make no sense; the splitter throws without `groups`, and for sizes that do
 *   not fit the number of groups.
 * @example
 * ```ts
 * const groups = ["a", "a", "b", "b", "c", "c"];
 * [...groupShuffleSplit({ testSize: 1, randomState: 0 }).indices(6, { groups })][0].test; // Int32Array [4, 5]
 * ```
 */
export function groupShuffleSplit(options: ShuffleSplitOptions = {}): Splitter {
  const name = "groupShuffleSplit";
  const { nSplits, sizesOf } = readOptions(name, options, { nSplits: 5, testSize: 0.2 });
  return makeSplitter({
    name,
    nSplits,
    needsGroups: true,
    allowLeakage: options.allowLeakage,
    folds: ({ groups }) => {
      const { codes, counts } = encodeLabels(groups);
      const sizes = sizesOf(counts.length);
      const random = randomState(options.randomState);
      const rowsIn = (chosen: Int32Array): Int32Array => {
        const isChosen = new Uint8Array(counts.length);
        for (const group of chosen) isChosen[group] = 1;
        return Int32Array.from(codes.keys()).filter((row) => isChosen[codes[row]!] === 1);
      };
      return drawTimes(nSplits, () => {
        const { train, test } = shuffledRows(counts.length, sizes, random);
        return { train: rowsIn(train), test: rowsIn(test) };
      });
    },
  });
}
