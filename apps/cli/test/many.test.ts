import { labelEncoder, standardScaler } from "@wellfit/data";
import { expect, test } from "vitest";
import { baselineOf } from "../src/judge/baseline";
import { writePredictions } from "../src/run/predictions-csv";
import { alignColumns } from "../src/terminal/wording";

// More than a call takes arguments, which is about 120,000: code that spreads its data into a call fails here.
const n = 300_000;

test("predictions.csv has any number of rows, of several parts", () => {
  const scaler = standardScaler().fit([[1], [3]]);
  const part = (name: string, rows: number) => ({
    part: name,
    rows: Int32Array.from({ length: rows }, (_, i) => i),
    targets: new Float64Array(rows).fill(2),
    predictions: { values: new Float64Array(rows).fill(3) },
  });
  const csv = writePredictions([part("train", n), part("test", 2)], {
    task: "regression",
    column: "y",
    scaler,
  });
  const lines = csv.trimEnd().split("\n");
  expect(lines).toHaveLength(n + 3);
  expect([lines[0], ...lines.slice(n)]).toEqual([
    "row,part,actual,prediction",
    `${n},train,2,3`,
    "1,test,2,3",
    "2,test,2,3",
  ]);
});

test("the baseline knows any number of classes", () => {
  const classes = Array.from({ length: n }, (_, c) => String(c));
  const encoder = labelEncoder().fit(["a", "b"]);
  const coding = { task: "multiclass", column: "y", encoder, classes } as const;
  expect(baselineOf(Float64Array.of(7, n - 1, n - 1), coding).answer).toBe(String(n - 1));
});

test("columns of any number of rows stand below each other", () => {
  const lines = alignColumns(Array.from({ length: n }, (_, i) => [String(i), "x"]));
  expect([lines[0], lines[n - 1]]).toEqual(["0        x", `${n - 1}   x`]);
});
