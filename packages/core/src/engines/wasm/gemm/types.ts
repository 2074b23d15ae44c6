import type { FuncRef, FunctionBuilder, Local } from "../encoder";

/** A matrix product C[batch][m][n] = sum over k of A[batch][m][k] B[batch][k][n]; all strides in elements, not negative. */
export interface GemmSpec {
  /** Element type of A, B and the sums. */
  readonly type: "f32" | "f64";
  /** Sizes of the batch dimensions; may be empty. */
  readonly batch: readonly number[];
  /** Strides of A over the batch dimensions, 0 to broadcast. */
  readonly aBatch: readonly number[];
  /** Strides of B over the batch dimensions, 0 to broadcast. */
  readonly bBatch: readonly number[];
  /** Rows of C. */
  readonly m: number;
  /** Columns of C. */
  readonly n: number;
  /** Terms of every sum. */
  readonly k: number;
  /** A[row][k] stands at `row * aRow + k * aCol`. */
  readonly aRow: number;
  /** See {@link aRow}. */
  readonly aCol: number;
  /** B[k][col] stands at `k * bRow + col * bCol`. */
  readonly bRow: number;
  /** See {@link bRow}. */
  readonly bCol: number;
  /** Loops around that over `k` which are summed too, outermost first; none by default. */
  readonly outer?: readonly OuterSum[];
  /** Whether to use relaxed multiply-add. */
  readonly fma: boolean;
}

/** A loop of terms around the innermost one. */
export interface OuterSum {
  /** How often it runs. */
  readonly size: number;
  /** How far A moves with it, in elements. */
  readonly a: number;
  /** How far B moves with it, in elements. */
  readonly b: number;
}

/** Finished sums, as an epilogue receives them. */
export interface Tile {
  /** v128 for f32 (with `lanes` 1 the value is in lane 0, the other lanes hold anything), an f64 local for f64. */
  readonly acc: Local;
  /** How many columns `acc` holds, starting at `col`. */
  readonly lanes: 1 | 4;
  /** One i32 index for every batch dimension. */
  readonly batch: readonly Local[];
  /** Row of C. Read only, as are `col` and `batch`. */
  readonly row: Local;
  /** First column of C. */
  readonly col: Local;
  /** The extra pointers of the kernel. */
  readonly pointers: readonly Local[];
}

/** What is done with finished sums; it stores them itself. */
export interface Epilogue {
  /** How many extra pointer parameters the kernel takes. */
  readonly pointers: number;
  /** Emits code once at the start of every function in which {@link emit} is called. */
  begin?(f: FunctionBuilder, pointers: readonly Local[]): void;
  /** Emits the work on one tile of sums; may change `acc`. Called several times for one function. */
  emit(f: FunctionBuilder, tile: Tile): void;
}

/** The emitted kernel and the scratch memory that a call needs. */
export interface EmittedGemm {
  /** `(a, b, ...pointers, scratch, begin, end) -> ()`, all i32, addresses in bytes. */
  readonly func: FuncRef;
  /** Bytes of scratch memory, to be aligned to 16; 0 when it needs none. */
  readonly scratchBytes: number;
}
