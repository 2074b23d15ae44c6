import type { Affine } from "../../../schedule/affine";
import { subexpressions } from "../../../schedule/expressions";
import type { Buffer, Expr, LoopNest, Reducer } from "../../../schedule/ir";
import type { FunctionBuilder, Local } from "../encoder";
import { Accumulators } from "./accumulate";
import type { EmitContext } from "./context";
import { scalarLanes, vectorLanes } from "./lane-modes";
import type { Lanes } from "./lanes";
import { type LoopVariable, type Surroundings, Values } from "./values";

/** The buffers that a nest of loops touches, in a fixed order. */
export function buffersOf(nest: LoopNest): Buffer[] {
  const found = new Set<Buffer>();
  for (const e of subexpressions(rootsOf(nest))) if (e.kind === "load") found.add(e.buffer);
  for (const store of nest.stores) found.add(store.buffer);
  return [...found];
}

function rootsOf(nest: LoopNest): Expr[] {
  return [
    ...nest.reducers.map((r) => r.value),
    ...nest.stores.flatMap((s) => (s.index ? [s.value, s.index.value] : [s.value])),
  ];
}

/**
 * Emits a nest of loops into a function: outer loops, then (when there are reducers) the loops that are reduced, then
 * the stores. One loop is walked four elements at a time, with single steps at its end.
 */
export function emitLoops(
  f: FunctionBuilder,
  nest: LoopNest,
  pointers: ReadonlyMap<Buffer, Local>,
  context: EmitContext,
  range: Range,
): void {
  new LoopEmitter(f, nest, pointers, context, range).emit();
}

/** The part of the outermost loop that a call covers: `begin` is a multiple of 4, and so is `end` unless it is the end. */
export interface Range {
  readonly begin: Local;
  readonly end: Local;
}

/** The length of the outermost loop over results, which calls divide among themselves; 1 where there is none. */
export function outermostLength(nest: LoopNest): number {
  if (nest.dims.length === 0) return 1;
  return nest.dims[loopOrder(nest, laneChoice(nest).vector)[0] as number] as number;
}

/** Four lanes along the loop that suits them; single numbers where there are doubles. */
function laneChoice(nest: LoopNest): { lanes: Lanes; vector: number } {
  const dtypes = subexpressions(rootsOf(nest)).map((e) => e.dtype);
  const wide = dtypes.includes("float64") || nest.stores.some((s) => s.buffer.dtype === "float64");
  return wide ? { lanes: scalarLanes, vector: -1 } : { lanes: vectorLanes, vector: chooseVector(nest) };
}

/** Loops from the outside in: those over results, then those that are reduced; the loop of the lanes last among its own. */
function loopOrder(nest: LoopNest, vector: number): number[] {
  const outer = nest.dims.length;
  const all = [...nest.dims, ...nest.reduce].map((_, i) => i);
  const last = (list: number[]): number[] => [
    ...list.filter((i) => i !== vector),
    ...list.filter((i) => i === vector),
  ];
  return [...last(all.slice(0, outer)), ...last(all.slice(outer))];
}

/** A running sum in float32 takes in no more than this many numbers a lane before it is put aside. */
const BLOCK = 1024;

class LoopEmitter {
  readonly #extents: readonly number[];
  readonly #outer: number;
  readonly #loops: LoopVariable[];
  readonly #lanes: Lanes;
  readonly #vector: number;
  /** Loops from the outside in. */
  readonly #order: readonly number[];
  readonly #position: number[];

  readonly #f: FunctionBuilder;
  readonly #nest: LoopNest;
  readonly #pointers: ReadonlyMap<Buffer, Local>;
  readonly #context: EmitContext;
  readonly #range: Range;

  constructor(
    f: FunctionBuilder,
    nest: LoopNest,
    pointers: ReadonlyMap<Buffer, Local>,
    context: EmitContext,
    range: Range,
  ) {
    this.#f = f;
    this.#nest = nest;
    this.#pointers = pointers;
    this.#context = context;
    this.#range = range;
    this.#extents = [...nest.dims, ...nest.reduce];
    this.#outer = nest.dims.length;
    this.#loops = this.#extents.map(() => ({ local: f.local("i32") }));
    const { lanes, vector } = laneChoice(nest);
    this.#lanes = lanes;
    this.#vector = vector;
    this.#order = loopOrder(nest, vector);
    this.#position = this.#extents.map((_, loop) => this.#order.indexOf(loop));
  }

  emit(): void {
    if (this.#extents.slice(0, this.#outer).includes(0)) return;
    const nest = this.#nest;
    const inside = new Values(
      nest.reducers.map((r) => r.value),
      [],
      this.#position,
    );
    const after = new Values(
      nest.stores.map((s) => s.value),
      nest.stores,
      this.#position,
    );
    const f = this.#f;
    const context = this.#context;
    const lanes = this.#lanes;
    const pointers = this.#pointers;
    const loops = this.#loops;
    const vector = this.#vector;
    this.#outerLoops(0, inside, after, {
      f,
      context,
      lanes,
      pointers,
      loops,
      vector,
      single: false,
      results: [],
    });
  }

  /** The loops over results; `s` says whether the lanes are all in use. */
  #outerLoops(level: number, inside: Values, after: Values, s: Surroundings): void {
    const along = this.#vector >= this.#outer;
    // After lanes were summed up, one number is left.
    const done = (results: readonly Local[]): Surroundings =>
      along ? { ...s, results, vector: -1, single: true } : { ...s, results };
    inside.enter(s, level);
    if (level < this.#outer) {
      after.enter(done([]), level);
      this.#loop(this.#order[level] as number, s, (inner) => {
        this.#outerLoops(level + 1, inside.fork(), after.fork(), inner);
      });
      return;
    }
    const { reducers } = this.#nest;
    const terms = this.#nest.reduce.reduce((a, b) => a * b, 1);
    const sums = reducers.map((r) => new Accumulators(this.#f, r, this.#lanes, along, terms));
    if (reducers.length > 0) this.#reduceLoops(level, inside, sums, s);
    const finished = done(sums.map((sum) => sum.finish()));
    after.enter(finished, level, true);
    after.store(finished);
    for (const sum of sums) sum.release();
  }

  #reduceLoops(level: number, inside: Values, sums: readonly Accumulators[], s: Surroundings): void {
    if (level > this.#outer) inside.enter(s, level);
    if (level === this.#extents.length) {
      this.#nest.reducers.forEach((r: Reducer, i) => {
        sums[i]?.add(inside.get(r.value), s, this.#linear());
      });
      return;
    }
    const loop = this.#order[level] as number;
    const body = (inner: Surroundings): void => this.#reduceLoops(level + 1, inside.fork(), sums, inner);
    const blocked = sums.filter((sum) => sum.inBlocks);
    if (blocked.length === 0 || level + 1 < this.#extents.length) this.#loop(loop, s, body);
    else {
      this.#blocks(loop, s, body, () => {
        for (const sum of blocked) sum.endBlock();
      });
    }
  }

  /** The innermost loop in stretches, each followed by `end`, so that no sum runs for long. */
  #blocks(loop: number, s: Surroundings, body: (s: Surroundings) => void, end: () => void): void {
    const f = this.#f;
    const length = this.#extents[loop] as number;
    const step = loop === this.#vector ? 4 : 1;
    const whole = length - (length % step);
    if (whole > BLOCK * step && !(this.#outer > 0 && loop === this.#order[0])) {
      const { local } = this.#loops[loop] as LoopVariable;
      const stop = f.local("i32");
      f.i32(0).set(local);
      f.loop((again) => {
        f.get(local)
          .i32(BLOCK * step)
          .op("i32.add")
          .set(stop);
        f.get(stop).i32(whole).get(stop).i32(whole).op("i32.lt_s").op("select").set(stop);
        f.forRange(local, local, stop, step, () => body({ ...s, single: false }));
        end();
        f.get(local).i32(whole).op("i32.lt_s").brIf(again);
      });
      f.release(stop);
      if (whole < length) f.forRange(local, whole, length, 1, () => body({ ...s, single: true }));
    } else this.#loop(loop, s, body);
    end();
  }

  /** Where along the reduced axis the loops are, for reducers that give a position. */
  #linear(): Affine {
    const terms = this.#extents.map(() => 0);
    let stride = 1;
    for (let loop = this.#extents.length - 1; loop >= this.#outer; loop--) {
      terms[loop] = stride;
      stride *= this.#extents[loop] as number;
    }
    return { offset: 0, terms };
  }

  /** One loop; that of the lanes in steps of four, then of one. */
  #loop(loop: number, s: Surroundings, body: (s: Surroundings) => void): void {
    const f = this.#f;
    const { local } = this.#loops[loop] as LoopVariable;
    const length = this.#extents[loop] as number;
    const shared = this.#outer > 0 && loop === this.#order[0];
    const begin = shared ? this.#range.begin : 0;
    const end = shared ? this.#range.end : length;
    if (loop !== this.#vector) {
      f.forRange(local, begin, end, 1, () => body(s));
      return;
    }
    const rest = length % 4;
    if (typeof end === "number" || rest === 0) {
      f.forRange(local, begin, typeof end === "number" ? length - rest : end, 4, () =>
        body({ ...s, single: false }),
      );
    } else {
      const whole = f.local("i32");
      f.get(end).i32(-4).op("i32.and").set(whole);
      f.forRange(local, begin, whole, 4, () => body({ ...s, single: false }));
      f.release(whole);
    }
    if (rest === 0) return;
    if (typeof end === "number")
      f.forRange(local, length - rest, length, 1, () => body({ ...s, single: true }));
    else f.forRange(local, local, end, 1, () => body({ ...s, single: true }));
  }
}

/** The loop whose neighbours lie side by side in memory most often; -1 when there are no loops. */
function chooseVector(nest: LoopNest): number {
  const extents = [...nest.dims, ...nest.reduce];
  const outer = nest.dims.length;
  const positional = nest.reducers.some((r) => r.op === "argMax" || r.op === "argMin");
  let best = -1;
  let bestScore = Number.NEGATIVE_INFINITY;
  extents.forEach((length, loop) => {
    // A position cannot be told when the lanes lie along what is searched.
    if (positional && loop >= outer) return;
    // Two lanes must not add to one place.
    if (
      nest.stores.some((s) => s.add && ((s.at.terms[loop] ?? 0) === 0 || indexVaries(s.index?.value, loop)))
    )
      return;
    const score = scoreOf(nest, loop) - (length < 4 ? 100 : 0) + (loop === extents.length - 1 ? 0.5 : 0);
    if (score >= bestScore) {
      best = loop;
      bestScore = score;
    }
  });
  return best;
}

function indexVaries(index: Expr | undefined, loop: number): boolean {
  if (!index) return false;
  return subexpressions([index]).some(
    (e) => (e.kind === "load" || e.kind === "index") && (e.at.terms[loop] ?? 0) !== 0,
  );
}

function scoreOf(nest: LoopNest, loop: number): number {
  const judge = (at: Affine): number => {
    const step = at.terms[loop] ?? 0;
    return step === 1 ? 2 : step === 0 ? 0 : -3;
  };
  let score = 0;
  for (const e of subexpressions(rootsOf(nest))) {
    if (e.kind === "load") score += judge(e.at) - (indexVaries(e.index?.value, loop) ? 4 : 0);
  }
  if (loop < nest.dims.length) {
    for (const s of nest.stores) score += 2 * judge(s.at) - (indexVaries(s.index?.value, loop) ? 8 : 0);
  }
  return score;
}
