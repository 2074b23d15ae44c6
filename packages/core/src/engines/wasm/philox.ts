import { PHILOX_M0, PHILOX_M1, PHILOX_ROUNDS, PHILOX_W0, PHILOX_W1 } from "../../primitives/philox";
import type { FuncRef, FunctionBuilder, Local, ModuleBuilder } from "./encoder";

/** Byte numbers of a shuffle of four 32-bit lanes, 0-3 of the first vector and 4-7 of the second. */
function lanes32(...lanes: readonly number[]): number[] {
  return lanes.flatMap((lane) => [lane * 4, lane * 4 + 1, lane * 4 + 2, lane * 4 + 3]);
}

const HIGH_WORDS = lanes32(1, 3, 5, 7);
const LOW_WORDS = lanes32(0, 2, 4, 6);

/** Sets `high` and `low` to the halves of the 64-bit products of the lanes of `a` and `b`. */
function multiply(f: FunctionBuilder, a: Local, b: Local, high: Local, low: Local): void {
  const first = f.local("v128");
  const second = f.local("v128");
  f.get(a).get(b).op("i64x2.extmul_low_i32x4_u").set(first);
  f.get(a).get(b).op("i64x2.extmul_high_i32x4_u").set(second);
  f.get(first).get(second).shuffle(HIGH_WORDS).set(high);
  f.get(first).get(second).shuffle(LOW_WORDS).set(low);
  f.release(first);
  f.release(second);
}

/** Stores four vectors of first, second, third and fourth words as four blocks of four words. */
function storeTransposed(f: FunctionBuilder, address: Local, words: readonly Local[]): void {
  const [w0, w1, w2, w3] = words as [Local, Local, Local, Local];
  const pair = (a: Local, b: Local, lanes: number[]): Local => {
    const local = f.local("v128");
    f.get(a).get(b).shuffle(lanes).set(local);
    return local;
  };
  const [low, high] = [lanes32(0, 4, 1, 5), lanes32(2, 6, 3, 7)];
  const pairs = [pair(w0, w1, low), pair(w2, w3, low), pair(w0, w1, high), pair(w2, w3, high)] as const;
  const [first, second] = [lanes32(0, 1, 4, 5), lanes32(2, 3, 6, 7)];
  f.get(address).get(pairs[0]).get(pairs[1]).shuffle(first).store("v128.store", 0);
  f.get(address).get(pairs[0]).get(pairs[1]).shuffle(second).store("v128.store", 16);
  f.get(address).get(pairs[2]).get(pairs[3]).shuffle(first).store("v128.store", 32);
  f.get(address).get(pairs[2]).get(pairs[3]).shuffle(second).store("v128.store", 48);
  for (const local of pairs) f.release(local);
}

/**
 * Emits `(out, key, begin, end) -> ()`, all i32: random words, bit for bit those of `philoxFill` for the key at
 * address `key` (two i32) and `stream`. Blocks of four words from `begin` to `end` are written, of those that `count`
 * words need.
 *
 * Four blocks are made at a time: `begin` must be a multiple of 4, and a group of four blocks is written whole, so
 * `out` must have room for `count` rounded up to 16 words, and ranges of several callers must meet at multiples of 4.
 *
 * @example
 * const random = emitPhilox(module, "random", 1000, 7);
 * // f.get(out).get(key).i32(0).i32(250).call(random) fills 1000 words (1008 are written)
 */
export function emitPhilox(module: ModuleBuilder, name: string, count: number, stream: number): FuncRef {
  if (!Number.isInteger(count) || count < 0 || count > 2 ** 32) {
    throw new Error(`philox "${name}": expected a count from 0 to 2^32, received ${count}`);
  }
  if (!Number.isInteger(stream) || stream < -(2 ** 31) || stream >= 2 ** 32) {
    throw new Error(`philox "${name}": expected a stream of 32 bits, received ${stream}`);
  }
  const blocks = Math.ceil(count / 4);
  return module.func(name, ["i32", "i32", "i32", "i32"], [], (f) => {
    const [out, key, begin, end] = [f.param(0), f.param(1), f.param(2), f.param(3)];
    const m0 = f.constI32x4(PHILOX_M0);
    const m1 = f.constI32x4(PHILOX_M1);
    const vectors = (): Local[] => Array.from({ length: PHILOX_ROUNDS }, () => f.local("v128"));
    const [keys0, keys1] = [vectors(), vectors()];
    const schedule = (keys: readonly Local[], offset: number, step: number): void => {
      keys.forEach((local, round) => {
        if (round === 0) f.get(key).load("v128.load32_splat", offset);
        else
          f.get(keys[round - 1]!)
            .get(f.constI32x4(step))
            .op("i32x4.add");
        f.set(local);
      });
    };
    schedule(keys0, 0, PHILOX_W0);
    schedule(keys1, 4, PHILOX_W1);
    // Beyond count there is no room.
    f.get(end).i32(blocks).get(end).i32(blocks).op("i32.lt_s").op("select").set(end);

    const numbers = f.constV128(new Uint8Array(new Int32Array([0, 1, 2, 3]).buffer));
    const streams = f.constI32x4(stream);
    const address = f.local("i32");
    const block = f.local("i32");
    const [c0, c1, c2, c3] = [f.local("v128"), f.local("v128"), f.local("v128"), f.local("v128")];
    const [high0, low0, high1, low1] = [f.local("v128"), f.local("v128"), f.local("v128"), f.local("v128")];
    f.get(out).get(begin).i32(16).op("i32.mul").op("i32.add").set(address);
    f.forRange(block, begin, end, 4, () => {
      // First round, with 0 in the second and third word of the counter.
      f.get(block).op("i32x4.splat").get(numbers).op("i32x4.add").set(c0);
      multiply(f, c0, m0, high0, c3);
      f.get(keys0[0]!).set(c0);
      f.get(f.constI32x4(0)).set(c1);
      f.get(high0).get(streams).op("v128.xor").get(keys1[0]!).op("v128.xor").set(c2);
      for (let round = 1; round < PHILOX_ROUNDS; round++) {
        multiply(f, c0, m0, high0, low0);
        multiply(f, c2, m1, high1, low1);
        f.get(high1).get(c1).op("v128.xor").get(keys0[round]!).op("v128.xor").set(c0);
        f.get(high0).get(c3).op("v128.xor").get(keys1[round]!).op("v128.xor").set(c2);
        f.get(low1).set(c1);
        f.get(low0).set(c3);
      }
      storeTransposed(f, address, [c0, c1, c2, c3]);
      f.get(address).i32(64).op("i32.add").set(address);
    });
  });
}
