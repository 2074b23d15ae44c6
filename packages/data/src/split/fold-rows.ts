import { type Cell, uniqueCells } from "../cell";
import { DataError } from "../errors";
import type { RandomState } from "../random/random-state";
import { count } from "../wording";

/** What the number of folds is called where it is asked for. */
type FoldsOption = "cv" | "nSplits";

const checkFolds = (nRows: number, folds: number, who: string, option: FoldsOption): void => {
  if (folds <= nRows) return;
  throw new DataError(
    `${who}: expected at least ${count(folds, "row")} for ${option} ${folds}, received ${nRows}; give more rows or a smaller ${option}`,
  );
};

/** The fold of each row, as scikit-learn's `KFold` deals them; shuffled when there is a stream. */
export const foldOfRows = (
  nRows: number,
  folds: number,
  random: RandomState | undefined,
  who: string,
  option: FoldsOption = "cv",
): Int32Array => {
  checkFolds(nRows, folds, who, option);
  const order = random?.permutation(nRows) ?? Int32Array.from({ length: nRows }, (_, row) => row);
  const out = new Int32Array(nRows);
  let at = 0;
  for (let fold = 0; fold < folds; fold++) {
    const size = Math.floor(nRows / folds) + (fold < nRows % folds ? 1 : 0);
    for (const end = at + size; at < end; at++) out[order[at]!] = fold;
  }
  return out;
};

/**
 * The fold of each row, as scikit-learn's `StratifiedKFold` deals them: classes in the order in which they
 * first appear, each shared among the folds as evenly as the sorted labels fall.
 */
export const stratifiedFoldOfRows = (
  labels: readonly Cell[],
  folds: number,
  random: RandomState | undefined,
  who: string,
  option: FoldsOption = "cv",
): Int32Array => {
  checkFolds(labels.length, folds, who, option);
  const codes = new Map([...new Set(labels)].map((cell, code) => [cell, code]));
  const rows: number[][] = Array.from(codes, () => []);
  labels.forEach((cell, row) => {
    rows[codes.get(cell)!]!.push(row);
  });
  const largest = Math.max(...rows.map((list) => list.length));
  if (largest < folds) {
    throw new DataError(
      `${who}: expected a class with at least ${count(folds, "row")} for ${option} ${folds}, received ${uniqueCells(labels).length} classes of at most ${largest}; ` +
        (option === "cv"
          ? 'pass a smaller cv, or { targetType: "continuous" } for numbers'
          : "pass a smaller nSplits, or use kFold for numbers"),
    );
  }
  const out = new Int32Array(labels.length);
  let sorted = 0;
  for (const list of rows) {
    // The labels in order stand at places sorted, sorted + 1, …; place p goes to fold p % folds.
    const sizes = new Int32Array(folds);
    for (let i = 0; i < list.length; i++) sizes[(sorted + i) % folds]!++;
    sorted += list.length;
    const dealt = Array.from(sizes, (size, fold) => new Array<number>(size).fill(fold)).flat();
    random?.shuffle(dealt);
    list.forEach((row, i) => {
      out[row] = dealt[i]!;
    });
  }
  return out;
};
