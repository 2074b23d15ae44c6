import { DataError } from "../errors";
import type { LeakageOptions } from "../leakage/guard";
import { checkOptions } from "../options";
import { labelsOf, type Splittable } from "./splittable";
import { foldsOf, makeSplitter, type Splitter } from "./splitter";

/**
 * Folds that were laid down before, as those of a published benchmark. scikit-learn's `PredefinedSplit`.
 *
 * @param testFold For each row the number of the fold in whose test part it is, -1 for a row that is in every
 *   train part. Folds come in the order of their numbers.
 * @param options `allowLeakage`.
 * @throws DataError for anything but whole numbers of at least -1, and when no row is in a test part; the
 *   splitter throws for another number of rows.
 * @example
 * ```ts
 * const [first, second] = predefinedSplit([0, 1, -1, 1]).indices(4);
 * first.test; // Int32Array [0]
 * second.train; // Int32Array [0, 2]
 * ```
 */
export function predefinedSplit(testFold: Splittable, options: LeakageOptions = {}): Splitter {
  const name = "predefinedSplit";
  checkOptions(name, options, ["allowLeakage"]);
  const folds = labelsOf(testFold, name);
  const odd = folds.find((fold) => !Number.isInteger(fold) || Number(fold) < -1);
  if (odd !== undefined) {
    throw new DataError(
      `${name}: expected the number of a fold in every row, or -1 for none, received ${String(odd)}; number the folds from 0`,
    );
  }
  const numbers = [...new Set(folds as number[])].filter((fold) => fold !== -1).sort((a, b) => a - b);
  if (numbers.length === 0) {
    throw new DataError(
      `${name}: expected a fold for at least one row, received -1 in all ${folds.length}; number the folds from 0`,
    );
  }
  const places = new Map(numbers.map((fold, place) => [fold, place]));
  const foldOfRow = Int32Array.from(folds as number[], (fold) => places.get(fold) ?? -1);
  return makeSplitter({
    name,
    nSplits: numbers.length,
    allowLeakage: options.allowLeakage,
    folds: ({ n }) => {
      if (n === foldOfRow.length) return foldsOf(foldOfRow, numbers.length);
      throw new DataError(
        `${name}: expected data of ${foldOfRow.length} rows, one for each entry of testFold, received ${n}; give the rows that testFold was made for`,
      );
    },
  });
}
