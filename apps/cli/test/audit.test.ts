import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { everything, folder, numbers, twoClasses, wellfit } from "./run-cli";

const example = (name: string): string =>
  readFileSync(new URL(`../../../examples/${name}.csv`, import.meta.url), "utf8");

/** A column more, made of each row's fields. */
const withColumn = (csv: string, name: string, value: (fields: string[]) => string): string => {
  const [header, ...rows] = csv.trimEnd().split("\n");
  return `${[`${header},${name}`, ...rows.map((row) => `${row},${value(row.split(","))}`)].join("\n")}\n`;
};

test.each([
  ["iris", "species"],
  ["wine", "cultivar"],
  ["breast_cancer", "diagnosis"],
  ["penguins", "species"],
  ["mpg", "mpg"],
  ["diabetes", "progression"],
])("%s has no error, and nothing is written", async (name, target) => {
  const cwd = folder({ "data.csv": example(name) });
  const { code, out, err } = await wellfit({ cwd }, "audit", "data.csv", "--target", target);
  expect([code, err]).toEqual([0, ""]);
  expect(out).toMatch(/^data\.csv: \d+ rows, \d+ columns, target "/);
  expect(out).toMatch(/\n0 errors, \d warnings?, \d remarks?\n/);
  expect(everything(cwd)).toEqual(["data.csv"]);
});

test("a copy of the target ends with 3, and the mend is an option of train", async () => {
  const cwd = folder({
    "data.csv": withColumn(twoClasses(), "paid late", (fields) => (fields[3] === "rare" ? "1" : "0")),
  });
  const { code, out, err } = await wellfit({ cwd }, "audit", "data.csv", "-t", "kind");
  expect([code, err]).toEqual([3, ""]);
  expect(out).toContain('error: targetCopy\n  "paid late" is "kind" under another name');
  expect(out.replace(/\n +/g, " ")).toContain("leave it out: --drop 'paid late'");
  const dropped = await wellfit({ cwd }, "audit", "data.csv", "-t", "kind", "--drop", "paid late");
  expect(dropped.out).not.toContain("paid late");
});

test("--json is one object, --quiet one line", async () => {
  const cwd = folder({
    "data.csv": withColumn(numbers(), "euros", (fields) => String(2 * Number(fields[2]))),
  });
  const json = await wellfit({ cwd }, "audit", "data.csv", "--target", "price", "--json");
  expect(json.code).toBe(3);
  expect(json.out.trimEnd().split("\n")).toHaveLength(1);
  expect(JSON.parse(json.out)).toMatchObject({
    ok: false,
    exitCode: 3,
    file: "data.csv",
    target: "price",
    task: "regression",
    findings: [{ code: "targetCopy", severity: "error", columns: ["euros"], rows: {} }],
    columns: [{ column: "euros" }, { column: "a" }, { column: "b" }],
  });
  const quiet = await wellfit({ cwd }, "audit", "data.csv", "--target", "price", "--quiet");
  expect(quiet.out).toBe("1 error, 0 warnings, 0 remarks\n");
  const clean = await wellfit({ cwd }, "audit", "data.csv", "--target", "price", "--drop", "euros", "--json");
  expect(JSON.parse(clean.out)).toMatchObject({ ok: true, exitCode: 0, findings: [] });
});

test("groups and times are told", async () => {
  const csv = withColumn(
    withColumn(numbers(), "patient", (f) => `p${Math.abs(Number(f[0]) * 1000) % 7}`),
    "day",
    (f) => `2024-01-${10 + (Math.abs(Number(f[1]) * 1000) % 20)}`,
  );
  const cwd = folder({ "data.csv": csv });
  const { code, out } = await wellfit(
    { cwd },
    ...["audit", "data.csv", "--target", "price", "--group", "patient", "--time", "day", "--json"],
  );
  expect(code).toBe(0);
  expect(JSON.parse(out).findings.map(({ code }: { code: string }) => code)).toEqual([
    "groupedRows",
    "timeOrder",
  ]);
});

test.each<[string[], number, RegExp]>([
  [[], 2, /expected the column to predict with --target; the columns of data\.csv are "length"/],
  [["--target", "kidn"], 1, /--target: there is no column "kidn"; did you mean "kind"/],
  [["--target", "kind", "--group", "colr"], 1, /--group: .*did you mean "colour"/],
  [["--target", "kind", "--time", "colour"], 1, /expected times in "colour"/],
  [["--target", "kind", "--drop", "kind"], 2, /received the target "kind"/],
  [
    ["--target", "kind", "--drop", "colour", "--nominal", "colour"],
    2,
    /"colour" in one option, received it in/,
  ],
  [["--target", "kind", "--group", "colour", "--drop", "colour"], 2, /received the group "colour"/],
])("audit %j: one message", async (args, code, said) => {
  const cwd = folder({ "data.csv": twoClasses() });
  const outcome = await wellfit({ cwd }, "audit", "data.csv", ...args);
  expect(outcome.err).toMatch(said);
  expect(outcome.code).toBe(code);
});
