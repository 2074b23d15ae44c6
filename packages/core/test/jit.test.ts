import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { grad, jit, printGraph, setEngine, type Tensor, tensor, valueAndGrad, variable } from "../src/index";

// A slow machine is no mistake.
vi.setConfig({ testTimeout: 0 });

describe.each(["reference", "wasm"] as const)("jit on %s", (engine) => {
  beforeAll(() => setEngine(engine));
  afterAll(() => setEngine("wasm"));

  test("traces once for each signature", () => {
    let traced = 0;
    const f = jit((x: Tensor) => {
      traced++;
      return x.mul(2);
    });
    expect(f(tensor([1, 2])).toArray()).toEqual([2, 4]);
    expect(f(tensor([3, 4])).toArray()).toEqual([6, 8]);
    expect([traced, f.traces]).toEqual([1, 1]);
    expect(f(tensor([1, 2, 3])).toArray()).toEqual([2, 4, 6]);
    expect(f(tensor([[1, 2]])).toArray()).toEqual([[2, 4]]);
    expect(f(tensor(new Int32Array([1, 2]))).dtype).toBe("int32");
    expect([traced, f.traces]).toEqual([4, 4]);
    f(tensor([5, 6]));
    expect(traced).toBe(4);
  });

  test("numbers, strings and options are part of the signature", () => {
    const f = jit((x: Tensor, by: number, how: string, options: { deep?: boolean }) =>
      how === "add" ? x.add(by) : options.deep ? x.mul(by).mul(by) : x.mul(by),
    );
    const x = tensor([1, 2]);
    expect(f(x, 3, "add", {}).toArray()).toEqual([4, 5]);
    expect(f(x, 3, "mul", {}).toArray()).toEqual([3, 6]);
    expect(f(x, 4, "mul", {}).toArray()).toEqual([4, 8]);
    expect(f(x, 4, "mul", { deep: true }).toArray()).toEqual([16, 32]);
    expect(f(x, 3, "add", {}).toArray()).toEqual([4, 5]);
    expect(f.traces).toBe(4);
  });

  test("statics that look alike are told apart", () => {
    const f = jit((x: Tensor, by: number) => x.div(by));
    expect(f(tensor([1]), 0).item()).toBe(Number.POSITIVE_INFINITY);
    expect(f(tensor([1]), -0).item()).toBe(Number.NEGATIVE_INFINITY);
    const kind = jit((x: Tensor, what: unknown) => x.mul(typeof what === "string" ? 1 : 2));
    expect(kind(tensor(1), "null").item()).toBe(1);
    expect(kind(tensor(1), null).item()).toBe(2);
    expect(kind(tensor(1), "1").item()).toBe(1);
    expect(kind(tensor(1), 1).item()).toBe(2);
    const apply = jit((x: Tensor, g: (x: Tensor) => Tensor) => g(x));
    expect(apply(tensor(3), (x) => x.add(1)).item()).toBe(4);
    expect(apply(tensor(3), (x) => x.add(2)).item()).toBe(5);
  });

  test("takes and gives tensors in any nesting", () => {
    const f = jit(({ a, rest: [b, c] }: { a: Tensor; rest: [Tensor, Tensor] }) => ({
      sum: a.add(b),
      deep: [{ c, label: "c" }, null, 7],
    }));
    const out = f({ a: tensor([1]), rest: [tensor([2]), tensor([3])] });
    expect(out.sum.toArray()).toEqual([3]);
    expect((out.deep[0] as { c: Tensor }).c.toArray()).toEqual([3]);
    expect((out.deep[0] as { label: string }).label).toBe("c");
    expect(out.deep.slice(1)).toEqual([null, 7]);
  });

  test("an output that is an input, a constant, one of two, or nothing", () => {
    const fixed = tensor([7, 8]);
    const f = jit((x: Tensor) => [x, x, fixed, x.add(0), tensor(3)]);
    const out = f(tensor([1, 2]));
    expect(out.map((t) => t.toArray())).toEqual([[1, 2], [1, 2], [7, 8], [1, 2], 3]);
    // What is given out is not the same memory twice.
    (out[0] as Tensor).data()[0] = 100;
    expect(out.map((t) => t.data()[0])).toEqual([1, 1, 7, 1, 3]);
    expect(jit(() => undefined)()).toBeUndefined();
    expect(jit((x: Tensor) => x.shape[0])(tensor([1, 2]))).toBe(2);
  });

  test("results of a program stay when it runs again", () => {
    const f = jit((x: Tensor) => x.mul(2).add(1));
    const results = [1, 2, 3].map((n) => f(tensor([n, n, n, n, n])));
    expect(results.map((r) => r.data()[4])).toEqual([3, 5, 7]);
  });

  test("inside another it is part of that", () => {
    let traced = 0;
    const inner = jit((x: Tensor) => {
      traced++;
      return x.mul(3);
    });
    const outer = jit((x: Tensor) => inner(x.add(1)).sum());
    expect(outer(tensor([1, 2])).item()).toBe(15);
    expect(outer(tensor([3, 4])).item()).toBe(27);
    expect([traced, inner.traces, outer.traces]).toEqual([1, 0, 1]);
    const v = variable(1);
    const bump = jit(() => {
      v.assign(v.value.add(1));
      return v.value;
    });
    expect(jit(() => bump().add(bump()))().item()).toBe(5);
    expect(v.value.item()).toBe(3);
  });

  test("gradients pass into compiled functions, through arguments and through what they close over", () => {
    const cube = jit((x: Tensor) => x.mul(x).mul(x));
    expect(grad((x: Tensor) => cube(x).sum())(tensor([2, 3])).toArray()).toEqual([12, 27]);
    expect(
      grad((x: Tensor) => grad((y: Tensor) => cube(y).sum())(x).sum())(tensor([2, 3])).toArray(),
    ).toEqual([12, 18]);
    const weighted = grad((w: Tensor) => jit((x: Tensor) => x.mul(w).sum())(tensor([5, 6])));
    expect(weighted(tensor([1, 1])).toArray()).toEqual([5, 6]);
    const both = jit((x: Tensor) => valueAndGrad((y: Tensor) => y.square().sum())(x));
    const [value, slope] = both(tensor([1, 2]));
    expect([value.item(), slope.toArray()]).toEqual([5, [2, 4]]);
  });

  test("arguments may be lazy, and are computed once", () => {
    const x = tensor([1, 2]).add(1);
    expect(jit((y: Tensor) => y.mul(10))(x).toArray()).toEqual([20, 30]);
    expect(x.toArray()).toEqual([2, 3]);
  });

  test("reading numbers of what is traced is an error that says what to do", () => {
    const message =
      "This tensor has no value yet: it depends on an argument or a variable of a function that jit is tracing. Return " +
      "it from the function and read the result, or compute with tensor operations instead of reading numbers";
    expect(() => jit((x: Tensor) => x.item())(tensor(1))).toThrow(message);
    expect(() => jit((x: Tensor) => x.add(1).toArray())(tensor([1]))).toThrow(message);
    expect(() => jit((x: Tensor) => (x.sum().data()[0] ? x : x))(tensor([1]))).toThrow(message);
    // What does not depend on arguments can be read.
    const f = jit((x: Tensor) => x.mul(tensor([2, 3]).sum().item()));
    expect(f(tensor([1])).item()).toBe(5);
    expect(jit((x: Tensor) => tensor(String(x).length))(tensor([1])).item()).toBe(
      "Tensor float32[1] (traced)".length,
    );
  });

  test("typed arrays are refused, because they would be fixed at the first call", () => {
    function total(x: Float32Array): Tensor {
      return tensor(x).sum();
    }
    expect(() => jit(total)(new Float32Array(2))).toThrow(
      "jit: an argument of total holds a Float32Array, expected tensors; its numbers would be fixed at the first call. " +
        "Pass tensor(...) instead",
    );
    expect(() =>
      jit((x: object) => tensor(x as never).sum())({ data: new Float32Array(2), shape: [2] }),
    ).toThrow(/Pass tensor/);
  });

  test("a function that throws can be called again", () => {
    let fail = true;
    const f = jit((x: Tensor) => {
      if (fail) throw new Error("not yet");
      return x.add(1);
    });
    expect(() => f(tensor(1))).toThrow("not yet");
    fail = false;
    expect(f(tensor(1)).item()).toBe(2);
    expect(tensor([1]).add(1).item()).toBe(2);
  });

  test("a large program of many kernels", () => {
    const f = jit((x: Tensor) => {
      let y = x;
      for (let i = 0; i < 60; i++) y = y.matmul(x).div(y.abs().sum().add(1)).tanh().add(x);
      return y.sum();
    });
    const x = tensor([
      [0.1, 0.2],
      [0.3, -0.4],
    ]);
    expect(Number.isFinite(f(x).item())).toBe(true);
    expect(Number.isFinite(grad(f)(x).sum().item())).toBe(true);
  });

  test("structures that look alike are told apart", () => {
    const f = jit((o: Record<string, number>, x: Tensor) => x.mul(Object.keys(o).length));
    expect(f({ "a:1,b": 2 }, tensor(1)).item()).toBe(1);
    expect(f({ a: 1, b: 2 }, tensor(1)).item()).toBe(2);
    const g = jit((x: Tensor, ...rest: unknown[]) => x.add(rest.length).add(rest[0] === null ? 10 : 0));
    expect([g(tensor(0)), g(tensor(0), null), g(tensor(0), undefined)].map((t) => t.item())).toEqual([
      0, 11, 1,
    ]);
  });

  test("instances count by identity, variables among them", () => {
    class Scale {
      constructor(readonly by: number) {}
    }
    const f = jit((x: Tensor, scale: Scale) => x.mul(scale.by));
    const [two, three] = [new Scale(2), new Scale(3)];
    expect([f(tensor(1), two), f(tensor(1), three), f(tensor(2), two)].map((t) => t.item())).toEqual([
      2, 3, 4,
    ]);
    expect(f.traces).toBe(2);
    const v = variable(5);
    const add = jit((x: Tensor, to: typeof v) => {
      to.assign(to.value.add(x));
      return { to, sum: to.value };
    });
    expect(add(tensor(1), v).to).toBe(v);
    expect(add(tensor(1), v).sum.item()).toBe(7);
  });

  test("inside grad, with trees in and out", () => {
    const layer = jit(({ w, b }: { w: Tensor; b: Tensor }, x: Tensor, act: string | null) => ({
      y: act === "relu" ? x.mul(w).add(b).relu() : x.mul(w).add(b),
      name: "layer",
    }));
    const loss = (p: { w: Tensor; b: Tensor }): Tensor =>
      layer(p, layer(p, tensor([1, -1]), "relu").y, null).y.sum();
    const at = { w: tensor([2, 3]), b: tensor([1, 1]) };
    const expected = { w: [5, -0 + 0], b: [3, 1] };
    for (const slope of [grad(loss), jit(grad(loss))]) {
      const { w, b } = slope(at);
      expect([w.toArray(), b.toArray()]).toEqual([expected.w, expected.b]);
    }
  });
});

describe("what a function closes over", () => {
  test("is computed once, and not in every run", () => {
    const features = tensor([1, 2, 3])
      .exp()
      .sub(tensor([1, 0, 1]).sin());
    const scale = features.sum();
    const f = jit((x: Tensor) => x.mul(features).add(scale));
    const expected = Array.from(features.data(), (v) => v * 2 + features.sum().item());
    f(tensor([2, 2, 2]))
      .data()
      .forEach((y, i) => {
        expect(y).toBeCloseTo(expected[i] as number, 4);
      });
    expect(printGraph(f, tensor([0, 0, 0]))).not.toMatch(/exp|sin|sum/);
  });

  test("but a gradient still finds its way through", () => {
    const slope = grad((w: Tensor) => {
      const squared = w.mul(w);
      return jit((x: Tensor) => x.mul(squared).sum())(tensor([1, 2]));
    });
    expect(slope(tensor([3, 4])).toArray()).toEqual([6, 16]);
    const x = tensor([1, 2]);
    const y = x.square();
    const total = jit(() => y.add(1));
    expect(total().toArray()).toEqual([2, 5]);
  });
});

describe("tracing often", () => {
  const warnings = async (run: () => void): Promise<string[]> => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    try {
      run();
      // The text is loaded when it is needed.
      await vi.dynamicImportSettled();
      return warn.mock.calls.map(([text]) => String(text));
    } finally {
      warn.mockRestore();
    }
  };
  const rate = (i: number): number => i / 10;
  const silence = "This is said once; jit(f, { warnAfter: Infinity }) silences it";
  const start = "jit: step was traced 8 times, and each time a program is compiled. The last time ";

  test.each<[string, (i: number) => readonly unknown[], string]>([
    [
      "another shape",
      (i) => [{ x: tensor([1, 2]), batch: tensor(new Float32Array(2 * (40 - i)), { shape: [40 - i, 2] }) }],
      "argument 0.batch went from float32[34, 2] to float32[33, 2]; keep the shape the same: pad the smaller batch, or leave " +
        "it out. ",
    ],
    [
      "another dtype",
      (i) => [tensor([1], { dtype: i === 7 ? "int32" : "float32" }), i < 7 ? i : 6],
      "argument 0 went from float32[1] to int32[1]; cast it to one dtype before the call. ",
    ],
    [
      "another number",
      (i) => [tensor([1]), { rate: rate(i) }],
      "argument 1.rate went from 0.6 to 0.7; pass tensor(0.7), because a number is compiled in and a tensor is not. ",
    ],
    [
      "another text",
      (i) => [tensor([1]), [[`name ${i}`]]],
      'argument 1[0][0] went from "name 6" to "name 7"; what is no tensor is compiled in, so let it have few values. ',
    ],
    [
      "another function",
      () => [tensor([1]), function act(): void {}],
      "argument 1 was another function than before (act); make it once and pass the same one, because functions and " +
        "instances are told apart by identity. ",
    ],
    [
      "another number of tensors",
      (i) => [Array.from({ length: i + 1 }, () => tensor([1]))],
      "argument 0 went from 7 elements to 8 elements; pass as many things under the same names each time. ",
    ],
    [
      "another number of arguments",
      (i) => Array.from({ length: i + 1 }, () => tensor([1])),
      "the list of arguments went from 7 elements to 8 elements; pass as many things under the same names each time. ",
    ],
    [
      "a number in place of a tensor",
      (i) => (i === 7 ? [3, 6] : [tensor([1]), i]),
      "argument 0 went from a tensor to 3; pass as many things under the same names each time. ",
    ],
  ])("says once that it was %s", async (_, args, change) => {
    const step = jit(function step(..._all: unknown[]) {
      return tensor(1);
    });
    const said = await warnings(() => {
      for (let i = 0; i < 12; i++) step(...args(Math.min(i, 7)));
      for (let i = 0; i < 12; i++) step({ other: i });
    });
    expect(said).toEqual([start + change + silence]);
  });

  test("when is an option, and never too", async () => {
    const run = async (warnAfter: number): Promise<number> => {
      const said = await warnings(() => {
        const f = jit((x: Tensor) => x.add(1), { warnAfter });
        for (let n = 1; n <= 20; n++) f(tensor(new Float32Array(n)));
      });
      return said.length;
    };
    const counts: number[] = [];
    for (const after of [2, 20, 21, Number.POSITIVE_INFINITY]) counts.push(await run(after));
    expect(counts).toEqual([1, 1, 0, 0]);
    expect(() => jit((x: Tensor) => x, { warnAfter: Number.NaN })).toThrow(
      "jit: received warnAfter NaN and cacheSize 64, expected whole numbers of at least 2 and 1, or Infinity",
    );
    expect(() => jit((x: Tensor) => x, { cacheSize: 0 })).toThrow(/cacheSize 0/);
  });

  test("no more than cacheSize programs are kept, those that were used last", async () => {
    let traced = 0;
    const f = jit(
      (x: Tensor) => {
        traced++;
        return x.sum();
      },
      { cacheSize: 2, name: "total" },
    );
    const of = (n: number): number => f(tensor(new Float32Array(n).fill(1))).item();
    expect([of(1), of(2), of(1), of(3)]).toEqual([1, 2, 1, 3]);
    expect(traced).toBe(3);
    // 2 was used longest ago.
    expect([of(1), of(3)]).toEqual([1, 3]);
    expect(traced).toBe(3);
    expect(of(2)).toBe(2);
    expect([traced, f.traces]).toEqual([4, 4]);
    const said = await warnings(() => {
      const g = jit((x: Tensor) => x.sum(), { cacheSize: 1, warnAfter: 3, name: "total" });
      const [a, b] = [tensor([1]), tensor([1, 2])];
      for (let i = 0; i < 3; i++) for (const x of [a, b]) g(x);
    });
    expect(said).toEqual([
      "jit: total was traced 3 times, and each time a program is compiled. The last time argument 0 went from float32[2] to " +
        `float32[1]; keep the shape the same: pad the smaller batch, or leave it out. ${silence}`,
    ]);
  });
});

describe("what jit cannot hold", () => {
  test("Maps and Sets among the arguments", () => {
    const f = jit(function f(m: unknown) {
      return tensor((m as Map<string, number>).size);
    });
    expect(() => f(new Map([["a", tensor(1)]]))).toThrow(
      "jit: an argument of f holds a Map, expected tensors; its contents would be fixed at the first call. Pass an array or a " +
        "plain object instead",
    );
    expect(() => f({ deep: [new Set()] })).toThrow(/holds a Set/);
  });

  test("tensors inside of instances that are returned", () => {
    class Pair {
      constructor(
        readonly a: Tensor,
        readonly b: number,
      ) {}
    }
    const text = (what: string): string =>
      `jit: hide returned a ${what} that holds tensors, expected tensors in arrays and plain objects; return them so and put ` +
      "them together outside";
    const hide = (how: (x: Tensor) => unknown) => () => jit(how, { name: "hide" })(tensor([1]));
    expect(hide((x) => [new Pair(x.mul(2), 1)])).toThrow(text("Pair"));
    expect(hide((x) => new Map([["x", x]]))).toThrow(text("Map"));
    expect(hide((x) => new Set([x]))).toThrow(text("Set"));
    expect(jit(() => new Map([["x", 3]]))()).toEqual(new Map([["x", 3]]));
  });
});
