import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as w from "../src/index";
import { type DType, setEngine, type Tensor, tensor } from "../src/index";

const INF = Number.POSITIVE_INFINITY;
const LONG = [Number.NaN, 1, -2, 3, -4, 5, -6];

/** 64-bit where asked; the default dtype of numbers is float32. */
const as = (dtype: DType, ...values: number[]): Tensor => tensor(values, { dtype });
const ints = (...values: number[]): Tensor => tensor(new Int32Array(values));
const read = (x: Tensor): number[] => Array.from(x.data());

describe.each([
  { engine: "reference", fma: "auto" },
  { engine: "wasm", fma: "off" },
  { engine: "wasm", fma: "auto" },
] as const)("$engine, fma $fma", ({ engine, fma }) => {
  beforeAll(() => setEngine(engine, { fma }));
  afterAll(() => setEngine("wasm"));

  describe.each(["float32", "float64"] as const)("%s", (dtype) => {
    const n = (...values: number[]): Tensor => as(dtype, ...values);

    test("NaN goes through relu, maximum, minimum, clip and where it stands in sums", () => {
      expect(read(n(...LONG).relu())).toEqual([Number.NaN, 1, 0, 3, 0, 5, 0]);
      expect(read(n(...LONG).maximum(0))).toEqual([Number.NaN, 1, 0, 3, 0, 5, 0]);
      expect(read(n(...LONG).minimum(2))).toEqual([Number.NaN, 1, -2, 2, -4, 2, -6]);
      expect(read(w.maximum(0, n(...LONG)))).toEqual([Number.NaN, 1, 0, 3, 0, 5, 0]);
      expect(read(n(...LONG).maximum(Number.NaN))).toEqual(LONG.map(() => Number.NaN));
      expect(read(w.minimum(Number.NaN, n(...LONG)))).toEqual(LONG.map(() => Number.NaN));
      expect(read(n(1, 2, 3, 4, 5).maximum(n(Number.NaN, 1, 9, 1, Number.NaN)))).toEqual([
        Number.NaN,
        2,
        9,
        4,
        Number.NaN,
      ]);
      expect(read(n(1, 2, 3, 4, 5).minimum(n(Number.NaN, 1, 9, 1, Number.NaN)))).toEqual([
        Number.NaN,
        1,
        3,
        1,
        Number.NaN,
      ]);
      expect(read(w.clip(n(...LONG), -2, 2))).toEqual([Number.NaN, 1, -2, 2, -2, 2, -2]);
      expect(
        n(...LONG)
          .sum()
          .item(),
      ).toBeNaN();
      expect(read(w.where(n(...LONG).greater(0), n(...LONG), 0))).toEqual([0, 1, 0, 3, 0, 5, 0]);
    });

    test("a NaN anywhere is the extreme, and the first one its position", () => {
      for (const length of [1, 3, 4, 5, 8, 17]) {
        for (const at of new Set([0, length >> 1, length - 1])) {
          const values = Array.from({ length }, (_, i) => (i === at ? Number.NaN : i));
          for (const x of [n(...values), n(...values).neg()]) {
            expect(x.max().item()).toBeNaN();
            expect(x.min().item()).toBeNaN();
            expect(w.argMax(x).item()).toBe(at);
            expect(w.argMin(x).item()).toBe(at);
          }
          // Lanes beside each other and lanes behind each other.
          const rows = tensor([...values, ...values.map((_, i) => i)], { shape: [2, length], dtype });
          expect(read(rows.max(1))).toEqual([Number.NaN, length - 1]);
          expect(read(w.argMax(rows.transpose(), 0))).toEqual([at, length - 1]);
        }
      }
      expect(w.argMax(n(1, Number.NaN, 5, Number.NaN)).item()).toBe(1);
      expect(w.argMax(n(3, 7, 7, 1)).item()).toBe(1);
      expect(w.argMin(n(-INF, -INF, 0)).item()).toBe(0);
      expect(w.argMax(n(-INF, -INF)).item()).toBe(0);
    });

    test("division by zero, and products of nothing and everything", () => {
      expect(read(n(1, -1, 0, INF, 5).div(n(0, 0, 0, INF, -0)))).toEqual([
        INF,
        -INF,
        Number.NaN,
        Number.NaN,
        -INF,
      ]);
      expect(read(n(0, -0, 1, INF).mul(INF))).toEqual([Number.NaN, Number.NaN, INF, INF]);
      expect(read(n(INF, -INF).add(n(-INF, -INF)))).toEqual([Number.NaN, -INF]);
      expect(read(w.reciprocal(n(0, -0, INF, -INF)))).toEqual([INF, -INF, 0, -0]);
    });

    test("logarithms, roots and powers at the edges of where they are", () => {
      expect(read(n(0, -0, -1, INF, Number.NaN, 1).log())).toEqual([
        -INF,
        -INF,
        Number.NaN,
        INF,
        Number.NaN,
        0,
      ]);
      expect(read(w.log1p(n(-1, -2, INF, 0)))).toEqual([-INF, Number.NaN, INF, 0]);
      expect(read(n(0, -1, INF, Number.NaN).sqrt())).toEqual([0, Number.NaN, INF, Number.NaN]);
      expect(read(n(INF, -INF, Number.NaN, 1000, -1000).exp())).toEqual([INF, 0, Number.NaN, INF, 0]);
      expect(read(w.expm1(n(INF, -INF, 0, -1000)))).toEqual([INF, -1, 0, -1]);
      expect(read(n(0, 2, Number.NaN, -8, INF).pow(0))).toEqual([1, 1, 1, 1, 1]);
      expect(read(w.pow(1, n(Number.NaN, INF, -INF, 3)))).toEqual([1, 1, 1, 1]);
      expect(read(n(-2, -2, -2, 0, 0, -1).pow(n(3, 2, 0.5, -1, 2, INF)))).toEqual([
        -8,
        4,
        Number.NaN,
        INF,
        0,
        1,
      ]);
      expect(read(n(-INF, 4, 0).pow(0.5))).toEqual([INF, 2, 0]);
      expect(read(w.asin(n(2, 1, -1)))[0]).toBeNaN();
      expect(read(w.acosh(n(0.5, 1)))).toEqual([Number.NaN, 0]);
      expect(read(w.atanh(n(1, -1, 2)))).toEqual([INF, -INF, Number.NaN]);
      expect(read(n(INF, -INF, Number.NaN).sin())).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    });

    test("saturation: sigmoid, tanh, erf, softplus, softmax and log-sum-exp far out", () => {
      expect(read(n(1000, -1000, INF, -INF, Number.NaN).sigmoid())).toEqual([1, 0, 1, 0, Number.NaN]);
      expect(read(n(1000, -1000, INF, -INF, Number.NaN).tanh())).toEqual([1, -1, 1, -1, Number.NaN]);
      expect(read(w.erf(n(10, -10, INF, -INF, Number.NaN)))).toEqual([1, -1, 1, -1, Number.NaN]);
      expect(read(w.softplus(n(1000, -1000, INF, -INF, Number.NaN)))).toEqual([1000, 0, INF, 0, Number.NaN]);
      expect(read(w.logSigmoid(n(1000, -1000)))).toEqual([-0, -1000]);
      expect(read(w.softmax(n(1000, 1000, -INF, -1000)))).toEqual([0.5, 0.5, 0, 0]);
      expect(w.logSumExp(n(1e4, 1e4)).item()).toBeCloseTo(1e4 + Math.LN2, dtype === "float64" ? 9 : 2);
      expect(w.logSumExp(n(-INF, -INF)).item()).toBe(-INF);
      expect(w.logSumExp(n(INF, 0)).item()).toBe(INF);
      expect(w.logSumExp(n(Number.NaN, 0)).item()).toBeNaN();
      expect(read(w.logAddExp(n(-INF, INF, -INF, 0), n(-INF, INF, INF, -INF)))).toEqual([-INF, INF, INF, 0]);
      expect(read(w.silu(n(1000, -1000)))).toEqual([1000, -0]);
      expect(read(w.elu(n(1000, -1000)))).toEqual([1000, -1]);
      expect(read(w.gelu(n(100, -100)))).toEqual([100, -0]);
    });

    test("the slope far out is a number", () => {
      const slope = (f: (x: Tensor) => Tensor, at: number): number =>
        w
          .grad((x: Tensor) => f(x).sum())(n(at))
          .data()[0] as number;
      for (const f of [
        w.softplus,
        w.sigmoid,
        w.tanh,
        w.elu,
        w.selu,
        w.gelu,
        w.silu,
        w.mish,
        w.celu,
        w.logSigmoid,
      ]) {
        expect(Number.isFinite(slope(f, 500)), f.name).toBe(true);
        expect(Number.isFinite(slope(f, -500)), f.name).toBe(true);
        expect(Number.isFinite(slope(f, 0)), f.name).toBe(true);
      }
      expect(slope((x) => w.l2Normalize(x), 0)).not.toBeNaN();
      expect(slope((x) => w.where(x.greater(0), x.log(), 0), 1)).toBe(1);
      expect(slope((x) => x.pow(2), 0)).toBe(0);
      expect(slope((x) => x.pow(1), 0)).toBe(1);
      expect(slope(w.elu, 0)).toBe(1);
      expect(slope(w.relu, 0)).toBe(0);
      expect(slope(w.softplus, 0)).toBe(0.5);
    });

    test("rounding: halves to even, signs of zero, numbers with no fraction", () => {
      expect(read(w.round(n(0.5, 1.5, 2.5, -0.5, -1.5, 1e10, Number.NaN, INF)))).toEqual([
        0,
        2,
        2,
        -0,
        -2,
        1e10,
        Number.NaN,
        INF,
      ]);
      expect(read(w.floor(n(-0.5, 0.5, -INF, 1e10)))).toEqual([-1, 0, -INF, 1e10]);
      expect(read(w.ceil(n(-0.5, 0.5, INF, 1e10)))).toEqual([-0, 1, INF, 1e10]);
      expect(read(w.sign(n(-3, 7, Number.NaN, INF, -INF, 0)))).toEqual([-1, 1, Number.NaN, 1, -1, 0]);
      expect(read(n(-0).neg())).toEqual([0]);
      expect(read(w.mod(n(5, -5, 5, -5, 5.5, INF, 5, -5), n(3, 3, -3, -3, 0, 3, INF, INF)))).toEqual([
        2,
        1,
        -1,
        -2,
        Number.NaN,
        Number.NaN,
        5,
        INF,
      ]);
    });

    test("comparisons with NaN are false, but for notEqual", () => {
      const [a, b] = [n(Number.NaN, 1, Number.NaN, 2, 0), n(Number.NaN, Number.NaN, 1, 2, -0)];
      expect(w.equal(a, b).toArray()).toEqual([false, false, false, true, true]);
      expect(w.notEqual(a, b).toArray()).toEqual([true, true, true, false, false]);
      expect(w.less(a, b).toArray()).toEqual([false, false, false, false, false]);
      expect(w.greaterEqual(a, b).toArray()).toEqual([false, false, false, true, true]);
      expect(w.isNan(a).toArray()).toEqual([true, false, true, false, false]);
      expect(w.isFinite(n(Number.NaN, INF, -INF, 1, 0)).toArray()).toEqual([false, false, false, true, true]);
      expect(w.cast(a, "bool").toArray()).toEqual([true, true, true, true, false]);
    });

    test("to int32: towards zero, to the nearest end beyond the ends, NaN to 0", () => {
      const x = n(1.9, -1.9, 1e10, -1e10, INF, -INF, Number.NaN, -0);
      expect(read(w.cast(x, "int32"))).toEqual([
        1, -1, 2147483647, -2147483648, 2147483647, -2147483648, 0, 0,
      ]);
    });
  });

  test("very small and very large numbers of float32", () => {
    const tiny = 2 ** -140;
    expect(read(as("float32", tiny, -tiny, 0, tiny).mul(2 ** 20))).toEqual([
      2 ** -120,
      -(2 ** -120),
      0,
      2 ** -120,
    ]);
    expect(read(as("float32", tiny, 3e38, -3e38, 1).add(as("float32", tiny, 3e38, -3e38, 1)))).toEqual([
      2 ** -139,
      INF,
      -INF,
      2,
    ]);
    expect(
      read(as("float32", 2 ** -149, 1e-30, 1e30, 1e38).mul(as("float32", 0.5, 1e-30, 1e30, 1e-38))),
    ).toEqual([0, 0, INF, Math.fround(Math.fround(1e38) * Math.fround(1e-38))]);
    // A float64 that float32 cannot hold.
    expect(read(w.cast(as("float64", 1e300, -1e300, 1e-300), "float32"))).toEqual([INF, -INF, 0]);
    expect(read(w.norm(as("float64", 1e150, 1e150)).reshape([1]))[0]).toBeCloseTo(Math.SQRT2 * 1e150, -140);
  });

  test("int32 wraps around", () => {
    const [top, low] = [2147483647, -2147483648];
    expect(read(ints(top, low, top, 5).add(ints(1, -1, top, 6)))).toEqual([low, top, -2, 11]);
    expect(read(ints(low, 0, 1).sub(ints(1, low, low)))).toEqual([top, low, -2147483647]);
    expect(read(ints(top, 65536, -3, 123456789).mul(ints(2, 65536, 5, 987654321)))).toEqual([
      -2,
      0,
      -15,
      Math.imul(123456789, 987654321),
    ]);
    expect(read(ints(low, 5).neg())).toEqual([low, -5]);
    expect(read(ints(low, -5).abs())).toEqual([low, 5]);
    expect(ints(top, 1, 1).sum().item()).toBe(-2147483647);
    expect(ints(65536, 65536, 3).prod().item()).toBe(0);
    expect(ints(123456789, 987654321, 7).prod().item()).toBe(Math.imul(Math.imul(123456789, 987654321), 7));
    expect(read(w.mod(ints(7, -7, 7, -7, 5), ints(3, 3, -3, -3, 0)))).toEqual([1, 2, -2, -1, 0]);
    expect(ints(low, low).max().item()).toBe(low);
    expect(ints(top, top, top, top, top).min().item()).toBe(top);
    expect(w.argMax(ints(low, low, 3, 3)).item()).toBe(2);
    expect(read(w.shiftLeft(ints(1, 1, -1, 3), ints(31, 32, 4, 0)))).toEqual([low, 0, -16, 3]);
    expect(read(w.shiftRightLogical(ints(-1, -1, 16, low), ints(0, 28, 4, 31)))).toEqual([-1, 15, 1, 1]);
    expect(read(w.bitXor(ints(-1, 12), ints(1, 10)))).toEqual([-2, 6]);
  });

  test("bools count as 0 and 1", () => {
    const b = tensor([true, false, true, true, false]);
    expect(b.sum().item()).toBe(3);
    expect(b.add(1).dtype).toBe("int32");
    expect(b.mul(2).toArray()).toEqual([2, 0, 2, 2, 0]);
    expect(b.mul(0.5).toArray()).toEqual([0.5, 0, 0.5, 0.5, 0]);
    expect(b.mean().item()).toBeCloseTo(0.6, 6);
    expect(w.all(b).toArray()).toBe(false);
    expect(w.any(b).toArray()).toBe(true);
    expect(w.all(tensor([])).toArray()).toBe(true);
    expect(w.any(tensor([])).toArray()).toBe(false);
    expect(w.argMax(b).item()).toBe(0);
    expect(w.logicalXor(b, true).toArray()).toEqual([false, true, false, false, true]);
  });

  test("sums of nothing and of very many", () => {
    const nothing = tensor([], { shape: [0, 3] });
    expect(nothing.sum(0).toArray()).toEqual([0, 0, 0]);
    expect(nothing.prod(0).toArray()).toEqual([1, 1, 1]);
    expect(nothing.mean().item()).toBeNaN();
    expect(nothing.matmul(tensor([[1], [2], [3]])).shape).toEqual([0, 1]);
    const k0 = tensor([], { shape: [2, 0] });
    expect(k0.matmul(tensor([], { shape: [0, 3] })).toArray()).toEqual([
      [0, 0, 0],
      [0, 0, 0],
    ]);
    expect(() => nothing.max(0)).toThrow(/no max of no elements/);
    // 0.1 is not a float32, and a sum of a million of them must not drift away.
    const many = w.full([1_000_003], 0.1).sum().item();
    expect(Math.abs(many - 1_000_003 * Math.fround(0.1))).toBeLessThan(20);
  });
});
