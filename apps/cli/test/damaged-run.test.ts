import { mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { summedFiles } from "../src/run/files";
import { everything, numbers, twoClasses, wellfit } from "./run-cli";
import { sealAgain, trainedOn } from "./saved-run";

const classes = trainedOn(twoClasses(), "kind");
const prices = trainedOn(numbers(), "price");

const commands: readonly (readonly string[])[] = [
  ["predict", "run", "data.csv"],
  ["evaluate", "run"],
  ["export", "run"],
  ["report", "run"],
];

/** Runs every command on a run and checks that each refuses it in the same plain way. */
const refused = async (cwd: string, said: RegExp): Promise<void> => {
  const before = everything(cwd);
  for (const args of commands) {
    const { code, out, err } = await wellfit({ cwd }, ...args);
    expect(err, args.join(" ")).toMatch(said);
    expect([code, out], args.join(" ")).toEqual([1, ""]);
    expect(err).not.toMatch(/\n {4}at /);
  }
  expect(everything(cwd)).toEqual(before);
};

const files = [...summedFiles, "SHA256SUMS"] as const;

test.each(files)("%s is missing", async (name) => {
  const cwd = classes();
  rmSync(join(cwd, "run", name));
  await refused(
    cwd,
    new RegExp(`^wellfit: run: expected the file ${name} of the run, which is missing; train again`),
  );
});

test.each(files)("%s is cut short", async (name) => {
  const cwd = classes();
  const path = join(cwd, "run", name);
  truncateSync(path, Math.floor(readFileSync(path).length / 2));
  await refused(cwd, new RegExp(`^wellfit: run: (${name}|SHA256SUMS) is damaged: .*; train again`));
});

test.each(files)("%s is empty", async (name) => {
  const cwd = classes();
  writeFileSync(join(cwd, "run", name), "");
  await refused(cwd, new RegExp(`^wellfit: run: (${name}|SHA256SUMS) is damaged`));
});

test.each(files)("one byte of %s is another", async (name) => {
  const cwd = classes();
  const path = join(cwd, "run", name);
  const bytes = readFileSync(path);
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = bytes[middle]! ^ 1;
  writeFileSync(path, bytes);
  await refused(cwd, /^wellfit: run: \S+ is damaged: /);
});

// Somebody who changes files and writes the checksums anew still gets a message and no stack.
const edits: [
  name: (typeof summedFiles)[number],
  edit: (text: string) => string,
  commands: readonly string[],
][] = [
  ["config.json", () => "{", ["predict", "evaluate", "export", "report"]],
  ["config.json", () => "null", ["predict", "evaluate", "export", "report"]],
  [
    "config.json",
    (text) => text.replace('"version": 1', '"version": 2'),
    ["predict", "evaluate", "export", "report"],
  ],
  ["config.json", (text) => text.replace('"target"', '"goal"'), ["predict", "evaluate", "export", "report"]],
  ["model.json", () => "[]", ["predict", "evaluate", "export", "report"]],
  [
    "model.json",
    (text) => text.replaceAll('"Dense"', '"Dance"'),
    ["predict", "evaluate", "export", "report"],
  ],
  ["weights.safetensors", () => "no weights here", ["predict", "evaluate", "export", "report"]],
  ["preparation.json", () => "{}", ["predict", "evaluate", "export", "report"]],
  [
    "preparation.json",
    (text) => text.replace('"columnTransformer"', '"x"'),
    ["predict", "evaluate", "export", "report"],
  ],
  ["split.json", () => '{"train": "all"}', ["evaluate", "report"]],
  ["split.json", () => '{"train": [0], "dev": [999], "test": [1]}', ["evaluate"]],
  ["metrics.json", () => "not json", ["evaluate", "report"]],
  ["metrics.json", () => "{}", ["report"]],
  ["history.json", () => "[1", ["report"]],
  ["history.json", () => "{}", ["report"]],
  ["onnx-check.json", () => "", ["report"]],
];

test.each(edits)("%s edited and sealed again (%s)", async (name, edit, concerned) => {
  const cwd = classes();
  const path = join(cwd, "run", name);
  writeFileSync(path, edit(readFileSync(path, "latin1")));
  sealAgain(join(cwd, "run"));
  for (const args of commands.filter(([command]) => concerned.includes(command!))) {
    const { code, err } = await wellfit({ cwd }, ...args);
    expect(err, args.join(" ")).toMatch(/^wellfit: run: /);
    expect(code, args.join(" ")).toBe(1);
  }
});

test("predictions of a regression edited and sealed again", async () => {
  const cwd = prices();
  for (const text of ["", "a,b\n1,2\n", "row,part,actual,prediction\n1,test,x,2\n"]) {
    writeFileSync(join(cwd, "run", "predictions.csv"), text);
    sealAgain(join(cwd, "run"));
    const { code, err } = await wellfit({ cwd }, "report", "run");
    expect([code, err]).toEqual([1, expect.stringMatching(/^wellfit: run: predictions\.csv is damaged: /)]);
  }
});

test("weights of another network do not fit", async () => {
  const cwd = classes();
  const other = prices();
  for (const name of ["weights.safetensors", "model.json"]) {
    writeFileSync(join(cwd, "run", name), readFileSync(join(other, "run", name)));
  }
  sealAgain(join(cwd, "run"));
  await refused(cwd, /^wellfit: run: expected a network for 5 features.*received one for 2 in model\.json/);
});

test("what is no run folder at all", async () => {
  const cwd = classes();
  mkdirSync(join(cwd, "empty"));
  for (const [path, said] of [
    ["nothing", /received nothing, which is not there; there is run/],
    ["data.csv", /received data\.csv, which is a file; there is run/],
    ["empty", /received empty, which has neither SHA256SUMS nor config\.json; there is run/],
  ] as const) {
    const { code, err } = await wellfit({ cwd }, "report", path);
    expect([code, err]).toEqual([1, expect.stringMatching(said)]);
  }
});
