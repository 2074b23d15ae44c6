import { DataError } from "../errors";
import type { LeakageOptions } from "../leakage/guard";
import { checkOptions, wholeNumber } from "../options";
import { rangeOf } from "./indices";
import { type FoldIndices, makeSplitter, type Splitter } from "./splitter";

/**
 * Options of {@link timeSeriesSplit}.
 *
 * @example
 * ```ts
 * const options: TimeSeriesSplitOptions = { nSplits: 3, testSize: 7, gap: 1 };
 * ```
 */
export interface TimeSeriesSplitOptions extends LeakageOptions {
  /** The number of folds, at least 2; default 5. */
  nSplits?: number | undefined;
  /** The most rows in a train part, the latest ones; default: all that are earlier. */
  maxTrainSize?: number | undefined;
  /** The rows in a test part; default: n / (nSplits + 1), rounded down. */
  testSize?: number | undefined;
  /** How many rows before a test part are left out of train; default 0. */
  gap?: number | undefined;
}

/**
 * Folds of rows that stand in the order of time: the test parts follow one another at the end, and each
 * trains on what is earlier than it. scikit-learn's `TimeSeriesSplit`. Sort the rows by time first.
 *
 * @param options `nSplits` (default 5), `maxTrainSize`, `testSize`, `gap` (default 0).
 * @throws DataError for options that make no sense; the splitter throws for too few rows.
 * @example
 * ```ts
 * const [first, second] = timeSeriesSplit({ nSplits: 2 }).indices(6);
 * first.train; // Int32Array [0, 1]
 * second.train; // Int32Array [0, 1, 2, 3]
 * second.test; // Int32Array [4, 5]
 * ```
 */
export function timeSeriesSplit(options: TimeSeriesSplitOptions = {}): Splitter {
  const name = "timeSeriesSplit";
  checkOptions(name, options, ["nSplits", "maxTrainSize", "testSize", "gap", "allowLeakage"]);
  const nSplits = wholeNumber(name, "nSplits", options.nSplits ?? 5, 2);
  const gap = wholeNumber(name, "gap", options.gap ?? 0, 0);
  const most = options.maxTrainSize;
  if (most !== undefined) wholeNumber(name, "maxTrainSize", most, 1);
  if (options.testSize !== undefined) wholeNumber(name, "testSize", options.testSize, 1);
  const deal = function* (n: number, testSize: number): Generator<FoldIndices, void, undefined> {
    for (let start = n - nSplits * testSize; start < n; start += testSize) {
      const end = start - gap;
      yield {
        train: rangeOf(most === undefined ? 0 : Math.max(0, end - most), end),
        test: rangeOf(start, start + testSize),
      };
    }
  };
  return makeSplitter({
    name,
    nSplits,
    allowLeakage: options.allowLeakage,
    folds: ({ n }) => {
      const testSize = options.testSize ?? Math.floor(n / (nSplits + 1));
      if (testSize < 1 || n - gap - testSize * nSplits <= 0) {
        const least = gap + Math.max(1, testSize) * nSplits + 1;
        throw new DataError(
          `${name}: expected at least ${least} rows for nSplits ${nSplits}, testSize ${testSize} and gap ${gap}, received ${n}; ` +
            "give more rows or a smaller nSplits, testSize or gap",
        );
      }
      return deal(n, testSize);
    },
  });
}
