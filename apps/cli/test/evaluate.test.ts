import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Disk, disk } from "../src/files/disk";
import { numbers, twoClasses, wellfit } from "./run-cli";
import { trainedOn } from "./saved-run";

const classes = trainedOn(twoClasses(), "kind");
const prices = trainedOn(numbers(), "price");

const saved = (cwd: string): Record<string, object> =>
  JSON.parse(readFileSync(join(cwd, "run", "metrics.json"), "utf8"));

test.each(["train", "dev", "test"])("the scores on %s are those that were saved", async (part) => {
  for (const cwd of [classes(), prices()]) {
    const { code, out, err } = await wellfit({ cwd }, "evaluate", "run", "--on", part, "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ ok: true, on: part, scores: saved(cwd)[part] });
    expect(err.includes("the test part was judged when the run was made")).toBe(part === "test");
  }
});

test("looks at test are recorded in the run folder, and told from the second on", async () => {
  const cwd = classes();
  const record = join(cwd, "run", "evaluations.json");
  const look = () => wellfit({ cwd }, "evaluate", "run", "--on", "test");
  expect((await wellfit({ cwd }, "evaluate", "run")).code).toBe(0);
  expect(existsSync(record)).toBe(false);
  const first = await look();
  expect(first.err).toMatch(/judged when the run was made; what is chosen/);
  const { test: looks } = JSON.parse(readFileSync(record, "utf8"));
  expect(looks).toMatchObject([
    { when: expect.stringMatching(/^\d{4}-\d\d-\d\dT/), scores: saved(cwd).test },
  ]);
  expect((await look()).err).toContain(`and once since, last at ${looks[0].when}; what is chosen`);
  expect((await look()).err).toMatch(/and 2 times since, last at/);
  expect(JSON.parse(readFileSync(record, "utf8")).test).toHaveLength(3);
  // The record is no part of what the checksums hold.
  expect((await wellfit({ cwd }, "report", "run")).code).toBe(0);
  writeFileSync(record, "{");
  expect((await look()).code).toBe(0);
  const full: Disk = {
    ...disk,
    writeFile: () => Promise.reject(Object.assign(new Error("no"), { code: "EROFS", syscall: "open" })),
  };
  const unwritten = await wellfit({ cwd, disk: full }, "evaluate", "run", "--on", "test");
  expect([unwritten.code, unwritten.err]).toEqual([
    0,
    expect.stringMatching(/is not recorded: .*the disk is read-only/),
  ]);
});

test("dev is judged unless told otherwise", async () => {
  const { out } = await wellfit({ cwd: classes() }, "evaluate", "run");
  expect(out).toContain("run on dev, 12 rows of data.csv");
  expect(out).toContain("accuracy");
});

test("other data are judged on all rows with a target", async () => {
  const cwd = classes();
  writeFileSync(
    join(cwd, "later.csv"),
    "kind,length,width,colour\nrare,6,1,red\ncommon,1,2,blue\n,1,2,blue\n",
  );
  const { code, out } = await wellfit({ cwd }, "evaluate", "run", "later.csv", "--json");
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ on: "all", file: "later.csv", scores: { rows: 2 } });
});

test("the training's file may stand elsewhere", async () => {
  const cwd = classes();
  renameSync(join(cwd, "data.csv"), join(cwd, "moved.csv"));
  const gone = await wellfit({ cwd }, "evaluate", "run");
  expect([gone.code, gone.err]).toEqual([
    1,
    expect.stringContaining("or give the file: wellfit evaluate run"),
  ]);
  const { code, out } = await wellfit({ cwd }, "evaluate", "run", "moved.csv", "--on", "dev", "--json");
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ on: "dev", scores: saved(cwd).dev });
});

test("a changed file is told by its checksum", async () => {
  const cwd = classes();
  writeFileSync(join(cwd, "data.csv"), twoClasses(61));
  const { code, err } = await wellfit({ cwd }, "evaluate", "run");
  expect([code, err]).toEqual([1, expect.stringMatching(/received a changed file \(SHA-256 .*restore it/)]);
});

test.each<[string, string, string[], number, RegExp]>([
  [
    "a part of other data",
    "kind,length,width,colour\nrare,6,1,red\n",
    ["--on", "dev"],
    2,
    /has no such part/,
  ],
  ["no target", "length,width,colour\n6,1,red\n", [], 1, /received no "kind".*use wellfit predict/],
  ["no value of the target", "kind,length,width,colour\n,6,1,red\n", [], 1, /received 1 row without one/],
  [
    "a class that is not known",
    "kind,length,width,colour\nodd,6,1,red\n",
    [],
    1,
    /received "odd", which the network cannot answer/,
  ],
])("%s: one message", async (_, text, args, code, said) => {
  const cwd = classes();
  writeFileSync(join(cwd, "later.csv"), text);
  const outcome = await wellfit({ cwd }, "evaluate", "run", "later.csv", ...args);
  expect(outcome.err).toMatch(said);
  expect(outcome.code).toBe(code);
});
