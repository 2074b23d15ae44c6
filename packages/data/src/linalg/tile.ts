import { type SimdTile, simdTile } from "./simd-tile";

/** How many rows are worked on at a time, a multiple of four: a block of 50 columns stays in the cache. */
export const blockRows = 256;

// Four rows of four sums; the values are read one after another.
const plainTile = (a: Float64Array, b: Float64Array, depth: number, sums: Float64Array): void => {
  sums.fill(0);
  for (let half = 0; half < 4; half += 2) {
    let [p0, p1, p2, p3, q0, q1, q2, q3] = [0, 0, 0, 0, 0, 0, 0, 0];
    for (let i = 0, end = depth * 4; i < end; i += 4) {
      const p = a[i + half]!;
      const q = a[i + half + 1]!;
      const w = b[i]!;
      const x = b[i + 1]!;
      const y = b[i + 2]!;
      const z = b[i + 3]!;
      p0 += p * w;
      p1 += p * x;
      p2 += p * y;
      p3 += p * z;
      q0 += q * w;
      q1 += q * x;
      q2 += q * y;
      q3 += q * z;
    }
    sums.set([p0, p1, p2, p3, q0, q1, q2, q3], half * 4);
  }
};

/**
 * The inner loop of all products here, and the memory that it works in. A panel is four vectors, interleaved.
 */
export class Tiles {
  private readonly buffer: ArrayBuffer;
  private readonly simd: SimdTile | undefined;
  private used = 0;
  /** The sixteen sums of the last product: the first vector of `a` by all of `b`, then the second. */
  readonly sums: Float64Array;

  /** @param values How many numbers all panels have. */
  constructor(values: number, plain = false) {
    const bytes = (values + 16) * 8;
    const memory = plain ? undefined : memoryOf(bytes);
    this.simd = memory === undefined ? undefined : simdTile(memory);
    this.buffer = memory?.buffer ?? new ArrayBuffer(bytes);
    this.sums = this.take(16);
  }

  private take(n: number): Float64Array {
    const values = new Float64Array(this.buffer, this.used, n);
    this.used += n * 8;
    return values;
  }

  /** `n` vectors of a length in panels of four. */
  panels(n: number, length: number): Float64Array[] {
    return Array.from({ length: Math.ceil(n / 4) }, () => this.take(4 * length));
  }

  /** The products of the four vectors of one panel by those of another over `depth` entries, into `sums`. */
  multiply(a: Float64Array, b: Float64Array, depth: number): void {
    if (this.simd === undefined) plainTile(a, b, depth, this.sums);
    else this.simd(a.byteOffset, b.byteOffset, depth, this.sums.byteOffset);
  }
}

const memoryOf = (bytes: number): WebAssembly.Memory | undefined => {
  try {
    return new WebAssembly.Memory({ initial: Math.ceil(bytes / 65_536) });
  } catch {
    return undefined;
  }
};

/** How many numbers the panels of `n` vectors of a length have. */
export const panelValues = (n: number, length: number): number => Math.ceil(n / 4) * 4 * length;
