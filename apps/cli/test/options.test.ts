import { table } from "@wellfit/data";
import fc from "fast-check";
import { expect, test } from "vitest";
import { delimiterOf, hiddenLayers, ordinalColumn, splitShares } from "../src/options/lists";
import { errorRateNumber, notNegative, positive, shareBelowOne, wholeNumber } from "../src/options/numbers";
import { columnsOf, splitNames } from "../src/table/column-names";
import { trainCommand, writeHidden } from "../src/train/command-line";
import { batchSizeFor } from "../src/train/settings";

test.each([
  ["60/20/20", [0.6, 0.2, 0.2]],
  ["80,10,10", [0.8, 0.1, 0.1]],
  ["0.7/0.15/0.15", [0.7, 0.15, 0.15]],
])("--split %s", (text, shares) => {
  expect(splitShares(text)).toEqual(shares);
});

test.each(["60/20", "60/20/30", "60/40/0", "a/b/c", "60/20/20/0", "", "100/-10/10"])(
  "--split refuses %j and says what it wants",
  (text) => {
    expect(() => splitShares(text)).toThrow(/such as 60\/20\/20/);
  },
);

test("--hidden takes units, or none", () => {
  expect(hiddenLayers("64,32")).toEqual([64, 32]);
  expect(hiddenLayers("none")).toEqual([]);
  for (const text of ["64;32", "-1", "1.5", "", "64,", "1e9"])
    expect(() => hiddenLayers(text)).toThrow(/64,32/);
});

test("what --hidden takes is written as it is read", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 65_536 }), { maxLength: 5 }), (units) => {
      expect(hiddenLayers(writeHidden(units))).toEqual(units);
    }),
  );
});

test("--ordinal takes a column with its order, several times", () => {
  const once = ordinalColumn("size=small,middle,large");
  expect(ordinalColumn("grade=c,b", once)).toEqual({ size: ["small", "middle", "large"], grade: ["c", "b"] });
  for (const text of ["size", "=a,b", "size=a", "size=a,,b", "size=a,a"]) {
    expect(() => ordinalColumn(text)).toThrow(/size=small,middle,large/);
  }
});

test("--delimiter takes one character or the word tab", () => {
  expect([delimiterOf(";"), delimiterOf("tab"), delimiterOf("\\t")]).toEqual([";", "\t", "\t"]);
  for (const text of ["", "ab", '"', "\n"]) expect(() => delimiterOf(text)).toThrow(/one character/);
});

test("numbers know their bounds", () => {
  expect([
    wholeNumber(0)("0"),
    positive("1e-3"),
    notNegative("0"),
    shareBelowOne("0"),
    errorRateNumber("1"),
  ]).toEqual([0, 0.001, 0, 0, 1]);
  for (const [parse, text] of [
    [wholeNumber(1), "0"],
    [wholeNumber(1), "1.5"],
    [wholeNumber(0, 10), "11"],
    [wholeNumber(1), " "],
    [positive, "0"],
    [positive, "Infinity"],
    [notNegative, "-1"],
    [shareBelowOne, "1"],
    [errorRateNumber, "2"],
    [errorRateNumber, "x"],
  ] as const) {
    expect(() => parse(text)).toThrow(/^Expected /);
  }
});

test("lists of columns are taken apart at commas, but a name may have one itself", () => {
  const data = table({ "a,b": [1, 2], a: [1, 2], c: [1, 2] });
  expect(columnsOf(["a,b", "a,c"], data, "--drop")).toEqual(["a,b", "a", "c"]);
  expect(splitNames(" a , ,b")).toEqual(["a", "b"]);
  expect(() => columnsOf(["d"], data, "--drop")).toThrow(/^--drop: there is no column "d"/);
});

test("the command line of a training names what is not usual, and quotes for a shell", () => {
  const request = {
    csv: "my data.csv",
    target: "it's",
    task: "auto",
    settings: { seed: 7, hidden: [], dropout: 0.3, split: [0.6, 0.2, 0.2] },
    drop: ["a"],
    numeric: [],
    nominal: ["b"],
    ordinal: { size: ["s", "l"] },
    missing: ["-"],
    delimiter: ";",
    out: "x",
    name: undefined,
    baselineError: 0.02,
    onnxCheck: false,
  } as const;
  expect(trainCommand(request)).toBe(
    "wellfit train 'my data.csv' --target 'it'\\''s' --hidden none --seed 7 --drop a --nominal b --ordinal size=s,l " +
      "--missing - --delimiter ';' --baseline-error 0.02 --no-onnx-check",
  );
});

test("steps grow with the table", () => {
  expect([10, 2048, 2049, 10_000, 1e6].map(batchSizeFor)).toEqual([32, 32, 64, 256, 1024]);
});
