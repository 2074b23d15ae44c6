import { type Cell, showCell, uniqueCells } from "../cell";
import { DataError } from "../errors";
import type { RandomState } from "../random/random-state";
import { refuseMissing } from "./labels";
import type { Sizes } from "./sizes";

/** The rows of the two parts, in the order in which they are dealt. */
export interface TrainTestRows {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/** The rows in their order: train first, then test. */
export const rowsInOrder = ({ train, test }: Sizes): TrainTestRows => ({
  train: Int32Array.from({ length: train }, (_, i) => i),
  test: Int32Array.from({ length: test }, (_, i) => train + i),
});

/** scikit-learn's ShuffleSplit: one permutation; test takes its beginning, train what follows. */
export const shuffledRows = (n: number, sizes: Sizes, random: RandomState): TrainTestRows => {
  const order = random.permutation(n);
  return {
    test: order.slice(0, sizes.test),
    train: order.slice(sizes.test, sizes.test + sizes.train),
  };
};

/**
 * Shares `draws` among classes in proportion to their counts; what rounding leaves over goes to the largest
 * remainders, ties drawn by lot (scikit-learn's `_approximate_mode`).
 */
export const share = (counts: readonly number[], draws: number, random: RandomState): number[] => {
  const total = counts.reduce((sum, n) => sum + n, 0);
  const exact = counts.map((n) => (n / total) * draws);
  const shares = exact.map(Math.floor);
  let left = draws - shares.reduce((sum, n) => sum + n, 0);
  if (left <= 0) return shares;
  const remainders = exact.map((value, i) => value - shares[i]!);
  for (const value of [...new Set(remainders)].sort((a, b) => b - a)) {
    const tied = remainders.flatMap((remainder, i) => (remainder === value ? [i] : []));
    const winners = random.choice(tied, { size: Math.min(tied.length, left), replace: false });
    for (const i of winners) shares[i]!++;
    left -= winners.length;
    if (left === 0) break;
  }
  return shares;
};

/** The rows of each class, classes in order. */
export const rowsByClass = (labels: readonly Cell[]): { classes: Cell[]; rows: number[][] } => {
  const classes = uniqueCells(labels);
  const places = new Map(classes.map((cell, place) => [cell, place]));
  const rows: number[][] = classes.map(() => []);
  labels.forEach((cell, row) => {
    rows[places.get(cell)!]!.push(row);
  });
  return { classes, rows };
};

const checkClasses = (
  classes: readonly Cell[],
  rows: readonly number[][],
  sizes: Sizes,
  who: string,
): void => {
  const smallest = rows.reduce((best, list, i) => (list.length < rows[best]!.length ? i : best), 0);
  if (rows[smallest]!.length < 2) {
    const many = classes.length > 20 && typeof classes[0] === "number";
    throw new DataError(
      `${who}: expected at least 2 rows of each class to stratify by, received 1 row of class ${showCell(classes[smallest])} (${classes.length} classes); ` +
        (many
          ? "this looks like a number to predict rather than a class: leave stratify out"
          : "merge or drop the rare class, or leave stratify out"),
    );
  }
  for (const part of ["train", "test"] as const) {
    if (sizes[part] >= classes.length) continue;
    throw new DataError(
      `${who}: expected at least ${classes.length} rows in ${part}, one for each class to stratify by, received ${sizes[part]}; ` +
        `make ${part} larger, give more rows, or leave stratify out`,
    );
  }
};

/** scikit-learn's StratifiedShuffleSplit, one split. */
export const stratifiedRows = (
  labels: readonly Cell[],
  sizes: Sizes,
  random: RandomState,
  who: string,
): TrainTestRows => {
  refuseMissing(labels, who, "a class in every row to stratify by");
  const { classes, rows } = rowsByClass(labels);
  checkClasses(classes, rows, sizes, who);
  const counts = rows.map((list) => list.length);
  const forTrain = share(counts, sizes.train, random);
  const forTest = share(
    counts.map((n, i) => n - forTrain[i]!),
    sizes.test,
    random,
  );
  const train: number[] = [];
  const test: number[] = [];
  rows.forEach((list, i) => {
    const dealt = [...random.permutation(list.length)].map((place) => list[place]!);
    train.push(...dealt.slice(0, forTrain[i]!));
    test.push(...dealt.slice(forTrain[i]!, forTrain[i]! + forTest[i]!));
  });
  return {
    train: Int32Array.from(random.permutation(train)),
    test: Int32Array.from(random.permutation(test)),
  };
};
