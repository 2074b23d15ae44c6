import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import {
  type Dataset,
  kFold,
  makeMoons,
  type NdArray,
  ndarray,
  type Parts,
  provenance,
  resample,
  shuffle,
  split,
  type Table,
  table,
  trainTestSplit,
} from "../src";
import { type Case, golden, numbers } from "./support/goldens";
import { camelArgs, dealt, isSplitterCase, labelsOfCase, splitterOf } from "./support/splitters";

const all = golden("splits").cases;
const cases = all.filter((c) => c.fn === "train_test_split");
const folds = all.filter(isSplitterCase);
const draws = all.filter((c) => c.fn.startsWith("utils."));

const options = ({ args, stratify }: Case) => ({
  trainSize: args.train_size,
  testSize: args.test_size,
  shuffle: args.shuffle,
  randomState: args.random_state,
  stratify: stratify === null ? undefined : numbers(stratify),
});

const arange = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

describe("trainTestSplit deals scikit-learn's rows", () => {
  it("has all cases", () => expect(cases.length).toBe(18));

  it.each(cases.map((c, i) => [i, c.n, JSON.stringify(c.args), c] as const))(
    "%i: %i rows, %s",
    (_i, n, _args, c) => {
      if (c.error !== undefined) {
        expect(() => trainTestSplit(arange(n), options(c))).toThrow(/^trainTestSplit: expected .* received /);
        return;
      }
      const [train, test] = trainTestSplit(arange(n), options(c));
      expect(train).toEqual(numbers(c.train));
      expect(test).toEqual(numbers(c.test));
    },
  );
});

describe("splitters deal scikit-learn's rows", () => {
  it("has all cases of the file", () => {
    expect(all.length).toBe(42);
    expect(cases.length + folds.length + draws.length).toBe(all.length);
  });

  it.each(folds.map((c, i) => [i, c.fn, c.n, JSON.stringify(c.args), c] as const))(
    "%i: %s of %i rows, %s",
    (_i, _fn, n, _args, c) => {
      const splitter = splitterOf(c);
      const labels = labelsOfCase(c);
      if (c.error !== undefined) {
        expect(() => splitter.indices(n, labels)).toThrow(/: expected .* received /);
        return;
      }
      const expected = c.splits.map(({ train, test }: Case) => ({
        train: numbers(train),
        test: numbers(test),
      }));
      expect(dealt(splitter, n, labels)).toEqual(expected);
      expect(splitter.getNSplits(n, labels)).toBe(expected.length);
    },
  );
});

describe("shuffle and resample draw scikit-learn's rows", () => {
  it.each(draws.map((c) => [c.fn, c.n, JSON.stringify(c.args), c] as const))(
    "%s of %i rows, %s",
    (fn, n, _args, { args, out }) => {
      const draw = fn === "utils.shuffle" ? shuffle : resample;
      const given = camelArgs({ ...args, ...(args.stratify && { stratify: numbers(args.stratify) }) });
      expect(draw(arange(n), given)).toEqual(numbers(out));
    },
  );
});

describe("trainTestSplit", () => {
  it("gives every form back as it came, row by row alike", () => {
    const x = ndarray(arange(20), [10, 2]);
    const typed = Float32Array.from(arange(10));
    const people = table({ id: arange(10), name: arange(10).map((i) => `n${i}`) });
    const [xTrain, xTest, tTrain, tTest] = trainTestSplit(x, typed, { randomState: 0, testSize: 3 });
    expectTypeOf(xTrain).toEqualTypeOf<NdArray<Float64Array>>();
    expect(xTrain.shape).toEqual([7, 2]);
    expect([...xTest.data]).toEqual([...tTest].flatMap((i) => [2 * i, 2 * i + 1]));
    expect(tTrain).toBeInstanceOf(Float32Array);
    const [train, test] = trainTestSplit(people, { randomState: 0, testSize: 3 });
    expectTypeOf(train).toEqualTypeOf<Table>();
    expect(test.column("id").toArray()).toEqual([...tTest]);
    expect(train.column("name").toArray()).toEqual([...tTrain].map((i) => `n${i}`));
    const [column] = trainTestSplit(people.column("name"), { randomState: 0, testSize: 3 });
    expect(column.toArray()).toEqual(train.column("name").toArray());
  });

  it("does what program 2 asks", () => {
    const { x, y } = makeMoons({ nSamples: 100, noise: 0.2, randomState: 1 });
    const [xTrain, xTest, yTrain, yTest] = trainTestSplit(x, y, { trainSize: 30, shuffle: false });
    expect([xTrain.shape, xTest.shape, yTrain.shape, yTest.shape]).toEqual([[30, 2], [70, 2], [30], [70]]);
    expect(xTrain.data).toEqual(x.data.slice(0, 60));
  });

  it("takes toy data as they come, x and y alike", () => {
    const made = makeMoons({ nSamples: 100, randomState: 1 });
    const parts = split(made, { stratify: "y", randomState: 1 });
    expectTypeOf(parts).toEqualTypeOf<Parts<Dataset>>();
    expect([parts.train.x.shape, parts.train.y.shape]).toEqual([[60, 2], [60]]);
    expect(parts.dev.y.data.filter((label) => label === 1)).toHaveLength(10);
    const [fold] = kFold().split(made);
    expectTypeOf(fold!.test).toEqualTypeOf<Dataset>();
  });

  it("stratifies by a column of the table, as by its values", () => {
    const species = arange(30).map((i) => (i % 3 === 0 ? "a" : "b"));
    const people = table({ id: arange(30), species });
    const [byName] = trainTestSplit(people, { stratify: "species", randomState: 5 });
    const [byValues] = trainTestSplit(people, { stratify: species, randomState: 5 });
    expect(byName.column("id").toArray()).toEqual(byValues.column("id").toArray());
  });

  it("tells what is wrong", () => {
    const y = ["a", "a", "b", "b", "c", "c"];
    expect(() => trainTestSplit([1, 2], [1, 2, 3])).toThrow(/same number of rows, received 2, 3/);
    expect(() => trainTestSplit([])).toThrow(/at least 2 rows, received 0/);
    expect(() => trainTestSplit(5 as never)).toThrow(/expected data to split, received none|received number/);
    expect(() => trainTestSplit(y, { stratify: y, testSize: 2 })).toThrow(
      /at least 3 rows in test.*received 2/,
    );
    expect(() => trainTestSplit(y, { stratify: y, testSize: 4, trainSize: 2 })).toThrow(
      /at least 3 rows in train/,
    );
    expect(() => trainTestSplit(y, { stratify: y, shuffle: false })).toThrow(/shuffle with stratify/);
    expect(() => trainTestSplit(y, { stratify: ["a"] })).toThrow(/label for each of 6 rows, received 1/);
    expect(() => trainTestSplit(y, { stratify: ["a", null, "a", "a", "b", "b"] })).toThrow(
      /1 missing value in 6 rows/,
    );
    expect(() => trainTestSplit(y, { stratify: "species" })).toThrow(/expected a table to find/);
    expect(() => trainTestSplit(table({ y }), { stratify: "z" })).toThrow(
      /no column "z".*The columns are "y"/,
    );
    expect(() => trainTestSplit(y, { trainSize: 0.7, testSize: 0.7 })).toThrow(/sum to at most 1/);
    expect(() => trainTestSplit(y, { trainSize: 4, testSize: 4 })).toThrow(
      /at most the 6 rows there are, received 4 \+ 4/,
    );
    const many = arange(30).map((i) => i + 0.5);
    expect(() => trainTestSplit(many, { stratify: many })).toThrow(/looks like a number to predict/);
    expect(() =>
      trainTestSplit(ndarray(arange(12), [6, 2]), { stratify: ndarray(arange(12), [6, 2]) }),
    ).toThrow(/one label a row, received shape \[6, 2\]/);
  });
});

const subset = (labels: readonly string[], rows: readonly number[], label: string): number =>
  rows.filter((row) => labels[row] === label).length;

describe("split", () => {
  it("is trainTestSplit twice: test first, then dev", () => {
    const rows = arange(344);
    const labels = rows.map((i) => "abc"[i % 3]!);
    const parts = split(rows, { train: 0.6, dev: 0.2, test: 0.2, stratify: labels, randomState: 1 });
    expect([parts.train.length, parts.dev.length, parts.test.length]).toEqual([206, 69, 69]);
    const [rest, test] = trainTestSplit([...rows], {
      testSize: 69,
      trainSize: 275,
      stratify: labels,
      randomState: 1,
    });
    const left = rest.map((row) => labels[row]!);
    const [train, dev] = trainTestSplit(rest, {
      testSize: 69,
      trainSize: 206,
      stratify: left,
      randomState: 1,
    });
    expect(parts).toEqual({ train, dev, test });
  });

  it("takes fractions, counts, two of three, and keeps order without shuffle", () => {
    const sizes = (o: Parameters<typeof split>[1]) => {
      const { train, dev, test } = split(arange(100), { ...o, randomState: 0 });
      return [train.length, dev.length, test.length];
    };
    expect(sizes({})).toEqual([60, 20, 20]);
    expect(sizes({ train: 0.7, dev: 0.15 })).toEqual([70, 15, 15]);
    expect(sizes({ dev: 0.07, test: 0.07 })).toEqual([86, 7, 7]);
    expect(sizes({ train: 50, dev: 20, test: 10 })).toEqual([50, 20, 10]);
    expect(sizes({ train: 0.98, dev: 0.01, test: 0.01 })).toEqual([98, 1, 1]);
    const inOrder = split(arange(10), { train: 6, dev: 2, test: 2, shuffle: false });
    expect(inOrder).toEqual({ train: [0, 1, 2, 3, 4, 5], dev: [6, 7], test: [8, 9] });
  });

  it("splits several arrays alike", () => {
    const x = ndarray(arange(20), [10, 2]);
    const y = arange(10);
    const { train, dev, test } = split({ x, y }, { train: 6, dev: 2, test: 2, randomState: 2 });
    for (const part of [train, dev, test])
      expect([...part.x.data]).toEqual(part.y.flatMap((i) => [2 * i, 2 * i + 1]));
    expect(provenance(dev.x)?.part).toBe("dev");
    expect([...provenance(test.y)!.rows]).toEqual(test.y);
  });

  it("stratifies an object of arrays by one of its own", () => {
    const y = arange(40).map((i) => (i % 4 === 0 ? "a" : "b"));
    const { dev, test } = split({ x: arange(40), y }, { stratify: "y", randomState: 0 });
    for (const part of [dev, test]) expect(part.y.filter((label) => label === "a").length).toBe(2);
  });

  it("has disjoint and complete parts with strata within one row", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("a", "b", "c"), { minLength: 30, maxLength: 120 }),
        fc.nat(1000),
        (drawn, randomState) => {
          const labels = [..."aaaaaabbbbbbcccccc", ...drawn];
          const n = labels.length;
          const { train, dev, test } = split(arange(n), { stratify: labels, randomState });
          expect([...train, ...dev, ...test].sort((a, b) => a - b)).toEqual(arange(n));
          for (const label of ["a", "b", "c"]) {
            const total = subset(labels, arange(n), label);
            const exact = (test.length / n) * total;
            expect(Math.abs(subset(labels, test, label) - exact)).toBeLessThan(1 + 1e-9);
            const left = total - subset(labels, test, label);
            const share = (dev.length / (n - test.length)) * left;
            expect(Math.abs(subset(labels, dev, label) - share)).toBeLessThan(1 + 1e-9);
          }
        },
      ),
    );
  });

  it("tells what is wrong with sizes", () => {
    const wrong = (o: Parameters<typeof split>[1], message: RegExp) =>
      expect(() => split(arange(10), o)).toThrow(message);
    wrong({ train: 0.8, dev: 0.2, test: 0.2 }, /sum to 1.2/);
    wrong({ train: 0.7 }, /give at least two of the three/);
    wrong({ train: 8, dev: 2, test: 2 }, /train 8, dev 2, test 2; every part needs a row/);
    wrong(
      { train: 0.8, dev: 0, test: 0.2 },
      /give dev at least one row; for two parts only use trainTestSplit/,
    );
    wrong({ train: 1.5, dev: 1, test: 1 }, /train 1.5/);
    wrong({ train: 0.8, dev: 0.2 }, /test 0/);
    expect(() => split(arange(2))).toThrow(/every part needs a row/);
    expect(() => split(null as never)).toThrow(/expected data to split, received none/);
    expect(() => split({ x: 5 as never })).toThrow(/received number/);
  });

  it("refuses fewer rows than classes", () => {
    const labels = arange(12).map((i) => `c${Math.floor(i / 2)}`);
    expect(() => split(arange(12), { stratify: labels })).toThrow(/at least 6 rows in test/);
  });
});
