import type { FunctionBuilder, LoadName, Local, OpName } from "../encoder";
import type { Epilogue } from "./types";

/** What differs between float32 and float64 kernels. */
export interface Element {
  /** Bytes of one element. */
  readonly bytes: number;
  /** Elements of one vector. */
  readonly width: number;
  /** Loads one element into every lane. */
  readonly splat: LoadName;
  /** Lane arithmetic. */
  readonly mul: OpName;
  /** Lane arithmetic. */
  readonly add: OpName;
  /** Fused lane arithmetic. */
  readonly madd: OpName;
}

/** Element types of matrix products. */
export const ELEMENTS: Readonly<Record<"f32" | "f64", Element>> = {
  f32: {
    bytes: 4,
    width: 4,
    splat: "v128.load32_splat",
    mul: "f32x4.mul",
    add: "f32x4.add",
    madd: "f32x4.relaxed_madd",
  },
  f64: {
    bytes: 8,
    width: 2,
    splat: "v128.load64_splat",
    mul: "f64x2.mul",
    add: "f64x2.add",
    madd: "f64x2.relaxed_madd",
  },
};

/** Pushes `count` elements (1 to the width of a vector) from `address + offset`; the other lanes are 0. */
export function loadElements(
  f: FunctionBuilder,
  element: Element,
  address: Local,
  count: number,
  offset: number,
): void {
  if (count === element.width) {
    f.get(address).load("v128.load", offset);
  } else if (count * element.bytes === 4) {
    f.get(address).load("v128.load32_zero", offset);
  } else if (count * element.bytes === 8) {
    f.get(address).load("v128.load64_zero", offset);
  } else {
    f.get(address)
      .get(address)
      .load("v128.load64_zero", offset)
      .loadLane("v128.load32_lane", 2, offset + 8);
  }
}

/** `acc += a * b` for the vectors that `pushA` and `pushB` leave on the stack. */
export function accumulate(
  f: FunctionBuilder,
  element: Element,
  fma: boolean,
  acc: Local,
  a: Local,
  b: Local,
): void {
  if (fma) f.get(a).get(b).get(acc).op(element.madd).set(acc);
  else f.get(acc).get(a).get(b).op(element.mul).op(element.add).set(acc);
}

/** Pushes `base + offset` for an i32 local; the local itself when there is nothing to add. */
export function offsetBy(f: FunctionBuilder, base: Local, offset: number): void {
  f.get(base);
  if (offset !== 0) f.i32(offset).op("i32.add");
}

/** Where a vector of sums lies in C. */
export interface Place {
  readonly batch: readonly Local[];
  readonly row: Local;
  readonly col: Local;
  readonly pointers: readonly Local[];
}

/**
 * Gives the first `count` lanes of a vector of sums to the epilogue: whole float32 vectors at once, others lane by
 * lane.
 */
export function deliver(
  f: FunctionBuilder,
  epilogue: Epilogue,
  type: "f32" | "f64",
  acc: Local,
  count: number,
  place: Place,
): void {
  if (type === "f32" && count === 4) {
    epilogue.emit(f, { ...place, acc, lanes: 4 });
    return;
  }
  const index = f.local("i32");
  const single = f.local(type === "f32" ? "v128" : "f64");
  for (let lane = 0; lane < count; lane++) {
    f.get(acc);
    if (type === "f64") {
      f.lane("f64x2.extract_lane", lane);
    } else if (lane > 0) {
      const at = lane * 4;
      f.get(acc).shuffle([at, at + 1, at + 2, at + 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
    }
    f.set(single);
    let { col } = place;
    if (lane > 0) {
      offsetBy(f, col, lane);
      f.set(index);
      col = index;
    }
    epilogue.emit(f, { ...place, col, acc: single, lanes: 1 });
  }
  f.release(single);
  f.release(index);
}

/** Calls `step` for pieces of `sizes` (largest first, the last is 1) until `position` reaches `end`. */
export function inPieces(
  f: FunctionBuilder,
  position: Local,
  end: Local,
  sizes: readonly number[],
  step: (size: number) => void,
): void {
  for (const size of sizes) {
    f.block((done) => {
      f.loop((again) => {
        offsetBy(f, position, size);
        f.get(end).op("i32.gt_s").brIf(done);
        step(size);
        offsetBy(f, position, size);
        f.set(position);
        f.br(again);
      });
    });
  }
}
