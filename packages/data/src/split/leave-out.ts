import { DataError } from "../errors";
import type { LeakageOptions } from "../leakage/guard";
import { checkOptions, wholeNumber } from "../options";
import { encodeLabels } from "./labels";
import { type FoldIndices, foldsOf, makeSplitter, type Splitter } from "./splitter";

/** n over p. */
const combinations = (n: number, p: number): number => {
  let product = 1;
  for (let i = 1; i <= p; i++) product = (product * (n - p + i)) / i;
  return Math.round(product);
};

/** All choices of p rows of n, in order; the rest is train. */
function* choices(n: number, p: number): Generator<FoldIndices, void, undefined> {
  const test = Int32Array.from({ length: p }, (_, i) => i);
  for (;;) {
    const train = new Int32Array(n - p);
    let inTest = 0;
    for (let row = 0; row < n; row++) {
      if (test[inTest] === row) inTest++;
      else train[row - inTest] = row;
    }
    yield { train, test: test.slice() };
    let i = p - 1;
    while (i >= 0 && test[i] === n - p + i) i--;
    if (i < 0) return;
    test[i]!++;
    for (let k = i + 1; k < p; k++) test[k] = test[k - 1]! + 1;
  }
}

const leaveOut = (name: string, p: number, allowLeakage: boolean | undefined): Splitter => {
  const check = (n: number): void => {
    if (n > p) return;
    throw new DataError(
      `${name}: expected at least ${p + 1} rows, so that one is left to train on, received ${n}; give more rows`,
    );
  };
  return makeSplitter({
    name,
    allowLeakage,
    nSplits: ({ n }) => {
      check(n);
      return combinations(n, p);
    },
    folds: ({ n }) => {
      check(n);
      return choices(n, p);
    },
  });
};

/**
 * As many folds as rows, each with one row to judge by. scikit-learn's `LeaveOneOut`. For more than some
 * hundred rows `kFold` tells as much in less time.
 *
 * @param options `allowLeakage`.
 * @throws DataError for options that it does not know; the splitter throws for a single row.
 * @example
 * ```ts
 * [...leaveOneOut().indices(3)].map(({ test }) => test[0]); // [0, 1, 2]
 * ```
 */
export function leaveOneOut(options: LeakageOptions = {}): Splitter {
  checkOptions("leaveOneOut", options, ["allowLeakage"]);
  return leaveOut("leaveOneOut", 1, options.allowLeakage);
}

/**
 * Every choice of `p` rows to judge by. scikit-learn's `LeavePOut`. The number of folds, n over p, grows
 * fast: it is 4,950 for 2 of 100 rows.
 *
 * @param p How many rows are left out, at least 1.
 * @param options `allowLeakage`.
 * @throws DataError for another `p`; the splitter throws when no row is left to train on.
 * @example
 * ```ts
 * leavePOut(2).getNSplits(4); // 6
 * ```
 */
export function leavePOut(p: number, options: LeakageOptions = {}): Splitter {
  checkOptions("leavePOut", options, ["allowLeakage"]);
  return leaveOut("leavePOut", wholeNumber("leavePOut", "p", p, 1), options.allowLeakage);
}

/**
 * As many folds as groups, each with one group to judge by, groups in order. scikit-learn's
 * `LeaveOneGroupOut`. Its `indices` and `split` need `groups`.
 *
 * @param options `allowLeakage`.
 * @throws DataError for options that it does not know; the splitter throws without `groups`, and for a single
 *   group.
 * @example
 * ```ts
 * const groups = ["b", "a", "b"];
 * [...leaveOneGroupOut().indices(3, { groups })][1].test; // Int32Array [0, 2]
 * ```
 */
export function leaveOneGroupOut(options: LeakageOptions = {}): Splitter {
  const name = "leaveOneGroupOut";
  checkOptions(name, options, ["allowLeakage"]);
  return makeSplitter({
    name,
    needsGroups: true,
    allowLeakage: options.allowLeakage,
    nSplits: ({ groups }) => encodeLabels(groups).counts.length,
    folds: ({ groups }) => {
      const { codes, counts } = encodeLabels(groups);
      if (counts.length < 2) {
        throw new DataError(
          `${name}: expected at least 2 groups, so that one is left to train on, received ${counts.length}; give rows of more groups`,
        );
      }
      return foldsOf(codes, counts.length);
    },
  });
}
