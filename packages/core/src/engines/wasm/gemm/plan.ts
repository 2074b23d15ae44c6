import { ELEMENTS } from "./element";
import type { GemmSpec, OuterSum } from "./types";

/** How a general matrix product is cut and packed. Sizes in elements unless they say bytes. */
export interface Plan {
  /** Rows of a tile, and the smaller heights that finish a range of rows; the last is 1. */
  readonly heights: readonly number[];
  /** Columns of a tile: two vectors. */
  readonly tileColumns: number;
  /** Columns that are passed over at a time, in whole tiles: all, or as many as are packed together. */
  readonly paddedColumns: number;
  /** Are there more columns than are passed over at a time? */
  readonly grouped: boolean;
  /** From one row of unfinished sums to the next. */
  readonly partialRow: number;
  /** How many terms there may be in one turn of the innermost loop: the first that divides them. */
  readonly termsATurn: readonly number[];
  /** Terms of all K blocks but the last. */
  readonly blockTerms: number;
  /** Number of K blocks, at least 1. */
  readonly blocks: number;
  /** Loops of terms inside a block around the innermost, and those that go from block to block; outermost first. */
  readonly inside: readonly OuterSum[];
  /** See {@link inside}; empty when blocks are stretches of the innermost loop. */
  readonly across: readonly OuterSum[];
  /** Terms of the last K block. */
  readonly lastTerms: number;
  /** Rows whose unfinished sums are kept between K blocks. */
  readonly blockRows: number;
  /** Whether rows of A are copied together before they are used. */
  readonly packA: boolean;
  /** Whether B is copied into panels of `tileColumns` columns. */
  readonly packB: boolean;
  /** Where the packed A begins in scratch memory, in bytes; packed B begins at 0. */
  readonly packedA: number;
  /** Where unfinished sums begin in scratch memory, in bytes. */
  readonly partial: number;
  /** Bytes of scratch memory. */
  readonly scratchBytes: number;
}

/** From here on a walk over a matrix along its long stride touches too many pages and too few cache sets. */
const LONG_STRIDE_BYTES = 1024;
/** Terms that a tile sums before the next block of K: a panel of B then stays in the first-level cache. */
const BLOCK_TERMS = 512;
/** The same where panels lie across long rows, and fill twice as many lines of that cache. */
const UNPACKED_TERMS = 256;
/** So much of B is packed at a time, which stays in the second-level cache while all rows pass over it. */
const GROUP_BYTES = 512 * 1024;
/** No blocks up to here: sums that are finished at once are worth more than a panel that leaves room in that cache. */
const UNCUT_TERMS = 640;
/** Columns between the rows of unfinished sums, so that rows of a long power of two do not share a few cache sets. */
const APART = 16;

const roundUp = (value: number, multiple: number): number => Math.ceil(value / multiple) * multiple;

/**
 * Whether this is a V8 that has no register to spare for fused products and puts the sums of six rows into memory: that of
 * Node 22, and of Node 20, which has them behind the flag `--experimental-wasm-relaxed-simd`.
 */
function isCrowded(): boolean {
  const { process } = globalThis as { process?: { versions: { v8?: string } } };
  return Number.parseInt(process?.versions.v8 ?? "", 10) < 13;
}

/** Decides tiles, blocks and packing; the numbers were measured on x86-64 under V8. */
export function planGemm(spec: GemmSpec): Plan {
  const { m, n, k, aCol, bRow, bCol, fma } = spec;
  const { bytes, width } = ELEMENTS[spec.type];
  const tileColumns = 2 * width;
  // Twelve accumulators fill the registers next to two vectors of B and one of A; with mul+add V8 keeps products alive
  // beside them, and more than eight accumulators (six, when each row has one) end up in memory.
  const tall = n <= width;
  const roomy = fma && !isCrowded();
  const height = tall ? (roomy ? 10 : 6) : roomy ? 6 : 4;
  const rest = m % height;
  const heights = [Math.min(height, m), rest, 1].filter(
    (size, i, all) => size > 0 && all.indexOf(size) === i,
  );
  heights.sort((a, b) => b - a);

  const packB = bCol !== 1 || (bRow * bytes >= LONG_STRIDE_BYTES && k >= 64 && m >= 4 * height);
  const { inside, across, blockTerms, count, lastTerms } = cut(spec, packB ? BLOCK_TERMS : UNPACKED_TERMS);
  const plain = inside.length + across.length === 0;
  // Rows of A that lie in order are read where they are.
  const packA =
    plain && aCol !== 1 && aCol * bytes >= 2 * LONG_STRIDE_BYTES && k >= 64 && n >= 64 && m >= height;

  let paddedColumns = roundUp(n, tileColumns);
  if (packB && plain && !packA && spec.batch.length === 0) {
    const most = Math.max(1, Math.floor(GROUP_BYTES / (k * 32 * bytes))) * 32;
    paddedColumns = Math.min(paddedColumns, most);
  }
  const blockRows = Math.min(roundUp(m, height), 48);
  const terms = (count - 1) * blockTerms + lastTerms;
  const packedA = packB ? roundUp(terms * paddedColumns * bytes, 64) : 0;
  const partial = packedA + (packA ? roundUp(height * blockTerms * bytes, 64) : 0);
  const partialRow = paddedColumns + APART;
  const scratchBytes = partial + (count > 1 ? blockRows * partialRow * bytes : 0);
  return {
    heights,
    tileColumns,
    paddedColumns,
    grouped: paddedColumns < n,
    partialRow,
    // With several terms a turn the end of the loop can be foretold, and the work on finished sums begins in time.
    termsATurn: roomy ? [8, 4, 1] : [1],
    blockTerms,
    blocks: count,
    inside,
    across,
    lastTerms,
    blockRows,
    packA,
    packB,
    packedA,
    partial,
    scratchBytes,
  };
}

/** How many terms several loops may have together to be one block. */
const LOOPED_TERMS = 640;

/** Cuts the terms of a sum into blocks, all of `blockTerms` but the last. */
function cut(
  { k, outer = [] }: GemmSpec,
  most: number,
): Pick<Plan, "inside" | "across" | "blockTerms" | "lastTerms"> & {
  count: number;
} {
  if (outer.length > 0) {
    let first = outer.length;
    let terms = k;
    while (first > 0 && terms * (outer[first - 1] as OuterSum).size <= LOOPED_TERMS) {
      first -= 1;
      terms *= (outer[first] as OuterSum).size;
    }
    const across = outer.slice(0, first);
    const count = across.reduce((n, { size }) => n * size, 1);
    return { inside: outer.slice(first), across, blockTerms: terms, lastTerms: terms, count };
  }
  const blocks = k <= UNCUT_TERMS ? 1 : Math.ceil(k / most);
  const blockTerms = blocks === 1 ? k : roundUp(Math.ceil(k / blocks), 4);
  const count = blocks === 1 ? 1 : Math.ceil(k / blockTerms);
  return { inside: [], across: [], blockTerms, lastTerms: k - (count - 1) * blockTerms, count };
}
