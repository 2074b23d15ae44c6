import fc from "fast-check";
import { describe, expect, expectTypeOf, it, vi } from "vitest";
import * as data from "../src";
import {
  groupKFold,
  groupShuffleSplit,
  kFold,
  LeakageError,
  leaveOneGroupOut,
  leaveOneOut,
  leavePOut,
  makeMoons,
  type NdArray,
  ndarray,
  predefinedSplit,
  provenance,
  repeatedKFold,
  resample,
  shuffle,
  shuffleSplit,
  split,
  standardScaler,
  stratifiedGroupKFold,
  stratifiedKFold,
  stratifiedShuffleSplit,
  table,
  timeSeriesSplit,
} from "../src";
import { examplesIn, runExample } from "./support/examples";
import { type Case, golden, numbers } from "./support/goldens";
import { dealt, labelsOfCase, splitterOf } from "./support/splitters";

const arange = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const column = (n: number) => ndarray(Float64Array.from(arange(n)), [n, 1]);

describe("folds of scikit-learn 1.6.1", () => {
  const { cases } = golden("folds");

  it.each(cases.map((c, i) => [i, c.fn, c.n, JSON.stringify(c.args), c] as const))(
    "%i: %s of %i rows, %s",
    (_i, _fn, n, _args, c) => {
      const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
      try {
        const labels = labelsOfCase(c);
        if (c.error !== undefined) {
          expect(() => splitterOf(c).indices(n, labels)).toThrow(/: expected .* received /);
          return;
        }
        const expected = c.splits.map(({ train, test }: Case) => ({
          train: numbers(train),
          test: numbers(test),
        }));
        expect(dealt(splitterOf(c), n, labels)).toEqual(expected);
        expect(splitterOf(c).getNSplits(n, labels)).toBe(c.n_splits);
      } finally {
        warn.mockRestore();
      }
    },
  );
});

describe("a splitter", () => {
  it("gives folds in the form that came in, row by row alike", () => {
    const { x, y } = makeMoons({ nSamples: 20, randomState: 0 });
    const people = table({ id: arange(20), kind: arange(20).map((i) => "ab"[i % 2]!) });
    const folds = [...kFold({ nSplits: 4, shuffle: true, randomState: 1 }).split({ x, y, people })];
    expect(folds.length).toBe(4);
    for (const { train, test, rows } of folds) {
      expectTypeOf(train.x).toEqualTypeOf<NdArray<Float64Array>>();
      expect([train.x.shape, test.x.shape]).toEqual([
        [15, 2],
        [5, 2],
      ]);
      expect(test.people.column("id").toArray()).toEqual([...rows.test]);
      expect([...test.y.data]).toEqual([...rows.test].map((row) => y.data[row]));
      expect([...test.x.data]).toEqual([...rows.test].flatMap((i) => [x.data[2 * i], x.data[2 * i + 1]]));
      expect(provenance(train.people)?.part).toBe("train");
      expect(provenance(test.y)?.part).toBe("test");
      expect([...provenance(test.x)!.rows]).toEqual([...rows.test]);
    }
  });

  it("takes labels by name, of a column or of one of several arrays", () => {
    const y = arange(12).map((i) => (i % 3 === 0 ? "a" : "b"));
    const groups = arange(12).map((i) => `g${Math.floor(i / 2)}`);
    const people = table({ y, groups, id: arange(12) });
    const byColumn = stratifiedGroupKFold({ nSplits: 2 }).split(people, { y: "y", groups: "groups" });
    const byArray = stratifiedGroupKFold({ nSplits: 2 }).split({ y, g: groups }, { y: "y", groups: "g" });
    const byValue = stratifiedGroupKFold({ nSplits: 2 }).indices(12, { y, groups });
    const rows = [...byValue].map(({ test }) => [...test]);
    expect([...byColumn].map((fold) => [...fold.rows.test])).toEqual(rows);
    expect([...byArray].map((fold) => [...fold.rows.test])).toEqual(rows);
    expect(leaveOneGroupOut().getNSplits(undefined, { groups })).toBe(6);
    expect(leaveOneGroupOut().getNSplits(people, { groups: "groups" })).toBe(6);
    expect(leaveOneOut().getNSplits(people)).toBe(12);
    expect(kFold().getNSplits()).toBe(5);
  });

  it("deals the same folds for a seed each time, and others without", () => {
    const seeded = kFold({ shuffle: true, randomState: 3 });
    expect([...seeded.indices(50)]).toEqual([...seeded.indices(50)]);
    const free = kFold({ shuffle: true });
    expect([...free.indices(500)]).not.toEqual([...free.indices(500)]);
  });

  it("tells at once what is wrong", () => {
    const wrong = (run: () => unknown, message: RegExp) => expect(run).toThrow(message);
    wrong(() => kFold({ nSplits: 1 }), /kFold: expected nSplits as a whole number of at least 2, received 1/);
    wrong(
      () => kFold(3 as never),
      /kFold: expected an object of options, received 3; the options are nSplits, /,
    );
    wrong(() => kFold({ splits: 3 } as never), /received "splits"; did you mean "nSplits"/);
    wrong(() => kFold({ randomState: 1 }), /expected shuffle: true with a randomState/);
    wrong(() => kFold().indices(3), /at least 5 rows for nSplits 5, received 3/);
    wrong(() => kFold().indices(0), /number of rows of at least 1, received 0/);
    wrong(() => kFold().split([]), /at least 2 rows, received 0/);
    wrong(() => kFold().indices(10, { groups: arange(10) }), /would tear them.*use groupKFold/);
    wrong(() => kFold().indices(10, { labels: [] } as never), /received "labels"/);
    wrong(() => stratifiedKFold().indices(10), /expected the classes to stratify by, received none.*\{ y: /);
    wrong(() => groupKFold().indices(10), /expected the groups to keep together, received none/);
    wrong(() => stratifiedKFold().indices(10, { y: [1] }), /one y label for each of 10 rows, received 1/);
    wrong(() => stratifiedKFold().indices(10, { y: "y" }), /expected a table to find the y column "y"/);
    wrong(
      () => stratifiedKFold().indices(4, { y: [0.5, 1, 1, 2] }),
      /received numbers such as 0.5; use kFold/,
    );
    wrong(() => stratifiedKFold().indices(4, { y: [null, 1, 1, 2] }), /1 missing value in 4 rows/);
    wrong(
      () => stratifiedKFold().indices(6, { y: [0, 0, 0, 1, 1, 1] }),
      /class with at least 5 rows for nSplits/,
    );
    wrong(() => leaveOneOut().getNSplits(), /expected the data or its number of rows/);
    wrong(() => leavePOut(0), /expected p as a whole number of at least 1/);
    wrong(() => leavePOut(3).getNSplits(3), /at least 4 rows/);
    wrong(() => predefinedSplit([-1, -1]), /a fold for at least one row/);
    wrong(() => predefinedSplit([0.5, 1]), /the number of a fold in every row.*received 0.5/);
    wrong(() => predefinedSplit([0, 1]).indices(3), /data of 2 rows.*received 3/);
    wrong(() => timeSeriesSplit({ nSplits: 3, testSize: 3, gap: 2 }).indices(11), /at least 12 rows/);
    wrong(() => shuffleSplit({ testSize: 12 }).indices(10), /expected testSize as a fraction/);
    wrong(() => shuffle([1, 2], { nSamples: 3 }), /shuffle: expected nSamples of at most the 2 rows/);
    wrong(() => resample([1, 2], { nSamples: 3, replace: false }), /or pass \{ replace: true \}/);
  });

  it("says when some folds have none of a class", () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    stratifiedKFold({ nSplits: 3 }).indices(6, { y: [0, 0, 0, 0, 1, 1] });
    expect(warn.mock.calls.join()).toMatch(
      /stratifiedKFold: the rarest class has only 2 rows, fewer than nSplits 3/,
    );
    warn.mockRestore();
  });

  it("has a name, and every factory is tested above", () => {
    const names = Object.keys(data).filter((name) => /(kFold|Split|Out)$/i.test(name));
    const known = new Set(
      [...golden("folds").cases, ...golden("splits").cases].map(({ fn }) => fn.toLowerCase()),
    );
    const others = names.filter((name) => !known.has(name.toLowerCase()));
    expect(others).toEqual(["explainSplit", "split", "targetDistributionSplit", "trainTestSplit"]);
    expect(kFold().name).toBe("kFold");
  });
});

describe("folds and the leakage guard", () => {
  it("hold the test part of each fold out", () => {
    for (const { train, test } of kFold({ nSplits: 3 }).split(column(9))) {
      const scaler = standardScaler().fit(train);
      expect(scaler.transform(test).shape).toEqual([3, 1]);
      expect(() => standardScaler().fit(test)).toThrow(LeakageError);
      expect(() => standardScaler().fit(scaler.transform(test))).toThrow(LeakageError);
    }
  });

  it("refuse data on which something was fitted, at once", () => {
    const x = column(9);
    standardScaler().fit(x);
    expect(() => kFold({ nSplits: 3 }).split(x)).toThrow(LeakageError);
    expect(() => kFold({ nSplits: 3 }).split(x, { allowLeakage: true })).not.toThrow();
    expect(() => kFold({ nSplits: 3, allowLeakage: true }).split(x)).not.toThrow();
  });

  it("refuse a fit on the whole between two folds", () => {
    const x = column(9);
    expect(() => {
      for (const _ of kFold({ nSplits: 3 }).split(x)) standardScaler().fit(x);
    }).toThrow(/kFold: expected data on which nothing was fitted yet.*standardScaler was fitted/);
  });

  it("let the chosen model be fitted on the whole when all folds are done", () => {
    const x = column(9);
    const folds = [...kFold({ nSplits: 3 }).split(x)];
    for (const { train } of folds) standardScaler().fit(train);
    expect(() => standardScaler().fit(x)).not.toThrow();
    expect(() => standardScaler().fit(folds[0]!.test)).toThrow(LeakageError);
  });

  it("work within the train part of a split, and leave its test part alone", () => {
    const { train, test } = split(column(40), { randomState: 0 });
    for (const inner of kFold({ nSplits: 3 }).split(train)) {
      for (const innermost of kFold({ nSplits: 2 }).split(inner.train)) standardScaler().fit(innermost.train);
      standardScaler().fit(inner.train);
    }
    standardScaler().fit(train);
    for (const fold of kFold({ nSplits: 2 }).split(test)) {
      expect(() => standardScaler().fit(fold.train)).toThrow(/the test part/);
    }
  });

  it("refuse rows that come several times, unless copies stay together", () => {
    const x = resample(column(20), { randomState: 0 });
    expect(provenance(x)?.rows).toEqual(Int32Array.from(x.data));
    expect(() => kFold().split(x)).toThrow(/received \d+ rows? of it several times/);
    expect(() => groupKFold().split(x, { groups: [...x.data] })).not.toThrow();
  });

  it("shuffled rows are still those of the source", () => {
    const people = table({ id: arange(10) });
    const mixed = shuffle(people, { randomState: 0 });
    expect([...provenance(mixed)!.rows]).toEqual(mixed.column("id").toArray());
    split(mixed, { randomState: 1 });
    expect(() => standardScaler().fit(people)).toThrow(LeakageError);
  });
});

const labelsAnd = fc.record({
  labels: fc.array(fc.constantFrom("a", "b", "c"), { minLength: 10, maxLength: 80 }),
  extra: fc.nat(6),
  randomState: fc.nat(1000),
  nSplits: fc.integer({ min: 2, max: 5 }),
});

const expectPartition = (folds: { train: number[]; test: number[] }[], n: number): void => {
  expect(folds.flatMap(({ test }) => test).sort((a, b) => a - b)).toEqual(arange(n));
  for (const { train, test } of folds) expect([...train, ...test].sort((a, b) => a - b)).toEqual(arange(n));
};

describe("laws of folds", () => {
  it("every row is judged once, and parts are disjoint and complete", () => {
    fc.assert(
      fc.property(labelsAnd, ({ labels, randomState, nSplits }) => {
        const folds = dealt(kFold({ nSplits, shuffle: true, randomState }), labels.length, {});
        expectPartition(folds, labels.length);
        const sizes = folds.map(({ test }) => test.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        const again = dealt(repeatedKFold({ nSplits, nRepeats: 2, randomState }), labels.length, {});
        expectPartition(again.slice(nSplits), labels.length);
      }),
    );
  });

  it("strata are within one row", () => {
    fc.assert(
      fc.property(labelsAnd, fc.boolean(), ({ labels, randomState, nSplits }, shuffled) => {
        const y = [..."aaaaabbbbbccccc", ...labels];
        const seed = shuffled ? { shuffle: true, randomState } : {};
        const folds = dealt(stratifiedKFold({ nSplits, ...seed }), y.length, { y });
        expectPartition(folds, y.length);
        for (const label of ["a", "b", "c"]) {
          const total = y.filter((one) => one === label).length;
          for (const { test } of folds) {
            const here = test.filter((row) => y[row] === label).length;
            expect(Math.abs(here - total / nSplits)).toBeLessThan(1);
          }
        }
      }),
    );
  });

  it("stratified random splits are within one row, and the same for a seed", () => {
    fc.assert(
      fc.property(labelsAnd, ({ labels, randomState }) => {
        const y = [..."aaaaabbbbbccccc", ...labels];
        const splitter = stratifiedShuffleSplit({ nSplits: 2, testSize: 0.3, randomState });
        const folds = dealt(splitter, y.length, { y });
        expect(dealt(splitter, y.length, { y })).toEqual(folds);
        for (const { train, test } of folds) {
          expect([...train, ...test].sort((a, b) => a - b)).toEqual(arange(y.length));
          for (const label of ["a", "b", "c"]) {
            const total = y.filter((one) => one === label).length;
            const here = test.filter((row) => y[row] === label).length;
            expect(Math.abs(here - (total * test.length) / y.length)).toBeLessThan(1 + 1e-9);
          }
        }
      }),
    );
  });

  it("groups are never torn", () => {
    fc.assert(
      fc.property(labelsAnd, fc.boolean(), ({ labels, randomState, nSplits }, shuffled) => {
        const n = labels.length;
        const groups = labels.map((label, i) => `${label}${i % 4}`);
        fc.pre(new Set(groups).size >= nSplits);
        const y = labels.map((_, i) => i % 2);
        const seed = shuffled ? { shuffle: true, randomState } : {};
        const all = [
          dealt(groupKFold({ nSplits, ...seed }), n, { groups }),
          dealt(stratifiedGroupKFold({ nSplits, ...seed }), n, { y, groups }),
          dealt(leaveOneGroupOut(), n, { groups }),
        ];
        for (const folds of all) expectPartition(folds, n);
        const random = dealt(groupShuffleSplit({ nSplits, randomState }), n, { groups });
        for (const { train, test } of [...all.flat(), ...random]) {
          const held = new Set(test.map((row) => groups[row]));
          expect(train.filter((row) => held.has(groups[row]!))).toEqual([]);
        }
      }),
    );
  });

  it("time goes forward", () => {
    fc.assert(
      fc.property(
        fc.record({ nSplits: fc.integer({ min: 2, max: 5 }), gap: fc.nat(3), extra: fc.nat(40) }),
        ({ nSplits, gap, extra }) => {
          const folds = dealt(timeSeriesSplit({ nSplits, gap }), (nSplits + 1) * (gap + 1) + extra, {});
          for (const { train, test } of folds) expect(train[train.length - 1]! + gap).toBeLessThan(test[0]!);
        },
      ),
    );
  });
});

describe("the examples in the documentation of splits run", () => {
  const people = table({
    species: arange(120).map((i) => ["Adelie", "Gentoo", "Chinstrap"][i % 3]!),
    patient: arange(120).map((i) => `p${Math.floor(i / 3)}`),
    day: arange(120).map((i) => `2024-${String(1 + (i % 12)).padStart(2, "0")}-01`),
    camera: arange(120).map((i) => (i % 5 === 0 ? "phone" : "web")),
  });
  const { x, y } = makeMoons({ nSamples: 120, randomState: 0 });

  it.each(examplesIn("split"))("of %s", async (_file, example) => {
    await runExample(example, { ...data, x, y, table: people });
  });
});
