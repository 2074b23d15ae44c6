import { kFold, makeMoons, standardScaler, stratifiedKFold } from "@wellfit/data";
import { crossValidate, gridSearch, integers, logUniform, randomSearch, uniform } from "@wellfit/experiments";
import { dense, NonFiniteError, sequential, setSeed } from "@wellfit/layers";
import { describe, expect, expectTypeOf, test } from "vitest";

describe("a grid", () => {
  test("is tried whole, with the same seeds everywhere, the best first", async () => {
    const met: string[] = [];
    const build = ({ dropout, l2 }: { dropout: number; l2: number }, seed: number): number => {
      met.push(`${dropout} ${l2} ${seed}`);
      return 1 - (dropout - 0.2) ** 2 - l2 + seed / 1000;
    };
    const grid = await gridSearch({ dropout: [0, 0.2, 0.4], l2: [0, 0.001] }, build, { times: 10 });
    expect(met).toHaveLength(60);
    expect(met.slice(9, 11)).toEqual(["0 0 9", "0 0.001 0"]);
    expectTypeOf(grid.best.parameters.dropout).toEqualTypeOf<0 | 0.2 | 0.4>();
    expect(grid.best.parameters).toEqual({ dropout: 0.2, l2: 0 });
    expect(grid.rows.map(({ rank, parameters: { dropout, l2 } }) => [rank, dropout, l2])).toEqual([
      [1, 0.2, 0],
      [2, 0.2, 0.001],
      // 0 and 0.4 are as far from 0.2, but for the last digits.
      [3, expect.any(Number), 0],
      [4, expect.any(Number), 0],
      [5, expect.any(Number), 0.001],
      [6, expect.any(Number), 0.001],
    ]);
    expect(grid.best).toMatchObject({ n: 10, notFinite: 0, min: 1, max: 1.009 });
    expect(grid.best.mean).toBeCloseTo(1.0045, 12);
    expect(grid).toMatchObject({ monitor: "value", mode: "max", seeds: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] });
    expect(JSON.parse(JSON.stringify(grid))).toEqual({ ...grid });
    expect(String(grid).split("\n").slice(0, 3)).toEqual([
      "value, the largest first; 10 seeds each",
      expect.stringMatching(/^dropout +l2 +mean +sd +95% interval$/),
      expect.stringMatching(/^0\.2 +0 +1\.005 +0\.003028 +1\.002 … 1\.007$/),
    ]);
  });

  test("by a metric of several; the least loss is best, or what mode says", async () => {
    const build = ({ units }: { units: number }) => ({ loss: units, accuracy: units / 10 });
    const best = async (options: object) => (await gridSearch({ units: [2, 1, 3] }, build, options)).best;
    expect((await best({ monitor: "loss" })).parameters.units).toBe(1);
    expect((await best({ monitor: "accuracy" })).parameters.units).toBe(3);
    expect((await best({ monitor: "accuracy", mode: "min" })).parameters.units).toBe(1);
    expect((await best({ monitor: "loss" })).metrics.accuracy).toMatchObject({ mean: 0.1 });
    let runs = 0;
    const counted = () => ({ loss: runs++, accuracy: 1 });
    await expect(gridSearch({ units: [1, 2] }, counted)).rejects.toThrow(
      /a run gave loss, accuracy; say which one decides, such as monitor: "accuracy"/,
    );
    expect(runs).toBe(1);
    await expect(gridSearch({ units: [1, 2] }, counted, { monitor: "auc" })).rejects.toThrow(
      /monitor "auc", but a run gave loss, accuracy/,
    );
  });

  test("keeps ties in its order", async () => {
    const { rows } = await gridSearch({ a: [3, 1, 2] }, ({ a }) => (a === 2 ? 1 : 0));
    expect(rows.map(({ parameters }) => parameters.a)).toEqual([2, 3, 1]);
  });

  test("puts what is not always finite behind what is, and what never is last", async () => {
    const build = ({ a }: { a: string }, seed: number): number => {
      if (a === "never") return Number.NaN;
      if (a === "stops" && seed === 0) {
        throw new NonFiniteError("fit: the loss stopped being finite", {
          epoch: 0,
          batch: 0,
          layer: undefined,
        });
      }
      return a === "always" ? 0.5 : 0.9;
    };
    const found = await gridSearch({ a: ["never", "stops", "always"] }, build, { times: 2 });
    expect(found.rows.map(({ parameters, notFinite }) => [parameters.a, notFinite])).toEqual([
      ["always", 0],
      ["stops", 1],
      ["never", 2],
    ]);
    expect(found.rows[1]).toMatchObject({ mean: 0.9, message: "fit: the loss stopped being finite" });
    expect(String(found)).toMatch(/not finite\nalways .* 0 of 2\nstops .* 1 of 2\nnever +NaN/);
    await expect(gridSearch({ a: ["never"] }, build)).rejects.toThrow(/no run gave a finite value$/);
    await expect(gridSearch({ a: ["stops"] }, build)).rejects.toThrow(/the first said: fit: the loss/);
    const metrics = (p: { a: string }, seed: number) => ({ loss: build(p, seed), accuracy: 1 });
    const several = await gridSearch({ a: ["stops", "always"] }, metrics, { times: 2, monitor: "loss" });
    expect(several.rows.map(({ parameters }) => parameters.a)).toEqual(["always", "stops"]);
  });

  test("with cross-validation judges each combination on the same folds", async () => {
    const { x, y } = makeMoons({ nSamples: 40, noise: 0.2, randomState: 1 });
    const met = new Map<number, Set<string>>();
    const found = await gridSearch(
      { shift: [0, 1] },
      ({ shift }, seed, { fold }) => {
        const scaler = standardScaler().fit(fold.train.x);
        expect(scaler.transform(fold.test.x).shape).toEqual([10, 2]);
        expect(() => standardScaler().fit(fold.test.x)).toThrow(/LeakageError|test part/);
        met.set(fold.index, (met.get(fold.index) ?? new Set()).add(fold.rows.test.join()));
        return shift + seed + fold.index;
      },
      { crossValidation: { data: { x, y }, splitter: kFold({ nSplits: 4, shuffle: true }) }, times: 2 },
    );
    expect(found).toMatchObject({ folds: 4, best: { parameters: { shift: 1 }, n: 8, mean: 3 } });
    expect([...met.values()].map((rows) => rows.size)).toEqual([1, 1, 1, 1]);
    expect(String(found)).toContain("2 seeds on 4 folds each");
  });

  test("a run that throws is told with its parameters and seed; an abort ends all", async () => {
    const build = ({ a }: { a: number }, seed: number): number => {
      if (a === 2 && seed === 1) throw new Error("no");
      return a;
    };
    await expect(gridSearch({ a: [1, 2], b: ["x"] }, build, { times: 2 })).rejects.toThrow(
      "gridSearch: a 2, b x with seed 1 threw: no",
    );
    const controller = new AbortController();
    const told: string[] = [];
    const onProgress = (done: number, all: number, what: string): void => {
      told.push(`${done}/${all} ${what}`);
      controller.abort(new Error("enough"));
    };
    const { signal } = controller;
    await expect(gridSearch({ a: [1, 3] }, build, { signal, onProgress })).rejects.toThrow("enough");
    expect(told).toEqual(["1/2 a 1 with seed 0"]);
  });

  test.each([
    [[], {}, /expected lists of values such as/],
    [{ a: [] }, {}, /an empty list for a/],
    [{ a: 1 }, {}, /received 1 for a, expected a list of values/],
    [{ a: [1] }, { mode: "best" }, /mode "best", expected "auto", "min" or "max"/],
    [{ a: [1] }, { repeats: 3 }, /unknown option "repeats", expected some of times/],
    [{ a: [1] }, { crossValidation: { data: [1, 2] } }, /the splitter undefined, expected one such as kFold/],
    [{ a: [1] }, { crossValidation: { data: 5, splitter: kFold() } }, /5 in place of data/],
  ])("refuses %o %o", async (grid, options, message) => {
    await expect(gridSearch(grid as never, () => 1, options as never)).rejects.toThrow(message);
  });
});

describe("a random search", () => {
  test("draws from lists and distributions, the same ones for the same seed", async () => {
    const space = {
      rate: logUniform(1e-4, 1e-1),
      dropout: uniform(0.1, 0.5),
      units: integers(2, 5),
      activation: ["relu", "tanh"],
    };
    const all = async (options: object) =>
      (await randomSearch(space, ({ rate }) => rate, { trials: 300, ...options })).rows.map(
        ({ parameters }) => parameters,
      );
    const rows = await all({});
    expect(await all({})).toEqual(rows);
    expect(await all({ randomState: 1 })).not.toEqual(rows);
    expect(rows.every(({ rate }) => rate >= 1e-4 && rate <= 1e-1)).toBe(true);
    expect(rows.every(({ dropout }) => dropout >= 0.1 && dropout <= 0.5)).toBe(true);
    expect([...new Set(rows.map(({ units }) => units))].sort()).toEqual([2, 3, 4, 5]);
    expect(new Set(rows.map(({ activation }) => activation)).size).toBe(2);
    // A third of them in each power of ten.
    const low = rows.filter(({ rate }) => rate < 1e-3).length;
    expect(low).toBeGreaterThan(60);
    expect(low).toBeLessThan(140);
    expect(rows[0]?.rate).toBe(Math.max(...rows.map(({ rate }) => rate)));
  });

  test("of lists alone draws no combination twice", async () => {
    const space = { a: [1, 2, 3], b: [1, 2] };
    const found = await randomSearch(space, ({ a, b }) => a * b, { trials: 4 });
    expect(new Set(found.rows.map(({ parameters }) => JSON.stringify(parameters))).size).toBe(4);
    expect((await randomSearch(space, ({ a }) => a)).rows).toHaveLength(6);
    // Nor when there are too many combinations to write down.
    const values = Array.from({ length: 317 }, (_, i) => i);
    const large = await randomSearch({ a: values, b: values }, ({ a, b }) => a + b, { trials: 2000 });
    expect(large.rows.every(({ parameters: { a, b } }) => values[a] === a && values[b] === b)).toBe(true);
    expect(new Set(large.rows.map(({ parameters: { a, b } }) => 317 * a + b)).size).toBe(2000);
  });

  test("refuses what is no space", async () => {
    await expect(randomSearch({ a: 3 as never }, () => 1)).rejects.toThrow(/or uniform, logUniform/);
    await expect(randomSearch({ a: [3] }, () => 1, { trials: 0 })).rejects.toThrow(/trials 0/);
    expect(() => logUniform(0, 1)).toThrow(/two numbers above 0, the lower one first/);
    expect(() => integers(0.5, 1)).toThrow(/two whole numbers/);
    expect(() => uniform(1, 1)).toThrow(/received 1 and 1/);
  });
});

describe("cross-validation", () => {
  const data = makeMoons({ nSamples: 50, noise: 0.2, randomState: 1 });

  test("trains and judges on every fold", async () => {
    const result = await crossValidate(data, stratifiedKFold({ nSplits: 5 }), judge, { y: "y", times: 2 });
    async function judge({ train, test: held }: { train: typeof data; test: typeof data }, seed: number) {
      setSeed(seed);
      const model = sequential([
        dense(8, { inputShape: [2], activation: "tanh" }),
        dense(1, { activation: "sigmoid" }),
      ]);
      model.compile({ loss: "binaryCrossentropy", optimizer: "adam", metrics: ["accuracy"] });
      await model.fit(train.x, train.y, { epochs: 2, verbose: 0 });
      return (await model.evaluate(held.x, held.y)) as { loss: number; accuracy: number };
    }
    expect(result.metrics.accuracy.n).toBe(10);
    expect(result.folds).toEqual([0, 1, 2, 3, 4, 0, 1, 2, 3, 4]);
    expect(result.seeds).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
    expect(String(result)).toMatch(/^5 folds, 2 times\n/);
  });

  test("tells the fold of a run that throws", async () => {
    const run = ({ index }: { index: number }): number => {
      if (index === 1) throw new Error("no");
      return index;
    };
    await expect(crossValidate(data, kFold({ nSplits: 3 }), run)).rejects.toThrow(
      "crossValidate: fold 1 with seed 0 threw: no",
    );
    await expect(crossValidate(data, {} as never, run)).rejects.toThrow(/expected one such as kFold/);
  });
});
