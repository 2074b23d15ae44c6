import type { FunctionBuilder, Local } from "../../engines/wasm/encoder";

/** Bytes of the halves of two vectors: 0 and 1 of the first, 2 and 3 of the second. */
const halves = (low: number, high: number): number[] =>
  [low, high].flatMap((half) => Array.from({ length: 8 }, (_, i) => half * 8 + i));

const BACKWARDS = [12, 13, 14, 15, 8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3];
/** Numbers of four lanes in two vectors of two. */
const JOINED = [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23];

/** Elements of a block. */
export const BLOCK = 4;

/**
 * The running sum of float32 that lie side by side, in blocks of four: the sums inside of a block do not wait for those
 * before it, so only one addition in four elements does. All sums are of float64.
 *
 * @param at - The addresses of the first block, of operand and result; they are moved past the last one.
 * @param running - The sum so far, as f64, to which all blocks are added.
 */
export function sumBlocks(
  f: FunctionBuilder,
  [from, to]: readonly [Local, Local],
  running: Local,
  blocks: number,
  { reverse, exclusive }: { readonly reverse: boolean; readonly exclusive: boolean },
): void {
  const [before, low, high, i] = [f.local("v128"), f.local("v128"), f.local("v128"), f.local("i32")];
  const zero = f.constI32x4(0);
  /** Adds the first number of a pair to the second. */
  const sumPair = (pair: Local): void => {
    f.get(pair).get(zero).get(pair).shuffle(halves(0, 2)).op("f64x2.add").set(pair);
  };
  f.get(running).op("f64x2.splat").set(before);
  f.forRange(i, 0, blocks, 1, () => {
    f.get(from).load("v128.load").set(low);
    if (reverse) f.get(low).get(low).shuffle(BACKWARDS).set(low);
    f.get(low).get(low).shuffle(halves(1, 1)).op("f64x2.promote_low_f32x4").set(high);
    f.get(low).op("f64x2.promote_low_f32x4").set(low);
    sumPair(low);
    sumPair(high);
    f.get(high).get(low).get(low).shuffle(halves(1, 1)).op("f64x2.add").set(high);
    f.get(to);
    f.get(before);
    if (exclusive) f.get(zero).get(low).shuffle(halves(0, 2));
    else f.get(low);
    f.op("f64x2.add").op("f32x4.demote_f64x2_zero");
    f.get(before);
    if (exclusive) f.get(low).get(high).shuffle(halves(1, 2));
    else f.get(high);
    f.op("f64x2.add").op("f32x4.demote_f64x2_zero").shuffle(JOINED);
    if (reverse) f.set(low).get(low).get(low).shuffle(BACKWARDS);
    f.store("v128.store");
    f.get(before).get(high).get(high).shuffle(halves(1, 1)).op("f64x2.add").set(before);
    for (const local of [from, to])
      f.get(local)
        .i32(reverse ? -16 : 16)
        .op("i32.add")
        .set(local);
  });
  f.get(before).lane("f64x2.extract_lane", 0).set(running);
  for (const local of [before, low, high, i]) f.release(local);
}
