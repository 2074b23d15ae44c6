import { Dictionary } from "./dictionary";

/** What a scanner does with the fields of a column. */
export const Mode = {
  /** Nothing. */
  skip: 0,
  /** All were missing so far; the next value decides. */
  open: 1,
  /** Numbers, as long as all are. */
  number: 2,
  /** Numbers, or else an error. */
  declaredNumber: 3,
  /** Values of any kind, by their number in a dictionary. */
  text: 4,
  /** Moments in ISO 8601, as long as all are. */
  datetime: 5,
  /** Moments of a declared form, or else an error. */
  declaredDatetime: 6,
  /** Whole numbers, or else an error. */
  declaredInteger: 7,
} as const;

const firstBlock = 64;
const largestBlock = 1 << 16;

// The last block may have more rows than were read.
const joinBlocks = <T extends Float64Array | Int32Array>(blocks: T[], into: T): T => {
  let at = 0;
  for (const block of blocks.splice(0)) {
    into.set(block.subarray(0, into.length - at), at);
    at = Math.min(into.length, at + block.length);
  }
  return into;
};

/**
 * The values of one column as they are read, in blocks of rows, so that nothing is copied until their number is
 * known.
 */
export class ColumnStore {
  readonly name: string;
  mode: number;
  numbers: Float64Array[] = [];
  codes: Int32Array[] = [];
  private distinct: Dictionary | undefined;
  /** 1 for values of the dictionary that mean a missing value. */
  missing: Uint8Array = new Uint8Array(16);
  /** Of numbers: is one of them written with a point or an exponent? */
  fractional = false;
  /** Of moments: has one a time of day, a zone, a time without a zone? */
  timed = false;
  zoned = false;
  bare = false;
  /** The line of a value that the mode could not take, after which the column was given up; 0 for none. */
  conflict = 0;

  constructor(name: string, mode: number) {
    this.name = name;
    this.mode = mode;
  }

  /** The distinct values of a column that is read as texts. */
  get dictionary(): Dictionary {
    this.distinct ??= new Dictionary();
    return this.distinct;
  }

  /** Notes whether a new value of the dictionary means a missing value. */
  mark(number: number, missing: boolean): void {
    if (number >= this.missing.length) {
      const more = new Uint8Array(2 * this.missing.length);
      more.set(this.missing);
      this.missing = more;
    }
    this.missing[number] = missing ? 1 : 0;
  }

  /** Gives the column up; it is read again as texts. */
  giveUp(line: number): void {
    this.mode = Mode.skip;
    this.conflict = line;
    this.numbers = [];
    this.codes = [];
  }

  /** All numbers as one array; the blocks are let go. */
  joinNumbers(nRows: number): Float64Array {
    return joinBlocks(this.numbers, new Float64Array(nRows));
  }

  /** All codes as one array; the blocks are let go. */
  joinCodes(nRows: number): Int32Array {
    return joinBlocks(this.codes, new Int32Array(nRows));
  }
}

/** How many rows the next block has, when `rows` are full. */
export const nextBlock = (rows: number): number => Math.min(largestBlock, Math.max(firstBlock, rows));
