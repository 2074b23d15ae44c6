import { describe, expect, it } from "vitest";
import {
  LeakageError,
  ndarray,
  provenance,
  split,
  standardScaler,
  type Table,
  table,
  trainTestSplit,
} from "../src";
import { deriveGroups, deriveJoin, deriveStack } from "../src/leakage/mixed";
import { placeOf } from "../src/leakage/provenance";

const thirds = { train: 0.6, dev: 0.2, test: 0.2, randomState: 1 };
const counted = (n: number, name: string): Table =>
  table(
    { a: Array.from({ length: n }, (_, i) => i), group: Array.from({ length: n }, (_, i) => i % 5) },
    { name },
  );
const place = (data: Table) => placeOf(data, data.nRows);

/** The mean of each group, as groupBy makes it. */
const means = (data: Table): Table => {
  const groups = data.column("group").toArray().map(Number);
  const names = [...new Set(groups)].sort();
  const out = table({ group: names, mean: names.map((g) => g * 2) });
  return deriveGroups(
    out,
    place(data),
    groups.map((g) => names.indexOf(g)),
    names.length,
    'groupBy("group")',
  );
};

/** A left join by group. */
const joined = (left: Table, right: Table): Table => {
  const keys = right.column("group").toArray();
  const to = left
    .column("group")
    .toArray()
    .map((g) => keys.indexOf(g));
  const out = table({ a: left.column("a").toArray(), mean: to.map((row) => right.column("mean").at(row)) });
  return deriveJoin(out, place(left), Int32Array.from(to.keys()), place(right), to, 'join("group")');
};

describe("rows made of several rows", () => {
  it("a summary of train may be fitted, one of rows that are held out may not", () => {
    const whole = counted(40, "sales.csv");
    const { train, test } = split(whole, thirds);
    expect(() => standardScaler().fit(means(train))).not.toThrow();
    expect(() => standardScaler().fit(means(test))).toThrow(LeakageError);
    expect(() => standardScaler().fit(means(test))).toThrow(
      /received groupBy\("group"\) of sales\.csv, made from the test part of sales\.csv \(8 rows\)/,
    );
    expect(() => standardScaler().fit(means(whole))).toThrow(
      /made from 40 rows of sales\.csv of which 16 were held out.*summarise and join the train part alone/,
    );
    expect(() => standardScaler().fit(means(test.head(1)))).toThrow(LeakageError);
  });

  it("a summary of the whole joined to train is told, one of train is not", () => {
    const whole = counted(40, "sales.csv");
    const ofAll = means(whole);
    const { train, dev } = split(whole, thirds);
    expect(() => standardScaler().fit(joined(train, ofAll))).toThrow(/of which 16 were held out/);
    const ofTrain = means(train);
    const xTrain = joined(train, ofTrain);
    const scaler = standardScaler().fit(xTrain);
    const xDev = joined(dev, ofTrain);
    expect(provenance(scaler.transform(xDev))?.part).toBe("dev");
    expect(() => standardScaler().fit(xDev)).toThrow(/the dev part/);
  });

  it("a split of a table with summaries of all its rows is refused", () => {
    const whole = counted(40, "sales.csv");
    const wide = joined(whole, means(whole));
    expect(() => split(wide, thirds)).toThrow(
      /received columns that join\("group"\) brought in, which were computed from 16 rows of sales\.csv that this split would hold out.*Right way: split first, summarise train alone/,
    );
    expect(() => split(wide, { ...thirds, allowLeakage: true })).not.toThrow();
    expect(() => split(joined(whole, means(counted(40, "other.csv"))), thirds)).not.toThrow();
  });

  it("a fit on rows whose summary is split later is told, and the other way round", () => {
    const whole = counted(40, "sales.csv");
    standardScaler().fit(whole);
    expect(() => trainTestSplit(means(whole), { randomState: 0 })).toThrow(
      /received groupBy\("group"\) of sales\.csv, made from sales\.csv, on which standardScaler was fitted/,
    );
    const other = counted(40, "sales.csv");
    const summary = means(other);
    const [train] = trainTestSplit(summary, { randomState: 0 });
    expect(() => standardScaler().fit(other)).toThrow(/of which 16 were held out/);
    expect(() => standardScaler().fit(train)).not.toThrow();
    expect(() => standardScaler().fit(summary)).toThrow(LeakageError);
  });

  it("train and test put together again are told", () => {
    const [train, test] = trainTestSplit(counted(20, "sales.csv"), { randomState: 0 });
    const stack = (parts: Table[]): Table =>
      deriveStack(
        table({ a: parts.flatMap((part) => part.column("a").toArray()) }),
        parts.map((part) => ({ place: place(part), nRows: part.nRows })),
        "concat",
      );
    expect(() => standardScaler().fit(stack([train, test]))).toThrow(
      /received concat of sales\.csv, made from the test part of sales\.csv \(5 rows\)/,
    );
    expect(() => standardScaler().fit(stack([train, test]).head(15))).not.toThrow();
    expect(() => standardScaler().fit(stack([train, train]))).not.toThrow();
    const whole = counted(20, "sales.csv");
    expect(() => trainTestSplit(stack([whole, whole]), { randomState: 0 })).toThrow(
      /expected each row of sales\.csv once, received \d+ rows of it several times/,
    );
  });

  it("many tables put together are followed to each, and need no more memory than a number or two a row", () => {
    const many = Array.from({ length: 400 }, (_, k) => counted(250, `day ${k}.csv`));
    const held = trainTestSplit(many[7]!, { randomState: 0 })[1]!;
    const before = process.memoryUsage().arrayBuffers;
    const all = many[0]!.concat(...many.slice(1), held);
    expect(() => standardScaler().fit(all)).toThrow(
      /received concat of day 0\.csv, day 1\.csv, day 2\.csv and 397 more, made from 250 rows of day 7\.csv of which 63 were/,
    );
    expect(() => standardScaler().fit(all.take([7 * 250, 400 * 250]))).toThrow(
      /made from the test part of day 7\.csv/,
    );
    const parts = split(many[0]!.concat(...many.slice(1)), { randomState: 0 });
    // Every table with a list of all rows would be 160 MB.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(40e6);
    expect(() => standardScaler().fit(parts.train)).toThrow(/rows of day 7\.csv of which \d+ were held out/);
    // What went into dev and test of the whole is held out of each table too.
    expect(() => standardScaler().fit(many[9]!)).toThrow(/received 250 rows of day 9\.csv of which/);
  });

  it("rows that are repeated before a split are told", () => {
    const whole = counted(20, "sales.csv");
    const more = whole.take([...Array(20).keys(), 3, 3, 7]);
    expect(() => trainTestSplit(more, { shuffle: false, testSize: 3 })).toThrow(
      /expected each row of sales\.csv once, received 2 rows of it several times.*\(rows 3, 7, counted from 0\).*repeat rows of train alone/,
    );
    expect(() => trainTestSplit(more, { shuffle: false, testSize: 3, allowLeakage: true })).not.toThrow();
    const [train] = trainTestSplit(whole, { randomState: 0 });
    expect(() => standardScaler().fit(train.take([0, 0, 1]))).not.toThrow();
  });

  it("a join with missing rows, and one that repeats the left rows, follow both tables", () => {
    const left = counted(4, "left.csv");
    const right = counted(4, "right.csv");
    const out = (): Table => table({ z: [1, 2, 3] });
    const outer = deriveJoin(out(), place(left), [0, 1, -1], place(right), [-1, 2, 3], "join");
    const repeated = deriveJoin(out(), place(left), [0, 0, 1], place(right), [0, 1, 2], "join");
    expect(provenance(repeated)).toMatchObject({ source: "right.csv", rows: new Int32Array([0, 1, 2]) });
    expect(provenance(outer)?.source).toBe("join of left.csv and right.csv");
    trainTestSplit(left, { shuffle: false, testSize: 3 });
    expect(() => standardScaler().fit(outer)).toThrow(/left\.csv of which 1 were held out/);
    expect(() => standardScaler().fit(repeated)).toThrow(/left\.csv of which 1 were held out/);
    expect(() => standardScaler().fit(outer.take([2]))).not.toThrow();
    const twice = deriveJoin(
      out(),
      place(repeated),
      [2, 1, 0],
      placeOf(ndarray([1, 2, 3]), 3),
      [0, 1, 2],
      "join",
    );
    expect(() => standardScaler().fit(twice)).toThrow(/left\.csv/);
    const groups = deriveGroups(table({ z: [1] }), place(repeated), [0, -1, -1], 1, "groupBy");
    expect(() => standardScaler().fit(groups)).not.toThrow();
    const all = deriveGroups(table({ z: [1] }), place(repeated), [0, 0, 0], 1, "groupBy");
    expect(() => standardScaler().fit(all)).toThrow(/left\.csv/);
  });
});

describe("every verb of a table", () => {
  const rowsLost = [
    "column",
    "hasColumn",
    "schema",
    "columnSpecs",
    "row",
    "toRows",
    "toString",
    "describe",
    "nColumns",
  ];
  const hidden = ["constructor", "place", "with"];
  const verbs: Record<string, (data: Table) => object> = {
    select: (data) => data.select(["a"]),
    drop: (data) => data.drop("group"),
    rename: (data) => data.rename({ a: "z" }),
    derive: (data) => data.derive({ twice: (row) => 2 * Number(row.a) }),
    sort: (data) => data.sort("a", { descending: true }),
    sample: (data) => data.sample(3, { randomState: 0 }),
    dropMissing: (data) => data.dropMissing(),
    take: (data) => data.take([1, 0]),
    filter: (data) => data.filter((row) => Number(row.a) > 1),
    head: (data) => data.head(2),
    groupBy: (data) => data.groupBy("group").summarize({ mean: ["a", "mean"] }),
    join: (data) =>
      data.join(table({ group: [0, 1, 2, 3, 4], name: ["p", "q", "r", "s", "t"] }), { on: "group" }),
    concat: (data) => data.concat(data),
    toNdArray: (data) => data.toNdArray(),
  };

  it("is in one of these lists", () => {
    const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(table({ a: [1] })));
    expect(methods.filter((name) => !hidden.includes(name)).sort()).toEqual(
      [...rowsLost, ...Object.keys(verbs)].sort(),
    );
  });

  it.each(Object.keys(verbs))("%s remembers where its rows come from", (name) => {
    const { train, test } = split(counted(40, "sales.csv"), thirds);
    const numbers = (data: object): object =>
      "nRows" in data
        ? (data as Table).toNdArray(["a", "z", "mean"].filter((one) => (data as Table).hasColumn(one)))
        : data;
    expect(() => standardScaler().fit(numbers(verbs[name]!(train)) as never)).not.toThrow();
    expect(() => standardScaler().fit(numbers(verbs[name]!(test)) as never)).toThrow(LeakageError);
  });
});
