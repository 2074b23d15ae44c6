import type { CsrArray } from "./csr";
import { murmurHash } from "./murmur-hash";

/** Counts the terms of texts in columns that a hash of each chooses. */
export class HashCounter {
  private readonly width: number;
  private readonly signed: boolean;
  private readonly encoder = new TextEncoder();
  // A term that comes again need not be hashed again, as long as there are not too many.
  private readonly known = new Map<string, number>();
  private readonly columns: number[] = [];
  private readonly counts: number[] = [];
  private readonly starts: number[] = [0];

  constructor(width: number, signed: boolean) {
    this.width = width;
    this.signed = signed;
  }

  private hash(term: string): number {
    let hash = this.known.get(term);
    if (hash !== undefined) return hash;
    hash = murmurHash(this.encoder.encode(term));
    if (this.known.size < 100_000) this.known.set(term, hash);
    return hash;
  }

  add(terms: readonly string[]): void {
    const own = new Map<number, number>();
    for (const term of terms) {
      const hash = this.hash(term);
      const column = Math.abs(hash) % this.width;
      own.set(column, (own.get(column) ?? 0) + (this.signed && hash < 0 ? -1 : 1));
    }
    // A column whose terms cancel out is kept as a zero, as scikit-learn keeps it, and counts when binary.
    for (const column of Int32Array.from(own.keys()).sort()) {
      this.columns.push(column);
      this.counts.push(own.get(column)!);
    }
    this.starts.push(this.columns.length);
  }

  /** The counts of all texts, a row for each. */
  result(binary: boolean): CsrArray {
    const values = Float64Array.from(this.counts);
    if (binary) values.fill(1);
    return {
      values,
      indices: Int32Array.from(this.columns),
      indptr: Int32Array.from(this.starts),
      shape: [this.starts.length - 1, this.width],
    };
  }
}
