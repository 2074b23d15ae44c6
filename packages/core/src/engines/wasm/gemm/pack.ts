/**
 * Packing: the parts of A and B that a block of the product needs are copied so that the inner loop reads memory in
 * order.
 *
 * @module
 */
import type { FuncRef, FunctionBuilder, Local, ModuleBuilder } from "../encoder";
import { ELEMENTS, inPieces, loadElements } from "./element";
import type { Plan } from "./plan";
import type { GemmSpec } from "./types";

/** Copies one element from `from + source` to `to + target`. */
function copyElement(
  f: FunctionBuilder,
  type: "f32" | "f64",
  from: Local,
  source: number,
  to: Local,
  target: number,
): void {
  f.get(to).get(from).load(`${type}.load`, source).store(`${type}.store`, target);
}

/** Emits `(from, to) -> ()`, which copies `height` rows and `terms` columns of A, column after column. */
export function emitPackA(
  module: ModuleBuilder,
  name: string,
  spec: GemmSpec,
  height: number,
  terms: number,
): FuncRef {
  const { bytes, width } = ELEMENTS[spec.type];
  return module.func(name, ["i32", "i32"], [], (f) => {
    const [from, to] = [f.param(0), f.param(1)];
    const i = f.local("i32");
    const advance = (source: number, target: number): void => {
      f.get(from).i32(source).op("i32.add").set(from);
      f.get(to).i32(target).op("i32.add").set(to);
    };
    f.forRange(i, 0, terms, 1, () => {
      let row = 0;
      if (spec.aRow === 1) {
        for (; row + width <= height; row += width) {
          f.get(to)
            .get(from)
            .load("v128.load", row * bytes)
            .store("v128.store", row * bytes);
        }
      }
      for (; row < height; row++) copyElement(f, spec.type, from, row * spec.aRow * bytes, to, row * bytes);
      advance(spec.aCol * bytes, height * bytes);
    });
  });
}

/** Byte numbers of a shuffle of four 32-bit lanes, 0-3 of the first vector and 4-7 of the second. */
function lanes32(...lanes: readonly number[]): number[] {
  return lanes.flatMap((lane) => [lane * 4, lane * 4 + 1, lane * 4 + 2, lane * 4 + 3]);
}

/** Replaces four vectors by their transpose. */
function transpose4x4(f: FunctionBuilder, rows: readonly [Local, Local, Local, Local]): void {
  const [a, b, c, d] = rows;
  const [t0, t1, t2, t3] = [f.local("v128"), f.local("v128"), f.local("v128"), f.local("v128")];
  const low = lanes32(0, 4, 1, 5);
  const high = lanes32(2, 6, 3, 7);
  f.get(a).get(b).shuffle(low).set(t0);
  f.get(a).get(b).shuffle(high).set(t1);
  f.get(c).get(d).shuffle(low).set(t2);
  f.get(c).get(d).shuffle(high).set(t3);
  f.get(t0)
    .get(t2)
    .shuffle(lanes32(0, 1, 4, 5))
    .set(a);
  f.get(t0)
    .get(t2)
    .shuffle(lanes32(2, 3, 6, 7))
    .set(b);
  f.get(t1)
    .get(t3)
    .shuffle(lanes32(0, 1, 4, 5))
    .set(c);
  f.get(t1)
    .get(t3)
    .shuffle(lanes32(2, 3, 6, 7))
    .set(d);
  for (const local of [t0, t1, t2, t3]) f.release(local);
}

/** Packs one panel of `count` columns over all loops of a block; see {@link packTerms}. */
function packPanel(
  f: FunctionBuilder,
  spec: GemmSpec,
  plan: Plan,
  terms: number,
  count: number,
  from: Local,
  to: Local,
): void {
  const { bytes } = ELEMENTS[spec.type];
  const inner = plan.inside.reduce((n, { size }) => n / size, terms);
  const loops = (level: number): void => {
    const around = plan.inside[level];
    if (around === undefined) {
      packTerms(f, spec, plan, inner, count, from, to);
      return;
    }
    const next = plan.inside[level + 1];
    const walked = next ? next.size * next.b : inner * spec.bRow;
    const i = f.local("i32");
    f.forRange(i, 0, around.size, 1, () => {
      loops(level + 1);
      f.get(from)
        .i32((around.b - walked) * bytes)
        .op("i32.add")
        .set(from);
    });
    f.release(i);
  };
  loops(0);
}

/** Packs `count` columns (the rest of the panel is 0), moving `from` along K and `to` along the panel. */
function packTerms(
  f: FunctionBuilder,
  spec: GemmSpec,
  plan: Plan,
  terms: number,
  count: number,
  from: Local,
  to: Local,
): void {
  const element = ELEMENTS[spec.type];
  const { bytes, width } = element;
  const { tileColumns } = plan;
  const i = f.local("i32");
  const zero = f.constF32x4(0);
  const advance = (source: number, target: number): void => {
    f.get(from).i32(source).op("i32.add").set(from);
    f.get(to).i32(target).op("i32.add").set(to);
  };
  const gather = (): void => {
    for (let at = 0; at < tileColumns; at += width)
      f.get(to)
        .get(zero)
        .store("v128.store", at * bytes);
    for (let col = 0; col < count; col++) {
      copyElement(f, spec.type, from, col * spec.bCol * bytes, to, col * bytes);
    }
    advance(spec.bRow * bytes, tileColumns * bytes);
  };
  if (spec.bCol === 1) {
    f.forRange(i, 0, terms, 1, () => {
      for (let at = 0; at < tileColumns; at += width) {
        const present = Math.min(Math.max(count - at, 0), width);
        f.get(to);
        if (present > 0) loadElements(f, element, from, present, at * bytes);
        else f.get(zero);
        f.store("v128.store", at * bytes);
      }
      advance(spec.bRow * bytes, tileColumns * bytes);
    });
  } else if (spec.bRow === 1 && spec.type === "f32") {
    const quads = Math.floor(terms / 4);
    f.forRange(i, 0, quads, 1, () => {
      for (let at = 0; at < tileColumns; at += 4) {
        const square = [f.local("v128"), f.local("v128"), f.local("v128"), f.local("v128")] as const;
        square.forEach((vector, j) => {
          if (at + j < count) f.get(from).load("v128.load", (at + j) * spec.bCol * bytes);
          else f.get(zero);
          f.set(vector);
        });
        transpose4x4(f, square);
        square.forEach((vector, j) => {
          f.get(to)
            .get(vector)
            .store("v128.store", (j * tileColumns + at) * bytes);
        });
        for (const vector of square) f.release(vector);
      }
      advance(4 * bytes, 4 * tileColumns * bytes);
    });
    f.forRange(i, 0, terms - quads * 4, 1, gather);
  } else {
    f.forRange(i, 0, terms, 1, gather);
  }
  f.release(i);
}

/**
 * Emits `(from, to) -> ()`, which copies `terms` rows of B into panels: panel after panel, in it row after row of
 * `tileColumns` elements.
 */
export function emitPackB(
  module: ModuleBuilder,
  name: string,
  spec: GemmSpec,
  plan: Plan,
  terms: number,
): FuncRef {
  const { bytes } = ELEMENTS[spec.type];
  // Few panels a call: code that is already running is not replaced by its optimised version.
  const panelOf = (count: number): FuncRef =>
    module.func(`${name}_panel${count}`, ["i32", "i32"], [], (f) => {
      packPanel(f, spec, plan, terms, count, f.param(0), f.param(1));
    });
  const { tileColumns, grouped } = plan;
  const rest = spec.n % tileColumns;
  const packers = new Map<number, FuncRef>();
  if (spec.n > rest) packers.set(tileColumns, panelOf(tileColumns));
  if (rest > 0) packers.set(rest, panelOf(rest));
  return module.func(name, new Array(grouped ? 3 : 2).fill("i32"), [], (f) => {
    const [from, to] = [f.param(0), f.param(1)];
    const [i, end] = [f.local("i32"), grouped ? f.param(2) : f.local("i32")];
    f.i32(0).set(i);
    if (!grouped) f.i32(spec.n).set(end);
    inPieces(f, i, end, [...packers.keys()], (columns) => {
      f.get(from).get(to).call(packers.get(columns)!);
      f.get(from)
        .i32(columns * spec.bCol * bytes)
        .op("i32.add")
        .set(from);
      f.get(to)
        .i32(columns * terms * bytes)
        .op("i32.add")
        .set(to);
    });
  });
}
