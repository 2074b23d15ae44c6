import { repeat } from "@wellfit/experiments";
import { describe, expect, expectTypeOf, test } from "vitest";

const values = [0.9, 0.94, 0.92, 0.88];

describe("numbers", () => {
  test("are summed up, with the interval of Student's t", async () => {
    const result = await repeat((seed) => values[seed] as number, { times: 4 });
    expectTypeOf(result.mean).toBeNumber();
    expect(result).toMatchObject({ seeds: [0, 1, 2, 3], values, n: 4, notFinite: 0, min: 0.88, max: 0.94 });
    expect(result.mean).toBeCloseTo(0.91, 12);
    expect(result.median).toBeCloseTo(0.91, 12);
    expect(result.sd).toBeCloseTo(0.02581988897471611, 12);
    // scipy.stats.t.ppf(0.975, 3) is 3.182446305284263.
    const reach = (3.182446305284263 * 0.02581988897471611) / 2;
    expect(result.interval[0]).toBeCloseTo(0.91 - reach, 10);
    expect(result.interval[1]).toBeCloseTo(0.91 + reach, 10);
    expect(String(result)).toBe(
      [
        "4 runs, seeds 0 to 3",
        "       mean       sd     95% interval  median   min   max",
        "value  0.91  0.02582  0.8689 … 0.9511    0.91  0.88  0.94",
      ].join("\n"),
    );
    expect(JSON.parse(JSON.stringify(result))).toEqual({ ...result });
  });

  test("of seeds that are named, in their order", async () => {
    const result = await repeat(async (seed) => seed * 2, { seeds: [7, 3] });
    expect(result).toMatchObject({ seeds: [7, 3], values: [14, 6] });
    expect(String(result)).toContain("2 runs, seeds 7, 3");
    expect((await repeat((seed) => seed, { times: 2, firstSeed: 5 })).seeds).toEqual([5, 6]);
    expect((await repeat((seed) => seed)).seeds).toHaveLength(10);
    expect(String(await repeat((seed) => seed, { times: 1 }))).toContain("1 run, seed 0");
  });

  test("that are not finite are counted and left out", async () => {
    const result = await repeat((seed) => (seed === 1 ? Number.NaN : seed), { times: 3 });
    expect(result).toMatchObject({ n: 2, mean: 1, notFinite: 1 });
    expect(String(result)).toContain("1 of 3 runs gave no finite number and are left out");
  });
});

describe("objects", () => {
  test("are summed up by metric", async () => {
    const result = await repeat((seed) => ({ loss: seed, accuracy: 1 - seed / 10 }), { times: 3 });
    expectTypeOf(result.metrics.loss.mean).toBeNumber();
    expect(result.metrics.loss.mean).toBe(1);
    expect(result.metrics.accuracy.values).toEqual([1, 0.9, 0.8]);
    expect(result.values[2]).toEqual({ loss: 2, accuracy: 0.8 });
    expect(String(result).split("\n")[3]).toMatch(/^accuracy +0\.9 +0\.1 /);
    expect(JSON.parse(JSON.stringify(result))).toEqual({ ...result });
  });

  test("of anything, when it is said what to pick", async () => {
    const run = (seed: number) => ({ name: "a", history: [seed, seed + 1], loss: seed });
    const named = await repeat(run, { times: 2, metrics: ["loss"] });
    expect(named.metrics.loss.values).toEqual([0, 1]);
    const picked = await repeat(run, {
      times: 2,
      metrics: ({ history }: ReturnType<typeof run>) => history.at(-1) as number,
    });
    expect(picked.values).toEqual([1, 2]);
    await expect(repeat(run as never, { times: 2 })).rejects.toThrow(
      /a run gave a as "name", expected a number; say which entries to sum up, such as metrics/,
    );
    await expect(repeat(run, { times: 1, metrics: ["lost" as "loss"] })).rejects.toThrow(
      /there is no "lost" in what a run gave/,
    );
  });

  test("that lack a metric count as not finite there", async () => {
    const run = (seed: number): Record<string, number> => (seed === 0 ? { a: 1 } : { a: 2, b: 3 });
    const { metrics, notFinite } = await repeat(run, { times: 2 });
    expect(metrics.b).toMatchObject({ n: 1, mean: 3 });
    expect(notFinite).toBe(1);
  });
});

test("a run that throws is told with its seed", async () => {
  const run = (seed: number): number => {
    if (seed === 2) throw new RangeError("too many");
    return seed;
  };
  const error = await repeat(run).catch((caught: Error) => caught);
  expect(error).toMatchObject({ message: "repeat: the run with seed 2 threw: too many" });
  expect((error as Error).cause).toBeInstanceOf(RangeError);
});

describe("an abort", () => {
  test("rejects with its reason, when the run does not listen too", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    setTimeout(() => controller.abort(reason), 20);
    await expect(repeat(() => new Promise<number>(() => {}), { signal: controller.signal })).rejects.toBe(
      reason,
    );
    await expect(repeat((seed) => seed, { signal: controller.signal })).rejects.toBe(reason);
  });

  test("is heard between runs that never wait", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error("enough")), 100);
    let runs = 0;
    const busy = (seed: number): number => {
      const until = performance.now() + 20;
      while (performance.now() < until);
      runs++;
      return seed;
    };
    await expect(repeat(busy, { times: 100_000, signal: controller.signal })).rejects.toThrow("enough");
    expect(runs).toBeLessThan(100_000);
  });

  test("reaches the run", async () => {
    const controller = new AbortController();
    const run = (_: number, { signal }: { signal: AbortSignal }): number => (signal.aborted ? 1 : 0);
    expect((await repeat(run, { times: 1, signal: controller.signal })).mean).toBe(0);
    expect((await repeat(run, { times: 1 })).mean).toBe(0);
  });
});

test("progress is told after each run", async () => {
  const told: unknown[] = [];
  await repeat((seed) => seed, { times: 2, firstSeed: 4, onProgress: (...all) => told.push(all) });
  expect(told).toEqual([
    [1, 2, "seed 4"],
    [2, 2, "seed 5"],
  ]);
});

describe("errors", () => {
  const run = (seed: number): number => seed;
  test.each([
    [undefined, {}, /received undefined as the run, expected a function, or a module such as/],
    [{ module: "./run.mjs" }, {}, /received the module \.\/run\.mjs, expected an address.*new URL/],
    [{ module: "file:///run.mjs", name: "x" }, {}, /unknown "name" in the run, expected module, export/],
    [run, { workers: 2 }, /workers: 2 with a function, which cannot travel.*export it from a module/],
    [run, { time: 3 }, /unknown option "time", expected some of times/],
    [run, { times: 0 }, /times 0, expected a whole number of at least 1/],
    [run, { firstSeed: -1 }, /firstSeed -1/],
    [run, { seeds: [] }, /seeds , expected a list/],
    [run, { seeds: [1, 1] }, /a seed twice/],
    [run, { seeds: [1], times: 2 }, /seeds with times or firstSeed/],
    [run, { workers: 1.5 }, /workers 1.5/],
    [run, { signal: 1 }, /signal 1, expected an AbortSignal/],
    [run, { onProgress: 1 }, /onProgress 1, expected a function/],
    [() => "0.9", { times: 1 }, /a run gave 0.9, expected a number, or an object/],
    [() => ({}), { times: 1 }, /gave no numbers/],
  ])("%o %o", async (given, options, message) => {
    await expect(repeat(given as never, options as never)).rejects.toThrow(message);
  });
});
