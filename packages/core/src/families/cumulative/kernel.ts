import type { EmitContext } from "../../engines/wasm/emit/context";
import type { Call } from "../../engines/wasm/emit/extension";
import { bytesOf } from "../../engines/wasm/emit/lanes";
import type { FunctionBuilder, Local, OpName } from "../../engines/wasm/encoder";
import type { DType } from "../../graph/dtype";
import type { ExtensionNest } from "../../schedule/ir";
import { BLOCK, sumBlocks } from "./blocks";
import { type CumulativeParams, sectionsOf } from "./params";

/** What a running result is kept in: a number, or several lanes. */
export type Unit = "f64" | "f64x2" | "f32" | "f32x4" | "i32" | "i32x4";

/** What a scan does with each element. */
export interface Scan {
  /** What the running result is before the first element. */
  readonly start: number;
  /** Whether float32 is computed in float64, so that long sums stay accurate; each result is rounded once. */
  readonly wide: boolean;
  /** Whether it is a sum, whose additions may be done in another order. */
  readonly sum: boolean;
  /** Pushes the next running result. */
  readonly step: (f: FunctionBuilder, unit: Unit, running: Local, values: readonly Local[]) => void;
}

/** Vectors side by side along the inner axis: a whole cache line. */
const VECTORS = 4;

/**
 * Emits a scan: one element after the other along its axis, with as many lines side by side as the axes after it have
 * room for. The range of calls is over the axes before it.
 */
export function emitScan(nest: ExtensionNest, name: string, context: EmitContext, scan: Scan): Call {
  const { node, reads, writes } = nest;
  const params = node.params as CumulativeParams;
  const { outer, length, inner } = sectionsOf(node.shape, params.axis);
  const bytes = bytesOf(node.dtype);
  const buffers = [...reads, ...writes];
  const types = [...buffers, null, null].map((): "i32" => "i32");
  const func = context.module.func(name, types, [], (f) => {
    const pointers = buffers.map((_, i) => f.param(i));
    const row = f.local("i32");
    const column = f.local("i32");
    const emitter = new ScanEmitter(f, node.dtype, scan, params, length, inner * bytes, pointers);
    f.forRange(row, f.param(buffers.length), f.param(buffers.length + 1), 1, () => {
      const lanes = 16 / bytes;
      let from = 0;
      for (const width of [VECTORS * lanes, lanes, 1]) {
        const end = inner - ((inner - from) % width);
        f.forRange(column, from, end, width, () => {
          // Where the lines begin, in bytes.
          f.get(row)
            .i32(length * inner)
            .op("i32.mul")
            .get(column)
            .op("i32.add")
            .i32(bytes)
            .op("i32.mul");
          emitter.lines(width === 1 ? 0 : width / lanes);
        });
        from = end;
      }
    });
  });
  return {
    func,
    pointers: buffers.map((buffer) => ({ buffer, offset: 0 })),
    scratchBytes: 0,
    takesScratch: false,
    end: outer,
  };
}

/** The high half of a vector below. */
const HIGH = [8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15];
/** The low halves of two vectors. */
const LOWS = [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23];

class ScanEmitter {
  private readonly widened: boolean;

  constructor(
    private readonly f: FunctionBuilder,
    private readonly dtype: DType,
    private readonly scan: Scan,
    private readonly params: CumulativeParams,
    private readonly length: number,
    /** Bytes from one element of a line to the next. */
    private readonly stride: number,
    private readonly pointers: readonly Local[],
  ) {
    this.widened = scan.wide && dtype === "float32";
  }

  /** Lines that begin at the offset on the stack: one line, or as many as so many vectors have lanes. */
  lines(vectors: number): void {
    const { f, length, stride, params } = this;
    const offset = f.local("i32");
    f.set(offset);
    const last = (length - 1) * stride;
    if (params.reverse && last > 0) f.get(offset).i32(last).op("i32.add").set(offset);
    const at = this.pointers.map((pointer) => {
      const local = f.local("i32");
      f.get(pointer).get(offset).op("i32.add").set(local);
      return local;
    });
    const unit = this.unitOf(vectors > 0);
    const groups = Math.max(1, vectors);
    const running = Array.from({ length: groups * (this.widened && vectors > 0 ? 2 : 1) }, () => {
      const local = f.local(unit.includes("x") ? "v128" : (unit as "f64"));
      this.pushStart(unit);
      f.set(local);
      return local;
    });
    const done = vectors === 0 ? this.blocks(at, running[0] as Local) : 0;
    const i = f.local("i32");
    f.forRange(i, done, length, 1, () => {
      for (let g = 0; g < groups; g++) {
        const own = running.slice((g * running.length) / groups, ((g + 1) * running.length) / groups);
        this.element(unit, at, own, g * 16);
      }
      for (const local of at)
        f.get(local)
          .i32(params.reverse ? -stride : stride)
          .op("i32.add")
          .set(local);
    });
    for (const local of [i, offset, ...at, ...running]) f.release(local);
  }

  /** Sums of neighbours in blocks, where they can be; gives how many elements are done. */
  private blocks(at: readonly Local[], running: Local): number {
    const { f, length, stride, params } = this;
    const blocks = Math.floor(length / BLOCK);
    if (!this.scan.sum || !this.widened || stride !== 4 || blocks < 2) return 0;
    const move = (local: Local, by: number): void => {
      if (params.reverse) f.get(local).i32(by).op("i32.add").set(local);
    };
    // Backwards, a block begins at its last element.
    for (const local of at) move(local, -12);
    sumBlocks(f, at as [Local, Local], running, blocks, params);
    for (const local of at) move(local, 12);
    return blocks * BLOCK;
  }

  private unitOf(vector: boolean): Unit {
    if (this.dtype === "int32") return vector ? "i32x4" : "i32";
    if (this.dtype === "float64" || this.widened) return vector ? "f64x2" : "f64";
    return vector ? "f32x4" : "f32";
  }

  private pushStart(unit: Unit): void {
    const { f, scan } = this;
    if (unit === "f64x2") f.get(f.constF64x2(scan.start));
    else if (unit === "f32x4") f.get(f.constF32x4(scan.start));
    else if (unit === "i32x4") f.get(f.constI32x4(scan.start));
    else f[unit](scan.start);
  }

  /** Takes in one element of each line, and stores what is due. */
  private element(unit: Unit, at: readonly Local[], running: readonly Local[], offset: number): void {
    const { f, params } = this;
    const sources = at.slice(0, -1);
    const target = at[at.length - 1] as Local;
    const store = (): void => {
      f.get(target);
      this.pushRounded(unit, running);
      f.store(
        unit.includes("x") ? "v128.store" : this.dtype === "float64" ? "f64.store" : this.scalar("store"),
        offset,
      );
    };
    if (params.exclusive) store();
    const values = sources.map((source) => this.load(unit, source, offset));
    running.forEach((local, half) => {
      this.scan.step(
        f,
        unit,
        local,
        values.map((v) => v[half] as Local),
      );
      f.set(local);
    });
    for (const local of values.flat()) f.release(local);
    if (!params.exclusive) store();
  }

  private scalar<K extends "load" | "store">(what: K): `f32.${K}` | `i32.${K}` {
    return `${this.dtype === "int32" ? "i32" : "f32"}.${what}`;
  }

  /** One element of each line, in as many locals as there are running results. */
  private load(unit: Unit, from: Local, offset: number): Local[] {
    const { f } = this;
    f.get(from);
    if (!unit.includes("x")) {
      const value = f.local(unit as "f64");
      f.load(this.dtype === "float64" ? "f64.load" : this.scalar("load"), offset);
      if (this.widened) f.op("f64.promote_f32");
      f.set(value);
      return [value];
    }
    const value = f.local("v128");
    f.load("v128.load", offset).set(value);
    if (!this.widened) return [value];
    const high = f.local("v128");
    f.get(value).get(value).shuffle(HIGH).op("f64x2.promote_low_f32x4").set(high);
    f.get(value).op("f64x2.promote_low_f32x4").set(value);
    return [value, high];
  }

  /** The running results as they are stored. */
  private pushRounded(unit: Unit, running: readonly Local[]): void {
    const { f } = this;
    const [low, high] = running as [Local, Local];
    if (!this.widened) f.get(low);
    else if (unit === "f64") f.get(low).op("f32.demote_f64");
    else {
      f.get(low).op("f32x4.demote_f64x2_zero").get(high).op("f32x4.demote_f64x2_zero").shuffle(LOWS);
    }
  }
}

/** A step that is one instruction. */
export function instruction(name: "add" | "mul" | "max" | "min"): Scan["step"] {
  return (f, unit, running, [value]) => {
    const x = value as Local;
    f.get(running).get(x);
    const extreme = name === "max" || name === "min";
    if (unit === "i32" && extreme) {
      f.get(running)
        .get(x)
        .op(name === "max" ? "i32.gt_s" : "i32.lt_s")
        .op("select");
    } else f.op(`${unit}.${name}${unit === "i32x4" && extreme ? "_s" : ""}` as OpName);
  };
}
