import { afterAll, describe, expect, test, vi } from "vitest";
import * as w from "../src/index";
import { jit, randomKey, setEngine, type Tensor } from "../src/index";

// A slow machine is no mistake.
vi.setConfig({ testTimeout: 0 });

afterAll(() => setEngine("wasm"));

const N = 20_000;

const onBoth = (f: () => Tensor): [ArrayLike<number>, ArrayLike<number>] => {
  setEngine("reference");
  const right = f().data();
  setEngine("wasm", { fma: "off" });
  return [f().data(), right];
};

/** The largest distance between the distribution of the numbers and what it should be (Kolmogorov and Smirnov). */
function distance(numbers: ArrayLike<number>, cdf: (x: number) => number): number {
  const sorted = Float64Array.from(numbers).sort();
  let worst = 0;
  sorted.forEach((x, i) => {
    const p = cdf(x);
    worst = Math.max(worst, Math.abs(p - i / sorted.length), Math.abs((i + 1) / sorted.length - p));
  });
  return worst;
}

/** What the distance stays below in all but one of 10,000 cases. */
const LIMIT = 2.23 / Math.sqrt(N);

const normalCdf = (x: number): number => 0.5 * (1 + w.erf(new Float64Array([x / Math.SQRT2])).item());

/** A table of the normal distribution, so that 20,000 numbers take no time. */
const table = (() => {
  const at = w.erf(Float64Array.from({ length: 8001 }, (_, i) => (i - 4000) / 800 / Math.SQRT2)).data();
  return (x: number): number => {
    const place = Math.min(Math.max(x * 800 + 4000, 0), 7999.999);
    const i = Math.floor(place);
    const [low, high] = [at[i] as number, at[i + 1] as number];
    return 0.5 * (1 + low + (place - i) * (high - low));
  };
})();

const moments = (numbers: ArrayLike<number>): [mean: number, sd: number] => {
  const all = Array.from(numbers);
  const mean = all.reduce((a, b) => a + b, 0) / all.length;
  return [mean, Math.sqrt(all.reduce((a, b) => a + (b - mean) ** 2, 0) / all.length)];
};

describe("bits", () => {
  test("are those of Philox 4x32-10's published vector", () => {
    // Salmon et al.: key 0, counter 0 gives 6627e8d5 e169c58d bc57ac4c 9b00dbd8.
    const bits = w.randomBits(new Int32Array([0, 0]), [4]).data();
    expect(Array.from(bits, (x) => (x >>> 0).toString(16))).toEqual([
      "6627e8d5",
      "e169c58d",
      "bc57ac4c",
      "9b00dbd8",
    ]);
  });

  test("are the same on both engines, of every length, and a longer draw begins as a shorter", () => {
    for (const seed of [0, 1, 2 ** 32, 2 ** 53 - 1]) {
      for (const length of [1, 3, 4, 5, 16, 17, 101]) {
        const [ours, right] = onBoth(() => w.randomBits(randomKey(seed), [length]));
        expect(ours).toEqual(right);
      }
    }
    const long = w.randomBits(randomKey(5), [50]).data();
    expect(w.randomBits(randomKey(5), [7]).data()).toEqual(long.slice(0, 7));
    expect(w.randomBits(randomKey(5), [5, 10]).data()).toEqual(long);
  });

  test("differ for every seed, also beyond 32 bits", () => {
    const seeds = [0, 1, 2, 2 ** 31, 2 ** 32, 2 ** 32 + 1, 2 ** 53 - 1];
    const firsts = new Set(seeds.map((s) => w.randomBits(randomKey(s), [4]).data().join()));
    expect(firsts.size).toBe(seeds.length);
  });

  test("floats are the same to the bit, whole numbers and truths too", () => {
    const draws: (() => Tensor)[] = [
      () => w.randomUniform(randomKey(3), [1000]),
      () => w.randomUniform(randomKey(3), [1000], -2, 3),
      () => w.randomBernoulli(randomKey(3), [1000], 0.3),
      () => w.randomInt(randomKey(3), [1000], -10, 10),
      () => w.randomInt(randomKey(3), [1000], -1000, 10),
      () => w.randomInt(randomKey(3), [1000], -(2 ** 31), 2 ** 31 - 1),
      () => w.randomCategorical(randomKey(3), [0.1, -0.5, 0.3, 2], { shape: [1000] }),
      () => w.foldIn(randomKey(3), 12),
      () => w.stack(w.splitKey(randomKey(3), 5)),
    ];
    for (const draw of draws) {
      const [ours, right] = onBoth(draw);
      expect(ours).toEqual(right);
    }
    for (const draw of [
      () => w.randomNormal(randomKey(3), [1000]),
      () => w.randomTruncatedNormal(randomKey(3), [1000]),
    ]) {
      const [ours, right] = onBoth(draw);
      Array.from(ours).forEach((x, i) => {
        expect(Math.abs(x - (right[i] as number))).toBeLessThan(4e-6);
      });
    }
  });
});

describe("keys", () => {
  test("of 10,000 splits and folds are all different, and so are the first numbers they give", () => {
    const key = randomKey(11);
    const split = w.stack(w.splitKey(key, 5000)).data();
    const fold = jit((i: Tensor) => w.foldIn(key, i));
    const seen = new Set<string>();
    for (let i = 0; i < 5000; i++) seen.add(`${split[2 * i]},${split[2 * i + 1]}`);
    for (let i = 0; i < 5000; i++)
      seen.add(
        fold(w.tensor(i, { dtype: "int32" }))
          .data()
          .join(),
      );
    expect(seen.size).toBe(10_000);
    const first = new Set(
      Array.from(seen, (k) => w.tensor(k.split(",").map(Number), { dtype: "int32" }))
        .slice(0, 50)
        .map((k) => w.randomBits(k, [4]).data().join()),
    );
    expect(first.size).toBe(50);
  });

  test("of neighbouring counters and parts of one split do not go together", () => {
    const key = randomKey(4);
    const draws = [
      ...[0, 1, 2, 3].map((i) => w.randomUniform(w.foldIn(key, i), [N])),
      ...w.splitKey(key, 3).map((k) => w.randomUniform(k, [N])),
      w.randomUniform(key, [N]),
    ].map((t) => t.data());
    for (const [i, a] of draws.entries()) {
      for (const b of draws.slice(0, i)) {
        let together = 0;
        for (let j = 0; j < N; j++) together += ((a[j] as number) - 0.5) * ((b[j] as number) - 0.5) * 12;
        // A correlation of independent numbers has a standard deviation of 1 / sqrt(N).
        expect(Math.abs(together / N)).toBeLessThan(5 / Math.sqrt(N));
      }
    }
  });

  test("foldIn of a number and of a traced counter are the same", () => {
    const key = randomKey(9);
    const traced = jit((i: Tensor) => w.foldIn(key, i));
    for (const i of [0, 1, -1, 77, 2 ** 31 - 1])
      expect(traced(w.tensor(i, { dtype: "int32" })).toArray()).toEqual(w.foldIn(key, i).toArray());
    expect(w.foldIn(key, 0).toArray()).not.toEqual(w.foldIn(key, 1).toArray());
  });

  test("the draws of one key do not depend on how they are computed", () => {
    const lazy = w.randomNormal(randomKey(1), [3, 5]).data();
    expect(jit(() => w.randomNormal(randomKey(1), [3, 5]))().data()).toEqual(lazy);
    expect(jit((k: Tensor) => w.randomNormal(k, [3, 5]))(randomKey(1)).data()).toEqual(lazy);
  });
});

describe("distributions", () => {
  test("uniform: in [0, 1), even, with mean 1/2 and sd 1/sqrt(12)", () => {
    const x = w.randomUniform(randomKey(21), [N]).data();
    expect(Math.min(...x)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...x)).toBeLessThan(1);
    expect(distance(x, (v) => v)).toBeLessThan(LIMIT);
    const [mean, sd] = moments(x);
    expect(Math.abs(mean - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / N));
    expect(Math.abs(sd - Math.sqrt(1 / 12))).toBeLessThan(0.005);
    const wide = w.randomUniform(randomKey(21), [N], -4, 2).data();
    expect(Math.min(...wide)).toBeGreaterThanOrEqual(-4);
    expect(Math.max(...wide)).toBeLessThan(2);
    expect(distance(wide, (v) => (v + 4) / 6)).toBeLessThan(LIMIT);
  });

  test("normal", () => {
    const x = w.randomNormal(randomKey(22), [N]).data();
    expect(distance(x, table)).toBeLessThan(LIMIT);
    const [mean, sd] = moments(x);
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(N));
    expect(Math.abs(sd - 1)).toBeLessThan(4 / Math.sqrt(2 * N));
    const moved = moments(w.randomNormal(randomKey(22), [N], 3, 0.5).data());
    expect(moved[0]).toBeCloseTo(3 + 0.5 * mean, 4);
    expect(moved[1]).toBeCloseTo(0.5 * sd, 4);
    expect(w.randomNormal(randomKey(22), [5], 2, 0).toArray()).toEqual([2, 2, 2, 2, 2]);
  });

  test("truncated normal: nothing beyond two standard deviations, and the right shape within", () => {
    const x = w.randomTruncatedNormal(randomKey(23), [N]).data();
    expect(Math.max(...Array.from(x, Math.abs))).toBeLessThanOrEqual(2.0001);
    const [low, high] = [normalCdf(-2), normalCdf(2)];
    expect(distance(x, (v) => (table(v) - low) / (high - low))).toBeLessThan(LIMIT);
    // scipy.stats.truncnorm(-2, 2).std() is 0.8796.
    expect(Math.abs(moments(x)[1] - 0.8796)).toBeLessThan(0.015);
  });

  test("Bernoulli, also with a probability for each element", () => {
    for (const p of [0, 0.1, 0.5, 0.9, 1]) {
      const share = w.randomBernoulli(randomKey(24), [N], p).mean().item();
      expect(Math.abs(share - p)).toBeLessThanOrEqual(4 * Math.sqrt((p * (1 - p)) / N) + 1e-6);
    }
    const each = w.randomBernoulli(randomKey(24), [3, N], [[0], [0.5], [1]]);
    expect(each.dtype).toBe("bool");
    const shares = each.mean(1).data();
    expect(shares[0]).toBe(0);
    expect(shares[2]).toBeCloseTo(1, 6);
  });

  test("whole numbers: every one of the range about as often", () => {
    const x = w.randomInt(randomKey(25), [N], -3, 4).data();
    const counts = new Map<number, number>();
    for (const v of x) counts.set(v, (counts.get(v) ?? 0) + 1);
    expect([...counts.keys()].sort((a, b) => a - b)).toEqual([-3, -2, -1, 0, 1, 2, 3]);
    const expected = N / 7;
    const chiSquared = [...counts.values()].reduce((sum, c) => sum + (c - expected) ** 2 / expected, 0);
    // Six degrees of freedom: below 27.9 in all but one of 10,000 cases.
    expect(chiSquared).toBeLessThan(27.9);
    expect(
      w
        .randomInt(randomKey(25), [100], 7, 8)
        .data()
        .every((v) => v === 7),
    ).toBe(true);
    for (const [min, max] of [
      [-(2 ** 31), 2 ** 31],
      [-(2 ** 31), 2 ** 31 - 1],
      [-1_000_000_007, 2_000_000_011],
      [0, 3 * 2 ** 29],
      [-5, 2 ** 23 + 4],
      [100, 100 + 2 ** 20],
      [0, 129],
    ] as const) {
      const draws = w.randomInt(randomKey(27), [N], min, max).data();
      expect(Math.min(...draws)).toBeGreaterThanOrEqual(min);
      expect(Math.max(...draws)).toBeLessThan(max);
      expect(distance(draws, (value) => (value - min + 0.5) / (max - min))).toBeLessThan(
        LIMIT + 1 / (max - min),
      );
      // With a third of too many values twice as likely, as 32 bits would have it, the last digit would tell.
      const odd = Array.from(draws).reduce((sum, value) => sum + Math.abs(value % 2), 0) / N;
      expect(Math.abs(odd - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / N) + 1 / (max - min));
    }
    const ends = w.randomInt(randomKey(26), [1000], -(2 ** 31), -(2 ** 31) + 3).data();
    expect(Math.min(...ends)).toBe(-(2 ** 31));
    expect(Math.max(...ends)).toBe(-(2 ** 31) + 2);
  });

  test("a wide range keeps its end out, whatever the rounding", () => {
    // (1 - 2^-24) * 5 - 2 is 3 in float32.
    const key = randomKey(28);
    for (const [min, max] of [
      [-2, 3],
      [0, 0.1],
      [-1, 0],
      [100, 101],
    ] as const) {
      const draws = w.randomUniform(key, [N], min, max).data();
      expect(Math.max(...draws)).toBeLessThan(max);
      expect(Math.min(...draws)).toBeGreaterThanOrEqual(Math.fround(min));
    }
    expect(w.randomUniform(key, [3], 2, 2).toArray()).toEqual([2, 2, 2]);
  });

  test("Gumbel: finite, and of its distribution", () => {
    const x = w.randomGumbel(randomKey(29), [N]).data();
    expect(x.every(Number.isFinite)).toBe(true);
    expect(distance(x, (v) => Math.exp(-Math.exp(-v)))).toBeLessThan(LIMIT);
  });

  test("categories come as often as their probabilities say, in every row and along every axis", () => {
    const logits = w.tensor([
      [0, 1, 2, Number.NEGATIVE_INFINITY],
      [3, 3, 3, 3],
    ]);
    const rows = w.softmax(logits).toArray() as number[][];
    const draws = w.randomCategorical(randomKey(30), logits, { shape: [N] });
    expect([draws.shape, draws.dtype]).toEqual([[N, 2], "int32"]);
    rows.forEach((p, row) => {
      p.forEach((expected, c) => {
        const share = draws.slice([null, row]).equal(c).mean().item();
        expect(Math.abs(share - expected)).toBeLessThanOrEqual(
          4 * Math.sqrt((expected * (1 - expected)) / N) + 1e-6,
        );
      });
    });
    const first = w.randomCategorical(randomKey(30), logits.transpose(), { axis: 0, shape: [3] });
    expect(first.shape).toEqual([3, 2]);
    expect(w.randomCategorical(randomKey(30), [Number.NEGATIVE_INFINITY, 0]).toArray()).toBe(1);
  });
});
