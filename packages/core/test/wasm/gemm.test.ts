import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type FunctionBuilder, ModuleBuilder } from "../../src/engines/wasm/encoder";
import { type Epilogue, emitGemm, type GemmSpec, type Tile } from "../../src/engines/wasm/gemm";
import { FMA } from "./relaxed";

type Floats = Float32Array | Float64Array;

/** Stores sums in row-major order; with a bias it adds it by column and clips below 0. */
function storing(spec: GemmSpec, bias: boolean): Epilogue {
  const bytes = spec.type === "f32" ? 4 : 8;
  const add = (f: FunctionBuilder, tile: Tile): void => {
    const address = f.local("i32");
    f.get(tile.pointers[1]!).get(tile.col).i32(bytes).op("i32.mul").op("i32.add").set(address);
    f.get(tile.acc).get(address);
    if (spec.type === "f64") {
      f.load("f64.load").op("f64.add").f64(0).op("f64.max").set(tile.acc);
    } else {
      f.load(tile.lanes === 4 ? "v128.load" : "v128.load32_zero").op("f32x4.add");
      f.get(f.constF32x4(0)).op("f32x4.max").set(tile.acc);
    }
    f.release(address);
  };
  return {
    pointers: bias ? 2 : 1,
    emit(f, tile) {
      if (bias) add(f, tile);
      const [c] = tile.pointers;
      f.i32(0);
      tile.batch.forEach((index, d) => void f.i32(spec.batch[d]!).op("i32.mul").get(index).op("i32.add"));
      f.i32(spec.m).op("i32.mul").get(tile.row).op("i32.add");
      f.i32(spec.n).op("i32.mul").get(tile.col).op("i32.add");
      f.i32(bytes).op("i32.mul").get(c!).op("i32.add").get(tile.acc);
      if (spec.type === "f64") f.store("f64.store");
      else if (tile.lanes === 4) f.store("v128.store");
      else f.storeLane("v128.store32_lane", 0);
    },
  };
}

/** One more than the largest element index that strides reach. */
function extent(...dims: (readonly [size: number, stride: number])[]): number {
  return dims.some(([size]) => size === 0)
    ? 0
    : 1 + dims.reduce((sum, [size, stride]) => sum + (size - 1) * stride, 0);
}

/** The same numbers every time, in [-1, 1). */
function numbers(length: number, seed: number): number[] {
  let state = seed;
  return Array.from({ length }, () => (state = (Math.imul(state, 1664525) + 1013904223) | 0) / 2 ** 31);
}

interface Compiled {
  readonly spec: GemmSpec;
  /** Runs over ranges of the outer index and returns C, the elements around it checked. */
  readonly run: (...ranges: [begin: number, end: number][]) => Floats;
  readonly expected: Float64Array;
}

function compile(spec: GemmSpec, bias: boolean = false): Compiled {
  const FloatArray = spec.type === "f32" ? Float32Array : Float64Array;
  const bytes = FloatArray.BYTES_PER_ELEMENT;
  const module = new ModuleBuilder();
  module.importMemory("env", "memory");
  const { func, scratchBytes } = emitGemm(module, "gemm", spec, storing(spec, bias));
  module.exportFunction(func);

  const pairs = (strides: readonly number[]): (readonly [number, number])[] =>
    spec.batch.map((size, d) => [size, strides[d]!] as const);
  const lengths = {
    a: extent(...pairs(spec.aBatch), [spec.m, spec.aRow], [spec.k, spec.aCol]),
    b: extent(...pairs(spec.bBatch), [spec.k, spec.bRow], [spec.n, spec.bCol]),
    c: spec.batch.reduce((x, y) => x * y, 1) * spec.m * spec.n,
    bias: spec.n,
    scratch: Math.ceil(scratchBytes / bytes),
  };
  // Some elements of poison stand between the arrays; what is read or written beside them shows.
  const GAP = 16;
  const starts: Record<string, number> = {};
  let total = GAP;
  for (const [key, length] of Object.entries(lengths)) {
    starts[key] = total;
    total += Math.ceil((length + GAP) / 16) * 16;
  }
  const memory = new WebAssembly.Memory({ initial: Math.ceil((total * bytes) / 65536) });
  const all = new FloatArray(memory.buffer, 0, total);
  const part = (key: keyof typeof lengths): Floats => all.subarray(starts[key]!, starts[key]! + lengths[key]);
  const instance = new WebAssembly.Instance(new WebAssembly.Module(module.toBytes()), { env: { memory } });
  const kernel = instance.exports.gemm as (...args: number[]) => void;
  const at = (key: string): number => starts[key]! * bytes;
  const aValues = FloatArray.from(numbers(lengths.a, 1));
  const bValues = FloatArray.from(numbers(lengths.b, 2));
  const biasValues = FloatArray.from(numbers(lengths.bias, 3));

  const run = (...ranges: [number, number][]): Floats => {
    all.fill(Number.NaN);
    part("a").set(aValues);
    part("b").set(bValues);
    part("bias").set(biasValues);
    part("c").fill(12345);
    for (const [begin, end] of ranges) {
      kernel(at("a"), at("b"), at("c"), ...(bias ? [at("bias")] : []), at("scratch"), begin, end);
    }
    const gaps = Object.keys(lengths).flatMap((key) => {
      const finish = starts[key]! + lengths[key as keyof typeof lengths];
      return [...all.subarray(starts[key]! - 4, starts[key]!), ...all.subarray(finish, finish + 4)];
    });
    expect(gaps.every(Number.isNaN), "elements beside the arrays stay").toBe(true);
    return part("c").slice();
  };

  const expected = new Float64Array(lengths.c);
  const flat = spec.batch.reduce((x, y) => x * y, 1);
  for (let i = 0; i < flat; i++) {
    let [aAt, bAt, rest] = [0, 0, i];
    for (let d = spec.batch.length - 1; d >= 0; d--) {
      const index = rest % spec.batch[d]!;
      rest = Math.floor(rest / spec.batch[d]!);
      aAt += index * spec.aBatch[d]!;
      bAt += index * spec.bBatch[d]!;
    }
    for (let row = 0; row < spec.m; row++) {
      for (let col = 0; col < spec.n; col++) {
        let sum = 0;
        for (let k = 0; k < spec.k; k++) {
          sum +=
            aValues[aAt + row * spec.aRow + k * spec.aCol]! * bValues[bAt + k * spec.bRow + col * spec.bCol]!;
        }
        if (bias) sum = Math.max(0, sum + biasValues[col]!);
        expected[(i * spec.m + row) * spec.n + col] = sum;
      }
    }
  }
  return { spec, run, expected };
}

function expectClose(actual: Floats, { spec, expected }: Compiled): void {
  // A sum of k terms below 1 is off by a rounding unit a term at most, nearly; a lost term would be off by far more.
  const tolerance = (spec.type === "f32" ? 2 ** -23 : 2 ** -52) * (4 + spec.k);
  let worst = 0;
  actual.forEach((value, i) => {
    const difference = Math.abs(value - expected[i]!);
    if (!(difference <= worst)) worst = difference;
  });
  expect(worst).toBeLessThanOrEqual(tolerance);
}

type Layout = "AB" | "ATB" | "ABT" | "ATBT";
const LAYOUTS: readonly Layout[] = ["AB", "ATB", "ABT", "ATBT"];

function specOf(
  m: number,
  k: number,
  n: number,
  layout: Layout = "AB",
  more: Partial<GemmSpec> = {},
): GemmSpec {
  const a = layout.startsWith("AT") ? { aRow: 1, aCol: m } : { aRow: k, aCol: 1 };
  const b = layout.endsWith("BT") ? { bRow: 1, bCol: k } : { bRow: n, bCol: 1 };
  return { type: "f32", batch: [], aBatch: [], bBatch: [], m, n, k, ...a, ...b, fma: false, ...more };
}

const ODD = [1, 2, 3, 5, 7, 9, 17, 31];

/** Tiles are lower where V8 has few registers to spare, so both are tested wherever products can be fused. */
const KINDS = FMA.flatMap((fma) => (fma ? [11, 13] : [11]).map((v8) => ({ fma, v8 })));

describe.each(KINDS)("matrix products, fma $fma, V8 $v8", ({ fma, v8 }) => {
  beforeAll(() => {
    const versions = { ...process.versions, v8: `${v8}.0` };
    vi.stubGlobal("process", Object.create(process, { versions: { value: versions } }));
  });
  afterAll(() => void vi.unstubAllGlobals());

  it.each(LAYOUTS)("%s: small and odd sizes", (layout) => {
    for (const m of ODD) {
      for (const k of ODD) {
        for (const n of ODD) {
          const compiled = compile(specOf(m, k, n, layout, { fma }));
          expectClose(compiled.run([0, m]), compiled);
        }
      }
    }
  });

  it.each<[m: number, k: number, n: number, layout: Layout]>([
    [128, 128, 128, "AB"],
    [128, 784, 64, "AB"],
    [64, 784, 130, "ATB"],
    [96, 256, 200, "ABT"],
    [1000, 25, 24, "AB"],
    [25, 3000, 24, "ATB"],
    [30, 2, 500, "AB"],
    [30, 500, 1, "AB"],
    [2, 30, 500, "ATB"],
    [30, 1, 500, "ABT"],
    [500, 30, 1, "ATB"],
    [1, 500, 70, "AB"],
    [1, 500, 70, "ABT"],
    [500, 30, 2, "AB"],
    [100, 600, 70, "ATBT"],
    [65, 600, 520, "AB"],
    [65, 600, 520, "ABT"],
    [520, 321, 66, "ATB"],
    [37, 520, 515, "AB"],
    [37, 1100, 515, "AB"],
    [101, 1030, 531, "AB"],
    [130, 641, 512, "ABT"],
    [520, 700, 528, "ATB"],
    [99, 2050, 530, "ATBT"],
  ])("%i x %i x %i %s: sizes of real networks, blocked and packed", (m, k, n, layout) => {
    const compiled = compile(specOf(m, k, n, layout, { fma }), true);
    expectClose(compiled.run([0, m]), compiled);
  });

  it.each(LAYOUTS)("%s in float64", (layout) => {
    const sizes: [number, number, number][] = [
      [1, 1, 1],
      [1, 9, 7],
      [9, 7, 1],
      [5, 3, 2],
      [17, 31, 9],
      [7, 340, 6],
      [30, 70, 300],
    ];
    for (const [m, k, n] of sizes) {
      const compiled = compile(specOf(m, k, n, layout, { fma, type: "f64" }), true);
      expectClose(compiled.run([0, m]), compiled);
    }
  });

  it("any partition into ranges gives the same bits", () => {
    const size = fc.constantFrom(1, 2, 3, 4, 6, 8, 13, 33, 64, 350);
    fc.assert(
      fc.property(
        size,
        size,
        size,
        fc.constantFrom(...LAYOUTS),
        fc.constantFrom("f32" as const, "f64" as const),
        fc.array(fc.nat({ max: 400 }), { maxLength: 5 }),
        (m, k, n, layout, type, cuts) => {
          const { run } = compile(specOf(m, k, n, layout, { fma, type }));
          const edges = [0, ...cuts.filter((cut) => cut < m).sort((x, y) => x - y), m];
          const ranges = edges.slice(1).map((edge, i) => [edges[i]!, edge] as [number, number]);
          expect(run(...ranges.reverse())).toEqual(run([0, m]));
        },
      ),
      { numRuns: 40 },
    );
  });

  it("batches, with broadcasting on either side and a permuted layout", () => {
    const common = { m: 5, n: 9, k: 6, fma };
    const specs: GemmSpec[] = [
      { ...specOf(5, 6, 9), ...common, batch: [3], aBatch: [30], bBatch: [54] },
      { ...specOf(5, 6, 9), ...common, batch: [2, 3], aBatch: [90, 30], bBatch: [0, 54] },
      { ...specOf(5, 6, 9, "ABT"), ...common, batch: [2, 3], aBatch: [90, 30], bBatch: [0, 0] },
      { ...specOf(5, 6, 9, "ABT"), ...common, batch: [4, 1, 2], aBatch: [0, 0, 30], bBatch: [54, 7, 0] },
      // Heads of attention: [batch, time, head, width] seen as [batch, head, time, width].
      { ...specOf(5, 6, 9), ...common, batch: [2, 3], aBatch: [90, 6], aRow: 18, bBatch: [162, 9], bRow: 27 },
    ];
    for (const spec of specs) {
      const flat = spec.batch.reduce((x, y) => x * y, 1);
      const compiled = compile(spec, true);
      const whole = compiled.run([0, flat]);
      expectClose(whole, compiled);
      expect(compiled.run([1, flat], [0, 1])).toEqual(whole);
    }
  });

  it("batches of matrix times vector", () => {
    for (const [m, n] of [
      [6, 1],
      [1, 6],
      [1, 1],
    ] as const) {
      for (const layout of LAYOUTS) {
        const spec = { ...specOf(m, 10, n, layout, { fma }), batch: [3], aBatch: [m * 10], bBatch: [10 * n] };
        const compiled = compile(spec);
        expectClose(compiled.run([0, 3]), compiled);
      }
    }
  });

  it("strides of slices, and of broadcast rows and columns", () => {
    const base = specOf(13, 20, 21, "AB", { fma });
    const specs: Partial<GemmSpec>[] = [
      { aRow: 47, aCol: 2 },
      { bRow: 50, bCol: 2 },
      { aRow: 0 },
      { aCol: 0 },
      { bRow: 0 },
      { bCol: 0 },
      { m: 1, aCol: 3, bRow: 50, bCol: 2 },
      { n: 1, aRow: 47, aCol: 2, bRow: 5 },
      { n: 1, bRow: 0 },
      { n: 1, bRow: 7 },
      { m: 1, aCol: 0 },
      { m: 1, aCol: 7, bRow: 1, bCol: 20 },
    ];
    for (const more of specs) {
      const spec = { ...base, ...more };
      const compiled = compile(spec);
      expectClose(compiled.run([0, spec.m]), compiled);
    }
  });

  it("no terms give zeros, through the epilogue", () => {
    for (const [m, n] of [
      [3, 11],
      [1, 4],
      [5, 1],
    ] as const) {
      expect([...compile(specOf(m, 0, n, "AB", { fma })).run([0, m])]).toEqual(new Array(m * n).fill(0));
    }
  });
});

describe("edges", () => {
  it("an empty range does nothing", () => {
    const untouched = new Float32Array(6 * 5).fill(12345);
    expect(compile(specOf(6, 7, 5, "ABT")).run([0, 0], [6, 6], [4, 2])).toEqual(untouched);
  });

  it("no rows or no columns: nothing to do", () => {
    for (const spec of [
      specOf(0, 3, 4),
      specOf(4, 3, 0),
      { ...specOf(2, 2, 2), batch: [0], aBatch: [4], bBatch: [4] },
    ]) {
      expect(compile(spec).run([0, spec.m]).length).toBe(0);
    }
  });

  it("begin runs once in every function that emits sums, before them", () => {
    const spec = specOf(7, 5, 11);
    const plain = storing(spec, false);
    const seen: FunctionBuilder[] = [];
    const begun: FunctionBuilder[] = [];
    emitGemm(new ModuleBuilder(), "gemm", spec, {
      pointers: 1,
      begin(f, pointers) {
        expect(pointers).toHaveLength(1);
        begun.push(f);
      },
      emit(f, tile) {
        expect(begun).toContain(f);
        seen.push(f);
        plain.emit(f, tile);
      },
    });
    expect(new Set(seen)).toEqual(new Set(begun));
    expect(begun.length).toBe(new Set(begun).size);
  });

  it("a NaN or an infinity of A touches its own row only", () => {
    const module = new ModuleBuilder();
    module.importMemory("env", "memory");
    const spec = specOf(7, 5, 11, "ABT");
    module.exportFunction(emitGemm(module, "gemm", spec, storing(spec, false)).func);
    const memory = new WebAssembly.Memory({ initial: 1 });
    const floats = new Float32Array(memory.buffer);
    floats.fill(1, 0, 100);
    floats[2 * 5 + 3] = Number.NaN;
    const instance = new WebAssembly.Instance(new WebAssembly.Module(module.toBytes()), { env: { memory } });
    (instance.exports.gemm as (...args: number[]) => void)(0, 400, 1024, 2048, 0, 7);
    for (let row = 0; row < 7; row++) {
      const line = [...floats.subarray(256 + row * 11, 256 + row * 11 + 11)];
      expect(line.every((value) => Number.isNaN(value) === (row === 2))).toBe(true);
    }
  });
});
