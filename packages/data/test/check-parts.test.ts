import { describe, expect, it } from "vitest";
import { checkParts, DataError, randomState, split, type Table, table, trainTestSplit } from "../src";

const sampled = (n: number, seed = 0): Record<string, ArrayLike<number> | string[]> => {
  const random = randomState(seed);
  return {
    a: random.normal(0, 1, n),
    b: random.normal(5, 2, n),
    c: random.normal(0, 100, n),
    city: Array.from(random.randint(0, 5, n), (k) => `city ${k}`),
    y: Array.from(random.randint(0, 2, n), String),
  };
};
const codes = (findings: readonly { code: string }[]): string[] => findings.map(({ code }) => code);

describe("checkParts", () => {
  it("finds nothing in a clean split, of tables and of arrays", () => {
    const parts = split(table(sampled(300) as never), { randomState: 1 });
    expect(checkParts(parts, { target: "y" })).toEqual([]);
    const numbers = ["a", "b", "c"];
    const arrays = {
      train: parts.train.toNdArray(numbers),
      test: parts.test.toNdArray(numbers),
    };
    expect(checkParts(arrays)).toEqual([]);
  });

  it("finds exact copies, and names their rows and columns", () => {
    const { train, test } = split(table(sampled(300) as never), { randomState: 1 });
    const leaky = table([...test.toRows(), ...train.head(2).toRows()]);
    const [finding, ...others] = checkParts({ train, test: leaky }, { target: "y" });
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      code: "duplicateRows",
      severity: "warning",
      rows: { train: [0, 1], test: [60, 61] },
      columns: ["a", "b", "c", "city", "y"],
    });
    expect(finding!.message).toBe(
      "2 rows of test found in another part too, alike in all 5 columns (row 60 of test and row 0 of train; row 61 of test and row 1 of train)",
    );
    expect(finding!.fix).toMatch(/drop the copies before the split.*split by group/);
  });

  it("many copies are an error, and copies count whatever number they go by", () => {
    const data = sampled(200);
    const twice = Object.fromEntries(
      Object.entries(data).map(([name, values]) => [
        name,
        [...(values as number[]), ...(values as number[])],
      ]),
    );
    const numbered = table({ id: Array.from({ length: 400 }, (_, i) => i + 1), ...twice } as never);
    const parts = split(numbered, { randomState: 3 });
    const found = checkParts(parts, { target: "y" });
    expect(found.map(({ code, severity }) => [code, severity])).toEqual([["duplicateRows", "error"]]);
    expect(found[0]!.columns).not.toContain("id");
    expect(found[0]!.rows.test!.length).toBeGreaterThan(30);
  });

  it("finds rows that are nearly the same, by number and by most of their columns", () => {
    const data = sampled(2000);
    const random = randomState(9);
    for (const name of ["a", "b", "c"]) {
      const values = data[name] as Float64Array;
      for (let i = 0; i < 50; i++) values[1950 + i] = values[i]! * (1 + 1e-3 * Number(random.normal()));
    }
    for (const name of ["city", "y"]) {
      const values = data[name] as string[];
      for (let i = 0; i < 50; i++) values[1950 + i] = values[i]!;
    }
    const parts = split(table(data as never), { shuffle: false });
    const [finding, ...others] = checkParts(parts, { target: "y" });
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ code: "nearDuplicateRows", severity: "error" });
    expect(finding!.rows.test).toEqual(Array.from({ length: 50 }, (_, i) => 350 + i));
    expect(finding!.rows.train).toEqual(Array.from({ length: 50 }, (_, i) => i));
    expect(checkParts(parts, { target: "y", near: false })).toEqual([]);
    expect(checkParts(parts, { target: "y", near: { tolerance: 0 } })).toEqual([]);
  });

  it("tells rows with other targets, and a share of the columns that is alike", () => {
    const n = 100;
    const random = randomState(2);
    const columns = Object.fromEntries(
      Array.from({ length: 10 }, (_, j) => [`x${j}`, random.normal(0, 1, n)] as const),
    );
    for (const [name, values] of Object.entries(columns)) if (name !== "x4") values[99] = values[0]!;
    const data = table({ ...columns, y: Array.from({ length: n }, (_, i) => i % 2) });
    const parts = split(data, { shuffle: false });
    expect(checkParts(parts, { target: "y" })).toMatchObject([
      { code: "nearDuplicateRows", severity: "warning", rows: { train: [0], test: [19] } },
    ]);
    expect(checkParts(parts, { target: "y", near: { share: 1 } })).toEqual([]);
    columns.x4![99] = columns.x4![0]!;
    const contradicting = table({ ...columns, y: Array.from({ length: n }, (_, i) => i % 2) });
    expect(codes(checkParts(split(contradicting, { shuffle: false }), { target: "y" }))).toEqual([
      "nearDuplicateRows",
    ]);
  });

  it("leaves out what chance brings together", () => {
    const random = randomState(0);
    const binary = table(
      Object.fromEntries(
        Array.from({ length: 4 }, (_, j) => [`k${j}`, Array.from(random.randint(0, 2, 200), String)]),
      ),
    );
    const [finding, ...others] = checkParts(split(binary, { randomState: 0 }));
    expect([finding?.code, finding?.severity, others]).toEqual(["equalRows", "info", []]);
    expect(finding!.message).toMatch(/as chance would have it/);
  });

  it("does not take a crowd for copies", () => {
    const crowd = split(table(sampled(20_000) as never), { shuffle: false });
    expect(checkParts(crowd, { target: "y" })).toEqual([]);
  });

  it("takes 100,000 rows without comparing all pairs", { timeout: 120_000 }, () => {
    const random = randomState(7);
    const data: Record<string, Float64Array> = {};
    for (const name of ["a", "b", "c", "d", "e", "f", "g", "h"]) {
      const values = random.normal(0, 1, 100_000);
      for (let i = 0; i < 10; i++) values[99_990 + i] = values[i]!;
      data[name] = values;
    }
    data.a![99_999]! += 1e-3;
    const found = checkParts(split(table(data), { shuffle: false }));
    expect(codes(found)).toEqual(["duplicateRows", "nearDuplicateRows"]);
    expect(found.map(({ rows }) => rows.test!.length)).toEqual([9, 1]);
  });

  it("finds groups that are torn, with their rows", () => {
    const data = table({ patient: ["a", "a", "b", "c", "b", "d"], x: [1, 2, 3, 4, 5, 6] });
    const [train, test] = trainTestSplit(data, { shuffle: false, testSize: 3 });
    const found = checkParts({ train, test }, { groups: "patient" });
    expect(found).toMatchObject([
      { code: "groupAcrossParts", severity: "error", columns: ["patient"], rows: { train: [2], test: [1] } },
    ]);
    expect(found[0]!.message).toMatch(
      /^1 of 4 groups of "patient" have rows in more than one part \("b"\): 2 rows/,
    );
    expect(found[0]!.fix).toMatch(/split by group/);
    const [one, two] = trainTestSplit(data, { shuffle: false, testSize: 1 });
    expect(checkParts({ train: one, test: two }, { groups: "patient" })).toEqual([]);
  });

  it("finds rows of train that are later than what it is judged by, as numbers and as dates", () => {
    const days = ["2024-01-01", "2024-03-01", "2024-02-01", "2024-02-15"];
    for (const [kind, time] of [
      ["nominal", days],
      ["datetime", days],
      ["integer", days.map((day) => Date.parse(day))],
    ] as const) {
      const data = table({ time, x: [1, 2, 3, 4] }, { columns: { time: kind } });
      const [train, test] = trainTestSplit(data, { shuffle: false, testSize: 2 });
      expect(checkParts({ train, test }, { time: "time" })).toMatchObject([
        { code: "futureRows", severity: "error", rows: { train: [1] }, columns: ["time"] },
      ]);
      const sorted = data.take([0, 2, 3, 1]);
      const [past, future] = trainTestSplit(sorted, { shuffle: false, testSize: 2 });
      expect(checkParts({ train: past, test: future }, { time: "time" })).toEqual([]);
    }
    const soon = table({ time: ["soon", "later"] }, { columns: { time: "nominal" } });
    const [train, dev] = trainTestSplit(soon, { shuffle: false, testSize: 1 });
    expect(() => checkParts({ train, dev }, { time: "time" })).toThrow(
      /expected times in "time".*received "soon" in row 0/,
    );
  });

  it("knows the same rows by their origin, also when the values were changed", () => {
    const data = table(sampled(50) as never, { name: "sales.csv" });
    const one = split(data, { randomState: 1 });
    const two = split(data, { randomState: 2 });
    const found = checkParts({ train: one.train.select(["a"]), test: two.test.select(["a"]) });
    expect(found[0]).toMatchObject({ code: "sharedRows", severity: "error" });
    expect(found[0]!.message).toMatch(/rows of "sales\.csv" stand in more than one part by their origin/);
  });

  it("refuses what are no parts", () => {
    const data = table({ a: [1, 2, 3, 4] });
    const [train, test] = trainTestSplit(data, { randomState: 0 });
    const other: Table = table({ b: [1] });
    expect(() => checkParts({ train })).toThrow(/at least two of train, dev and test, received train/);
    expect(() => checkParts(undefined as never)).toThrow(DataError);
    expect(() => checkParts({ train, test: other })).toThrow(/received no "a" in test/);
    expect(() => checkParts({ train, test: 5 as never })).toThrow(/received number as test/);
    expect(() => checkParts({ train, test: train.toNdArray() })).toThrow(/parts of one kind and width/);
    expect(() => checkParts({ train, test }, { target: "aa" })).toThrow(/no column "aa"; did you mean "a"/);
    expect(() => checkParts({ train, test }, { near: { share: 2 } })).toThrow(
      /share.*above 0 up to 1.*"share":2/,
    );
    expect(() => checkParts({ train: train.toNdArray(), test: test.toNdArray() }, { groups: "x0" })).toThrow(
      /expected tables to find "x0" in/,
    );
  });
});
