import type { DType } from "../../../graph/dtype";
import type { Affine } from "../../../schedule/affine";
import type { Reducer } from "../../../schedule/ir";
import type { FunctionBuilder, Local, OpName } from "../encoder";
import type { Lanes } from "./lanes";
import type { Surroundings } from "./values";

/** What a reducer starts from: what changes nothing. */
function start(op: Reducer["op"], dtype: DType): number {
  if (op === "sum") return 0;
  if (op === "prod") return 1;
  const lowest = dtype === "int32" ? -(2 ** 31) : Number.NEGATIVE_INFINITY;
  const highest = dtype === "int32" ? 2 ** 31 - 1 : Number.POSITIVE_INFINITY;
  return op === "max" || op === "argMax" ? lowest : highest;
}

/** Sums of more terms than this are made in stretches. */
const LONG = 4096;

const NAMES = { sum: "add", prod: "mul", max: "max", min: "min" } as const;

/** The running results of one reducer, in as many lanes as the loops have, and as often as their body is repeated. */
export class Accumulators {
  readonly #dtype: DType;
  readonly #running: readonly Local[];
  /** For lanes along what is reduced: what single steps at the end of the loop add, in the first lane. */
  readonly #rest: Local | undefined;
  /** What finished stretches of long sums gave: a single running sum would lose digits. */
  readonly #totals: { readonly total: Local; readonly of: Local }[] = [];
  /** The positions of the extreme, for reducers that give one. */
  readonly #places: readonly Local[];
  /** Where a NaN was, for extremes in lanes: the instruction that looks for it itself is four times as long. */
  readonly #nan: Local | undefined;
  readonly #f: FunctionBuilder;
  readonly #reducer: Reducer;
  readonly #lanes: Lanes;

  constructor(
    f: FunctionBuilder,
    reducer: Reducer,
    lanes: Lanes,
    along: boolean,
    terms: number,
    ways: number,
  ) {
    this.#f = f;
    this.#reducer = reducer;
    this.#lanes = lanes;
    this.#dtype = reducer.value.dtype;
    const type = lanes.valType(this.#dtype);
    const fresh = (): Local => {
      const local = f.local(type);
      this.#reset(local);
      return local;
    };
    this.#running = Array.from({ length: ways }, fresh);
    if (along) this.#rest = fresh();
    const { op } = reducer;
    const float = this.#dtype === "float32";
    if (op === "sum" && float && terms > LONG) {
      for (const of of this.#rest ? [...this.#running, this.#rest] : this.#running)
        this.#totals.push({ total: fresh(), of });
    }
    const positional = op === "argMax" || op === "argMin";
    this.#places = positional
      ? this.#running.map(() => {
          const place = f.local(lanes.valType("int32"));
          lanes.constant(f, "int32", 0);
          f.set(place);
          return place;
        })
      : [];
    if (float && lanes.width === 4 && along && (op === "max" || op === "min")) {
      this.#nan = f.local(type);
      f.get(f.constI32x4(0)).set(this.#nan);
    }
  }

  /** Whether sums are put aside between stretches. */
  get inBlocks(): boolean {
    return this.#totals.length > 0;
  }

  /** Puts the running sums aside and begins anew. */
  endBlock(): void {
    const f = this.#f;
    for (const { total, of } of this.#totals) {
      f.get(total).get(of);
      this.#combine();
      f.set(total);
      this.#reset(of);
    }
  }

  #reset(local: Local): void {
    this.#lanes.constant(this.#f, this.#dtype, start(this.#reducer.op, this.#dtype));
    this.#f.set(local);
  }

  /** Takes in one value of the `way`-th repetition. `position` says where along the reduced axis the loops are. */
  add(way: number, value: Local, s: Surroundings, position: Affine): void {
    const f = this.#f;
    const running = this.#running[way] as Local;
    const place = this.#places[way];
    if (place) {
      this.#compare(value, s, position, running, place);
      return;
    }
    const single = s.single && this.#rest !== undefined;
    const into = (single && this.#rest) || running;
    f.get(into).get(value);
    if (this.#nan && !single) {
      f.op(this.#reducer.op === "max" ? "f32x4.pmax" : "f32x4.pmin").set(into);
      f.get(value).get(value).op("f32x4.ne").get(this.#nan).op("v128.or").set(this.#nan);
      return;
    }
    this.#combine();
    f.set(into);
  }

  /** Keeps the first extreme, and the first NaN for good. */
  #compare(value: Local, s: Surroundings, position: Affine, running: Local, place: Local): void {
    const f = this.#f;
    const lanes = this.#lanes;
    const wide = lanes.width === 4;
    const at = f.local(lanes.valType("int32"));
    f.i32(0);
    position.terms.forEach((term, loop) => {
      if (term !== 0) f.get(s.loops[loop]!.local).i32(term).op("i32.mul").op("i32.add");
    });
    lanes.index(f, "int32", 0);
    f.set(at);
    const t = wide
      ? this.#dtype === "int32"
        ? "i32x4"
        : "f32x4"
      : this.#dtype === "int32"
        ? "i32"
        : this.#dtype === "float64"
          ? "f64"
          : "f32";
    const sign = this.#dtype === "int32" ? "_s" : "";
    const better = f.local(lanes.valType("bool"));
    f.get(value)
      .get(running)
      .op(`${t}.${this.#reducer.op === "argMax" ? "gt" : "lt"}${sign}` as OpName);
    if (this.#dtype !== "int32") {
      // A NaN beats every number, but not an earlier NaN.
      f.get(value)
        .get(value)
        .op(`${t}.ne` as OpName);
      f.get(running)
        .get(running)
        .op(`${t}.eq` as OpName);
      f.op(wide ? "v128.and" : "i32.and").op(wide ? "v128.or" : "i32.or");
    }
    f.set(better);
    const choose = (now: Local, before: Local): void => {
      f.get(now)
        .get(before)
        .get(better)
        .op(wide ? "v128.bitselect" : "select")
        .set(before);
    };
    choose(value, running);
    choose(at, place);
    f.release(at);
    f.release(better);
  }

  /** Combines the two values on the stack. */
  #combine(): void {
    const f = this.#f;
    const dtype = this.#dtype;
    const lanes = this.#lanes;
    const name = NAMES[this.#reducer.op as keyof typeof NAMES];
    if (lanes.width === 4) {
      const int = dtype === "int32";
      f.op(
        int ? (`i32x4.${name}${name === "max" || name === "min" ? "_s" : ""}` as OpName) : `f32x4.${name}`,
      );
    } else if (dtype === "int32" && (name === "max" || name === "min")) {
      const [a, b] = [f.local("i32"), f.local("i32")];
      f.set(b)
        .set(a)
        .get(a)
        .get(b)
        .get(a)
        .get(b)
        .op(name === "max" ? "i32.gt_s" : "i32.lt_s")
        .op("select");
      f.release(a);
      f.release(b);
    } else f.op(`${dtype === "int32" ? "i32" : dtype === "float64" ? "f64" : "f32"}.${name}` as OpName);
  }

  /** The results of the repetitions; one, the same in all lanes, where lanes lay along what was reduced. */
  finish(): readonly Local[] {
    const f = this.#f;
    for (const { total, of } of this.#totals) f.get(total).set(of);
    const rest = this.#rest;
    if (!rest) return this.#places.length > 0 ? this.#places : this.#running;
    const [running, ...more] = this.#running as [Local, ...Local[]];
    for (const other of more) {
      f.get(running).get(other);
      this.#combine();
      f.set(running);
    }
    // Ones in every bit are a NaN.
    if (this.#nan) f.get(running).get(this.#nan).op("v128.or").set(running);
    // Halves onto each other, twice; then what single steps gave.
    for (const order of [
      [8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7],
      [4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11],
    ]) {
      f.get(running).get(running).get(running).shuffle(order);
      this.#combine();
      f.set(running);
    }
    f.get(running).get(rest);
    this.#combine();
    const first = [0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3];
    const held = f.local("v128");
    f.set(held).get(held).get(held).shuffle(first).set(running).release(held);
    return [running];
  }

  /** Gives the locals back. */
  release(): void {
    const totals = this.#totals.map((t) => t.total);
    for (const local of [...this.#running, this.#rest, this.#nan, ...this.#places, ...totals])
      if (local) this.#f.release(local);
  }
}
