import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import {
  arange,
  cumMax,
  cumMin,
  cumProd,
  cumSum,
  flip,
  full,
  grad,
  hessian,
  jacobian,
  jit,
  logCumSumExp,
  logSumExp,
  ones,
  printGraph,
  printKernels,
  type Shape,
  setEngine,
  type Tensor,
  tensor,
  variable,
} from "../src/index";
import { domains, generator, sample, sizeOf } from "./support/numbers";

// A slow machine is no mistake.
vi.setConfig({ testTimeout: 0 });

const INF = Number.POSITIVE_INFINITY;
const read = (x: Tensor): number[] => Array.from(x.data());
const all = { cumSum, cumProd, cumMax, cumMin } as const;
type Name = keyof typeof all;

const combine: Record<Name, (a: number, b: number) => number> = {
  cumSum: (a, b) => a + b,
  cumProd: (a, b) => a * b,
  cumMax: Math.max,
  cumMin: Math.min,
};

/** The definition: each result is a reduction of the elements up to it, one by one. */
function byLoops(name: Name, x: Tensor, axis: number): number[] {
  const inner = sizeOf(x.shape.slice(axis + 1));
  const length = x.shape[axis] as number;
  const numbers = x.data();
  return read(x).map((_, at) => {
    const along = Math.floor(at / inner) % length;
    let result = numbers[at - along * inner] as number;
    for (let i = along - 1; i >= 0; i--) result = combine[name](result, numbers[at - i * inner] as number);
    return result;
  });
}

describe.each([
  { engine: "reference", fma: "auto" },
  { engine: "wasm", fma: "off" },
  { engine: "wasm", fma: "auto" },
] as const)("$engine, fma $fma", ({ engine, fma }) => {
  beforeAll(() => setEngine(engine, { fma }));
  afterAll(() => setEngine("wasm"));

  // Lengths after the axis that fill lines of a cache, vectors, and neither.
  const shapes: Shape[] = [[1], [9], [3, 5], [2, 4, 3], [3, 5, 40], [2, 3, 23], [4, 1, 1], [1, 70], [70, 1]];

  test.each(Object.keys(all) as Name[])("%s is the loop that defines it, along every axis", (name) => {
    const random = generator(name);
    for (const shape of shapes) {
      for (const dtype of ["float32", "float64", "int32"] as const) {
        const x = sample(shape, dtype, domains.any, random);
        shape.forEach((_, axis) => {
          const expected = tensor(byLoops(name, x, axis), { dtype: "float64", shape });
          const result = all[name](x, axis);
          expect(result.dtype).toBe(dtype);
          expect(result.shape).toEqual(shape);
          const off = result.cast("float64").sub(expected).abs().div(expected.abs().maximum(1)).max().item();
          expect(off, `${name} of ${dtype} ${shape} along ${axis}`).toBeLessThan(1e-6);
          // Backwards is the same of what is turned round; exclusive is the same, one later.
          const turned = flip(all[name](flip(x, axis), axis), axis);
          expect(read(all[name](x, axis, { reverse: true }))).toEqual(read(turned));
          const ranges = (part: readonly [number, number | null]) =>
            shape.map((_, i) => (i === axis ? part : null));
          expect(read(all[name](x, axis, { exclusive: true }).slice(ranges([1, null])))).toEqual(
            read(result.slice(ranges([0, -1]))),
          );
        });
      }
    }
  });

  test("nothing gives nothing, and scalars have no axis to go along", () => {
    for (const f of [...Object.values(all), logCumSumExp]) {
      expect(f(tensor([])).shape).toEqual([0]);
      expect(f(tensor([], { shape: [0, 3] }), 0).shape).toEqual([0, 3]);
      expect(f(tensor([], { shape: [2, 0] }), 0, { exclusive: true }).shape).toEqual([2, 0]);
      expect(() => f(tensor(1))).toThrow(/axis -1 does not exist in a tensor of rank 0/);
      expect(() => f(tensor([1, 2]), 1)).toThrow(/axis 1 does not exist/);
    }
  });

  test("the first of exclusive results is what changes nothing", () => {
    expect(read(cumSum([5, 6], 0, { exclusive: true }))).toEqual([0, 5]);
    expect(read(cumProd([5, 6], 0, { exclusive: true, reverse: true }))).toEqual([6, 1]);
    expect(read(cumMax([5, 6], 0, { exclusive: true }))).toEqual([-INF, 5]);
    expect(read(cumMin([5, 6], 0, { exclusive: true }))).toEqual([INF, 5]);
    const ints = tensor(new Int32Array([5, 6]));
    expect(read(cumMax(ints, 0, { exclusive: true }))).toEqual([-(2 ** 31), 5]);
    expect(read(cumMin(ints, 0, { exclusive: true }))).toEqual([2 ** 31 - 1, 5]);
    expect(read(logCumSumExp([5, 6], 0, { exclusive: true }))).toEqual([-INF, 5]);
  });

  test("NaN and infinities as NumPy has them", () => {
    const x = [1, Number.NaN, 3, -INF, 2];
    expect(read(cumSum(x))).toEqual([1, ...Array(4).fill(Number.NaN)]);
    expect(read(cumMax(x))).toEqual([1, ...Array(4).fill(Number.NaN)]);
    expect(read(cumMin(x, 0, { reverse: true }))).toEqual([Number.NaN, Number.NaN, -INF, -INF, 2]);
    expect(read(cumSum([1, INF, 5, -INF, 2]))).toEqual([1, INF, INF, Number.NaN, Number.NaN]);
    expect(read(cumMax([-INF, -3, INF]))).toEqual([-INF, -3, INF]);
    expect(read(cumProd([2, 0, INF, 1]))).toEqual([2, 0, Number.NaN, Number.NaN]);
  });

  test("logCumSumExp holds at the edges and is logSumExp of what came so far", () => {
    expect(read(logCumSumExp([1000, 1000]))[1]).toBeCloseTo(1000 + Math.LN2, 4);
    expect(read(logCumSumExp([-INF, -INF, 2, INF, 1]))).toEqual([-INF, -INF, 2, INF, INF]);
    expect(read(logCumSumExp([1, Number.NaN, 2]))).toEqual([1, Number.NaN, Number.NaN]);
    expect(read(logCumSumExp([-1e30, 5, -1e30]))).toEqual([Math.fround(-1e30), 5, 5]);
    const x = sample([40], "float32", (u) => 200 * u - 100, generator("logCumSumExp"));
    read(logCumSumExp(x)).forEach((y, i) => {
      expect(y).toBeCloseTo(logSumExp(x.slice([[0, i + 1]])).item(), 4);
    });
  });

  test("int32 wraps around and bools count as int32", () => {
    expect(read(cumSum(tensor(new Int32Array([2 ** 31 - 1, 1, 5]))))).toEqual([
      2 ** 31 - 1,
      -(2 ** 31),
      5 - 2 ** 31,
    ]);
    expect(read(cumProd(tensor(new Int32Array([65536, 65536, 3]))))).toEqual([65536, 0, 0]);
    const flags = cumSum(tensor([true, false, true]));
    expect([flags.dtype, read(flags)]).toEqual(["int32", [1, 1, 2]]);
  });

  test("long float32 sums stay accurate, along the last axis and others", () => {
    const n = 300_001;
    const numbers = new Float32Array(n).fill(0.1);
    const last = read(cumSum(tensor(numbers)));
    const column = read(cumSum(tensor(numbers, { shape: [n, 1] }), 0));
    const sums = [0, 0, 0, 0, 0];
    const wide = new Float32Array(5 * 20_001).map((_, i) => 0.1 * (1 + (i % 5)));
    const columns = cumSum(tensor(wide, { shape: [20_001, 5] }), 0).data();
    for (let i = 0, sum = 0; i < n; i++) {
      sum += numbers[i] as number;
      if (i % 50_000 > 0 && i < n - 1) continue;
      expect(Math.abs((last[i] as number) / sum - 1)).toBeLessThan(1e-7);
      expect(Math.abs((column[i] as number) / sum - 1)).toBeLessThan(1e-7);
    }
    for (let i = 0; i < wide.length; i++) sums[i % 5] = (sums[i % 5] as number) + (wide[i] as number);
    sums.forEach((sum, j) => {
      expect(Math.abs((columns[5 * 20_000 + j] as number) / sum - 1)).toBeLessThan(1e-7);
    });
  });

  test("a hundred thousand rows", () => {
    const x = sample([100_000, 7], "float32", domains.any, generator("rows"));
    const sums = read(cumSum(x));
    const numbers = x.data();
    for (let row = 0; row < 100_000; row += 1) {
      let sum = 0;
      for (let i = 7 * row; i < 7 * row + 7; i++) {
        sum += numbers[i] as number;
        if (Math.abs((sums[i] as number) - sum) > 1e-6 * Math.max(1, Math.abs(sum)))
          expect.fail(`element ${i}`);
      }
    }
  });

  test("of numbers that are known everywhere, counted, read backwards, and held by variables", () => {
    expect(read(cumSum(ones([2, 3]), 0))).toEqual([1, 1, 1, 2, 2, 2]);
    expect(read(cumProd(full([4], 2)))).toEqual([2, 4, 8, 16]);
    expect(read(cumSum(arange(5).slice([[null, null, -1]])))).toEqual([4, 7, 9, 10, 10]);
    const v = variable([1, 2, 3]);
    const step = jit(() => {
      const old = v.value;
      v.assign(cumSum(old));
      return cumMax(old.neg());
    });
    expect(read(step() as Tensor)).toEqual([-1, -1, -1]);
    expect(Array.from(v.data())).toEqual([1, 3, 6]);
    step();
    expect(Array.from(v.data())).toEqual([1, 4, 10]);
  });

  test("work before and after it, and several of it in one program", () => {
    const f = jit((x: Tensor) => {
      const s = cumSum(x.mul(2).add(1), 0);
      const p = cumProd(s.transpose().sigmoid(), 1).transpose();
      return [s.sub(1), p.add(s), cumMax(p.reshape([6])).mul(0.5)];
    });
    const x = tensor([
      [1, 2],
      [3, 4],
      [-5, 6],
    ]);
    const [s, p, m] = f(x) as [Tensor, Tensor, Tensor];
    expect(read(s)).toEqual([2, 4, 9, 13, 0, 26]);
    const sig = (v: number): number => 1 / (1 + Math.exp(-v));
    const first = sig(3);
    expect(read(p)[0]).toBeCloseTo(first + 3, 5);
    expect(read(p)[2]).toBeCloseTo(first * sig(10) + 10, 5);
    expect(read(m)[5]).toBeCloseTo(
      Math.max(...read(p).map((v, i) => v - ((read(s)[i] as number) + 1))) / 2,
      5,
    );
  });
});

test("the gradient of a running extreme goes to the first of equal elements, and past a NaN", () => {
  const slope = (f: typeof cumMax, x: number[], options = {}): number[] =>
    read(grad((t: Tensor) => f(t, 0, options).mul([1, 2, 4, 8]).sum())(tensor(x)));
  expect(slope(cumMax, [3, 3, 5, 5])).toEqual([3, 0, 12, 0]);
  expect(slope(cumMin, [3, 3, 5, 1])).toEqual([7, 0, 0, 8]);
  expect(slope(cumMax, [3, 3, 1, 0], { reverse: true })).toEqual([0, 3, 4, 8]);
  expect(slope(cumMax, [1, 3, 2, 4], { exclusive: true })).toEqual([2, 12, 0, 0]);
  expect(slope(cumMax, [1, Number.NaN, 2, Number.NaN])).toEqual([1, 14, 0, 0]);
  expect(slope(cumMax, [-INF, -INF, 2, 1])).toEqual([3, 0, 12, 0]);
});

test("the gradient of a running product needs no division", () => {
  const slope = (x: number[]): number[] => read(grad((t: Tensor) => cumProd(t).sum())(tensor(x)));
  expect(slope([2, 0, 3])).toEqual([1, 8, 0]);
  expect(slope([0, 0, 3])).toEqual([1, 0, 0]);
  expect(slope([0, 5, 0])).toEqual([6, 0, 0]);
});

test("Jacobians of running operations", () => {
  const x = tensor([2, 3, 1]);
  expect(jacobian((t: Tensor) => cumSum(t))(x).toArray()).toEqual([
    [1, 0, 0],
    [1, 1, 0],
    [1, 1, 1],
  ]);
  expect(jacobian((t: Tensor) => cumProd(t, 0, { reverse: true }))(x).toArray()).toEqual([
    [3, 2, 6],
    [0, 1, 3],
    [0, 0, 1],
  ]);
  expect(jacobian((t: Tensor) => cumMax(t))(x).toArray()).toEqual([
    [1, 0, 0],
    [0, 1, 0],
    [0, 1, 0],
  ]);
  expect(hessian((t: Tensor) => cumProd(t).sum())(x).toArray()).toEqual([
    [0, 2, 3],
    [2, 0, 2],
    [3, 2, 0],
  ]);
});

test("a Jacobian takes one running operation for all of its rows", () => {
  const text = printGraph((t: Tensor) => jacobian((x: Tensor) => cumProd(x.sin()))(t), ones([50]));
  expect(text.match(/= linearRecurrence/g)).toHaveLength(1);
  expect(text.match(/= cumProd/g)?.length).toBeLessThan(4);
});

test("gradients of nothing are nothing, on both engines", () => {
  for (const engine of ["reference", "wasm"] as const) {
    setEngine(engine);
    for (const f of [...Object.values(all), logCumSumExp]) {
      const slope = jit((x: Tensor) => grad((t: Tensor) => f(t, 1, { exclusive: true }).sum())(x));
      for (const shape of [
        [0, 3],
        [2, 0],
      ]) {
        expect((slope(tensor([], { shape })) as Tensor).shape).toEqual(shape);
      }
    }
  }
});

test("both engines give the same bits; sums of float32, which are added up in blocks, the same but for the last", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 21 }), { minLength: 1, maxLength: 3 }),
      fc.nat(),
      fc.boolean(),
      fc.boolean(),
      fc.constantFrom("float32" as const, "float64" as const, "int32" as const),
      fc.constantFrom(...(Object.keys(all) as Name[])),
      (shape, seed, reverse, exclusive, dtype, name) => {
        const x = sample(shape, dtype, domains.any, generator(String(seed)));
        const results = (["reference", "wasm"] as const).map((engine) => {
          setEngine(engine);
          return read(all[name](x, seed % shape.length, { reverse, exclusive }));
        });
        const [right, ours] = results as [number[], number[]];
        const slack = name === "cumSum" && dtype === "float32" ? 2 ** -23 : 0;
        right.forEach((r, i) => {
          const o = ours[i] as number;
          if (o !== r && !(Math.abs(o - r) <= slack * (Math.abs(r) + 1e-6)))
            expect.fail(`${o} for ${r}, element ${i}`);
        });
      },
    ),
    { numRuns: 150, seed: 5 },
  );
  setEngine("wasm");
});

test("a printed kernel says what it does", () => {
  expect(printKernels((x: Tensor) => cumSum(x, 0, { reverse: true }), tensor([1, 2]))).toContain(
    "t0 = cumSum(in0, axis 0, reverse true, exclusive false)",
  );
});
