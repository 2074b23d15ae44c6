import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as w from "../src/index";
import { type DType, grad, jit, setEngine, type Tensor, tensor } from "../src/index";

const INF = Number.POSITIVE_INFINITY;
const NAN = Number.NaN;

const read = (x: Tensor): number[] => Array.from(x.data());
const ints = (...values: number[]): Tensor => tensor(new Int32Array(values));

describe.each([
  { engine: "reference", fma: "auto" },
  { engine: "wasm", fma: "off" },
  { engine: "wasm", fma: "auto" },
] as const)("$engine, fma $fma", ({ engine, fma }) => {
  beforeAll(() => setEngine(engine, { fma }));
  afterAll(() => setEngine("wasm"));

  describe.each(["float32", "float64"] as const)("%s", (dtype) => {
    const n = (...values: number[]): Tensor => tensor(values, { dtype });
    /** Numbers in as many places as lanes and the rest of a vector have. */
    const slopes = (f: (x: Tensor) => Tensor, ...at: number[]): number[] =>
      read(grad((x: Tensor) => f(x).sum())(n(...at)));
    const eps = dtype === "float64" ? 1e-12 : 1e-6;

    test("softplus, its slope and its mirror image far out", () => {
      expect(read(w.softplus(n(1000, -1000, 1e30, -1e30, 88, -88, 100)))).toEqual([
        1000,
        0,
        n(1e30).item(),
        0,
        88,
        expect.closeTo(0, 37),
        100,
      ]);
      expect(slopes(w.softplus, 1000, -1000, INF, -INF, 0)).toEqual([1, 0, 1, 0, 0.5]);
      expect(slopes(w.logSigmoid, -1000, 0)).toEqual([1, 0.5]);
      expect(slopes(w.logSigmoid, 1000)[0]).toBeCloseTo(0, 12);
    });

    test("sigmoid and tanh saturate, and their slopes go to 0", () => {
      expect(slopes(w.sigmoid, 1000, -1000, INF, -INF, 0)).toEqual([0, 0, 0, 0, 0.25]);
      expect(slopes(w.tanh, 1000, -1000, INF, -INF, 0)).toEqual([0, 0, 0, 0, 1]);
      // Far out on the left a sigmoid is as good as exp.
      const [y] = read(w.sigmoid(n(-80))) as [number];
      expect(Math.abs(y / Math.exp(-80) - 1)).toBeLessThan(dtype === "float64" ? 1e-12 : 1e-5);
    });

    test("a cross-entropy composed from logits stays finite, with a slope between -1 and 1", () => {
      const bce = (logits: Tensor): Tensor => w.softplus(logits).sub(logits.mul(n(1, 0, 1, 0, 1)));
      expect(read(bce(n(1000, 1000, -1000, -1000, 0)))).toEqual([
        0,
        1000,
        1000,
        0,
        expect.closeTo(Math.LN2, 6),
      ]);
      expect(slopes(bce, 1000, 1000, -1000, -1000, 0)).toEqual([0, 1, -1, 0, -0.5]);
      const crossEntropy = (logits: Tensor): Tensor => w.logSoftmax(logits).slice([0]).neg();
      expect(crossEntropy(n(-1000, 1000, 0)).item()).toBe(2000);
      expect(slopes(crossEntropy, -1000, 1000, 0)).toEqual([-1, 1, 0]);
    });

    test("logSumExp of large numbers and of nothing but -Infinity, with slopes", () => {
      const row = n(1e30, 1e30, -1e30);
      expect(w.logSumExp(row).item()).toBe(n(1e30).item());
      expect(w.logSumExp(n(-1000, -1000)).item()).toBeCloseTo(-1000 + Math.LN2, dtype === "float64" ? 9 : 3);
      expect(read(w.logSumExp(tensor([-INF, -INF, 1, 2], { shape: [2, 2], dtype }), 1))).toEqual([
        -INF,
        expect.closeTo(2.313261, 5),
      ]);
      expect(slopes((x) => w.logSumExp(x), 1000, 1000)).toEqual([0.5, 0.5]);
      expect(slopes((x) => w.logSumExp(x), -INF, 0)).toEqual([0, 1]);
      expect(read(w.softmax(n(1e30, -1e30, -INF)))).toEqual([1, 0, 0]);
      expect(read(w.logAddExp(n(1000, -1000, -INF), n(1000, -1000, -INF)))).toEqual([
        expect.closeTo(1000 + Math.LN2, 3),
        expect.closeTo(-1000 + Math.LN2, 3),
        -INF,
      ]);
    });

    test("division by zero and the zeros beside infinities", () => {
      expect(read(w.mod(n(5, -5, 0, NAN, 1), n(0, -0, 0, 1, NAN)))).toEqual([NAN, NAN, NAN, NAN, NAN]);
      expect(read(w.floorDiv(n(5, -5, 0, 1, -1, 1, -1, INF), n(0, 0, 0, INF, INF, -INF, -INF, 2)))).toEqual([
        INF,
        -INF,
        NAN,
        0,
        -1,
        -1,
        0,
        NAN,
      ]);
      expect(read(n(0, INF, -INF, NAN).mul(0))).toEqual([0, NAN, NAN, NAN]);
      expect(read(n(0, INF, -INF, NAN, 3).matmul(w.zeros([5, 1], dtype)))).toEqual([NAN]);
      expect(read(w.pow(n(0, -0, 0, INF), n(-1, -1, -2, -1)))).toEqual([INF, -INF, INF, 0]);
    });

    test("NaN in reductions and comparisons, wherever it stands", () => {
      for (const length of [1, 2, 4, 7, 33]) {
        for (const at of new Set([0, length - 1])) {
          const x = n(...Array.from({ length }, (_, i) => (i === at ? NAN : i)));
          for (const f of [w.sum, w.prod, w.mean, w.max, w.min, w.variance, w.std, w.norm, w.logSumExp])
            expect(f(x).item(), f.name).toBeNaN();
          expect(w.countNonzero(x).item()).toBe(length - (at === 0 ? 0 : 1));
          expect(w.any(x).toArray()).toBe(true);
          expect(read(w.softmax(x)).every(Number.isNaN)).toBe(true);
          expect(read(w.sparsemax(x)).every(Number.isNaN)).toBe(true);
        }
      }
      for (const f of [w.relu, w.relu6, w.leakyRelu, w.hardTanh, w.hardShrink, w.softShrink, w.sparsePlus])
        expect(read(f(n(NAN, 1, NAN, 1, NAN))).filter(Number.isNaN).length, f.name).toBe(3);
      for (const f of [
        w.sign,
        w.trunc,
        w.floor,
        w.round,
        w.abs,
        w.exp2,
        w.log2,
        w.gelu,
        w.mish,
        w.squareplus,
      ])
        expect(read(f(n(NAN)))[0], f.name).toBeNaN();
      expect(read(w.relu(n(NAN, 9, -1), { maxValue: 6, negativeSlope: 0.5 }))).toEqual([NAN, 6, -0.5]);
      expect(w.isInf(n(INF, -INF, NAN, 1)).toArray()).toEqual([true, true, false, false]);
    });

    test("nanToNum puts in what is asked for, and no slope comes from there", () => {
      const largest = dtype === "float64" ? Number.MAX_VALUE : 3.4028234663852886e38;
      expect(read(w.nanToNum(n(NAN, INF, -INF, 2)))).toEqual([0, largest, -largest, 2]);
      expect(read(w.nanToNum(n(NAN, INF, -INF, 2), { nan: 1, posinf: 3, neginf: -3 }))).toEqual([
        1, 3, -3, 2,
      ]);
      expect(slopes((x) => w.nanToNum(x).mul(5), NAN, INF, 2)).toEqual([0, 0, 5]);
    });

    test("hypot neither overflows nor vanishes on the way", () => {
      const [big, small] = dtype === "float64" ? [1e300, 1e-300] : [1e30, 1e-30];
      const [a, b] = read(w.hypot(n(3 * big, 3 * small), n(4 * big, 4 * small))) as [number, number];
      expect(Math.abs(a / (5 * big) - 1)).toBeLessThan(eps);
      expect(Math.abs(b / (5 * small) - 1)).toBeLessThan(eps);
      expect(read(w.hypot(n(0, INF, NAN, NAN, -INF), n(0, NAN, -INF, 1, 2)))).toEqual([
        0,
        INF,
        INF,
        NAN,
        INF,
      ]);
      expect(slopes((x) => w.hypot(x, 0), 0, 3, -2)).toEqual([0, 1, -1]);
    });

    test("trunc keeps the sign of zero and what has no fraction", () => {
      expect(read(w.trunc(n(-0.5, 0.5, -1.9, 1.9, 1e20, -INF)))).toEqual([
        -0,
        0,
        -1,
        1,
        n(1e20).item(),
        -INF,
      ]);
    });

    test("floorDiv goes with mod", () => {
      // 1 / 0.1 rounds to 10, but ten times the double next to 0.1 is more than 1: NumPy has 9.
      if (dtype === "float64") expect(w.floorDiv(n(1), n(0.1)).item()).toBe(9);
      const [a, b] = [n(7, -7, 7, -7, 5.5, 1e6), n(2, 2, -2, -2, 0.5, 7)];
      expect(read(w.floorDiv(a, b))).toEqual([3, -4, -4, 3, 11, 142857]);
      expect(read(w.floorDiv(a, b).mul(b).add(w.mod(a, b)))).toEqual(read(a));
    });

    test("what is normalised is finite when all are equal or there is only one", () => {
      const flat = w.full([3, 4], 7, dtype);
      expect(read(w.layerNorm(flat))).toEqual(Array(12).fill(0));
      expect(read(w.layerNorm(w.full([2, 1], 3, dtype)))).toEqual([0, 0]);
      expect(read(w.batchNormTraining(flat).output)).toEqual(Array(12).fill(0));
      expect(read(w.rmsNorm(w.zeros([4], dtype)))).toEqual([0, 0, 0, 0]);
      for (const f of [w.layerNorm, w.rmsNorm, (x: Tensor) => w.groupNorm(x.reshape([1, 4]), 2)])
        for (const slope of slopes((x) => f(x), 7, 7, 7, 7)) expect(slope).not.toBeNaN();
    });

    test("a query that may look at no key gets zeros, and its slope is 0", () => {
      const [q, k, v] = [0, 1, 2].map((i) => w.arange(6, undefined, { dtype }).reshape([3, 2]).add(i));
      const mask = tensor([
        [true, false, true],
        [false, false, false],
        [false, true, false],
      ]);
      const out = w.scaledDotProductAttention(q!, k!, v!, { mask });
      expect(out.slice([1]).toArray()).toEqual([0, 0]);
      expect(out.slice([2]).toArray()).toEqual(v!.slice([1]).toArray());
      const slope = grad((x: Tensor) => w.scaledDotProductAttention(x, k!, v!, { mask }).sum())(q!);
      expect(slope.slice([1]).toArray()).toEqual([0, 0]);
      expect(read(slope).some(Number.isNaN)).toBe(false);
    });

    test("empty tensors and scalars go through everything", () => {
      const empty = tensor([], { shape: [0, 3], dtype });
      for (const f of [w.relu, w.gelu, w.softplus, w.hardShrink, w.sparsePlus, w.trunc, w.nanToNum, w.isInf])
        expect(f(empty).shape, f.name).toEqual([0, 3]);
      for (const f of [w.softmax, w.logSoftmax, w.sparsemax, w.layerNorm, w.rmsNorm, w.l2Normalize])
        expect(read(f(empty)), f.name).toEqual([]);
      expect(empty.sum().item()).toBe(0);
      expect(empty.prod().item()).toBe(1);
      expect(empty.sum(0).toArray()).toEqual([0, 0, 0]);
      expect(empty.sum(1).shape).toEqual([0]);
      expect(w.norm(empty).item()).toBe(0);
      expect(w.countNonzero(empty).item()).toBe(0);
      for (const f of [w.max, w.min, w.logSumExp]) expect(() => f(empty), f.name).toThrow(/no elements/);
      expect(() => w.argMax(empty, 0)).toThrow(/no elements/);
      // Along an axis that has elements there is nothing to compare, and so nothing to say.
      expect(w.argMax(empty, 1).shape).toEqual([0]);
      expect(empty.max(1).shape).toEqual([0]);
      expect(w.takeAlongAxis(empty, w.zeros([0, 2], "int32"), 1).shape).toEqual([0, 2]);
      expect(w.concat([empty, empty]).shape).toEqual([0, 3]);
      expect(read(grad((x: Tensor) => x.sum())(empty))).toEqual([]);
      const one = tensor(2, { dtype });
      for (const f of [w.relu, w.softplus, w.sigmoid, w.square, w.trunc])
        expect(f(one).shape, f.name).toEqual([]);
      expect(one.sum([]).item()).toBe(2);
      expect(one.max().item()).toBe(2);
      expect(w.variance(one).item()).toBe(0);
      expect(one.broadcastTo([2]).toArray()).toEqual([2, 2]);
      expect(grad((x: Tensor) => x.square())(one).item()).toBe(4);
    });
  });

  test("the slope of a product, however long, with zeros and without", () => {
    const slope = (x: Tensor): Tensor => grad((at: Tensor) => at.prod())(x);
    expect(slope(tensor([2, 3, 4, 5, 6])).toArray()).toEqual([360, 240, 180, 144, 120]);
    expect(slope(tensor([2, 0, 4])).toArray()).toEqual([0, 8, 0]);
    expect(slope(tensor([0, 3, 0])).toArray()).toEqual([0, 0, 0]);
    expect(slope(tensor([7])).toArray()).toEqual([1]);
    const long = slope(w.ones([3001]).add(w.arange(3001).equal(17)));
    expect(Array.from(long.data(), (x, i) => x === (i === 17 ? 1 : 2)).every(Boolean)).toBe(true);
  });

  test("angles of many turns, beside others that are none", () => {
    const at = [1e9, -3e38, 0.5, 1e20, 2 ** 100, -1.6e9, 3, INF, 2 ** 30, 4.5e15].map(Math.fround);
    const near = read(tensor([0.5, 3, 0.5, 3]).sin());
    for (const [f, exact] of [
      [w.sin, Math.sin],
      [w.cos, Math.cos],
      [w.tan, Math.tan],
    ] as const) {
      read(f(tensor(at))).forEach((y, i) => {
        const right = exact(at[i] as number);
        if (Number.isFinite(right))
          expect(Math.abs(y - right)).toBeLessThan(3e-7 * Math.max(1, Math.abs(right)));
        else expect(y).toBeNaN();
      });
    }
    // A lane is not another number for its neighbours.
    const beside = read(tensor([0.5, 3, 1e20, -1e30]).sin());
    expect(beside.slice(0, 2)).toEqual(near.slice(0, 2));
  });

  test("the smallest numbers of float32 are not lost in arithmetic", () => {
    const least = 2 ** -149;
    const x = tensor([least, 3 * least, -least, 2 ** -127, 0]);
    expect(read(x.add(x))).toEqual([2 * least, 6 * least, -2 * least, 2 ** -126, 0]);
    expect(read(x.neg().relu().sub(least))).toEqual([-least, -least, 0, -least, -least]);
    expect(x.sum().item()).toBe(3 * least + 2 ** -127);
    expect(read(w.greater(x, 0))).toEqual([1, 1, 0, 1, 0]);
    expect(read(w.cast(x, "bool"))).toEqual([1, 1, 1, 1, 0]);
    expect(read(w.sign(x))).toEqual([1, 1, -1, 1, 0]);
    expect(read(w.sqrt(tensor([2 ** -148, 2 ** -146])))).toEqual([2 ** -74, 2 ** -73]);
    expect(read(w.cast(x, "float64").mul(2 ** 149))).toEqual([1, 3, -1, 2 ** 22, 0]);
    const logs = read(tensor([least, 2 ** -140, 2 ** -127, 1]).log());
    [149, 140, 127, 0].forEach((power, i) => {
      expect(logs[i]).toBeCloseTo(-power * Math.LN2, 4);
    });
    // exp is allowed to give 0 or the nearest there.
    for (const y of read(tensor([-88, -95, -103]).exp())) expect(y).toBeLessThan(2 ** -126);
  });

  test("int32 wraps around, divides and shifts as NumPy has it", () => {
    const [top, low] = [2147483647, -2147483648];
    expect(read(ints(low, top).sub(ints(1, -1)))).toEqual([top, low]);
    expect(read(w.square(ints(65536, 46341, -3)))).toEqual([0, Math.imul(46341, 46341), 9]);
    expect(ints(low, low).sum().item()).toBe(0);
    expect(tensor(new Int32Array(1001).fill(top)).sum().item()).toBe(Math.imul(1001, top));
    expect(read(tensor(new Int32Array(12).fill(top), { shape: [3, 4] }).sum(0))).toEqual(
      Array(4).fill(Math.imul(3, top)),
    );
    expect(ints(low).neg().item()).toBe(low);
    expect(ints(low).abs().item()).toBe(low);
    expect(ints(low).sub(0).sum().item()).toBe(low);
    expect(read(w.mod(ints(7, low, low, 0, -1, top), ints(0, -1, top, 5, low, low)))).toEqual([
      0, 0, 2147483646, 0, -1, -1,
    ]);
    expect(read(w.floorDiv(ints(7, -7, 7, -7, 5, low, low, top), ints(2, 2, -2, -2, 0, -1, 2, 3)))).toEqual([
      3,
      -4,
      -4,
      3,
      0,
      low,
      -1073741824,
      715827882,
    ]);
    expect(read(ints(7, 0, -7).div(ints(0, 0, 0)))).toEqual([INF, NAN, -INF]);
    expect(read(w.shiftLeft(ints(1, 1, 1, 1), ints(0, 31, 32, 100)))).toEqual([1, low, 0, 0]);
    expect(read(w.shiftLeft(ints(1, 3), 32))).toEqual([0, 0]);
    expect(read(w.shiftRightLogical(ints(-1, -1, -1, 8), ints(31, 32, -1, 40)))).toEqual([1, 0, 0, 0]);
    expect(read(w.shiftRightLogical(ints(-1), 33))).toEqual([0]);
    expect(read(ints(top, low).maximum(ints(low, top)))).toEqual([top, top]);
    expect(w.less(ints(low, top), ints(top, low)).toArray()).toEqual([true, false]);
    expect(read(w.cast(ints(top, low), "float32"))).toEqual([2 ** 31, low]);
    expect(read(w.cast(ints(top, low), "float64"))).toEqual([top, low]);
    expect(w.scatterAdd([0, 0], ints(top, 1), [1]).toArray()).toEqual([low]);
    expect(read(w.pow(ints(2, -2, 0), ints(3, 3, 0)))).toEqual([8, -8, 1]);
    expect(w.dot(w.cast(ints(3, 4), "float32"), ints(3, 4)).item()).toBe(25);
  });

  test("what does not fit into memory is refused before there is an attempt", () => {
    const refused =
      /needs \d+ bytes as (float32|float64|int32|bool); one tensor can hold less than 2147483648/;
    const [column, row] = [w.ones([50_000, 1]), w.ones([1, 50_000])];
    expect(() => w.full([50_000, 50_000], 1)).toThrow(refused);
    // 2^28 doubles are 2^31 bytes, 2^28 floats half of that.
    expect(() => w.full([2 ** 28], 1, "float64")).toThrow(refused);
    expect(w.full([2 ** 28], 1).shape).toEqual([2 ** 28]);
    expect(() => column.matmul(row)).toThrow(
      /matmul: a tensor of shape \[50000, 50000\] needs 10000000000 bytes/,
    );
    expect(() => column.add(row)).toThrow(refused);
    expect(() => w.outer(column, row)).toThrow(refused);
    expect(() => w.arange(1e10)).toThrow(refused);
    expect(() => w.linspace(0, 1, 1e9)).toThrow(refused);
    expect(() => w.eye(50_000)).toThrow(refused);
    expect(() => w.randomUniform(w.randomKey(1), [50_000, 50_000])).toThrow(refused);
    expect(() => w.tile(column, [1, 50_000])).toThrow(refused);
    expect(() =>
      w.pad(row, [
        [0, 50_000],
        [0, 0],
      ]),
    ).toThrow(refused);
    expect(() => w.gather(row, w.zeros([50_000], "int32"))).toThrow(refused);
    expect(() => w.concat(Array(9).fill(w.full([2 ** 26], 1)))).toThrow(refused);
    expect(() => w.scatterAdd([0], w.ones([1, 2]), [2 ** 29, 2])).toThrow(refused);
    expect(() => w.oneHot(w.zeros([50_000]), 50_000)).toThrow(refused);
    // Here it is found out when the numbers are asked for; the reference engine would first compute the half.
    if (engine === "wasm") {
      const wide = (x: Tensor): Tensor => w.cast(w.broadcastTo(x, [2 ** 28]), "float64");
      expect(() => wide(tensor(1)).data()).toThrow(refused);
      expect(() => jit(wide)(tensor(1))).toThrow(refused);
    }
    // Afterwards the engine works as before.
    expect(tensor([1, 2]).add(1).toArray()).toEqual([2, 3]);
  });
});

test("the dtypes of every edge are known", () => {
  const dtypes: DType[] = [
    w.floorDiv(ints(1), 2),
    w.floorDiv(1, 2),
    w.trunc(ints(1)),
    w.hypot(ints(1), 1),
  ].map((x) => x.dtype);
  expect(dtypes).toEqual(["int32", "float32", "int32", "float32"]);
});
