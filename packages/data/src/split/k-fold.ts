import { randomState } from "../random/random-state";
import { type KFoldOptions, readKFoldOptions } from "./fold-options";
import { foldOfRows } from "./fold-rows";
import { foldsOf, makeSplitter, type Splitter } from "./splitter";

/**
 * Folds of consecutive rows, or of shuffled ones: each row is in the test part of one fold and in the train
 * part of all others. The first `n % nSplits` folds have one row more. scikit-learn's `KFold`.
 *
 * @param options `nSplits` (default 5), `shuffle` (default false), `randomState`.
 * @throws DataError for options that make no sense; the splitter throws for fewer rows than folds.
 * @example
 * ```ts
 * const folds = [...kFold({ nSplits: 3 }).indices(7)];
 * folds[0].test; // Int32Array [0, 1, 2]
 * folds[1].train; // Int32Array [0, 1, 2, 5, 6]
 * ```
 */
export function kFold(options: KFoldOptions = {}): Splitter {
  const name = "kFold";
  const nSplits = readKFoldOptions(name, options);
  return makeSplitter({
    name,
    nSplits,
    allowLeakage: options.allowLeakage,
    folds: ({ n }) => {
      const random = options.shuffle === true ? randomState(options.randomState) : undefined;
      return foldsOf(foldOfRows(n, nSplits, random, name, "nSplits"), nSplits);
    },
  });
}
