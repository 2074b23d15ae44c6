import type { Affine } from "../../../schedule/affine";
import { costOf } from "../../../schedule/cost";
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

/** What stands at one place of the loops: a body that is repeated has several of them side by side. */
interface Place {
  readonly s: Surroundings;
  /** What reducers take in. */
  readonly inside: Values;
  /** What is stored. */
  readonly after: Values;
}

/**
 * How often the body of the loop of the lanes is repeated in one turn, so that counting and addresses weigh less and
 * running results do not wait for each other. Not where little is computed: more code takes longer to compile.
 */
function waysOf(nest: LoopNest, vector: number): number {
  const extents = [...nest.dims, ...nest.reduce];
  const length = extents[vector] ?? 0;
  if (length < 8 || extents.reduce((a, b) => a * b, 1) < 4096) return 1;
  // What follows a reduction is done once for many terms, so only the terms count.
  const { dims, reducers } = nest;
  const roots = reducers.length > 0 ? reducers.map((r) => r.value) : rootsOf(nest);
  const cost = subexpressions(roots).reduce((sum, e) => sum + (e.kind === "op" ? costOf(e.op) : 1), 0);
  // Few columns that are reduced are all taken in one pass, which reads every line of memory once.
  const few = length % 4 === 0 && length <= 32 && vector < dims.length;
  if (few && reducers.length === 1 && cost <= 8) return length / 4;
  if (length < 32) return 1;
  const ways = cost <= 16 ? 4 : cost <= 24 ? 2 : 1;
  // Running results must stay in registers.
  return Math.max(1, Math.min(ways, Math.floor(4 / Math.max(1, reducers.length))));
}

class LoopEmitter {
  readonly #extents: readonly number[];
  readonly #outer: number;
  readonly #loops: LoopVariable[];
  readonly #lanes: Lanes;
  readonly #vector: number;
  /** Loops from the outside in. */
  readonly #order: readonly number[];
  readonly #position: number[];
  readonly #ways: number;

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
    this.#ways = waysOf(nest, vector);
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
    const s: Surroundings = {
      f: this.#f,
      context: this.#context,
      lanes: this.#lanes,
      pointers: this.#pointers,
      loops: this.#loops,
      vector: this.#vector,
      single: false,
      shift: 0,
      results: [],
    };
    this.#outerLoops(0, [{ s, inside, after }]);
  }

  /** The loops over results. */
  #outerLoops(level: number, places: readonly Place[]): void {
    const along = this.#vector >= this.#outer;
    // After lanes were summed up, one number is left.
    const done = (s: Surroundings, results: readonly Local[]): Surroundings =>
      along ? { ...s, results, vector: -1, single: true } : { ...s, results };
    for (const { s, inside } of places) inside.enter(s, level);
    if (level < this.#outer) {
      for (const { s, after } of places) after.enter(done(s, []), level);
      this.#loop(this.#order[level] as number, places, (inner) => this.#outerLoops(level + 1, inner));
      return;
    }
    const { reducers, reduce } = this.#nest;
    const terms = reduce.reduce((a, b) => a * b, 1);
    const ways = along ? this.#ways : places.length;
    const sums = reducers.map((r) => new Accumulators(this.#f, r, this.#lanes, along, terms, ways));
    if (reducers.length > 0) this.#reduceLoops(level, places, sums);
    const results = sums.map((sum) => sum.finish());
    places.forEach(({ s, after }, way) => {
      const finished = done(
        s,
        results.map((list) => list[way] as Local),
      );
      after.enter(finished, level, true);
      after.store(finished);
    });
    for (const sum of sums) sum.release();
  }

  #reduceLoops(level: number, places: readonly Place[], sums: readonly Accumulators[]): void {
    if (level > this.#outer) for (const { s, inside } of places) inside.enter(s, level);
    if (level === this.#extents.length) {
      const position = this.#linear();
      places.forEach(({ s, inside }, way) => {
        this.#nest.reducers.forEach((r: Reducer, i) => {
          sums[i]?.add(way, inside.get(r.value), s, position);
        });
      });
      return;
    }
    const loop = this.#order[level] as number;
    const body = (inner: readonly Place[]): void => this.#reduceLoops(level + 1, inner, sums);
    const blocked = sums.filter((sum) => sum.inBlocks);
    if (blocked.length === 0 || level + 1 < this.#extents.length) this.#loop(loop, places, body);
    else {
      this.#blocks(loop, places, body, () => {
        for (const sum of blocked) sum.endBlock();
      });
    }
  }

  /** The innermost loop in stretches, each followed by `end`, so that no sum runs for long. */
  #blocks(
    loop: number,
    places: readonly Place[],
    body: (places: readonly Place[]) => void,
    end: () => void,
  ): void {
    const f = this.#f;
    const length = this.#extents[loop] as number;
    const vector = loop === this.#vector;
    const stretch = BLOCK * (vector ? 4 * this.#ways : 1);
    const whole = length - (vector ? length % 4 : 0);
    if (whole > stretch && !(this.#outer > 0 && loop === this.#order[0])) {
      const { local } = this.#loops[loop] as LoopVariable;
      const stop = f.local("i32");
      f.i32(0).set(local);
      f.loop((again) => {
        f.get(local).i32(stretch).op("i32.add").set(stop);
        f.get(stop).i32(whole).get(stop).i32(whole).op("i32.lt_s").op("select").set(stop);
        if (vector) this.#vectors(local, local, stop, places, body);
        else f.forRange(local, local, stop, 1, () => body(places.map(fork)));
        end();
        f.get(local).i32(whole).op("i32.lt_s").brIf(again);
      });
      f.release(stop);
      if (whole < length) f.forRange(local, whole, length, 1, () => body(places.map(alone)));
    } else this.#loop(loop, places, body);
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
  #loop(loop: number, places: readonly Place[], body: (places: readonly Place[]) => void): void {
    const f = this.#f;
    const { local } = this.#loops[loop] as LoopVariable;
    const length = this.#extents[loop] as number;
    const shared = this.#outer > 0 && loop === this.#order[0];
    const begin = shared ? this.#range.begin : 0;
    const end = shared ? this.#range.end : length;
    if (loop !== this.#vector) {
      f.forRange(local, begin, end, 1, () => body(places.map(fork)));
      return;
    }
    const rest = length % 4;
    if (typeof end === "number" || rest === 0) {
      this.#vectors(local, begin, typeof end === "number" ? length - rest : end, places, body);
    } else {
      const whole = f.local("i32");
      f.get(end).i32(-4).op("i32.and").set(whole);
      this.#vectors(local, begin, whole, places, body);
      f.release(whole);
    }
    if (rest === 0) return;
    const start = typeof end === "number" ? length - rest : local;
    f.forRange(local, start, end, 1, () => body(places.map(alone)));
  }

  /** The loop of the lanes as far as they are all in use, several vectors in one turn while there are so many. */
  #vectors(
    local: Local,
    begin: number | Local,
    end: number | Local,
    places: readonly Place[],
    body: (places: readonly Place[]) => void,
  ): void {
    const f = this.#f;
    const ways = this.#ways;
    const step = 4 * ways;
    const around = places[0] as Place;
    const shifted = (count: number): Place[] =>
      Array.from({ length: count }, (_, i) => ({
        ...fork(around),
        s: { ...around.s, single: false, shift: 4 * i },
      }));
    let from = begin;
    if (ways > 1) {
      if (typeof begin === "number" && typeof end === "number") {
        const last = end - ((end - begin) % step);
        f.forRange(local, begin, last, step, () => body(shifted(ways)));
        from = last;
      } else {
        const last = f.local("i32");
        if (typeof end === "number") f.i32(end);
        else f.get(end);
        f.i32(step - 1)
          .op("i32.sub")
          .set(last);
        f.forRange(local, begin, last, step, () => body(shifted(ways)));
        f.release(last);
        from = local;
      }
    }
    f.forRange(local, from, end, 4, () => body(shifted(1)));
  }
}

/** The same place inside another loop. */
function fork({ s, inside, after }: Place): Place {
  return { s, inside: inside.fork(), after: after.fork() };
}

/** As {@link fork}, with only the first lane in use. */
function alone(place: Place): Place {
  return { ...fork(place), s: { ...place.s, single: true, shift: 0 } };
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
