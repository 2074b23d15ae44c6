import { describe, expect, it } from "vitest";
import {
  type FunctionTransformer,
  functionTransformer,
  pipeline,
  standardScaler,
  table,
  toNested,
  transformFromJson,
} from "../src";

const rows = [
  [1, 2],
  [3, 6],
];

describe("functionTransformer", () => {
  it("calls with values, rows or the array", () => {
    expect(toNested(functionTransformer({ func: (x) => -x }).fitTransform(rows))).toEqual([
      [-1, -2],
      [-3, -6],
    ]);
    const ratio = functionTransformer({
      on: "row",
      func: ([a, b]) => [b! / a!],
      featureNamesOut: () => ["ratio"],
    });
    expect(toNested(ratio.fitTransform(table({ a: [1, 3], b: [2, 6], c: ["x", "y"] }).drop("c")))).toEqual([
      [2],
      [2],
    ]);
    expect(ratio.getFeatureNamesOut()).toEqual(["ratio"]);
    const sums = functionTransformer({
      on: "array",
      func: ({ data, shape }) =>
        Array.from({ length: shape[0]! }, (_, i) => [data[2 * i]! + data[2 * i + 1]!, 1, 0]),
    });
    expect(toNested(sums.fitTransform(rows))).toEqual([
      [3, 1, 0],
      [9, 1, 0],
    ]);
    expect(sums.getFeatureNamesOut()).toEqual([0, 1, 2].map((i) => `functiontransformer${i}`));
    const same = functionTransformer({ on: "array", func: (array) => array });
    expect(same.fit(table({ a: [1], b: [2] })).getFeatureNamesOut()).toEqual(["a", "b"]);
  });

  it("leaves values as they are without a function, and hands over what is missing or infinite", () => {
    const nothing = functionTransformer();
    expect(toNested(nothing.fitTransform(rows))).toEqual(rows);
    expect(toNested(nothing.inverseTransform(rows))).toEqual(rows);
    const finite = functionTransformer({ func: (x) => (Number.isFinite(x) ? x : -1) });
    expect(toNested(finite.fitTransform([[Infinity], [null], [2]]))).toEqual([[-1], [-1], [2]]);
  });

  it("stands in a pipeline and turns back there", () => {
    const logs = functionTransformer({ func: Math.log, inverseFunc: Math.exp });
    const both = pipeline([logs, standardScaler()]);
    const back = both.inverseTransform(both.fitTransform(rows));
    rows.flat().forEach((value, i) => {
      expect(back.data[i]).toBeCloseTo(value, 12);
    });
  });

  it("finds an inverse that is none, unless told not to look", () => {
    const wrong = { func: Math.log1p, inverseFunc: Math.exp };
    expect(() => functionTransformer(wrong).fit(rows)).toThrow(
      /inverseFunc to turn back what func gives, received 2 for 1 in row 0 of "x0".*checkInverse: false/,
    );
    expect(functionTransformer({ ...wrong, checkInverse: false }).fit(rows).fitted).toBe(true);
    expect(() => functionTransformer({ func: Math.log }).fit(rows).inverseTransform(rows)).toThrow(
      /an inverseFunc, received none/,
    );
  });

  it("checks what functions give", () => {
    const gives = (options: object) => () => functionTransformer(options as never).fitTransform(rows);
    expect(gives({ func: String })).toThrow(/numbers from func, received string for 1/);
    expect(gives({ on: "row", func: () => 5 })).toThrow(
      /an array of numbers from func.*received number for row 0/,
    );
    expect(gives({ on: "row", func: ([a]: number[]) => (a === 1 ? [1] : [1, 2]) })).toThrow(
      /expected 1 numbers from func, as for row 0, received 2 for row 1/,
    );
    expect(gives({ on: "row", func: () => ["a"] })).toThrow(/received string as value 0 of row 0/);
    expect(gives({ on: "array", func: () => 1 })).toThrow(
      /shape \[rows, features\] from func.*received number/,
    );
    expect(gives({ on: "array", func: () => [[1]] })).toThrow(
      /as many rows from func as it was given, 2, received 1/,
    );
    expect(gives({ on: "array", func: () => [["a"], ["b"]] })).toThrow(/received string in column x0/);
    expect(gives({ func: 5 })).toThrow(/func as a function, received number/);
    expect(gives({ inverseFunc: Math.exp })).toThrow(/func beside inverseFunc/);
    expect(gives({ on: "column" })).toThrow(/on as one of "value", "row", "array"/);
    expect(gives({ featureNamesOut: () => ["a"] })).toThrow(
      /2 names from featureNamesOut.*received 1 \("a"\)/,
    );
    let n = 1;
    const fickle = functionTransformer({ on: "row", func: () => new Array(n).fill(0) }).fit(rows);
    n = 3;
    expect(() => fickle.transform(rows)).toThrow(/1 column from func, as in fit, received 3/);
  });

  it("asks for its functions when it is read from JSON", () => {
    const logs = functionTransformer({ func: Math.log1p, inverseFunc: Math.expm1 }).fit(rows);
    const saved: unknown = JSON.parse(JSON.stringify(pipeline([logs])));
    expect(() => transformFromJson(saved)).toThrow(
      /functions of the functionTransformer "log1p", which JSON cannot hold, received none; pass \{ functions: \{ "log1p": \{ func, inverseFunc \} \} \}/,
    );
    expect(() => transformFromJson(saved, { functions: { log1p: { func: Math.log1p } } })).toThrow(
      /received it without inverseFunc/,
    );
    const named = functionTransformer({
      name: "ratio",
      on: "row",
      func: ([a, b]) => [a! / b!],
      featureNamesOut: () => ["ratio"],
    }).fit(rows);
    const ratio = { func: ([a, b]: number[]) => [a! / b!], featureNamesOut: () => ["ratio"] };
    const back = transformFromJson<FunctionTransformer>(JSON.parse(JSON.stringify(named)), {
      functions: { ratio },
    });
    expect(toNested(back.transform([[1, 4]]))).toEqual([[0.25]]);
    expect(back.getFeatureNamesOut()).toEqual(["ratio"]);
    expect(() => transformFromJson(named.toJSON(), { functions: { ratios: ratio } })).toThrow(
      /received "ratios"/,
    );
  });
});
