import type { FunctionBuilder, Local } from "../../engines/wasm/encoder";
import type { DType } from "../../graph/dtype";

/** Numbers as unsigned integers of the same order. */
export interface Keys {
  /** What a key is held in. */
  readonly type: "i32" | "i64";
  readonly bits: 32 | 64;
  /** Pushes the key of the number at an address. */
  push(f: FunctionBuilder, address: Local): void;
}

/**
 * Keys of a dtype: those of floats have the sign bit set for positive numbers and all bits turned for negative ones. -0
 * has the key of 0, and every NaN the highest. For descending order all bits are turned.
 */
export function keysOf(dtype: DType, descending: boolean): Keys {
  return dtype === "float64"
    ? wideKeys(descending)
    : dtype === "float32"
      ? floatKeys(descending)
      : intKeys(descending);
}

function intKeys(descending: boolean): Keys {
  const turn = descending ? 0x7fffffff : 0x80000000;
  return {
    type: "i32",
    bits: 32,
    push: (f, address) => {
      f.get(address).load("i32.load").i32(turn).op("i32.xor");
    },
  };
}

function floatKeys(descending: boolean): Keys {
  return {
    type: "i32",
    bits: 32,
    push: (f, address) => {
      const x = f.local("f32");
      const bits = f.local("i32");
      // -0 + 0 is 0.
      f.get(address).load("f32.load").f32(0).op("f32.add").tee(x).op("i32.reinterpret_f32").set(bits);
      f.get(bits).get(bits).i32(31).op("i32.shr_s").i32(0x80000000).op("i32.or").op("i32.xor");
      f.i32(-1).get(x).get(x).op("f32.eq").op("select");
      if (descending) f.i32(-1).op("i32.xor");
      f.release(x);
      f.release(bits);
    },
  };
}

function wideKeys(descending: boolean): Keys {
  return {
    type: "i64",
    bits: 64,
    push: (f, address) => {
      const x = f.local("f64");
      const bits = f.local("i64");
      f.get(address).load("f64.load").f64(0).op("f64.add").tee(x).op("i64.reinterpret_f64").set(bits);
      f.get(bits)
        .get(bits)
        .i64(63n)
        .op("i64.shr_s")
        .i64(2n ** 63n)
        .op("i64.or")
        .op("i64.xor");
      f.i64(-1n).get(x).get(x).op("f64.eq").op("select");
      if (descending) f.i64(-1n).op("i64.xor");
      f.release(x);
      f.release(bits);
    },
  };
}
