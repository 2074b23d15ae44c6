import { randomState } from "../random/random-state";
import type { Likeness } from "./chance";

/** A pair may be missed once in so many times. */
const missedOnceIn = 1000;
const mostRounds = 24;
/** Of a bucket with many rows so many neighbours are compared. */
const neighbours = 24;

/** Are two rows alike in enough columns? */
const areAlike = (
  columns: readonly Float64Array[],
  { tolerance, need }: Likeness,
  a: number,
  b: number,
): boolean => {
  let spare = columns.length - need;
  for (const column of columns) {
    if (Math.abs(column[a]! - column[b]!) <= tolerance + 1e-12) continue;
    if (--spare < 0) return false;
  }
  return true;
};

/** Adds the cell of a column to the hash of each row: a grid with a random offset. */
const addCells = (hash: Int32Array, column: Float64Array, width: number, offset: number): void => {
  for (let row = 0; row < hash.length; row++) {
    const cell = width === 0 ? column[row]! * 4096 : Math.floor(column[row]! / width + offset);
    hash[row] = Math.imul(hash[row]! ^ Math.round(cell), 0x9e3779b1);
    hash[row]! ^= hash[row]! >>> 15;
  }
};

/** Do so many of a sample of hashes differ that buckets are small? */
const manyDiffer = (hash: Int32Array): boolean => {
  const step = Math.max(1, Math.floor(hash.length / 20_000));
  const seen = new Set<number>();
  let looked = 0;
  for (let row = 0; row < hash.length; row += step) {
    seen.add(hash[row]!);
    looked++;
  }
  return step === 1 ? seen.size > looked / 4 : seen.size > looked / 1.1;
};

/** Rows with one hash, where there are several. */
function* bucketsOf(hash: Int32Array): Generator<Int32Array> {
  const rowBits = 2 ** Math.ceil(Math.log2(Math.max(2, hash.length)));
  const hashBits = Math.min(2 ** 32, 2 ** 53 / rowBits);
  // Numbers sort faster than rows with a function.
  const keys = Float64Array.from(hash, (one, row) => ((one >>> 0) % hashBits) * rowBits + row).sort();
  const bucketOf = (key: number): number => Math.floor(key / rowBits);
  for (let start = 0; start < keys.length; ) {
    let end = start + 1;
    while (end < keys.length && bucketOf(keys[end]!) === bucketOf(keys[start]!)) end++;
    if (end - start > 1) yield Int32Array.from(keys.subarray(start, end), (key) => key % rowBits);
    start = end;
  }
}

/**
 * For each row another one that is like it in enough columns, or -1. Rows are hashed by a few columns chosen
 * at random, and only what falls into one bucket is compared, so the time grows with the rows and not with
 * their pairs; few pairs are missed. The result is the same each time.
 *
 * @param columns In standard deviations.
 * @param mayPair Whether two rows are of interest, the later one first.
 */
export const nearRows = (
  columns: readonly Float64Array[],
  nRows: number,
  like: Likeness,
  mayPair: (later: number, earlier: number) => boolean,
): Int32Array => {
  const twin = new Int32Array(nRows).fill(-1);
  if (columns.length === 0 || nRows < 2) return twin;
  const random = randomState(20_240_601);
  const width = like.tolerance * 10;
  const most = Math.min(columns.length, Math.max(2, Math.min(6, like.need)));
  // A grid ten times as wide as the tolerance parts what is alike once in ten times.
  const kept = ((like.need / columns.length) * (width === 0 ? 1 : 0.9)) ** most;
  const rounds = kept >= 1 ? 1 : Math.ceil(-Math.log(missedOnceIn) / Math.log(1 - kept));
  for (let round = 0; round < Math.min(rounds, mostRounds); round++) {
    const chosen = random.permutation(columns.length);
    const hash = new Int32Array(nRows);
    // Columns are added until most rows have a bucket to themselves.
    for (let k = 0; k < most; k++) {
      addCells(hash, columns[chosen[k]!]!, width, Number(random.random()));
      if (k > 0 && k < most - 1 && manyDiffer(hash)) break;
    }
    // Rows of a large bucket are compared with their neighbours along another column.
    const along = columns[chosen[chosen.length - 1]!]!;
    for (const bucket of bucketsOf(hash)) {
      if (bucket.length > neighbours) bucket.sort((a, b) => along[a]! - along[b]! || a - b);
      for (let i = 0; i < bucket.length; i++) {
        for (let j = i + 1; j < Math.min(bucket.length, i + 1 + neighbours); j++) {
          const later = Math.max(bucket[i]!, bucket[j]!);
          const earlier = Math.min(bucket[i]!, bucket[j]!);
          if (twin[later]! >= 0 || !mayPair(later, earlier)) continue;
          if (areAlike(columns, like, later, earlier)) twin[later] = earlier;
        }
      }
    }
  }
  return twin;
};
