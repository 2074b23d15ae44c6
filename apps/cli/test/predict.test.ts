import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readCsv } from "@wellfit/data";
import { expect, test } from "vitest";
import { everything, numbers, twoClasses, wellfit } from "./run-cli";
import { trainedOn } from "./saved-run";

const classes = trainedOn(twoClasses(), "kind");
const prices = trainedOn(numbers(), "price");

test("every row is predicted, with the probability of each class, as in training", async () => {
  const cwd = classes();
  const { code, out } = await wellfit({ cwd }, "predict", "run", "data.csv");
  expect([code, out]).toEqual([0, 'Predicted "kind" for 60 rows: data-predictions.csv\n']);
  const table = await readCsv(join(cwd, "data-predictions.csv"));
  expect(table.columnNames).toEqual(["row", "prediction", "probability_common", "probability_rare"]);
  expect(table.nRows).toBe(60);
  const saved = await readCsv(join(cwd, "run", "predictions.csv"));
  const byRow = new Map(saved.toRows().map((row) => [row.row, row]));
  for (const row of table.toRows()) {
    expect(row.prediction).toBe(byRow.get(row.row)?.prediction);
    expect(Number(row.probability_common) + Number(row.probability_rare)).toBeCloseTo(1, 6);
    expect(Number(row.probability_rare)).toBeCloseTo(Number(byRow.get(row.row)?.probability_rare), 6);
  }
});

test("a number is predicted in the target's units", async () => {
  const cwd = prices();
  expect((await wellfit({ cwd }, "predict", "run", "data.csv", "--out", "answers.csv", "-q")).out).toBe(
    "answers.csv\n",
  );
  const table = await readCsv(join(cwd, "answers.csv"));
  expect(table.columnNames).toEqual(["row", "prediction"]);
  for (const value of table.column("prediction").toArray()) {
    expect(Number(value)).toBeGreaterThan(-50);
    expect(Number(value)).toBeLessThan(250);
  }
});

test("the target may be absent, columns stand in another order, and others be there too", async () => {
  const cwd = classes();
  writeFileSync(join(cwd, "new.csv"), "note,colour,width,length\nhello,red,1.5,6.1\nyou,blue,0.2,1.2\n");
  const { code, out, err } = await wellfit({ cwd }, "predict", "run", "new.csv", "--out", "-");
  expect(code).toBe(0);
  expect(err).toContain('note: not used: "note"');
  const lines = out.trim().split("\n");
  expect(lines).toHaveLength(3);
  expect(lines[0]).toBe("row,prediction,probability_common,probability_rare");
});

test("new categories and missing values are told and do not stop it", async () => {
  const cwd = classes();
  writeFileSync(join(cwd, "new.csv"), "length,width,colour\n1.5,,violet\n,2,red\n3,4,\n6,1,grey\n");
  const { code, out, err } = await wellfit({ cwd }, "predict", "run", "new.csv", "--json");
  expect(code).toBe(0);
  expect(err).toContain(
    'column "colour" has 2 categories that training did not have ("grey", "violet") in 2 rows',
  );
  expect(err).toContain("3 missing values filled in");
  expect(JSON.parse(out)).toMatchObject({
    ok: true,
    rows: 4,
    missingValues: 3,
    unknownCategories: [{ column: "colour", values: ["grey", "violet"], rows: 2 }],
  });
  expect(readFileSync(join(cwd, "new-predictions.csv"), "utf8")).not.toMatch(/NaN|undefined/);
});

test("a whole number may be another one in new rows", async () => {
  const cwd = prices();
  writeFileSync(join(cwd, "new.csv"), "a,b\n1,2\n3,4\n");
  expect((await wellfit({ cwd }, "predict", "run", "new.csv")).code).toBe(0);
});

test.each<[string, string, RegExp]>([
  [
    "missing columns",
    "length,colour\n1,red\n",
    /received no "width"; it has "length", "colour": rename them, or add them/,
  ],
  [
    "text in a numeric column",
    "length,width,colour\n1,x,red\n",
    /line 2, column "width": expected a number, received "x"/,
  ],
  ["ragged rows", "length,width,colour\n1,2\n", /line 2/],
  ["no row", "length,width,colour\n", /at least one row/],
  ["nothing", "", /is empty/],
  ["a number beyond reach", "length,width,colour\n1,2,red\n1e60,2,red\n", /column "length": .*in row 2 of 2/],
])("%s: one message and no file", async (_, text, said) => {
  const cwd = classes();
  writeFileSync(join(cwd, "new.csv"), text);
  const before = everything(cwd);
  const { code, err } = await wellfit({ cwd }, "predict", "run", "new.csv");
  expect(err).toMatch(said);
  expect(code).toBe(1);
  expect(everything(cwd)).toEqual(before);
});

test("the data are never overwritten, and stdout holds one thing", async () => {
  const cwd = classes();
  const onto = await wellfit({ cwd }, "predict", "run", "data.csv", "--out", "./data.csv");
  expect([onto.code, onto.err]).toEqual([2, expect.stringContaining("another file than the data")]);
  expect(readFileSync(join(cwd, "data.csv"), "utf8")).toBe(twoClasses());
  const both = await wellfit({ cwd }, "predict", "run", "data.csv", "--out", "-", "--json");
  expect([both.code, both.err]).toEqual([2, expect.stringContaining("received both")]);
});
