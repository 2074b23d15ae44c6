import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ByteWriter } from "../../src/engines/wasm/bytes";
import {
  type FunctionBuilder,
  type Local,
  ModuleBuilder,
  type ValType,
} from "../../src/engines/wasm/encoder";
import {
  LANE_OPS,
  LOAD_LANES,
  LOADS,
  type OpName,
  opcodes,
  STORE_LANES,
  STORES,
} from "../../src/engines/wasm/opcodes";

type Exports = Record<string, (...args: never[]) => number>;

function instantiate(module: ModuleBuilder, imports: WebAssembly.Imports = {}): Exports {
  return new WebAssembly.Instance(new WebAssembly.Module(module.toBytes()), imports).exports as Exports;
}

function run(
  params: ValType[],
  results: ValType[],
  build: (f: FunctionBuilder) => void,
  memory?: WebAssembly.Memory,
): (...args: unknown[]) => number {
  const module = new ModuleBuilder();
  if (memory !== undefined) module.importMemory("env", "memory");
  module.func("f", params, results, build, { export: true });
  return instantiate(module, memory === undefined ? {} : { env: { memory } }).f as never;
}

function build(body: (f: FunctionBuilder) => void): () => void {
  return () => {
    new ModuleBuilder().func("kernel", ["i32"], [], body);
  };
}

/** Operand and result types of an instruction, from its name alone. */
function signature(name: OpName): { operands: ValType[]; result: ValType | undefined } {
  const [type, rest] = name.includes(".") ? (name.split(".") as [string, string]) : ["", name];
  if (rest === "nop" || rest === "unreachable" || rest === "return")
    return { operands: [], result: undefined };
  if (rest === "drop") return { operands: ["i32"], result: undefined };
  if (rest === "select") return { operands: ["f32", "f32", "i32"], result: "f32" };
  const scalarOf: Record<string, ValType> = {
    i8x16: "i32",
    i16x8: "i32",
    i32x4: "i32",
    i64x2: "i64",
    f32x4: "f32",
    f64x2: "f64",
  };
  if (type === "v128" || type in scalarOf) {
    if (rest === "splat") return { operands: [scalarOf[type]!], result: "v128" };
    if (/^(any_true|all_true|bitmask)$/.test(rest)) return { operands: ["v128"], result: "i32" };
    if (/^(shl|shr_[su])$/.test(rest)) return { operands: ["v128", "i32"], result: "v128" };
    if (/^(bitselect|relaxed_n?madd|relaxed_laneselect)$/.test(rest)) {
      return { operands: ["v128", "v128", "v128"], result: "v128" };
    }
    const unary =
      /^(not|abs|neg|popcnt|sqrt|ceil|floor|trunc|nearest|convert|trunc_sat|demote|promote|extend|relaxed_trunc)/;
    return { operands: unary.test(rest) ? ["v128"] : ["v128", "v128"], result: "v128" };
  }
  const own = type as ValType;
  if (rest === "eqz") return { operands: [own], result: "i32" };
  if (/^(eq|ne|lt|gt|le|ge)(_[su])?$/.test(rest)) return { operands: [own, own], result: "i32" };
  const from = /_(i32|i64|f32|f64)(_[su])?$/.exec(rest);
  if (from !== null) return { operands: [from[1] as ValType], result: own };
  const unary = /^(clz|ctz|popcnt|abs|neg|ceil|floor|trunc|nearest|sqrt|extend)/;
  return { operands: unary.test(rest) ? [own] : [own, own], result: own };
}

describe("numbers of the binary format", () => {
  it("writes known LEB128 examples", () => {
    const writer = new ByteWriter();
    writer.u32(624485);
    writer.s32(-123456);
    expect(writer.bytes).toEqual([0xe5, 0x8e, 0x26, 0xc0, 0xbb, 0x78]);
  });

  it("keeps every integer and float constant through a compiled function", () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
        fc.double(),
        (a, b, c) => {
          const module = new ModuleBuilder();
          module.func("a", [], ["i32"], (f) => void f.i32(a), { export: true });
          module.func("b", [], ["i64"], (f) => void f.i64(b), { export: true });
          module.func("c", [], ["f64"], (f) => void f.f64(c), { export: true });
          module.func("d", [], ["f32"], (f) => void f.f32(c), { export: true });
          const out = instantiate(module) as Record<string, () => unknown>;
          expect(out.a!()).toBe(a);
          expect(out.b!()).toBe(b);
          expect(out.c!()).toBe(c);
          expect(out.d!()).toBe(Math.fround(c));
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe("instructions", () => {
  // The types that a name implies must be those the engine finds behind its code: this catches a wrong code.
  const relaxed = (name: string): boolean => name.includes("relaxed");
  const names = [...opcodes().keys()];

  it.each(names.filter((name) => !relaxed(name)))("%s has the types its name says", (name) => {
    const { operands, result } = signature(name);
    const module = new ModuleBuilder();
    module.func("f", operands, result === undefined ? [] : [result], (f) => {
      operands.forEach((_, i) => void f.get(f.param(i)));
      f.op(name);
    });
    expect(WebAssembly.validate(module.toBytes())).toBe(true);
  });

  it("has no code twice", () => {
    const codes = [...opcodes().values(), ...Object.values(LANE_OPS)].concat(
      [LOADS, STORES, LOAD_LANES, STORE_LANES].flatMap((table) => Object.values(table).map(([code]) => code)),
    );
    expect(new Set(codes).size).toBe(codes.length);
  });

  it("computes with lanes, shuffles and splats", () => {
    const f = run(["f32"], ["f32"], (b) => {
      b.get(b.param(0)).op("f32x4.splat").f32(3).lane("f32x4.replace_lane", 2);
      b.v128(new Uint8Array(16));
      b.shuffle([16, 17, 18, 19, 8, 9, 10, 11, 0, 1, 2, 3, 0, 1, 2, 3]);
      const v = b.local("v128");
      b.set(v);
      b.get(v).lane("f32x4.extract_lane", 0);
      b.get(v).lane("f32x4.extract_lane", 1).f32(10).op("f32.mul").op("f32.add");
      b.get(v).lane("f32x4.extract_lane", 2).f32(100).op("f32.mul").op("f32.add");
    });
    expect(f(7)).toBe(0 + 30 + 700);
  });

  it("loads and stores, with lanes and offsets", () => {
    const memory = new WebAssembly.Memory({ initial: 1 });
    const floats = new Float32Array(memory.buffer);
    floats.set([1, 2, 3, 4, 5, 6, 7, 8]);
    const f = run(
      ["i32"],
      [],
      (b) => {
        const p = b.param(0);
        b.get(p).get(p).load("v128.load32_splat", 8).get(p).load("v128.load", 16).op("f32x4.mul");
        b.store("v128.store", 64);
        b.get(p).get(p).get(p).load("v128.load64_splat").loadLane("v128.load32_lane", 3, 28);
        b.store("v128.store", 80);
        b.get(p).get(p).load("v128.load").storeLane("v128.store32_lane", 2, 96);
        b.get(p).get(p).load("v128.load").storeLane("v128.store64_lane", 1, 100);
      },
      memory,
    );
    f(0);
    expect([...floats.subarray(16, 27)]).toEqual([15, 18, 21, 24, 1, 2, 1, 8, 3, 3, 4]);
  });

  it("validates every memory instruction", () => {
    const module = new ModuleBuilder();
    module.importMemory("env", "memory");
    const typeOf = (name: string): ValType => name.split(".")[0] as ValType;
    module.func("f", ["i32"], [], (f) => {
      const address = f.param(0);
      for (const name of Object.keys(LOADS) as (keyof typeof LOADS)[]) {
        f.get(address)
          .load(name, 300)
          .set(f.local(typeOf(name)));
      }
      for (const name of Object.keys(STORES) as (keyof typeof STORES)[]) {
        f.get(address)
          .get(f.local(typeOf(name)))
          .store(name, 300);
      }
      const v = f.local("v128");
      for (const name of Object.keys(LOAD_LANES) as (keyof typeof LOAD_LANES)[]) {
        f.get(address).get(v).loadLane(name, 1, 300).set(v);
      }
      for (const name of Object.keys(STORE_LANES) as (keyof typeof STORE_LANES)[]) {
        f.get(address).get(v).storeLane(name, 1, 300);
      }
    });
    expect(WebAssembly.validate(module.toBytes())).toBe(true);
  });

  it("copies and fills memory", () => {
    const memory = new WebAssembly.Memory({ initial: 1 });
    const bytes = new Uint8Array(memory.buffer);
    bytes.set([1, 2, 3]);
    run(
      [],
      [],
      (f) => {
        f.i32(10).i32(0).i32(3).memoryCopy();
        f.i32(20).i32(9).i32(2).memoryFill();
      },
      memory,
    )();
    expect([...bytes.subarray(10, 13), ...bytes.subarray(20, 23)]).toEqual([1, 2, 3, 9, 9, 0]);
  });
});

describe("control", () => {
  it("leaves blocks, repeats loops and chooses branches", () => {
    const collatz = run(["i32"], ["i32"], (f) => {
      const n = f.param(0);
      const steps = f.local("i32");
      f.block((done) => {
        f.loop((again) => {
          f.get(n).i32(1).op("i32.eq").brIf(done);
          f.get(n).i32(1).op("i32.and");
          f.if(
            () => void f.get(n).i32(3).op("i32.mul").i32(1).op("i32.add").set(n),
            () => void f.get(n).i32(1).op("i32.shr_u").set(n),
          );
          f.get(steps).i32(1).op("i32.add").set(steps);
          f.br(again);
        });
      });
      f.get(steps);
    });
    expect(collatz(27)).toBe(111);
  });

  it("forRange counts as a JavaScript loop does, with constants and with locals", () => {
    const bound = fc.integer({ min: -12, max: 12 });
    fc.assert(
      fc.property(
        bound,
        bound,
        fc.integer({ min: 1, max: 5 }),
        fc.boolean(),
        fc.boolean(),
        (start, end, step, c, d) => {
          const f = run(["i32", "i32"], ["i32"], (b) => {
            const i = b.local("i32");
            const sum = b.local("i32");
            b.forRange(i, c ? start : b.param(0), d ? end : b.param(1), step, () => {
              b.get(sum).i32(31).op("i32.mul").get(i).op("i32.add").i32(1).op("i32.add").set(sum);
            });
            b.get(sum);
          });
          let expected = 0;
          for (let i = start; i < end; i += step) expected = (Math.imul(expected, 31) + i + 1) | 0;
          expect(f(start, end)).toBe(expected);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("emits nothing for a range that constants show to be empty", () => {
    const bytes = (body: (f: FunctionBuilder) => void): number => {
      const module = new ModuleBuilder();
      module.func("f", [], [], body);
      return module.toBytes().length;
    };
    const empty = bytes((f) => void f.local("i32"));
    expect(bytes((f) => void f.forRange(f.local("i32"), 3, 3, 1, () => void f.op("nop")))).toBe(empty);
  });

  it("calls functions, with imports declared before and after", () => {
    const module = new ModuleBuilder();
    const seen: number[] = [];
    const first = module.importFunction("env", "first", ["i32"], []);
    const double = module.func(
      "double",
      ["i32"],
      ["i32"],
      (f) => void f.get(f.param(0)).i32(1).op("i32.shl"),
    );
    module.func(
      "main",
      ["i32"],
      ["i32"],
      (f) => void f.get(f.param(0)).call(first).get(f.param(0)).call(double),
      { export: true },
    );
    module.importFunction("env", "second", ["f64"], []);
    module.exportFunction(double, "twice");
    const out = instantiate(module, { env: { first: (x: number) => seen.push(x), second: () => undefined } });
    expect((out.main as (x: number) => number)(21)).toBe(42);
    expect((out.twice as (x: number) => number)(4)).toBe(8);
    expect(seen).toEqual([21]);
  });

  it("names functions for profiles", () => {
    const module = new ModuleBuilder();
    module.func("matmul_30x2x500", [], [], (f) => void f.op("unreachable"), { export: true });
    const { matmul_30x2x500: trap } = instantiate(module) as Record<string, () => void>;
    let stack = "";
    try {
      trap!();
    } catch (error) {
      stack = String((error as Error).stack);
    }
    expect(stack).toContain("matmul_30x2x500");
  });
});

describe("locals", () => {
  it("are reused once released, and constants never are", () => {
    const module = new ModuleBuilder();
    module.func("f", ["f32"], [], (f) => {
      const a = f.local("v128");
      f.release(a);
      const constant = f.constF32x4(2);
      const b = f.local("v128");
      expect(b.index).toBe(a.index);
      expect(constant.index).not.toBe(a.index);
      expect(f.constF32x4(2)).toBe(constant);
      expect(f.constI32x4(0x40000000)).toBe(constant);
      expect(f.constF64x2(2)).not.toBe(constant);
      expect(f.local("v128").index).not.toBe(b.index);
    });
  });

  it("constants hold their value in nested loops", () => {
    const f = run(["i32"], ["f32"], (b) => {
      const i = b.local("i32");
      const sum = b.local("v128");
      b.forRange(i, 0, b.param(0), 1, () => {
        b.get(sum).get(b.constF32x4(1.5)).op("f32x4.add").get(b.constF32x4(0)).op("f32x4.add").set(sum);
      });
      b.get(sum).lane("f32x4.extract_lane", 3);
    });
    expect(f(4)).toBe(6);
  });
});

describe("mistakes get a message that says which function and what to do", () => {
  it.each<[string, (f: FunctionBuilder) => void, RegExp]>([
    ["unknown op", (f) => void f.op("f32x4.fma" as OpName), /"kernel": no instruction "f32x4.fma"/],
    ["offset", (f) => void f.load("f32.load", 2 ** 32), /expected an integer .* received 4294967296/],
    ["i32", (f) => void f.i32(0.5), /expected an integer from -2\^31 .* received 0.5/],
    ["i32x4", (f) => void f.constI32x4(Number.NaN), /expected an integer from -2\^31 .* received NaN/],
    [
      "foreign local",
      (f) => void f.get({ index: 0, type: "i32" }),
      /was released or belongs to another function/,
    ],
    ["constant", (f) => void f.set(f.constF32x4(1)), /holds a constant/],
    [
      "release twice",
      (f) => {
        const local: Local = f.local("i32");
        f.release(local);
        f.release(local);
      },
      /was released/,
    ],
    [
      "closed label",
      (f) => {
        f.block((label) => void f.block(() => void f.br(label)));
        f.block((label) => {
          f.block((inner) => void f.br(inner));
          f.br(label);
        });
        f.br({ depth: 0 });
      },
      /label's block is not open/,
    ],
  ])("%s", (_, body, message) => {
    expect(build(body)).toThrow(message);
  });

  it("a call into another module, a name exported twice, a second memory", () => {
    const other = new ModuleBuilder().func("other", [], [], () => undefined);
    const module = new ModuleBuilder();
    module.func("main", [], [], (f) => void f.call(other), { export: true });
    expect(() => module.toBytes()).toThrow(/"main": calls "other", which belongs to another module/);
    expect(() => module.func("main", [], [], () => undefined, { export: true })).toThrow(/"main" is taken/);
    module.importMemory("env", "memory");
    expect(() => module.importMemory("env", "more")).toThrow(/"memory" is imported already/);
  });

  it.each<[string, (f: FunctionBuilder) => void]>([
    ["types", (f) => void f.f32(1)],
    ["a lane", (f) => void f.get(f.constF32x4(1)).lane("i32x4.extract_lane", 4)],
    ["a shuffle", (f) => void f.shuffle(new Array(16).fill(32)).lane("i32x4.extract_lane", 0)],
    ["a load", (f) => void f.load("i32.load")],
  ])("%s that cannot be is refused by the engine under the function's name", (_, body) => {
    const module = new ModuleBuilder();
    module.func("bad", [], ["i32"], body);
    expect(() => new WebAssembly.Module(module.toBytes())).toThrow(/bad/);
  });
});
