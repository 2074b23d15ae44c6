import { expect, test } from "vitest";
import { csv, everything, folder, numbers, type Outcome, quick, twoClasses, wellfit } from "./run-cli";

const forty = (row: (i: number) => string): string => csv("a,b,y", 40, row);
const letter = (i: number): string => (i % 2 === 0 ? "p" : "q");
const first = (i: number): string => (i * 0.5 + (i % 3)).toFixed(1);

/** What is wrong, the file, more options, and what must be said: received, expected, and how to mend it. */
const rows: [what: string, text: string | Uint8Array, args: string[], said: RegExp][] = [
  ["an unknown target", twoClasses(), ["--target", "sort"], /--target: there is no column "sort"/],
  [
    "ragged rows",
    "a,b,y\n1,2,p\n3,4\n5,6,q\n",
    [],
    /data\.csv, line 3.*expected 3 fields.*received 2; add the missing/,
  ],
  ["an unclosed quote", 'a,b,y\n1,"2,p\n3,4,q\n', [], /data\.csv, line 2.*quote/],
  ["a name twice", "a,a,y\n1,2,p\n", [], /data\.csv.*"a".*twice|data\.csv.*"a"/],
  [
    "text in a numeric column",
    forty((i) => `${first(i)},${i === 7 ? "oops" : i * 3.1},${letter(i)}`),
    [],
    /column "b": expected numbers, received "oops" in 1 row of 40.*line 9.*--missing oops.*--nominal b.*--drop b/,
  ],
  [
    "several texts in a numeric column",
    forty((i) => `${first(i)},${i % 9 === 0 ? `x${i}` : i * 3.1},${letter(i)}`),
    [],
    /received "x0" and 4 other texts in 5 rows of 40/,
  ],
  [
    "text in a column that was said to be numeric",
    forty((i) => `${first(i)},${i === 7 ? "oops" : i},${letter(i)}`),
    ["--numeric", "b"],
    /line 9, column "b": expected a number, received "oops"/,
  ],
  [
    "text in a numeric target",
    forty((i) => `${first(i)},${i % 7},${i === 3 ? "high" : i * 1.7}`),
    [],
    /column "y": expected numbers, received "high".*--nominal y$/m,
  ],
  [
    "infinite values",
    forty((i) => `${first(i)},${i === 3 ? "Infinity" : i * 3.1},${letter(i)}`),
    [],
    /column "b": expected numbers, received "Infinity".*--missing Infinity/,
  ],
  [
    "numbers beyond a float64",
    forty((i) => `${first(i)},${i === 3 ? "1e999" : i * 3.1},${letter(i)}`),
    [],
    /column "b": expected numbers, received "1e999"/,
  ],
  [
    "numbers whose squares overflow, in train",
    forty((i) => `${first(i)},${i % 4 === 0 ? "1e300" : i * 3.1},${letter(i)}`),
    [],
    /received larger ones in "b"; divide this column first/,
  ],
  [
    "a target whose squares overflow",
    forty((i) => `${first(i)},${i % 7},${i === 9 ? "1e140" : i * 1.7}`),
    [],
    /target "y": expected numbers up to 1e\+?100, received 1e\+140 in row 10; mend it/,
  ],
  [
    "an all-missing column",
    forty((i) => `${first(i)},,${letter(i)}`),
    [],
    /column "b": expected values, received none in 40 rows; leave it out with --drop b, or fill it in/,
  ],
  [
    "an all-missing target",
    forty((i) => `${first(i)},${i * 1.1},NA`),
    [],
    /column "y": expected values, received none in 40 rows; choose another --target/,
  ],
  [
    "one class only",
    forty((i) => `${first(i)},${i * 1.1},p`),
    [],
    /expected at least 2 different values in the target column "y", received "p" in all 40 rows/,
  ],
  [
    "fewer rows than classes ask for",
    csv("a,b,y", 8, (i) => `${first(i)},${i * 1.1},c${i % 5}`),
    [],
    /expected at least 2 rows of each class, received 8 rows for 5 classes/,
  ],
  [
    "as many classes as rows",
    forty((i) => `${first(i)},${i * 1.1},c${i}`),
    [],
    /received 40 rows for 40 classes/,
  ],
  [
    "a class of one row",
    forty((i) => `${first(i)},${i * 1.1},${i === 5 ? "lonely" : letter(i)}`),
    [],
    /expected at least 3 rows of each class of "y".*"lonely" has 1; add rows, merge rare classes/,
  ],
  [
    "too few rows",
    csv("a,b,y", 6, (i) => `${i},${i * i},${letter(i)}`),
    [],
    /at least 10 rows.*received 6; add rows/,
  ],
  [
    "too few rows with a target",
    forty((i) => `${first(i)},${i * 1.1},${i < 8 ? letter(i) : ""}`),
    [],
    /at least 10 rows with a value in "y".*received 8/,
  ],
  [
    "a part too small for the classes",
    forty((i) => `${first(i)},${i * 1.1},c${i % 8}`),
    ["--split", "90/5/5"],
    /expected at least 8 rows in test, one for each class to stratify by, received 2/,
  ],
  [
    "a header without a row",
    "a,b,y\n",
    [],
    /expected at least one row below the header, received none; add rows/,
  ],
  ["an empty file", "", [], /received data\.csv, which is empty/],
  [
    "a binary file",
    Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0, 1, 2),
    [],
    /received data\.csv, which is binary/,
  ],
  [
    "bytes that are no UTF-8",
    Uint8Array.of(0x61, 0x2c, 0xe9, 0x0a, 0x31, 0x2c, 0x32, 0x0a),
    [],
    /save the file as UTF-8/,
  ],
  [
    "only a target",
    csv("y", 40, (i) => letter(i)),
    [],
    /expected columns to predict "y" from, received only one/,
  ],
  [
    "nothing left to learn from",
    forty((i) => `${first(i)},${i * 1.1},${letter(i)}`),
    ["--drop", "a,b"],
    /expected at least one column to predict "y" from/,
  ],
  [
    "a regression on texts",
    forty((i) => `${first(i)},${i * 1.1},${letter(i)}`),
    ["--task", "regression"],
    /expected numbers for a regression, received "y", which is nominal/,
  ],
  [
    "classes of a measured number",
    numbers(),
    ["--target", "price", "--task", "classification"],
    /expected at least 2 rows of each class/,
  ],
  [
    "a rate at which training diverges",
    twoClasses(),
    ["--target", "kind", "--learning-rate", "1e30"],
    /stopped being finite in epoch 1.*--learning-rate 1e\+29; nothing was saved/,
  ],
];

test.each(rows)("%s", async (_, text, args, said) => {
  const cwd = folder({ "data.csv": text });
  const target = args.includes("--target") ? [] : ["--target", "y"];
  const { code, out, err } = await wellfit({ cwd }, "train", "data.csv", ...target, ...quick, ...args);
  expect(err).toMatch(said);
  expect(code).toBe(1);
  // One message, without a stack, and nothing on disk.
  expect(err.match(/^wellfit: /gm)).toHaveLength(1);
  expect(err).not.toMatch(/\n {4}at /);
  expect(out).not.toMatch(/undefined|\[object/);
  expect(everything(cwd)).toEqual(["data.csv"]);
});

test.each<[string, string, RegExp]>([
  [
    "a file that is not there",
    "other.csv",
    /received other\.csv: there is no such file or folder; check the path/,
  ],
  ["a folder", ".", /received \.: this is a folder; give a file in it/],
  ["a path through a file", "data.csv/x.csv", /a part of the path is a file/],
])("%s", async (_, path, said) => {
  const cwd = folder({ "data.csv": twoClasses() });
  const { code, err } = await wellfit({ cwd }, "train", path, "--target", "kind");
  expect([code, err]).toEqual([1, expect.stringMatching(said)]);
  expect(everything(cwd)).toEqual(["data.csv"]);
});

test("with --json a mistake in the data is one object on stdout, and the words stand on stderr", async () => {
  const cwd = folder({ "data.csv": "a,y\n" });
  const { code, out, err } = await wellfit({ cwd }, "train", "data.csv", "--target", "y", "--json");
  expect(code).toBe(1);
  expect(JSON.parse(out)).toEqual({ ok: false, exitCode: 1, error: err.replace(/^wellfit: /, "").trim() });
});

test.each<[string, string, string[]]>([
  ["--missing", "oops", ["--missing", "oops"]],
  ["--nominal", "oops", ["--nominal", "b"]],
  ["--drop", "oops", ["--drop", "b"]],
])("a text among numbers can be mended with %s, as the message says", async (_, text, args) => {
  const cwd = folder({ "data.csv": forty((i) => `${first(i)},${i === 7 ? text : i * 3.1},${letter(i)}`) });
  const { code, err } = await wellfit({ cwd }, "train", "data.csv", "--target", "y", ...quick, ...args);
  expect([code, err]).toEqual([0, ""]);
});

test("an input so far out that float32 cannot hold it is named", async () => {
  const seeds = ["1", "2", "3", "4", "5", "6"];
  const text = csv("a,b,y", 60, (i) => `${first(i)},${i === 27 ? "1e120" : i * 1.5},${letter(i)}`);
  const cwd = folder({ "data.csv": text });
  const outcomes: Outcome[] = [];
  for (const seed of seeds) {
    outcomes.push(
      await wellfit({ cwd }, "train", "data.csv", "--target", "y", ...quick, "-q", "--seed", seed),
    );
  }
  // Where the row is in train, its column is scaled by it; where it is not, it cannot be.
  const refused = outcomes.filter(({ code }) => code === 1);
  expect(refused.length).toBeGreaterThan(0);
  for (const { err } of refused)
    expect(err).toMatch(/column "b": expected values of the size.*standard deviations away/);
  expect(outcomes.every(({ code }) => code === 0 || code === 1)).toBe(true);
});
