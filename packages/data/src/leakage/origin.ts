import type { Origin, Scope, Trace } from "./provenance";

/** Rows of scopes, and which of them belong together. */
export interface OriginRows {
  /** Whose rows they are. */
  readonly scopes: readonly Scope[];
  /** The rows, -1 for none. */
  readonly rows: Int32Array;
  /** Which of the scopes each row stands in; default: all in the first. */
  readonly of?: Int32Array | undefined;
  /** Those of row `i` stand in `rows` from `starts[i]` to `starts[i + 1]`; default: one each. */
  readonly starts?: Int32Array | undefined;
}

class Rows implements Origin {
  readonly by: string;
  private readonly from: OriginRows;

  constructor(by: string, from: OriginRows) {
    this.by = by;
    this.from = from;
  }

  take(at: ArrayLike<number>): Origin {
    return this.gather(Int32Array.from(at), undefined);
  }

  gather(at: Int32Array, groups: Int32Array | undefined): Origin {
    const { scopes, rows, of, starts } = this.from;
    if (starts === undefined) {
      const own = at.map((row) => (row < 0 ? -1 : rows[row]!));
      const ofOwn = of && at.map((row) => (row < 0 ? 0 : of[row]!));
      return new Rows(this.by, { scopes, rows: own, of: ofOwn, starts: groups });
    }
    const first = (row: number): number => (row < 0 ? 0 : starts[row]!);
    const last = (row: number): number => (row < 0 ? 0 : starts[row + 1]!);
    const ends = new Int32Array(at.length + 1);
    for (let i = 0; i < at.length; i++) ends[i + 1] = ends[i]! + last(at[i]!) - first(at[i]!);
    const pick = (all: Int32Array): Int32Array => {
      const out = new Int32Array(ends[at.length]!);
      for (let i = 0; i < at.length; i++) out.set(all.subarray(first(at[i]!), last(at[i]!)), ends[i]!);
      return out;
    };
    return new Rows(this.by, {
      scopes,
      rows: pick(rows),
      of: of && pick(of),
      starts: groups?.map((start) => ends[start]!) ?? ends,
    });
  }

  /** Marks what one row was made from, in the marks of each scope. */
  private markOne(row: number, marks: readonly Uint8Array[]): void {
    const { rows, of, starts } = this.from;
    const end = starts === undefined ? row + 1 : starts[row + 1]!;
    for (let i = starts === undefined ? row : starts[row]!; i < end; i++) {
      if (rows[i]! >= 0) marks[of === undefined ? 0 : of[i]!]![rows[i]!] = 1;
    }
  }

  private marksIn(trace: Trace): Uint8Array[] {
    return this.from.scopes.map((scope) => {
      const marks = trace.get(scope) ?? new Uint8Array(scope.nRows);
      trace.set(scope, marks);
      return marks;
    });
  }

  mark(trace: Trace, rows: number | ArrayLike<number>): void {
    const marks = this.marksIn(trace);
    const n = typeof rows === "number" ? rows : rows.length;
    for (let i = 0; i < n; i++) this.markOne(typeof rows === "number" ? i : rows[i]!, marks);
  }

  /** Marks what the marked rows of a scope were made from. */
  markFrom(trace: Trace, from: Uint8Array): void {
    const marks = this.marksIn(trace);
    for (let row = 0; row < from.length; row++) if (from[row] === 1) this.markOne(row, marks);
  }

  follow(trace: Trace): void {
    // What a scope was made from is older than itself, so each is done when all that leads to it is.
    const open = new Set(trace.keys());
    while (open.size > 0) {
      const scope = [...open].reduce((latest, one) => (one.serial > latest.serial ? one : latest));
      open.delete(scope);
      for (const origin of scope.origins as readonly Rows[]) {
        origin.markFrom(trace, trace.get(scope)!);
        for (const one of origin.from.scopes) open.add(one);
      }
    }
  }
}

/** The origin of rows in one scope or several, which `by` put together. */
export const makeOrigin = (by: string, from: OriginRows): Origin => new Rows(by, from);
