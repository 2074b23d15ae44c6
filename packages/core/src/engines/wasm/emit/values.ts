import type { DType } from "../../../graph/dtype";
import type { Affine } from "../../../schedule/affine";
import { subexpressions } from "../../../schedule/expressions";
import type { Buffer, Expr, Indirect, Store } from "../../../schedule/ir";
import type { FunctionBuilder, Local } from "../encoder";
import type { EmitContext } from "./context";
import { neverDenormal, pushFlushed } from "./denormal";
import { bytesOf, type Lanes } from "./lanes";

/** One loop as the expressions inside see it. */
export interface LoopVariable {
  /** Counts from 0 in steps of 1, or of 4 where it is the loop of the lanes. */
  readonly local: Local;
}

/** What stands around the expressions. */
export interface Surroundings {
  readonly f: FunctionBuilder;
  readonly context: EmitContext;
  readonly lanes: Lanes;
  /** The address of each buffer. */
  readonly pointers: ReadonlyMap<Buffer, Local>;
  readonly loops: readonly LoopVariable[];
  /** Which loop the lanes lie along; -1 when none. */
  readonly vector: number;
  /** Whether only the first lane counts, at the end of a loop that 4 does not divide. */
  readonly single: boolean;
  /** How many elements ahead of the loop of the lanes this is, where its body is repeated in one turn. Default 0. */
  readonly shift?: number;
  /** The finished results of reducers. */
  readonly results: readonly Local[];
}

/** Pushes base + bytes * (offset + sum of terms), over all loops but that of the lanes. */
export function pushAddress(
  s: Surroundings,
  buffer: Buffer,
  at: Affine,
  index?: { local: Local; stride: number },
): void {
  const { f } = s;
  const bytes = bytesOf(buffer.dtype);
  f.get(s.pointers.get(buffer) as Local);
  if (at.offset !== 0) f.i32(at.offset * bytes).op("i32.add");
  at.terms.forEach((term, loop) => {
    if (term === 0 || loop === s.vector) return;
    f.get((s.loops[loop] as LoopVariable).local);
    f.i32(term * bytes)
      .op("i32.mul")
      .op("i32.add");
  });
  if (index)
    f.get(index.local)
      .i32(index.stride * bytes)
      .op("i32.mul")
      .op("i32.add");
}

/** Pushes how far the loop of the lanes has come, in steps of so many bytes. */
function pushVectorOffset(s: Surroundings, bytes: number): void {
  s.f
    .get((s.loops[s.vector] as LoopVariable).local)
    .i32(bytes)
    .op("i32.mul");
}

/** Adds to the number on the stack. */
function pushAhead(f: FunctionBuilder, by: number): void {
  if (by !== 0) f.i32(by).op("i32.add");
}

/**
 * Emits expressions into locals, each as far out as it does not change: what depends on no loop before all of them,
 * what depends on the outermost only inside that one, and so on.
 */
export class Values {
  /** The local of what was computed. */
  readonly #values: Map<Expr, Local>;
  readonly #addresses: Map<string, Local>;
  readonly #order: readonly Expr[];
  readonly #levels: Map<Expr, number>;
  readonly #stores: readonly Store[];
  readonly #position: readonly number[];

  /**
   * @param position - For each loop, how many loops are around it.
   * @param around - The same expressions outside of a loop, with what was computed there.
   */
  constructor(
    roots: readonly Expr[],
    stores: readonly Store[],
    position: readonly number[],
    around?: Values,
  ) {
    this.#stores = stores;
    this.#position = position;
    this.#values = new Map(around === undefined ? [] : around.#values);
    this.#addresses = new Map(around === undefined ? [] : around.#addresses);
    if (around) {
      this.#order = around.#order;
      this.#levels = around.#levels;
      return;
    }
    const indices = stores.flatMap((store) => (store.index ? [store.index.value] : []));
    this.#order = subexpressions([...roots, ...indices]);
    this.#levels = new Map();
    for (const e of this.#order) this.#levels.set(e, this.#levelOf(e));
  }

  /** The same expressions inside another loop, which knows what was computed around it. */
  fork(): Values {
    return new Values([], this.#stores, this.#position, this);
  }

  /** How many loops must have begun before the expression can be computed. */
  #levelOf(e: Expr): number {
    switch (e.kind) {
      case "const":
        return 0;
      case "result":
        return Number.POSITIVE_INFINITY;
      case "index":
        return this.#affineLevel(e.at, -1);
      case "load":
        return Math.max(
          this.#affineLevel(e.at, -1),
          e.index ? (this.#levels.get(e.index.value) as number) : 0,
        );
      case "op":
        return e.args.reduce((level, arg) => Math.max(level, this.#levels.get(arg) as number), 0);
    }
  }

  #affineLevel(at: Affine, without: number): number {
    return at.terms.reduce(
      (level, term, loop) =>
        term === 0 || loop === without ? level : Math.max(level, (this.#position[loop] as number) + 1),
      0,
    );
  }

  /** Emits all that can be computed once `level` loops have begun; `last` takes the rest. */
  enter(s: Surroundings, level: number, last = false): void {
    const due = (l: number): boolean => l === level || (last && l >= level);
    for (const e of this.#order) {
      if (e.kind === "load") this.#prepareAddress(s, e.buffer, e.at, e.index, due);
      if (!due(this.#levels.get(e) as number)) continue;
      if (e.kind === "result") {
        this.#values.set(e, s.results[e.reducer] as Local);
        continue;
      }
      const local = s.f.local(s.lanes.valType(e.dtype));
      this.#push(s, e);
      s.f.set(local);
      this.#values.set(e, local);
    }
    for (const store of this.#stores) this.#prepareAddress(s, store.buffer, store.at, store.index, due);
  }

  /** Gives back the locals of everything that was computed here. */
  release(f: FunctionBuilder): void {
    for (const [e, local] of this.#values) if (e.kind !== "result") f.release(local);
    for (const local of this.#addresses.values()) f.release(local);
    this.#values.clear();
    this.#addresses.clear();
  }

  /** The local that holds an expression. */
  get(e: Expr): Local {
    return this.#values.get(e) as Local;
  }

  /** Emits the stores; `flush` turns denormal numbers into 0, which would slow later steps down a hundredfold. */
  store(s: Surroundings): void {
    for (const store of this.#stores) {
      const value = this.get(store.value);
      if (store.index && this.varies(s, store.index.value)) {
        throw new Error("a store whose position differs between lanes needs loops of one lane");
      }
      const { buffer } = store;
      const flush =
        buffer.place.kind === "state" && buffer.dtype === "float32" && !neverDenormal(store.value);
      this.#storeOne(s, store, value, flush);
    }
  }

  #storeOne(s: Surroundings, store: Store, value: Local, flush: boolean): void {
    const { f, lanes } = s;
    const { dtype } = store.buffer;
    const bytes = bytesOf(dtype);
    const step = s.vector < 0 ? 0 : (store.at.terms[s.vector] ?? 0);
    const pushValue = (load: () => void): void => {
      if (store.add) {
        load();
        f.get(value);
        f.op(lanes.width === 1 ? addScalar(dtype) : dtype === "float32" ? "f32x4.add" : "i32x4.add");
      } else if (dtype === "bool" && lanes.width === 4) f.get(value).get(f.constI32x4(1)).op("v128.and");
      else if (flush && lanes.width === 4) pushFlushed(f, value);
      else f.get(value);
    };
    const address = (): number => this.#pushAccess(s, store.buffer, store.at, store.index, step);
    if (lanes.width === 1) {
      address();
      pushValue(() => {
        address();
        f.load(scalarLoad(dtype));
      });
      f.store(dtype === "float64" ? "f64.store" : dtype === "float32" ? "f32.store" : "i32.store");
    } else if (s.single || s.vector < 0) {
      const ahead = address();
      pushValue(() => void f.load("v128.load32_zero", address()));
      f.storeLane("v128.store32_lane", 0, ahead);
    } else if (step === 1) {
      const ahead = address();
      pushValue(() => void f.load("v128.load", address()));
      f.store("v128.store", ahead);
    } else {
      const held = f.local("v128");
      const at = f.local("i32");
      pushAhead(f, address());
      f.set(at);
      pushValue(() => this.#pushGathered(s, at, step * bytes));
      f.set(held);
      for (let lane = 0; lane < 4; lane++) {
        f.get(at);
        if (lane > 0) f.i32(lane * step * bytes).op("i32.add");
        f.get(held).storeLane("v128.store32_lane", lane);
      }
      f.release(held);
      f.release(at);
    }
  }

  /** Whether an expression differs between lanes: results do wherever there are lanes. */
  varies(s: Surroundings, e: Expr): boolean {
    if (s.vector < 0) return false;
    return subexpressions([e]).some(
      (part) =>
        part.kind === "result" ||
        ((part.kind === "load" || part.kind === "index") && (part.at.terms[s.vector] ?? 0) !== 0),
    );
  }

  #push(s: Surroundings, e: Exclude<Expr, { kind: "result" }>): void {
    const { f, lanes } = s;
    switch (e.kind) {
      case "const":
        lanes.constant(f, e.dtype, e.value);
        break;
      case "index":
        f.i32(e.at.offset + (s.shift ?? 0) * (e.at.terms[s.vector] ?? 0));
        e.at.terms.forEach((term, loop) => {
          if (term !== 0)
            f.get((s.loops[loop] as LoopVariable).local)
              .i32(term)
              .op("i32.mul")
              .op("i32.add");
        });
        lanes.index(f, e.dtype, s.vector < 0 ? 0 : (e.at.terms[s.vector] ?? 0));
        break;
      case "op":
        lanes.op(
          f,
          e.op,
          e,
          e.args.map((arg) => this.get(arg)),
          s.context,
        );
        break;
      case "load":
        this.#pushLoad(s, e);
        break;
    }
  }

  #pushLoad(s: Surroundings, e: Extract<Expr, { kind: "load" }>): void {
    const { f, lanes } = s;
    const step = s.vector < 0 ? 0 : (e.at.terms[s.vector] ?? 0);
    const bytes = bytesOf(e.dtype);
    if (lanes.width === 1) {
      this.#pushAccess(s, e.buffer, e.at, e.index, step);
      f.load(scalarLoad(e.dtype));
      if (e.dtype === "bool") f.i32(0).op("i32.ne");
      return;
    }
    if (e.index && this.varies(s, e.index.value)) this.#pushScattered(s, e, e.index, step);
    else {
      const ahead = this.#pushAccess(s, e.buffer, e.at, e.index, step);
      if (step === 0) f.load("v128.load32_splat");
      else if (s.single && step === 1) f.load("v128.load32_zero", ahead);
      else if (s.single) f.load("v128.load32_zero");
      else if (step === 1) f.load("v128.load", ahead);
      else {
        const at = f.local("i32");
        pushAhead(f, ahead);
        f.set(at);
        this.#pushGathered(s, at, step * bytes);
        f.release(at);
      }
    }
    if (e.dtype === "bool") f.get(f.constI32x4(0)).op("i32x4.ne");
  }

  /** Four elements that lie `stride` bytes apart. */
  #pushGathered({ f }: Surroundings, at: Local, stride: number): void {
    const out = f.local("v128");
    f.get(at).load("v128.load32_zero").set(out);
    for (let lane = 1; lane < 4; lane++) {
      f.get(at)
        .i32(lane * stride)
        .op("i32.add")
        .get(out)
        .loadLane("v128.load32_lane", lane)
        .set(out);
    }
    f.get(out).release(out);
  }

  /** Four elements at positions that four numbers choose. */
  #pushScattered(s: Surroundings, e: Extract<Expr, { kind: "load" }>, index: Indirect, step: number): void {
    const { f } = s;
    const out = f.local("v128");
    const place = f.local("i32");
    const count = s.single ? 1 : 4;
    f.get(f.constI32x4(0)).set(out);
    for (let lane = 0; lane < count; lane++) {
      f.get(this.get(index.value)).lane("i32x4.extract_lane", lane).set(place);
      pushClamped(f, place, index.length);
      f.set(place);
      pushAddress(s, e.buffer, e.at, { local: place, stride: index.stride });
      if (step !== 0) {
        f.get((s.loops[s.vector] as LoopVariable).local);
        pushAhead(f, lane + (s.shift ?? 0));
        f.i32(step * 4)
          .op("i32.mul")
          .op("i32.add");
      }
      f.get(out).loadLane("v128.load32_lane", lane).set(out);
    }
    f.get(out).release(out);
    f.release(place);
  }

  /** Pushes the address of an access for the first lane, and gives how many bytes are to be added to it. */
  #pushAccess(
    s: Surroundings,
    buffer: Buffer,
    at: Affine,
    index: Indirect | undefined,
    step: number,
  ): number {
    const base = baseOf(s, at, index);
    s.f.get(this.#addresses.get(this.#addressKey(buffer, base, index)) as Local);
    if (step === 0) return 0;
    const bytes = step * bytesOf(buffer.dtype);
    pushVectorOffset(s, bytes);
    s.f.op("i32.add");
    return (s.shift ?? 0) * bytes + (at.offset - base.offset) * bytesOf(buffer.dtype);
  }

  #prepareAddress(
    s: Surroundings,
    buffer: Buffer,
    at: Affine,
    index: Indirect | undefined,
    due: (level: number) => boolean,
  ): void {
    if (index && s.lanes.width === 4 && this.varies(s, index.value)) return;
    const level = Math.max(
      this.#affineLevel(at, s.vector),
      index ? (this.#levels.get(index.value) as number) : 0,
    );
    if (!due(level)) return;
    const base = baseOf(s, at, index);
    const key = this.#addressKey(buffer, base, index);
    if (this.#addresses.has(key)) return;
    const local = s.f.local("i32");
    if (index) {
      const place = s.f.local("i32");
      s.f.get(this.get(index.value));
      if (s.lanes.width === 4) s.f.lane("i32x4.extract_lane", 0);
      s.f.set(place);
      pushClamped(s.f, place, index.length);
      s.f.set(place);
      pushAddress(s, buffer, at, { local: place, stride: index.stride });
      s.f.set(local).release(place);
    } else {
      pushAddress(s, buffer, base);
      s.f.set(local);
    }
    this.#addresses.set(key, local);
  }

  #addressKey(buffer: Buffer, at: Affine, index: Indirect | undefined): string {
    const by = index ? `[${this.#order.indexOf(index.value)}*${index.stride}]` : "";
    return `${buffer.name}@${at.offset}:${at.terms.join(",")}${by}`;
  }
}

/**
 * What the address of an access is made of: vectors side by side begin at an offset that stands in the instruction, so
 * that the rows of one matrix share an address.
 */
function baseOf(s: Surroundings, at: Affine, index: Indirect | undefined): Affine {
  const beside = s.lanes.width === 4 && s.vector >= 0 && at.terms[s.vector] === 1;
  return beside && index === undefined && at.offset > 0 ? { offset: 0, terms: at.terms } : at;
}

function scalarLoad(dtype: DType): "f64.load" | "f32.load" | "i32.load" {
  return dtype === "float64" ? "f64.load" : dtype === "float32" ? "f32.load" : "i32.load";
}

function addScalar(dtype: DType): "f64.add" | "f32.add" | "i32.add" {
  return dtype === "float64" ? "f64.add" : dtype === "float32" ? "f32.add" : "i32.add";
}

/** A position counted from the end when negative, then moved to the nearest that exists. */
function pushClamped(f: FunctionBuilder, place: Local, length: number): void {
  const top = length - 1;
  f.get(place).get(place).i32(length).op("i32.add").get(place).i32(0).op("i32.ge_s").op("select").set(place);
  f.get(place).i32(top).get(place).i32(top).op("i32.lt_s").op("select").set(place);
  f.get(place).i32(0).get(place).i32(0).op("i32.gt_s").op("select");
}
