import { type Cell, showCell } from "../cell";
import { DataError } from "../errors";
import type { RandomState } from "../random/random-state";
import { type Codes, encodeLabels, refuseMissing } from "./labels";
import type { Sizes } from "./sizes";

/** The rows of the two parts, in the order in which they are dealt. */
export interface TrainTestRows {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/** The whole numbers from `from` up to, but without, `to`. */
export const rangeOf = (from: number, to: number): Int32Array => {
  const out = new Int32Array(Math.max(0, to - from));
  for (let i = 0; i < out.length; i++) out[i] = from + i;
  return out;
};

/** The rows in their order: train first, then test. */
export const rowsInOrder = ({ train, test }: Sizes): TrainTestRows => ({
  train: rangeOf(0, train),
  test: rangeOf(train, train + test),
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

/** The rows of each class, in order. */
export const rowsByClass = ({ codes, counts }: Codes): Int32Array[] => {
  const rows = Array.from(counts, (n) => new Int32Array(n));
  const taken = new Int32Array(counts.length);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    rows[code]![taken[code]!++] = row;
  }
  return rows;
};

const checkClasses = ({ classes, counts }: Codes, sizes: Sizes, who: string): void => {
  const smallest = counts.reduce((best, n, i) => (n < counts[best]! ? i : best), 0);
  if (counts[smallest]! < 2) {
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
  const codes = encodeLabels(labels);
  checkClasses(codes, sizes, who);
  const rows = rowsByClass(codes);
  const counts = [...codes.counts];
  const forTrain = share(counts, sizes.train, random);
  const forTest = share(
    counts.map((n, i) => n - forTrain[i]!),
    sizes.test,
    random,
  );
  const train = new Int32Array(sizes.train);
  const test = new Int32Array(sizes.test);
  let inTrain = 0;
  let inTest = 0;
  rows.forEach((list, i) => {
    const order = random.permutation(list.length);
    let at = 0;
    for (const end = forTrain[i]!; at < end; at++) train[inTrain++] = list[order[at]!]!;
    for (const end = at + forTest[i]!; at < end; at++) test[inTest++] = list[order[at]!]!;
  });
  return { train: random.shuffle(train), test: random.shuffle(test) };
};
