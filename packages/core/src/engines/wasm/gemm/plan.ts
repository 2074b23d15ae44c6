import { ELEMENTS } from "./element";
import type { GemmSpec } from "./types";

/** How a general matrix product is cut and packed. Sizes in elements unless they say bytes. */
export interface Plan {
  /** Rows of a tile, and the smaller heights that finish a range of rows; the last is 1. */
  readonly heights: readonly number[];
  /** Columns of a tile: two vectors. */
  readonly tileColumns: number;
  /** Columns, rounded up to whole tiles. */
  readonly paddedColumns: number;
  /** Terms of all K blocks but the last. */
  readonly blockTerms: number;
  /** Number of K blocks, at least 1. */
  readonly blocks: number;
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
const LONG_STRIDE_BYTES = 2048;
/** Terms that a tile sums before the next block of K: a panel of B then stays in the first-level cache. */
const BLOCK_TERMS = 256;
/** No blocks up to here, so that nothing is cut into a long and a very short piece. */
const UNCUT_TERMS = 320;

const roundUp = (value: number, multiple: number): number => Math.ceil(value / multiple) * multiple;

/** Decides tiles, blocks and packing; the numbers were measured on x86-64 under V8. */
export function planGemm(spec: GemmSpec): Plan {
  const { m, n, k, aRow, aCol, bRow, bCol, fma } = spec;
  const { bytes, width } = ELEMENTS[spec.type];
  const tileColumns = 2 * width;
  // Twelve accumulators fill the registers next to two vectors of B and one of A; with mul+add V8 keeps products alive
  // beside them, and more than eight accumulators (six, when each row has one) end up in memory.
  const tall = n <= width;
  const height = tall ? (fma ? 10 : 6) : fma ? 6 : 4;
  const rest = m % height;
  const heights = [Math.min(height, m), rest, 1].filter(
    (size, i, all) => size > 0 && all.indexOf(size) === i,
  );
  heights.sort((a, b) => b - a);

  const blocks = k <= UNCUT_TERMS ? 1 : Math.ceil(k / BLOCK_TERMS);
  const blockTerms = blocks === 1 ? k : roundUp(Math.ceil(k / blocks), 4);
  const count = blocks === 1 ? 1 : Math.ceil(k / blockTerms);
  const lastTerms = k - (count - 1) * blockTerms;

  const packB = bCol !== 1 || (bRow * bytes >= LONG_STRIDE_BYTES && k >= 64 && m >= 4 * height);
  const longA = (aCol === 1 ? aRow : aCol) * bytes >= LONG_STRIDE_BYTES;
  const packA = longA && k >= 64 && n >= 64 && m >= height;

  const paddedColumns = roundUp(n, tileColumns);
  const blockRows = Math.min(roundUp(m, height), 96);
  const packedA = packB ? roundUp(k * paddedColumns * bytes, 64) : 0;
  const partial = packedA + (packA ? roundUp(height * blockTerms * bytes, 64) : 0);
  const scratchBytes = partial + (count > 1 ? blockRows * paddedColumns * bytes : 0);
  return {
    heights,
    tileColumns,
    paddedColumns,
    blockTerms,
    blocks: count,
    lastTerms,
    blockRows,
    packA,
    packB,
    packedA,
    partial,
    scratchBytes,
  };
}
