import type { Cell } from "../cell";
import { DataError } from "../errors";
import { randomState } from "../random/random-state";
import { count } from "../wording";
import { type KFoldOptions, readKFoldOptions } from "./fold-options";
import { stratifiedFoldOfRows } from "./fold-rows";
import { encodeLabels } from "./labels";
import { foldsOf, makeSplitter, type Splitter } from "./splitter";

/** Throws for numbers with a fraction, which are no classes. */
export const refuseNumbers = (y: readonly Cell[], who: string): void => {
  const odd = y.find((cell) => typeof cell === "number" && !Number.isInteger(cell));
  if (odd === undefined) return;
  throw new DataError(
    `${who}: expected classes to stratify by, received numbers such as ${String(odd)}; use kFold for a number to predict, or cut it into bins first`,
  );
};

/** Says so when some folds will have no row of a class. */
export const warnOfRareClass = (counts: Int32Array, nSplits: number, who: string): void => {
  const least = counts.reduce((fewest, n) => Math.min(fewest, n));
  if (least >= nSplits) return;
  console.warn(
    `${who}: the rarest class has only ${count(least, "row")}, fewer than nSplits ${nSplits}: some folds have none of it to judge by`,
  );
};

/**
 * Folds in which the classes have the proportions of the whole, within one row. scikit-learn's
 * `StratifiedKFold`. Its `indices` and `split` need `y`; a class with fewer rows than folds is told by
 * `console.warn`.
 *
 * @param options `nSplits` (default 5), `shuffle` (default false: rows of a class in their order), `randomState`.
 * @throws DataError for options that make no sense; the splitter throws without `y`, for numbers that are no
 *   classes, and when no class has as many rows as there are folds.
 * @example
 * ```ts
 * const y = ["a", "a", "a", "a", "b", "b"];
 * [...stratifiedKFold({ nSplits: 2 }).indices(6, { y })][0].test; // Int32Array [0, 1, 4]
 * ```
 */
export function stratifiedKFold(options: KFoldOptions = {}): Splitter {
  const name = "stratifiedKFold";
  const nSplits = readKFoldOptions(name, options);
  return makeSplitter({
    name,
    nSplits,
    needsY: true,
    allowLeakage: options.allowLeakage,
    folds: ({ y }) => {
      refuseNumbers(y, name);
      const random = options.shuffle === true ? randomState(options.randomState) : undefined;
      const foldOfRow = stratifiedFoldOfRows(y, nSplits, random, name, "nSplits");
      warnOfRareClass(encodeLabels(y).counts, nSplits, name);
      return foldsOf(foldOfRow, nSplits);
    },
  });
}
