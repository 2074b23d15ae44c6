import type { Origin, Scope, Trace } from "./provenance";

/** Those of row `i` stand in `rows` from `starts[i]` to `starts[i + 1]`; without `starts` one each, -1 for none. */
class Rows implements Origin {
  readonly scope: Scope;
  readonly by: string;
  private readonly rows: Int32Array;
  private readonly starts: Int32Array | undefined;

  constructor(scope: Scope, by: string, rows: Int32Array, starts: Int32Array | undefined) {
    this.scope = scope;
    this.by = by;
    this.rows = rows;
    this.starts = starts;
  }

  take(at: ArrayLike<number>): Origin {
    return this.gather(Int32Array.from(at), undefined);
  }

  gather(at: Int32Array, groups: Int32Array | undefined): Origin {
    const { starts, rows } = this;
    const first = (row: number): number => (row < 0 ? 0 : (starts?.[row] ?? row));
    const last = (row: number): number => (row < 0 ? 0 : (starts?.[row + 1] ?? row + 1));
    if (starts === undefined) {
      const own = at.map((row) => (row < 0 ? -1 : rows[row]!));
      return new Rows(this.scope, this.by, own, groups);
    }
    const ends = new Int32Array(at.length + 1);
    for (let i = 0; i < at.length; i++) ends[i + 1] = ends[i]! + last(at[i]!) - first(at[i]!);
    const out = new Int32Array(ends[at.length]!);
    for (let i = 0; i < at.length; i++) out.set(rows.subarray(first(at[i]!), last(at[i]!)), ends[i]!);
    return new Rows(this.scope, this.by, out, groups?.map((start) => ends[start]!) ?? ends);
  }

  /** Marks what one row was made from. */
  private markOne(row: number, marks: Uint8Array): void {
    const { starts, rows } = this;
    const end = starts === undefined ? row + 1 : starts[row + 1]!;
    for (let i = starts === undefined ? row : starts[row]!; i < end; i++) {
      if (rows[i]! >= 0) marks[rows[i]!] = 1;
    }
  }

  private marksIn(trace: Trace): Uint8Array {
    const marks = trace.get(this.scope) ?? new Uint8Array(this.scope.nRows);
    trace.set(this.scope, marks);
    return marks;
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
        open.add(origin.scope);
      }
    }
  }
}

/**
 * The origin of rows in a scope.
 *
 * @param rows The rows of the scope, -1 for none.
 * @param starts Where the rows of each begin, when it comes from several; default: one each.
 */
export const makeOrigin = (
  scope: Scope,
  by: string,
  rows: Int32Array,
  starts: Int32Array | undefined,
): Origin => new Rows(scope, by, rows, starts);
