import { DataError } from "../errors";

/** How many rows train and test get. */
export interface Sizes {
  readonly train: number;
  readonly test: number;
}

const isCount = (size: number): boolean => Number.isInteger(size) && size >= 1;
const isFraction = (size: number): boolean => size > 0 && size < 1;

/**
 * The sizes of scikit-learn's `train_test_split`: whole numbers are counts, numbers between 0 and 1
 * fractions; the test part is rounded up, the train part down; a size not given is the rest (test 0.25 when
 * neither is given).
 */
export const trainTestSizes = (
  n: number,
  trainSize: number | undefined,
  testSize: number | undefined,
  who: string,
): Sizes => {
  for (const [name, size] of [
    ["testSize", testSize],
    ["trainSize", trainSize],
  ] as const) {
    if (size === undefined || isFraction(size) || (isCount(size) && size < n)) continue;
    throw new DataError(
      `${who}: expected ${name} as a fraction between 0 and 1 or a count from 1 to ${n - 1} of the ${n} rows, received ${size}; ` +
        "give a smaller size or more rows",
    );
  }
  const asked = testSize ?? (trainSize === undefined ? 0.25 : undefined);
  let test = asked === undefined ? undefined : asked < 1 ? Math.ceil(asked * n) : asked;
  let train = trainSize === undefined ? undefined : trainSize < 1 ? Math.floor(trainSize * n) : trainSize;
  if (trainSize !== undefined && asked !== undefined && trainSize < 1 && asked < 1 && trainSize + asked > 1) {
    throw new DataError(
      `${who}: expected trainSize and testSize to sum to at most 1, received ${trainSize} + ${asked} = ${trainSize + asked}; lower one of them`,
    );
  }
  test ??= n - train!;
  train ??= n - test;
  if (train + test > n) {
    throw new DataError(
      `${who}: expected train and test to hold at most the ${n} rows there are, received ${train} + ${test}; lower one of them`,
    );
  }
  if (train === 0) {
    throw new DataError(
      `${who}: expected at least one row for train, received ${n} rows with testSize ${String(testSize)} and trainSize ${String(trainSize)}, ` +
        "which leaves none; give more rows or a smaller testSize",
    );
  }
  return { train, test };
};
