import type { Affine } from "../../../schedule/affine";
import { costOf } from "../../../schedule/cost";
import { subexpressions } from "../../../schedule/expressions";
import type { Buffer, Expr, LoopNest } from "../../../schedule/ir";
import { ExpressionSharer } from "../../../schedule/share";
import type { FunctionBuilder, Local } from "../encoder";
import type { EmitContext } from "./context";
import { vectorLanes } from "./lane-modes";
import type { Range } from "./loops";
import { type Surroundings, Values } from "./values";

/** How many rows are added in one pass over the running sums. */
const ROWS = 6;
/** Smaller matrices lie in a cache, where going down their columns costs nothing. */
const LARGE = 16_384;

/**
 * Whether a nest sums the rows of a large matrix, as a vector by a matrix does. Down the columns every step is in
 * another line of memory; row after row, with the running sums in memory, everything is read in order.
 */
export function sumsRows({ dims, reduce, reducers, stores }: LoopNest): boolean {
  const [n, k] = [dims[0] as number, reduce[0] as number];
  const [sum] = reducers;
  if (dims.length !== 1 || reduce.length !== 1 || reducers.length !== 1 || sum?.op !== "sum") return false;
  if (n < 64 || k < 4 * ROWS || k > 4096 || n * k < LARGE) return false;
  const parts = subexpressions([sum.value]);
  const stored = subexpressions(stores.map((s) => s.value));
  if ([...parts, ...stored].some((e) => e.dtype === "float64" || (e.kind === "load" && e.index)))
    return false;
  if (sum.value.dtype !== "float32" || stores.some((s) => s.index || s.add || s.at.terms[0] !== 1))
    return false;
  const along = parts.filter((e) => e.kind === "load" && e.at.terms[0] !== 0);
  const far = along.every((e) => e.kind === "load" && e.at.terms[0] === 1 && (e.at.terms[1] as number) >= n);
  const cost = parts.reduce((total, e) => total + (e.kind === "op" ? costOf(e.op) : 1), 0);
  return along.length > 0 && far && cost <= 6;
}

/** Emits such a nest; `sums` is memory for as many floats as there are columns. */
export function emitRowSums(
  f: FunctionBuilder,
  nest: LoopNest,
  pointers: ReadonlyMap<Buffer, Local>,
  context: EmitContext,
  range: Range,
  sums: Local,
): void {
  const [n, k] = [nest.dims[0] as number, nest.reduce[0] as number];
  const value = (nest.reducers[0] as { value: Expr }).value;
  const [column, row] = [f.local("i32"), f.local("i32")];
  const around: Surroundings = {
    f,
    context,
    lanes: vectorLanes,
    pointers,
    loops: [{ local: column }, { local: row }],
    vector: 0,
    single: false,
    results: [],
  };
  const whole = f.local("i32");
  f.get(range.end).i32(-4).op("i32.and").set(whole);
  /** Columns, four at a time and then one, each with the address of its sum. */
  const columns = (values: Values, body: (s: Surroundings, inner: Values, at: Local) => void): void => {
    const at = f.local("i32");
    const step = (single: boolean): void => {
      const s = { ...around, single };
      f.get(sums).get(column).i32(4).op("i32.mul").op("i32.add").set(at);
      body(s, values.fork(), at);
    };
    f.forRange(column, range.begin, whole, 4, () => step(false));
    if (n % 4 !== 0) {
      f.get(whole).set(column);
      f.forRange(column, column, range.end, 1, () => step(true));
    }
    f.release(at);
  };
  const load = (s: Surroundings, at: Local): void => {
    f.get(at).load(s.single ? "v128.load32_zero" : "v128.load");
  };
  const pass = (count: number, from: number, to: number): void => {
    const share = new ExpressionSharer();
    const rows = Array.from({ length: count }, (_, r) => share.of(new ExpressionSharer(down(r)).of(value)));
    const values = new Values(rows, [], [1, 0]);
    values.enter(around, 0);
    f.forRange(row, from, to, count, () => {
      const inside = values.fork();
      inside.enter(around, 1);
      columns(inside, (s, inner, at) => {
        inner.enter(s, 2, true);
        f.get(at);
        load(s, at);
        // Neighbours first: the sums are then as exact as those of shorter ones.
        sumOf(
          f,
          rows.map((e) => inner.get(e)),
        );
        f.op("f32x4.add");
        if (s.single) f.storeLane("v128.store32_lane", 0);
        else f.store("v128.store");
      });
    });
  };
  f.get(sums)
    .i32(0)
    .i32(4 * n)
    .memoryFill();
  const rest = k % ROWS;
  pass(ROWS, 0, k - rest);
  pass(1, k - rest, k);
  const after = new Values(
    nest.stores.map((s) => s.value),
    nest.stores,
    [0, 1],
  );
  after.enter(around, 0);
  const total = f.local("v128");
  columns(after, (s, inner, at) => {
    load(s, at);
    f.set(total);
    const done = { ...s, results: [total] };
    inner.enter(done, 1, true);
    inner.store(done);
  });
}

/** Positions so many rows further down. */
function down(rows: number): (a: Affine) => Affine {
  return (a) => ({ offset: a.offset + rows * (a.terms[1] as number), terms: a.terms });
}

/** Pushes the sum of values, by halves. */
function sumOf(f: FunctionBuilder, values: readonly Local[]): void {
  if (values.length === 1) {
    f.get(values[0] as Local);
    return;
  }
  const half = values.length >> 1;
  sumOf(f, values.slice(0, half));
  sumOf(f, values.slice(half));
  f.op("f32x4.add");
}
