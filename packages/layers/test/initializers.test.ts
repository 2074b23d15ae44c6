import type { Initializer } from "@wellfit/layers";
import * as layers from "@wellfit/layers";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { resolveInitializer } from "../src/initializers/resolve-initializer";
import { golden } from "./support/goldens";

interface Case {
  readonly kind: string;
  readonly name: string;
  readonly args: Record<string, unknown>;
  readonly shape?: number[];
  readonly mean?: number;
  readonly std?: number;
  readonly limit?: number;
  readonly expected?: Record<string, number>;
}

const { cases } = golden<{ cases: Case[] }>("regularizers_initializers.json");

function statistics(data: ArrayLike<number>): { mean: number; std: number; low: number; high: number } {
  let [sum, squares, low, high] = [0, 0, Infinity, -Infinity];
  for (let i = 0; i < data.length; i++) {
    const x = data[i] as number;
    sum += x;
    squares += x * x;
    low = Math.min(low, x);
    high = Math.max(high, x);
  }
  const mean = sum / data.length;
  return { mean, std: Math.sqrt(squares / data.length - mean * mean), low, high };
}

/** Enough draws of a shape to judge by. */
function draws(initializer: Initializer, shape: readonly number[]): Float64Array {
  const size = shape.reduce((a, b) => a * b, 1);
  const out: number[] = [];
  for (let i = 0; i * size < 30_000; i++) out.push(...initializer.call(shape).data());
  return Float64Array.from(out);
}

describe("the distributions of Keras", () => {
  const drawn = cases.filter((c) => c.kind === "initializer");
  test.each(drawn.map((c, i) => ({ ...c, title: `${i} ${c.name} ${JSON.stringify(c.shape)}` })))(
    "$title",
    (c) => {
      layers.setSeed(1);
      const config = c.name === "VarianceScaling" ? c.args : {};
      const data = draws(resolveInitializer({ class_name: c.name, config }, "test"), c.shape as number[]);
      const { mean, std, low, high } = statistics(data);
      const expected = c.std as number;
      expect(Math.abs(mean - (c.mean as number))).toBeLessThan((4.5 * expected) / Math.sqrt(data.length));
      expect(Math.abs(std / expected - 1)).toBeLessThan(0.02);
      if (c.limit !== undefined) {
        expect(low).toBeGreaterThanOrEqual(-c.limit * (1 + 1e-6));
        expect(high).toBeLessThanOrEqual(c.limit * (1 + 1e-6));
      }
    },
  );

  const fixed = cases.filter((c) => c.kind === "initializer_fixed");
  test.each(fixed.map((c) => ({ ...c, title: c.name })))("$title with its own settings", (c) => {
    layers.setSeed(1);
    const data = resolveInitializer({ class_name: c.name, config: c.args }, "test").call([200, 200]).data();
    const { mean, std, low, high } = statistics(data);
    const want = c.expected as Record<string, number>;
    if (want.value !== undefined)
      expect([low, high]).toEqual([Math.fround(want.value), Math.fround(want.value)]);
    else {
      expect(Math.abs(mean - (want.mean as number))).toBeLessThan((4.5 * (want.std as number)) / 200);
      expect(Math.abs(std / (want.std as number) - 1)).toBeLessThan(0.02);
      if (want.limit_low !== undefined) expect(low).toBeGreaterThanOrEqual(want.limit_low);
      if (want.limit_high !== undefined) expect(high).toBeLessThanOrEqual(want.limit_high);
    }
  });
});

const classes = Object.values(layers).filter(
  (v) =>
    typeof v === "function" && v.prototype instanceof layers.Initializer && Object.hasOwn(v, "className"),
) as unknown as (new (
  options?: object,
) => Initializer)[];

describe("every initializer", () => {
  test.each(classes.map((C) => [new C().className, C] as const))("%s", (className, C) => {
    const made = new C();
    expect(resolveInitializer(className, "test")).toEqual(made);
    const camel = className.charAt(0).toLowerCase() + className.slice(1);
    expect(resolveInitializer(camel, "test")).toEqual(made);
    expect(resolveInitializer({ class_name: className, config: made.getConfig() }, "test")).toEqual(made);
    for (const shape of [[], [3], [2, 3], [2, 2, 2, 3]]) {
      const values = made.call(shape, "float64");
      expect([values.dtype, values.shape]).toEqual(["float64", shape]);
      expect([...values.data()].every(Number.isFinite)).toBe(true);
    }
    if ("seed" in made) {
      const seeded = new C({ seed: 3 });
      expect(seeded.call([4, 4]).toArray()).toEqual(seeded.call([4, 4]).toArray());
      expect(made.call([4, 4]).toArray()).not.toEqual(made.call([4, 4]).toArray());
      expect(() => new C({ seed: -1 })).toThrow(/seed -1/);
    }
    expect(() => new C({ nonsense: 1 })).toThrow(/unknown option "nonsense"/);
  });
});

test("setSeed repeats everything after it, whatever the seed", () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const run = (): unknown[] => {
        layers.setSeed(seed);
        return [layers.heNormal().call([3]).toArray(), layers.glorotUniform().call([2, 2]).toArray()];
      };
      expect(run()).toEqual(run());
    }),
    { numRuns: 20 },
  );
  layers.setSeed(1);
  const one = layers.heNormal().call([5]).toArray();
  layers.setSeed(2);
  expect(layers.heNormal().call([5]).toArray()).not.toEqual(one);
});

test("setSeed refuses what is no seed", () => {
  expect(() => layers.setSeed(1.5)).toThrow(/seed 1.5, expected a whole number/);
  expect(() => layers.setSeed(-1)).toThrow(/at least 0/);
});

test("a function is an initializer", () => {
  const layer = layers.dense(2, { inputShape: [1], kernelInitializer: (shape) => layers.ones().call(shape) });
  layer.build([null, 1]);
  expect(layer.weights.map((w) => [...w.data()])).toEqual([
    [1, 1],
    [0, 0],
  ]);
});

test("settings out of range are named", () => {
  expect(() => layers.varianceScaling({ scale: 0 })).toThrow(/scale 0, expected a number above 0/);
  expect(() => layers.varianceScaling({ mode: "fanBoth" as never })).toThrow(/fan_in/);
  expect(() => layers.randomUniform({ minval: 1, maxval: 0 })).toThrow(/maxval 0/);
  expect(() => layers.randomNormal({ stddev: -1 })).toThrow(/stddev -1/);
  expect(() => resolveInitializer("he", "dense: kernelInitializer")).toThrow(
    /dense: kernelInitializer.*"heNormal"/,
  );
});
