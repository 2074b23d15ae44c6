import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import {
  argSort,
  type DType,
  grad,
  jacobian,
  jit,
  median,
  quantile,
  randomKey,
  randomPermutation,
  randomShuffle,
  searchSorted,
  setEngine,
  sort,
  type Tensor,
  tensor,
  topK,
  transpose,
} from "../src/index";
import { domains, generator, sample } from "./support/numbers";

// A slow machine is no mistake.
vi.setConfig({ testTimeout: 0 });

const INF = Number.POSITIVE_INFINITY;
const NAN = Number.NaN;
const read = (x: Tensor): number[] => Array.from(x.data());

/** Positions of a list in order, by JavaScript's stable sort; NaN is the largest. */
function order(list: readonly number[], descending: boolean): number[] {
  const rank = (x: number): number => (Number.isNaN(x) ? 1 : 0);
  const compare = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : rank(a) - rank(b));
  return Array.from(list.keys()).sort((i, j) =>
    descending
      ? compare(list[j] as number, list[i] as number)
      : compare(list[i] as number, list[j] as number),
  );
}

/** Where a tensor is another than numbers; -1 when nowhere. */
function firstDifference(x: Tensor, numbers: readonly number[]): number {
  return x.data().findIndex((v, i) => !Object.is(v, numbers[i]));
}

// Both ways of sorting, at both ends of each; counters of both sizes.
const LENGTHS = [1, 2, 3, 47, 48, 49, 95, 96, 97, 300, 4095, 4097, 20_001];

describe.each([{ engine: "reference" }, { engine: "wasm" }] as const)("$engine", ({ engine }) => {
  beforeAll(() => setEngine(engine));
  afterAll(() => setEngine("wasm"));

  test.each(["float32", "float64", "int32"] as const)("%s of every length, with ties, both ways", (dtype) => {
    const random = generator(dtype);
    for (const length of LENGTHS) {
      for (const spread of [3, 1e6]) {
        const x = sample([length], dtype, (u) => Math.round(spread * (u - 0.5)) / 3, random);
        for (const descending of [false, true]) {
          const expected = order(read(x), descending);
          const numbers = x.data();
          expect(firstDifference(argSort(x, 0, { descending }), expected)).toBe(-1);
          expect(
            firstDifference(
              sort(x, 0, { descending }),
              expected.map((i) => numbers[i] as number),
            ),
          ).toBe(-1);
        }
      }
    }
  });

  test.each(["float32", "float64"] as const)(
    "%s: NaN above all, -0 beside 0, infinities at the ends",
    (dtype) => {
      const list = [NAN, 1, -0, 0, -INF, NAN, INF, -1, 0, -0, 1e-38, -1e-38, 3e38, -3e38];
      for (const repeat of [1, 12]) {
        const x = tensor(Array(repeat).fill(list).flat() as number[], { dtype });
        // The sign of a NaN does not matter.
        const turned = dtype === "float32" ? x.neg().neg() : x;
        for (const descending of [false, true]) {
          const expected = order(read(x), descending);
          expect(read(argSort(x, -1, { descending }))).toEqual(expected);
          expect(read(argSort(turned, -1, { descending }))).toEqual(expected);
        }
      }
      const negative = new Float32Array(new Uint32Array([0xffc00000, 0x7fc00000, 0x3f800000]).buffer);
      expect(read(argSort(tensor(negative)))).toEqual([2, 0, 1]);
      expect(read(sort(tensor(list, { dtype })))).toEqual(
        order(list, false).map((i) => read(tensor(list, { dtype }))[i]),
      );
    },
  );

  test("integers to both ends, and bools", () => {
    const list = [0, 2 ** 31 - 1, -(2 ** 31), -1, 1, 65536, -65536];
    const x = tensor(new Int32Array(list));
    expect(read(sort(x))).toEqual([...list].sort((a, b) => a - b));
    expect(read(sort(x, 0, { descending: true }))).toEqual([...list].sort((a, b) => b - a));
    const flags = sort(tensor([true, false, true, false]));
    expect([flags.dtype, read(flags)]).toEqual(["bool", [0, 0, 1, 1]]);
    expect(read(argSort(tensor([true, false, true, false]), 0, { descending: true }))).toEqual([0, 2, 1, 3]);
  });

  test("what is equal everywhere, and digits that are, need no dealing", () => {
    expect(read(argSort(tensor(new Float32Array(500).fill(2))))).toEqual(
      Array.from({ length: 500 }, (_, i) => i),
    );
    const small = Int32Array.from({ length: 500 }, (_, i) => (i * 7) % 256);
    expect(read(argSort(tensor(small)))).toEqual(order(Array.from(small), false));
    const high = Int32Array.from({ length: 500 }, (_, i) => ((i * 7) % 256) << 24);
    expect(read(argSort(tensor(high)))).toEqual(order(Array.from(high), false));
  });

  test("along every axis it is the same as of what is transposed", () => {
    const x = sample([3, 4, 5], "float32", domains.any, generator("axes"));
    for (const axis of [0, 1, 2, -3]) {
      const perm = [0, 1, 2].filter((i) => i !== (axis + 3) % 3);
      perm.push((axis + 3) % 3);
      const back = perm.map((_, i) => perm.indexOf(i));
      expect(sort(x, axis).toArray()).toEqual(transpose(sort(transpose(x, perm)), back).toArray());
      expect(argSort(x, axis).toArray()).toEqual(transpose(argSort(transpose(x, perm)), back).toArray());
    }
  });

  test("nothing, and scalars", () => {
    expect(sort(tensor([])).shape).toEqual([0]);
    expect(argSort(tensor([], { shape: [3, 0] })).shape).toEqual([3, 0]);
    expect(sort(tensor([], { shape: [0, 3] }), 1).shape).toEqual([0, 3]);
    expect(topK(tensor([], { shape: [0, 3] }), 2).values.shape).toEqual([0, 2]);
    expect(read(sort(tensor([4])))).toEqual([4]);
    expect(() => sort(1)).toThrow(/sort: axis -1 does not exist in a tensor of rank 0/);
    expect(() => argSort([1, 2], 2)).toThrow(/argSort: axis 2 does not exist/);
  });

  test("a hundred thousand rows", () => {
    const x = sample([100_000, 5], "float32", domains.any, generator("many rows"));
    const [sorted, given] = [sort(x).data(), x.data()];
    for (let at = 0; at < given.length; at += 5) {
      const row = Array.from(given.subarray(at, at + 5)).sort((a, b) => a - b);
      if (row.some((v, i) => v !== sorted[at + i])) expect.fail(`row ${at / 5}`);
    }
  });

  test("the largest with their positions, the first of equal ones", () => {
    const x = tensor([
      [1, 4, 2, 4],
      [9, NAN, 3, 9],
    ]);
    const { values, indices } = topK(x, 3);
    expect(values.toArray()).toEqual([
      [4, 4, 2],
      [NAN, 9, 9],
    ]);
    expect(indices.toArray()).toEqual([
      [1, 3, 2],
      [1, 0, 3],
    ]);
    expect(indices.dtype).toBe("int32");
    const apart = topK(x, 2, { sorted: false });
    expect(apart.indices.toArray()).toEqual([
      [1, 3],
      [0, 1],
    ]);
    expect(apart.values.toArray()).toEqual([
      [4, 4],
      [9, NAN],
    ]);
    expect(topK([1, 2], 0).values.shape).toEqual([0]);
    for (const k of [-1, 5, 1.5, NAN])
      expect(() => topK(x, k)).toThrow(/expected a whole number from 0 to 4/);
    expect(() => topK(3, 1)).toThrow(/axis -1 does not exist in a tensor of rank 0/);
  });

  // From NumPy 2.4.6: numpy.quantile, numpy.median and numpy.searchsorted.
  test("quantiles as NumPy has them", () => {
    const x = tensor([0.5, -1.25, 3.75, 2.5, -0.125, 7, 1.5], { dtype: "float64" });
    expect(read(quantile(x, [0, 0.05, 0.25, 0.5, 0.6, 0.9, 1]))).toEqual([
      -1.25, -0.9125, 0.1875, 1.5, 2.0999999999999996, 5.050000000000001, 7,
    ]);
    const m = tensor(
      [
        [3, 1, 2, 9],
        [8, 5, 7, -6],
        [0, 4, 10, 11],
      ],
      { dtype: "float64" },
    );
    const close = (received: Tensor, expected: readonly number[]): void =>
      read(received).forEach((v, i) => {
        expect(v).toBeCloseTo(expected[i] as number, 12);
      });
    close(quantile(m, [0.3, 0.8], 0), [1.8, 2.8, 5, 3, 6, 4.6, 8.8, 10.2]);
    expect(median(m, 1).toArray()).toEqual([2.5, 6, 7]);
    close(quantile(m, 0.35, [0, 1]), [2.85]);
    expect(quantile(m, [0.1, 0.2], 1, { keepdims: true }).shape).toEqual([2, 3, 1]);
    expect(median(m, undefined, { keepdims: true }).shape).toEqual([1, 1]);
  });

  test("quantiles at the edges", () => {
    expect(median([1, NAN, 3]).item()).toBeNaN();
    expect(
      read(
        quantile(
          [
            [1, NAN],
            [2, 4],
          ],
          0,
          1,
        ),
      ),
    ).toEqual([NAN, 2]);
    expect(median([INF, INF]).item()).toBe(INF);
    expect(median([-INF, 3, INF]).item()).toBe(3);
    expect(median(7).item()).toBe(7);
    expect(median(tensor(new Int32Array([1, 2]))).item()).toBe(1.5);
    expect(() => median([])).toThrow(/there is no median of no elements, received shape \[0\]/);
    for (const q of [-0.1, 1.1, NAN, [], [0.5, 2]])
      expect(() => quantile([1, 2], q)).toThrow(/quantile: received q = .* expected numbers from 0 to 1/);
    expect(() => quantile([1, 2], 0.5, 1)).toThrow(/quantile: axis 1 does not exist/);
  });

  test("places in a sorted list as NumPy has them", () => {
    const list = [1, 2, 2, 3, NAN];
    const values = [0, 1, 2, 2.5, 3, 4, NAN];
    expect(read(searchSorted(list, values))).toEqual([0, 0, 1, 3, 3, 4, 4]);
    expect(read(searchSorted(list, values, { side: "right" }))).toEqual([0, 1, 3, 3, 4, 4, 5]);
    expect(searchSorted([], [[1], [2]]).toArray()).toEqual([[0], [0]]);
    expect(() => searchSorted([[1]], 1)).toThrow(
      /received sorted elements of shape \[1, 1\], expected a vector/,
    );
    expect(() => searchSorted([1], 1, { side: "middle" as never })).toThrow(
      /side "middle", expected "left" or "right"/,
    );
  });

  test("a place is how many stand before", () => {
    const random = generator("places");
    for (const length of [1, 2, 3, 4, 7, 8, 9, 100]) {
      const list = sort(sample([length], "int32", (u) => 20 * u - 10, random));
      const values = sample([50], "int32", (u) => 24 * u - 12, random);
      const [places, after] = [searchSorted(list, values), searchSorted(list, values, { side: "right" })];
      read(values).forEach((v, i) => {
        expect(places.data()[i]).toBe(read(list).filter((e) => e < v).length);
        expect(after.data()[i]).toBe(read(list).filter((e) => e <= v).length);
      });
    }
  });

  test("a permutation has each number once, the same on every engine", () => {
    expect(read(randomPermutation(randomKey(7), 8))).toEqual([1, 5, 0, 7, 3, 2, 6, 4]);
    for (const n of [0, 1, 2, 1000, 5000]) {
      const p = randomPermutation(randomKey(n), n);
      expect([p.dtype, p.shape]).toEqual(["int32", [n]]);
      expect(read(sort(p))).toEqual(Array.from({ length: n }, (_, i) => i));
    }
    expect(() => randomPermutation(randomKey(1), 2.5)).toThrow(/expected whole numbers of at least 0/);
    expect(() => randomPermutation(randomKey(1), tensor(4))).toThrow(
      /randomPermutation: axis 0 does not exist/,
    );
    expect(() => randomShuffle(randomKey(1), [1], 1)).toThrow(/randomShuffle: axis 1 does not exist/);
    expect(() => randomPermutation([1, 2, 3], 4)).toThrow(/make one with randomKey\(seed\)/);
  });

  test("a shuffle keeps slices whole", () => {
    const x = tensor(Array.from({ length: 60 }, (_, i) => i)).reshape([20, 3]);
    const rows = randomShuffle(randomKey(3), x).toArray() as number[][];
    expect(rows).not.toEqual(x.toArray());
    expect([...rows].sort((a, b) => (a[0] as number) - (b[0] as number))).toEqual(x.toArray());
    expect(rows).toEqual(randomPermutation(randomKey(3), x).toArray());
    const columns = transpose(randomShuffle(randomKey(5), x, -1)).toArray() as number[][];
    expect([...columns].sort((a, b) => (a[0] as number) - (b[0] as number))).toEqual(transpose(x).toArray());
  });
});

test("all orders of four are equally likely", () => {
  const draws = 4800;
  const counts = new Map<string, number>();
  const draw = jit((key: Tensor) => randomPermutation(key, 4));
  for (let seed = 0; seed < draws; seed++) {
    const seen = read(draw(randomKey(seed)) as Tensor).join("");
    counts.set(seen, (counts.get(seen) ?? 0) + 1);
  }
  const expected = draws / 24;
  const chi = Array.from(counts.values()).reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
  expect(counts.size).toBe(24);
  // The 99.9th percentile of chi squared with 23 degrees of freedom.
  expect(chi).toBeLessThan(49.7);
});

test("gradients of sort and topK go where elements came from, through other work", () => {
  const x = tensor([3, 1, 2, 5]);
  const slope = (f: (t: Tensor) => Tensor): number[] => read(grad(f)(x));
  expect(slope((t) => sort(t.mul(2)).mul([1, 10, 100, 1000]).sum())).toEqual([200, 2, 20, 2000]);
  expect(slope((t) => topK(t, 2).values.mul([1, 10]).square().sum())).toEqual([600, 0, 0, 10]);
  expect(slope((t) => median(t))).toEqual([0.5, 0, 0.5, 0]);
  const second = grad((t: Tensor) => grad((u: Tensor) => sort(u).mul([1, 2, 3, 4]).pow(3).sum())(t).sum());
  expect(read(second(x))).toEqual([3, 1, 2, 5].map((v, i) => 6 * v * [3, 1, 2, 4][i]! ** 3));
});

test("the Jacobian of sort is its permutation", () => {
  expect(jacobian((t: Tensor) => sort(t))(tensor([3, 1, 2])).toArray()).toEqual([
    [0, 1, 0],
    [0, 0, 1],
    [1, 0, 0],
  ]);
});

test("sorting is a permutation in order, and its positions are stable", () => {
  const number = fc.oneof(
    fc.float(),
    fc.integer({ min: -3, max: 3 }),
    fc.constantFrom(NAN, INF, -INF, -0, 0),
  );
  fc.assert(
    fc.property(
      fc.array(number, { minLength: 1, maxLength: 130 }),
      fc.integer({ min: 1, max: 4 }),
      fc.boolean(),
      fc.constantFrom<DType>("float32", "float64"),
      (list, rows, descending, dtype) => {
        const length = Math.max(1, Math.floor(list.length / rows));
        const x = tensor(
          Array.from({ length: rows * length }, (_, i) => list[i % list.length] as number),
          {
            shape: [rows, length],
            dtype,
          },
        );
        const [positions, sorted] = [argSort(x, 1, { descending }), sort(x, 1, { descending })];
        for (let row = 0; row < rows; row++) {
          const own = Array.from(x.data().subarray(row * length, (row + 1) * length));
          const expected = order(own, descending);
          expect(Array.from(positions.data().subarray(row * length, (row + 1) * length))).toEqual(expected);
          expect(Array.from(sorted.data().subarray(row * length, (row + 1) * length))).toEqual(
            expected.map((i) => own[i]),
          );
        }
      },
    ),
    { numRuns: 200, seed: 11 },
  );
});
