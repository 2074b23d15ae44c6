import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { grad, jit, setEngine, type Tensor, tensor, valueAndGrad, variable } from "../src/index";

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
});
