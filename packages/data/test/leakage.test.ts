import { describe, expect, it } from "vitest";
import {
  columnTransformer,
  LeakageError,
  labelEncoder,
  makeMoons,
  minMaxScaler,
  ndarray,
  oneHotEncoder,
  pipeline,
  provenance,
  readCsv,
  simpleImputer,
  split,
  standardScaler,
  table,
  trainTestSplit,
} from "../src";
import { placeOf } from "../src/leakage/provenance";

const numbers = (n: number) =>
  ndarray(
    Float64Array.from({ length: n }, (_, i) => i),
    [n, 1],
  );
const thirds = { train: 0.6, dev: 0.2, test: 0.2, randomState: 1 };
const penguins = () => readCsv(new URL("../../../examples/penguins.csv", import.meta.url));

const prepareOf = () =>
  columnTransformer({
    numeric: {
      columns: ["bill_length_mm", "body_mass_g"],
      steps: [simpleImputer({ strategy: "median" }), standardScaler()],
    },
    nominal: {
      columns: ["island", "sex"],
      steps: [simpleImputer({ strategy: "mostFrequent" }), oneHotEncoder({ handleUnknown: "ignore" })],
    },
  });

describe("program 3", () => {
  it("prepares penguins from the train part, and refuses the whole table after the split", async () => {
    const penguin = await penguins();
    const { train, dev, test } = split(penguin, { ...thirds, stratify: "species" });
    const prepare = prepareOf();
    const xTrain = prepare.fitTransform(train);
    const xDev = prepare.transform(dev);
    expect(xTrain.shape).toEqual([train.nRows, 7]);
    expect(xDev.shape).toEqual([dev.nRows, 7]);
    expect([...xTrain.data, ...xDev.data, ...prepare.transform(test).data].every(Number.isFinite)).toBe(true);
    expect(prepare.getFeatureNamesOut()).toEqual([
      "numeric__bill_length_mm",
      "numeric__body_mass_g",
      "nominal__island_Biscoe",
      "nominal__island_Dream",
      "nominal__island_Torgersen",
      "nominal__sex_FEMALE",
      "nominal__sex_MALE",
    ]);
    expect(provenance(xDev)).toMatchObject({ source: "penguins.csv", part: "dev" });
    const scaler = minMaxScaler();
    expect(() => scaler.fitTransform(penguin)).toThrow(LeakageError);
    expect(() => scaler.fitTransform(penguin)).toThrow(
      /minMaxScaler: expected the train part.*received 344 rows of penguins\.csv of which 138 were held out.*Right way: minMaxScaler\.fit\(train\)/,
    );
    expect(() => scaler.fit(dev)).toThrow(/received the dev part of penguins\.csv \(69 rows\)/);
  });

  it("refuses the split after the whole table was fitted", async () => {
    const penguin = await penguins();
    const scaler = minMaxScaler();
    expect(scaler.fitTransform(penguin).shape).toEqual([344, 4]);
    expect(scaler.getFeatureNamesOut()).toEqual([
      "bill_length_mm",
      "bill_depth_mm",
      "flipper_length_mm",
      "body_mass_g",
    ]);
    expect(() => split(penguin, thirds)).toThrow(LeakageError);
    expect(() => split(penguin, thirds)).toThrow(
      /on which minMaxScaler was fitted: it has seen 138 rows.*Right way: split first/,
    );
  });

  it("remembers the rows of every fit, in one list for each kind of transform", () => {
    const data = table({ a: Array.from({ length: 20 }, (_, i) => i) });
    for (let i = 0; i < 50; i++) standardScaler().fit(data.take([i % 10]));
    minMaxScaler().fit(data.head(1));
    expect(Object.keys(placeOf(data, 20).scope.fits)).toEqual(["standardScaler", "minMaxScaler"]);
    expect(() => trainTestSplit(data, { shuffle: false, testSize: 15 })).toThrow(
      /standardScaler was fitted: it has seen 5 rows .*\(rows 5, 6, 7, 8, 9, counted/,
    );
    expect(() => trainTestSplit(data, { shuffle: false, testSize: 10 })).not.toThrow();
  });

  it("remembers no fit that failed", async () => {
    const penguin = await penguins();
    expect(() => simpleImputer().fit(penguin)).toThrow(/received text in "species", "island", "sex"/);
    expect(() => minMaxScaler().fit(penguin.select(["species"]))).toThrow(/at least one column of numbers/);
    expect(() => split(penguin, thirds)).not.toThrow();
  });
});

describe("the guard", () => {
  it("lets train be fitted and every part be transformed", () => {
    const [train, test] = trainTestSplit(numbers(20), { randomState: 0 });
    const scaler = standardScaler().fit(train);
    expect(scaler.transform(test).shape).toEqual([5, 1]);
  });

  it.each(["train", "dev", "test"] as const)("knows the %s part in every form", (part) => {
    const forms = {
      array: numbers(20),
      plain: Array.from({ length: 20 }, (_, i) => [i]),
      table: table({ a: Array.from({ length: 20 }, (_, i) => i) }),
    };
    const parts = split(forms, thirds)[part];
    for (const data of [
      parts.array,
      parts.plain,
      parts.table,
      parts.table.select(["a"]),
      parts.table.head(2),
    ]) {
      if (part === "train") expect(() => standardScaler().fit(data)).not.toThrow();
      else expect(() => standardScaler().fit(data)).toThrow(LeakageError);
    }
  });

  it("follows rows through verbs and transforms", () => {
    const people = table({
      a: Array.from({ length: 20 }, (_, i) => i),
      b: Array.from({ length: 20 }, () => 1),
    });
    const { test } = split(people, thirds);
    const derived = [
      test.drop("b"),
      test.filter((row) => Number(row.a) > 1),
      test.toNdArray(),
      simpleImputer()
        .fit([[1, 1]])
        .transform(test.toNdArray()),
    ];
    for (const data of derived) {
      expect(provenance(data)?.part).toBe("test");
      expect(() => standardScaler().fit(data)).toThrow(LeakageError);
    }
    expect(() => labelEncoder().fit(test.column("a"))).toThrow(LeakageError);
  });

  it("catches a transformed whole that is split later", () => {
    const x = numbers(20);
    const scaled = standardScaler().fitTransform(x);
    expect(() => trainTestSplit(scaled, { randomState: 0 })).toThrow(LeakageError);
    expect(() => trainTestSplit(x, { randomState: 0 })).toThrow(LeakageError);
  });

  it("lets a fit on rows that all stay in train pass", () => {
    const people = table({ a: Array.from({ length: 20 }, (_, i) => i) });
    standardScaler().fit(people.head(10));
    expect(() => trainTestSplit(people, { shuffle: false })).not.toThrow();
    expect(() => trainTestSplit(people, { shuffle: false, testSize: 12 })).toThrow(
      /has seen 2 rows.*\(rows 8, 9,/,
    );
  });

  it("keeps many splits of one table apart", () => {
    const x = numbers(40);
    for (let seed = 0; seed < 10; seed++) {
      const { train, dev } = split(x, { ...thirds, randomState: seed });
      const scaler = standardScaler().fit(train);
      expect(scaler.transform(dev).shape).toEqual([8, 1]);
    }
  });

  it("guards nested splits", () => {
    const [train, rest] = trainTestSplit(numbers(40), { testSize: 20, randomState: 0 });
    const [dev] = trainTestSplit(rest, { testSize: 10, randomState: 0 });
    expect(() => standardScaler().fit(dev)).toThrow(/the test part/);
    standardScaler().fit(train);
    expect(() => trainTestSplit(train, { randomState: 0 })).toThrow(LeakageError);
    const inner = trainTestSplit(numbers(40), { randomState: 0 })[0];
    trainTestSplit(inner, { randomState: 0 });
    expect(() => standardScaler().fit(inner)).toThrow(LeakageError);
    expect(provenance(dev)!.rows.length).toBe(10);
    expect([...provenance(dev)!.rows]).toEqual([...dev.data]);
  });

  it("guards partialFit, pipelines, column transformers and labels", () => {
    const [, test] = trainTestSplit(numbers(20), { randomState: 0 });
    expect(() => standardScaler().partialFit(test)).toThrow(LeakageError);
    expect(() => pipeline([standardScaler()]).fit(test)).toThrow(LeakageError);
    expect(() => columnTransformer({ a: { columns: [0], steps: [standardScaler()] } }).fit(test)).toThrow(
      LeakageError,
    );
    const { x, y } = makeMoons({ nSamples: 20, randomState: 0 });
    const [, , , yTest] = trainTestSplit(x, y, { randomState: 0 });
    expect(() => labelEncoder().fit(yTest)).toThrow(LeakageError);
  });

  it("lets the lesson be shown", () => {
    const allow = { allowLeakage: true };
    const x = numbers(20);
    standardScaler().fit(x, allow);
    standardScaler(allow).fitTransform(x);
    const [, test] = trainTestSplit(x, { randomState: 0 });
    expect(() => standardScaler().fitTransform(test, allow)).not.toThrow();
    expect(() => pipeline([standardScaler()], allow).fit(test)).not.toThrow();
    expect(() => labelEncoder(allow).fit(test)).not.toThrow();
    const y = numbers(20);
    standardScaler().fit(y);
    expect(() => trainTestSplit(y, { randomState: 0, ...allow })).not.toThrow();
    const z = numbers(20);
    standardScaler().fit(z);
    expect(() => split(z, { ...thirds, ...allow })).not.toThrow();
  });

  it("knows nothing of strangers", () => {
    expect(provenance({})).toBeUndefined();
  });
});
