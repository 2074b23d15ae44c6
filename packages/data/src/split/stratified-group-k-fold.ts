import { DataError } from "../errors";
import { type RandomState, randomState } from "../random/random-state";
import { meanOf, varianceOf } from "../transform/pairwise-sum";
import { type KFoldOptions, readKFoldOptions } from "./fold-options";
import { encodeLabels } from "./labels";
import { foldsOf, makeSplitter, type Splitter } from "./splitter";
import { refuseNumbers, warnOfRareClass } from "./stratified-k-fold";

/** How many rows of each class a group has. */
const countClasses = (classOfRow: Int32Array, groupOfRow: Int32Array, nClasses: number, nGroups: number) => {
  const counts = Array.from({ length: nGroups }, () => new Float64Array(nClasses));
  for (let row = 0; row < classOfRow.length; row++) counts[groupOfRow[row]!]![classOfRow[row]!]!++;
  return counts;
};

const isClose = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-8 + 1e-5 * Math.abs(b);

/** How unevenly the classes would lie over the folds: the mean over classes of the deviation of their shares. */
const unevenness = (folds: readonly Float64Array[], totals: Int32Array): number => {
  const deviations = Float64Array.from(totals, (total, k) => {
    // Folds are summed one after the other here, as NumPy sums down a column.
    let sum = 0;
    for (const fold of folds) sum += fold[k]! / total;
    const mean = sum / folds.length;
    let squares = 0;
    for (const fold of folds) squares += (fold[k]! / total - mean) ** 2;
    return Math.sqrt(squares / folds.length);
  });
  return meanOf(deviations);
};

/** The fold in which the classes come out most even; of equal ones that with the fewest rows. */
const bestFold = (folds: readonly Float64Array[], group: Float64Array, totals: Int32Array): number => {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  let fewest = Number.POSITIVE_INFINITY;
  folds.forEach((fold, i) => {
    for (let k = 0; k < group.length; k++) fold[k]! += group[k]!;
    const uneven = unevenness(folds, totals);
    for (let k = 0; k < group.length; k++) fold[k]! -= group[k]!;
    const rows = fold.reduce((sum, n) => sum + n, 0);
    if (uneven < least || (isClose(uneven, least) && rows < fewest)) {
      best = i;
      least = uneven;
      fewest = rows;
    }
  });
  return best;
};

/** The fold of each group: those with the most uneven classes first. */
const foldOfGroups = (
  counts: Float64Array[],
  totals: Int32Array,
  nSplits: number,
  random: RandomState | undefined,
): Int32Array => {
  random?.shuffle(counts);
  const deviations = counts.map((group) => Math.sqrt(varianceOf(group)));
  const order = [...counts.keys()].sort((a, b) => deviations[b]! - deviations[a]!);
  const folds = Array.from({ length: nSplits }, () => new Float64Array(totals.length));
  const out = new Int32Array(counts.length);
  for (const group of order) {
    const fold = bestFold(folds, counts[group]!, totals);
    for (let k = 0; k < totals.length; k++) folds[fold]![k]! += counts[group]![k]!;
    out[group] = fold;
  }
  return out;
};

/**
 * Folds that never tear a group and have, as far as the groups allow, the classes in the proportions of the
 * whole. scikit-learn's `StratifiedGroupKFold`, with the same rows. Its `indices` and `split` need `y` and
 * `groups`.
 *
 * With `shuffle` these are the rows of scikit-learn up to 1.7, which shuffles the counts of the groups but not
 * the groups (its issue 32478): no group is torn, but classes may lie unevenly. Leave `shuffle` out for even
 * ones.
 *
 * @param options `nSplits` (default 5), `shuffle` (default false), `randomState`.
 * @throws DataError for options that make no sense; the splitter throws without `y` or `groups`, and when no
 *   class has as many rows as there are folds.
 * @example
 * ```ts
 * const y = [0, 0, 1, 1, 0, 1];
 * const groups = ["a", "a", "b", "b", "c", "c"];
 * [...stratifiedGroupKFold({ nSplits: 2 }).indices(6, { y, groups })].map(({ test }) => test.length); // [4, 2]
 * ```
 */
export function stratifiedGroupKFold(options: KFoldOptions = {}): Splitter {
  const name = "stratifiedGroupKFold";
  const nSplits = readKFoldOptions(name, options);
  return makeSplitter({
    name,
    nSplits,
    needsY: true,
    needsGroups: true,
    allowLeakage: options.allowLeakage,
    folds: ({ y, groups }) => {
      refuseNumbers(y, name);
      const classes = encodeLabels(y);
      const largest = classes.counts.reduce((most, n) => Math.max(most, n));
      if (largest < nSplits) {
        throw new DataError(
          `${name}: expected a class with at least ${nSplits} rows for nSplits ${nSplits}, received ${classes.counts.length} classes of at most ${largest}; pass a smaller nSplits`,
        );
      }
      warnOfRareClass(classes.counts, nSplits, name);
      const group = encodeLabels(groups);
      const counts = countClasses(classes.codes, group.codes, classes.counts.length, group.counts.length);
      const random = options.shuffle === true ? randomState(options.randomState) : undefined;
      const folds = foldOfGroups(counts, classes.counts, nSplits, random);
      return foldsOf(
        group.codes.map((code) => folds[code]!),
        nSplits,
      );
    },
  });
}
