import type { Cell } from "../cell";
import { DataError } from "../errors";
import type { RandomState } from "../random/random-state";
import { count } from "../wording";
import { rangeOf } from "./indices";
import { encodeLabels } from "./labels";

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
  const order = random?.permutation(nRows) ?? rangeOf(0, nRows);
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
  const { codes, counts } = encodeLabels(labels);
  const largest = counts.reduce((most, n) => Math.max(most, n), 0);
  if (largest < folds) {
    throw new DataError(
      `${who}: expected a class with at least ${count(folds, "row")} for ${option} ${folds}, received ${counts.length} classes of at most ${largest}; ` +
        (option === "cv"
          ? 'pass a smaller cv, or { targetType: "continuous" } for numbers'
          : "pass a smaller nSplits, or use kFold for numbers"),
    );
  }
  const dealt = Array.from(counts, (n) => new Int32Array(n));
  let sorted = 0;
  for (const code of new Set(codes)) {
    // The labels in order stand at places sorted, sorted + 1, …; place p goes to fold p % folds.
    const list = dealt[code]!;
    const sizes = new Int32Array(folds);
    for (let i = 0; i < list.length; i++) sizes[(sorted + i) % folds]!++;
    sorted += list.length;
    let at = 0;
    for (let fold = 0; fold < folds; fold++) {
      list.fill(fold, at, at + sizes[fold]!);
      at += sizes[fold]!;
    }
    random?.shuffle(list);
  }
  const out = new Int32Array(labels.length);
  const taken = new Int32Array(counts.length);
  for (let row = 0; row < out.length; row++) {
    const code = codes[row]!;
    out[row] = dealt[code]![taken[code]!++]!;
  }
  return out;
};
