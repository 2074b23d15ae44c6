import { randomState } from "../random/random-state";
import type { Likeness } from "./chance";

/** So many tables of hashes; a pair with nine of ten cells alike is missed about once in a thousand times. */
const rounds = 24;
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

/**
 * For each row another one that is like it in enough columns, or -1. Rows are hashed by a few columns chosen
 * at random, and only what falls into one bucket is compared, so the time grows with the rows and not with
 * their pairs; few pairs are missed, see `rounds`. The result is the same each time.
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
  for (let round = 0; round < rounds; round++) {
    const chosen = random.permutation(columns.length);
    const hash = new Int32Array(nRows);
    // Columns are added until most rows have a bucket to themselves.
    for (let k = 0; k < most; k++) {
      addCells(hash, columns[chosen[k]!]!, width, Number(random.random()));
      if (k > 0 && new Set(hash).size > nRows / 4) break;
    }
    // Rows of a large bucket are compared with their neighbours along another column.
    const along = columns[chosen[chosen.length - 1]!]!;
    const order = Int32Array.from({ length: nRows }, (_, row) => row).sort(
      (a, b) => hash[a]! - hash[b]! || along[a]! - along[b]! || a - b,
    );
    for (let i = 0; i < nRows; i++) {
      for (let j = i + 1; j < Math.min(nRows, i + 1 + neighbours); j++) {
        const [a, b] = [order[i]!, order[j]!];
        if (hash[a] !== hash[b]) break;
        const [later, earlier] = a > b ? [a, b] : [b, a];
        if (twin[later]! >= 0 || !mayPair(later, earlier)) continue;
        if (areAlike(columns, like, later, earlier)) twin[later] = earlier;
      }
    }
    if (columns.length <= 1) break;
  }
  return twin;
};
