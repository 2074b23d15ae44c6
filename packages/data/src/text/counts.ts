import { compareCells } from "../cell";
import type { CsrArray } from "./csr";

/** Numbers that grow in place of a plain array of boxed ones. */
class Grow {
  values: Int32Array = new Int32Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Int32Array(2 * this.length);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length++] = value;
  }
}

/** Counts the terms of texts, one text after another. */
export class Counter {
  private readonly places: Map<string, number>;
  private readonly fixed: boolean;
  private readonly columns = new Grow();
  private readonly counts = new Grow();
  private readonly starts = new Grow();

  /** @param vocabulary The terms that count; default all that come, in the order in which they come. */
  constructor(vocabulary?: readonly string[]) {
    this.fixed = vocabulary !== undefined;
    this.places = new Map(vocabulary?.map((term, place) => [term, place]));
    this.starts.push(0);
  }

  add(terms: readonly string[]): void {
    const own = new Map<number, number>();
    for (const term of terms) {
      let place = this.places.get(term);
      if (place === undefined) {
        if (this.fixed) continue;
        place = this.places.size;
        this.places.set(term, place);
      }
      own.set(place, (own.get(place) ?? 0) + 1);
    }
    for (const place of Int32Array.from(own.keys()).sort()) {
      this.columns.push(place);
      this.counts.push(own.get(place)!);
    }
    this.starts.push(this.columns.length);
  }

  /** The counts of all texts, a row for each. */
  result(binary: boolean): CsrArray {
    const indices = this.columns.values.slice(0, this.columns.length);
    const values = Float64Array.from(this.counts.values.subarray(0, this.counts.length));
    if (binary) values.fill(1);
    const indptr = this.starts.values.slice(0, this.starts.length);
    return { values, indices, indptr, shape: [indptr.length - 1, this.places.size] };
  }

  /** All terms, in the order of their columns. */
  terms(): string[] {
    return [...this.places.keys()];
  }
}

/** In how many rows each column is not zero. */
export const rowsWith = ({ indices, shape }: CsrArray): Float64Array => {
  const rows = new Float64Array(shape[1]);
  for (let at = 0; at < indices.length; at++) rows[indices[at]!]!++;
  return rows;
};

/** The sum of each column. */
export const sumsOf = ({ indices, values, shape }: CsrArray): Float64Array => {
  const sums = new Float64Array(shape[1]);
  for (let at = 0; at < indices.length; at++) sums[indices[at]!]! += values[at]!;
  return sums;
};

/**
 * The columns at some places only, in that order, in pieces. Entries are put in order column by column, and then
 * row by row, so that nothing is compared.
 */
export function* takeColumns(csr: CsrArray, places: ArrayLike<number>): Generator<void, CsrArray> {
  const { values, indices, indptr, shape } = csr;
  const to = new Int32Array(shape[1]).fill(-1);
  for (let j = 0; j < places.length; j++) to[places[j]!] = j;
  const columns = new Int32Array(places.length + 1);
  const rows = new Int32Array(indptr.length);
  for (let i = 0; i + 1 < indptr.length; i++) {
    for (let at = indptr[i]!; at < indptr[i + 1]!; at++) {
      const place = to[indices[at]!]!;
      if (place < 0) continue;
      columns[place + 1]!++;
      rows[i + 1]!++;
    }
  }
  for (let j = 0; j < places.length; j++) columns[j + 1]! += columns[j]!;
  for (let i = 0; i + 1 < rows.length; i++) rows[i + 1]! += rows[i]!;
  yield;
  const kept = columns[places.length]!;
  const rowOf = new Int32Array(kept);
  const valueOf = new Float64Array(kept);
  const nextOfColumn = columns.slice(0, places.length);
  for (let i = 0; i + 1 < indptr.length; i++) {
    for (let at = indptr[i]!; at < indptr[i + 1]!; at++) {
      const place = to[indices[at]!]!;
      if (place < 0) continue;
      const next = nextOfColumn[place]!++;
      rowOf[next] = i;
      valueOf[next] = values[at]!;
    }
  }
  yield;
  const outIndices = new Int32Array(kept);
  const outValues = new Float64Array(kept);
  const nextOfRow = rows.slice(0, shape[0]);
  for (let j = 0; j < places.length; j++) {
    for (let at = columns[j]!; at < columns[j + 1]!; at++) {
      const next = nextOfRow[rowOf[at]!]!++;
      outIndices[next] = j;
      outValues[next] = valueOf[at]!;
    }
  }
  yield;
  return { values: outValues, indices: outIndices, indptr: rows, shape: [shape[0], places.length] };
}

/** Which terms are kept. */
export interface Limits {
  /** A term must be in this many rows at least. */
  readonly least: number;
  /** A term may be in this many rows at most. */
  readonly most: number;
  /** Of these the terms that come most often; undefined for all. */
  readonly features: number | undefined;
}

/** The places of the terms within limits, in the order of the terms (by code point). */
export const within = (
  terms: readonly string[],
  csr: CsrArray,
  { least, most, features }: Limits,
): number[] => {
  const rows = rowsWith(csr);
  const sorted = Array.from(terms.keys()).sort((a, b) => compareCells(terms[a]!, terms[b]!));
  const kept = sorted.filter((place) => rows[place]! >= least && rows[place]! <= most);
  if (features === undefined || kept.length <= features) return kept;
  const sums = sumsOf(csr);
  const often = new Set([...kept].sort((a, b) => sums[b]! - sums[a]!).slice(0, features));
  return kept.filter((place) => often.has(place));
};
