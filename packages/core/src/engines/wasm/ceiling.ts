import { type FunctionBuilder, type Local, ModuleBuilder } from "./encoder";

/** The best that one thread of this machine does in WebAssembly. */
export interface Ceiling {
  /** Floating-point operations in a nanosecond (10^9 in a second), in registers alone. */
  readonly gflops: { readonly float32: number; readonly float64: number };
  /** Bytes read and written in a nanosecond by a copy that touches so many bytes, from caches to memory. */
  readonly copies: readonly { readonly bytes: number; readonly gbps: number }[];
}

/** Enough sums beside each other to hide how long one addition takes, and few enough for the registers. */
const SUMS = 10;
const STEPS = 20_000;
const KIB = 1024;
const SIZES = [32 * KIB, 512 * KIB, 4096 * KIB, 32_768 * KIB];
/** How often each is measured; the best counts, because other work only ever slows it down. */
const TRIES = 8;

const known = new Map<boolean, Ceiling>();

/**
 * Measures once what the machine can do: products and sums in registers (fused or not, as the engine does it), and
 * copies of several sizes. Takes about a tenth of a second and 32 MiB that are given back.
 */
export function machineCeiling(fma: boolean): Ceiling {
  let ceiling = known.get(fma);
  if (!ceiling) known.set(fma, (ceiling = measure(fma)));
  return ceiling;
}

function measure(fma: boolean): Ceiling {
  const module = new ModuleBuilder();
  module.importMemory("engine", "memory");
  emitSums(module, "float32", "f32x4", fma);
  emitSums(module, "float64", "f64x2", fma);
  emitCopy(module);
  const pages = Math.max(...SIZES) / (64 * KIB);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const instance = new WebAssembly.Instance(new WebAssembly.Module(module.toBytes()), { engine: { memory } });
  const call = instance.exports as Record<"float32" | "float64" | "copy", (n: number) => void>;
  const gflops = (type: "float32" | "float64", lanes: number): number =>
    (2 * lanes * SUMS * STEPS) / nanoseconds(() => call[type](STEPS), 1);
  return {
    gflops: { float32: gflops("float32", 4), float64: gflops("float64", 2) },
    copies: SIZES.map((bytes) => {
      const times = Math.ceil(SIZES[2]! / bytes);
      return { bytes, gbps: bytes / nanoseconds(() => call.copy(bytes / 2), times) };
    }),
  };
}

/** The shortest time of a call among several tries of so many calls. */
function nanoseconds(call: () => void, times: number): number {
  let best = Number.POSITIVE_INFINITY;
  // At first the code is slow, for a while that differs between engines.
  for (let i = 0; i < 3; i++) call();
  for (let i = 0; i < TRIES; i++) {
    let calls = 0;
    const start = performance.now();
    let elapsed = 0;
    // Clocks of browsers move in steps of a tenth of a millisecond.
    do {
      for (let k = 0; k < times; k++) call();
      calls += times;
      elapsed = performance.now() - start;
    } while (elapsed < 1);
    best = Math.min(best, (elapsed * 1e6) / calls);
  }
  return best;
}

/** `name(steps)`: sums of products that never leave the registers. */
function emitSums(module: ModuleBuilder, name: string, lanes: "f32x4" | "f64x2", fma: boolean): void {
  const build = (f: FunctionBuilder): void => {
    const sums = Array.from({ length: SUMS }, () => f.local("v128"));
    const constant = (x: number): Local => (lanes === "f32x4" ? f.constF32x4(x) : f.constF64x2(x));
    const [factor, term] = [constant(0.999), constant(0.001)];
    const i = f.local("i32");
    f.forRange(i, 0, f.param(0), 1, () => {
      for (const sum of sums) {
        f.get(sum).get(factor);
        if (fma) f.get(term).op(`${lanes}.relaxed_madd`);
        else f.op(`${lanes}.mul`).get(term).op(`${lanes}.add`);
        f.set(sum);
      }
    });
    // Without a use the sums would not be computed.
    f.i32(0).get(sums[0] as Local);
    for (const sum of sums.slice(1)) f.get(sum).op("v128.xor");
    f.store("v128.store");
  };
  module.func(name, ["i32"], [], build, { export: true });
}

/** `copy(bytes)`: so many bytes from the beginning of memory to behind them. */
function emitCopy(module: ModuleBuilder): void {
  const build = (f: FunctionBuilder): void => {
    const bytes = f.param(0);
    const at = f.local("i32");
    f.forRange(at, 0, bytes, 64, () => {
      for (let k = 0; k < 64; k += 16) {
        f.get(at).get(bytes).op("i32.add").get(at).load("v128.load", k).store("v128.store", k);
      }
    });
  };
  module.func("copy", ["i32"], [], build, { export: true });
}
