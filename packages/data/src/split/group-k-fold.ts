import { DataError } from "../errors";
import { randomState } from "../random/random-state";
import { argsort } from "./argsort";
import { type KFoldOptions, readKFoldOptions } from "./fold-options";
import { type Codes, encodeLabels } from "./labels";
import { foldsOf, makeSplitter, type Splitter } from "./splitter";

const lightest = (weights: ArrayLike<number>): number => {
  let best = 0;
  for (let i = 1; i < weights.length; i++) if (weights[i]! < weights[best]!) best = i;
  return best;
};

/** The fold of each group: the largest first, each into the fold with the fewest rows so far. */
const balanced = ({ counts }: Codes, nSplits: number): Int32Array => {
  const weights = new Float64Array(nSplits);
  const folds = new Int32Array(counts.length);
  for (const group of argsort(counts).reverse()) {
    const fold = lightest(weights);
    weights[fold]! += counts[group]!;
    folds[group] = fold;
  }
  return folds;
};

/** The fold of each group: shuffled, and then as many groups as fall to each. */
const shuffled = ({ counts }: Codes, nSplits: number, order: Int32Array): Int32Array => {
  const n = counts.length;
  const folds = new Int32Array(n);
  let at = 0;
  for (let fold = 0; fold < nSplits; fold++) {
    const size = Math.floor(n / nSplits) + (fold < n % nSplits ? 1 : 0);
    for (const end = at + size; at < end; at++) folds[order[at]!] = fold;
  }
  return folds;
};

/**
 * Folds that never tear a group: all rows of a patient, a house or a recording are in one test part. Without
 * `shuffle` the folds get as equal numbers of rows as the groups allow, largest group first; with it, equal
 * numbers of groups by lot. scikit-learn's `GroupKFold`. Its `indices` and `split` need `groups`.
 *
 * @param options `nSplits` (default 5), `shuffle` (default false), `randomState`.
 * @throws DataError for options that make no sense; the splitter throws without `groups`, and for fewer groups
 *   than folds.
 * @example
 * ```ts
 * const groups = ["a", "a", "b", "b", "b", "c"];
 * [...groupKFold({ nSplits: 2 }).indices(6, { groups })][0].test; // Int32Array [2, 3, 4]
 * ```
 */
export function groupKFold(options: KFoldOptions = {}): Splitter {
  const name = "groupKFold";
  const nSplits = readKFoldOptions(name, options);
  return makeSplitter({
    name,
    nSplits,
    needsGroups: true,
    allowLeakage: options.allowLeakage,
    folds: ({ groups }) => {
      const codes = encodeLabels(groups);
      const n = codes.counts.length;
      if (n < nSplits) {
        throw new DataError(
          `${name}: expected at least ${nSplits} groups for nSplits ${nSplits}, received ${n}; give more groups or a smaller nSplits`,
        );
      }
      const folds =
        options.shuffle === true
          ? shuffled(codes, nSplits, randomState(options.randomState).permutation(n))
          : balanced(codes, nSplits);
      return foldsOf(
        codes.codes.map((group) => folds[group]!),
        nSplits,
      );
    },
  });
}
