import { inspect } from "node:util";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import * as w from "../src/index";
import { isTensor, setEngine, type Tensor, tensor, toTensor } from "../src/index";

// A slow machine is no mistake.
vi.setConfig({ testTimeout: 0 });

describe("what a tensor is made of", () => {
  test("numbers, nested arrays and booleans", () => {
    expect([tensor(3).shape, tensor(3).dtype, tensor(3).toArray()]).toEqual([[], "float32", 3]);
    expect(
      tensor([
        [1, 2],
        [3, 4],
      ]).shape,
    ).toEqual([2, 2]);
    expect(tensor([]).shape).toEqual([0]);
    expect(tensor([[], []]).shape).toEqual([2, 0]);
    expect(tensor([[], []]).toArray()).toEqual([[], []]);
    expect([tensor(true).dtype, tensor(true).toArray(), tensor(true).item()]).toEqual(["bool", true, 1]);
    expect(tensor([[true, false]]).toArray()).toEqual([[true, false]]);
    expect([tensor([true, 2]).dtype, tensor([true, 2]).toArray()]).toEqual(["float32", [1, 2]]);
    expect(tensor([0.1]).data()[0]).toBe(Math.fround(0.1));
    expect(tensor([Number.NaN, 1]).toArray()).toEqual([Number.NaN, 1]);
  });

  test("typed arrays keep their kind, and every integer becomes int32", () => {
    const kinds = [
      [new Float32Array([1.5]), "float32"],
      [new Float64Array([0.1]), "float64"],
      [new Int32Array([-7]), "int32"],
      [new Int8Array([-7]), "int32"],
      [new Uint8Array([200]), "int32"],
      [new Uint8ClampedArray([255]), "int32"],
      [new Int16Array([-300]), "int32"],
      [new Uint16Array([60_000]), "int32"],
      [new Uint32Array([70_000]), "int32"],
    ] as const;
    for (const [array, dtype] of kinds) {
      expect(tensor(array).dtype).toBe(dtype);
      expect(tensor(array).toArray()).toEqual([array[0]]);
    }
  });

  test("anything with data and shape, as other packages have it", () => {
    const table = { data: new Float64Array([1, 2, 3, 4, 5, 6]), shape: [3, 2], columns: ["a", "b"] };
    const t = tensor(table);
    expect([t.dtype, t.shape]).toEqual(["float64", [3, 2]]);
    expect(w.add(table, 1).toArray()).toEqual([
      [2, 3],
      [4, 5],
      [6, 7],
    ]);
    expect(tensor(table, { dtype: "float32", shape: [6] }).toArray()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test("with copy: false it is the caller's array, where it need not be converted", () => {
    const mine = new Float32Array([1, 2]);
    const lent = tensor(mine, { shape: [2, 1], copy: false });
    const doubles = tensor(mine, { dtype: "float64", copy: false });
    mine[0] = 5;
    expect([lent.toArray(), doubles.toArray()]).toEqual([
      [[5], [2]],
      [1, 2],
    ]);
    lent.data()[1] = 7;
    expect(mine[1]).toBe(2);
  });

  test("the caller's array is not the tensor's, whichever way", () => {
    const mine = new Float32Array([1, 2]);
    const t = tensor(mine);
    mine[0] = 9;
    const out = t.data();
    out[1] = 9;
    expect(t.toArray()).toEqual([1, 2]);
  });

  test("a tensor of a tensor is that tensor, or that tensor as another dtype or shape", () => {
    const t = tensor([1.7, -1.7]);
    expect(tensor(t)).toBe(t);
    expect(toTensor(t)).toBe(t);
    expect(tensor(t, { dtype: "int32" }).toArray()).toEqual([1, -1]);
    expect(tensor(t, { shape: [2, 1] }).shape).toEqual([2, 1]);
    expect([isTensor(t), isTensor([1]), isTensor({ data: new Float32Array(1), shape: [1] })]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test("nested arrays come back as they went in", () => {
    const shape = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(shape, fc.integer(), (s, seed) => {
        let n = seed % 1000;
        const build = (axis: number): w.Nested =>
          axis === s.length ? n++ / 8 : Array.from({ length: s[axis] as number }, () => build(axis + 1));
        const nested = build(0);
        const t = tensor(nested);
        expect(t.toArray()).toEqual(nested);
        // Below an axis of length 0 nothing can be seen of further axes.
        const known = s.indexOf(0) < 0 ? s : s.slice(0, s.indexOf(0) + 1);
        expect(t.shape).toEqual(known);
      }),
      { numRuns: 60, seed: 1 },
    );
  });
});

describe("how it is read", () => {
  test("as text: the numbers when there are few, NaN as NaN", () => {
    expect(
      String(
        tensor([
          [1, 2],
          [3, 4],
        ]).add(0.5),
      ),
    ).toBe("Tensor float32[2, 2] [[1.5, 2.5], [3.5, 4.5]]");
    expect(String(tensor([Number.NaN, Number.POSITIVE_INFINITY]))).toBe("Tensor float32[2] [NaN, Infinity]");
    expect(String(tensor([true]))).toBe("Tensor bool[1] [true]");
    expect(String(tensor(7))).toBe("Tensor float32[] 7");
    expect(String(w.zeros([11, 11]))).toBe("Tensor float32[11, 11]");
    expect(inspect(tensor([1]))).toBe("Tensor float32[1] [1]");
    expect(inspect(w.variable([1]))).toBe("Variable variable float32[1]");
  });

  test("one by one, in the kind of array of its dtype", () => {
    expect(tensor([[5]]).item()).toBe(5);
    expect(tensor([1]).data()).toBeInstanceOf(Float32Array);
    expect(tensor(new Float64Array(1)).add(1).data()).toBeInstanceOf(Float64Array);
    expect(w.arange(2).data()).toBeInstanceOf(Int32Array);
    expect(tensor([1]).equal(1).data()).toBeInstanceOf(Uint8Array);
    expect(
      tensor([
        [1, 2],
        [3, 4],
      ])
        .transpose()
        .data(),
    ).toEqual(new Float32Array([1, 3, 2, 4]));
  });
});

describe("dtypes meet as in NumPy, and numbers are weak", () => {
  const kinds = {
    bool: tensor([true]),
    int32: w.arange(1),
    float32: tensor([1]),
    float64: tensor(new Float64Array(1)),
  };
  const order = ["bool", "int32", "float32", "float64"] as const;

  test.each(order.flatMap((a) => order.map((b) => [a, b] as const)))("%s and %s", (a, b) => {
    const wider = order[Math.max(order.indexOf(a), order.indexOf(b), 1)];
    expect(kinds[a].add(kinds[b]).dtype).toBe(wider);
    expect(kinds[a].div(kinds[b]).dtype).toBe(wider === "int32" ? "float32" : wider);
    expect(kinds[a].less(kinds[b]).dtype).toBe("bool");
    expect(w.where(true, kinds[a], kinds[b]).dtype).toBe(order[Math.max(order.indexOf(a), order.indexOf(b))]);
    expect(w.concat([kinds[a], kinds[b]]).dtype).toBe(order[Math.max(order.indexOf(a), order.indexOf(b))]);
  });

  test("numbers take the dtype beside them", () => {
    expect(kinds.float64.add(0.1).data()[0]).toBe(0.1);
    expect(w.add(0.1, new Float64Array([1])).data()[0]).toBe(1.1);
    expect(kinds.int32.add(1).dtype).toBe("int32");
    expect(kinds.int32.add(0.5).dtype).toBe("float32");
    expect(kinds.int32.add(3e9).toArray()).toEqual([3e9]);
    expect(kinds.bool.add(1).dtype).toBe("int32");
    expect(kinds.float32.mul(2).dtype).toBe("float32");
    expect(w.sub(1, 2).dtype).toBe("float32");
  });

  test("functions of fractions take integers as float32", () => {
    expect(w.exp(w.arange(2)).dtype).toBe("float32");
    expect(w.arange(4).mean().item()).toBe(1.5);
    expect(w.arange(4).sum().dtype).toBe("int32");
  });
});

describe("ranges", () => {
  test("arange, linspace, eye, oneHot", () => {
    expect([w.arange(3).dtype, w.arange(3).toArray()]).toEqual(["int32", [0, 1, 2]]);
    expect(w.arange(2, 8, { step: 3 }).toArray()).toEqual([2, 5]);
    expect(w.arange(5, 0, { step: -2 }).toArray()).toEqual([5, 3, 1]);
    expect(w.arange(3, 3).toArray()).toEqual([]);
    expect([w.arange(0, 1, { step: 0.25 }).dtype, w.arange(0, 1, { step: 0.25 }).toArray()]).toEqual([
      "float32",
      [0, 0.25, 0.5, 0.75],
    ]);
    expect(w.arange(0.5, 3).toArray()).toEqual([0.5, 1.5, 2.5]);
    expect(w.linspace(0, 1, 5).toArray()).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(w.linspace(2, 3, 1).toArray()).toEqual([2]);
    expect(w.linspace(0, 0.7, 8, "float64").data()[7]).toBe(0.7);
    expect(w.eye(2, 3, 1).toArray()).toEqual([
      [0, 1, 0],
      [0, 0, 1],
    ]);
    expect(w.oneHot([0, 2, 7], 3).toArray()).toEqual([
      [1, 0, 0],
      [0, 0, 1],
      [0, 0, 0],
    ]);
  });
});

describe.each(["reference", "wasm"] as const)("unread chains on %s", (engine) => {
  beforeAll(() => setEngine(engine));
  afterAll(() => setEngine("wasm"));

  test("of 100,000 additions neither overflow the stack nor grow", () => {
    let x: Tensor = tensor([0, 1, 2, 3, 4]);
    let deepest = 0;
    for (let i = 0; i < 100_000; i++) {
      x = x.add(1);
      deepest = Math.max(deepest, x.depth);
    }
    expect(x.toArray()).toEqual([100_000, 100_001, 100_002, 100_003, 100_004]);
    expect(deepest).toBeLessThan(300);
    // What was computed has forgotten how.
    expect(x.inputs).toEqual([]);
  });

  test("deep graphs inside gradients and jit are walked without recursion", () => {
    const deep = (x: Tensor): Tensor => {
      let y = x;
      for (let i = 0; i < 3_000; i++) y = y.mul(1.0001);
      return y.sum();
    };
    const slope = w.grad(deep)(tensor(new Float64Array([1, 2])));
    expect(slope.data()[1]).toBeCloseTo(1.0001 ** 3_000, 9);
    expect(
      w
        .jit(deep)(tensor(new Float64Array([1])))
        .item(),
    ).toBeCloseTo(1.0001 ** 3_000, 9);
  });

  test("a thousand tensors and more may meet in one number", () => {
    const many = Array.from({ length: 1100 }, (_, i) => tensor([i, 1]));
    // Pairs of pairs, so that no chain is long enough to be computed on the way.
    let sums: Tensor[] = many;
    while (sums.length > 1) {
      const all = sums;
      sums = Array.from({ length: Math.ceil(all.length / 2) }, (_, i) => {
        const [a, b] = [all[2 * i] as Tensor, all[2 * i + 1]];
        return b ? a.add(b) : a;
      });
    }
    const doubled = w.jit((xs: readonly Tensor[], by: Tensor) => xs.map((x) => x.mul(by)));
    const last = (doubled(many.slice(0, 520), tensor([2, 3])) as Tensor[])[519];
    expect(last?.toArray()).toEqual([1038, 3]);
    expect((sums[0] as Tensor).toArray()).toEqual([(1100 * 1099) / 2, 1100]);
  });

  test("a value that is read again and again is computed once", () => {
    const x = tensor([1, 2, 3]).mul(2);
    const first = x.data();
    expect(x.op).toBe("constant");
    expect(x.data()).toEqual(first);
  });
});
