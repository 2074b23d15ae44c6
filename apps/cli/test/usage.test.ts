import { expect, test } from "vitest";
import { disk } from "../src/files/disk";
import { makeProgram } from "../src/program";
import { folder, twoClasses, wellfit } from "./run-cli";

const cwd = "/";

const commands = makeProgram(
  {
    stdout: { write: () => true },
    stderr: { write: () => true },
    env: {},
    cwd,
    signal: new AbortController().signal,
    disk,
  },
  () => {},
).commands.map((command) => command.name());

test("there are these commands", () => {
  expect(commands).toEqual(["audit", "train", "predict", "evaluate", "export", "report", "case-study"]);
});

test.each(commands)("%s --help has examples, and every option a description", async (name) => {
  const { code, out, err } = await wellfit({ cwd }, name, "--help");
  expect(code).toBe(0);
  expect(err).toBe("");
  expect(out).toContain("Examples:");
  expect(out).toContain(`wellfit ${name} `);
  expect(out).toContain("--json");
  for (const line of out.split("\n").filter((text) => /^ {2}-/.test(text)))
    expect(line).toMatch(/\S {2,}\S|>$/);
});

test("--help tells the exit codes, --version the version", async () => {
  const help = await wellfit({ cwd }, "--help");
  for (const code of [0, 1, 2, 3, 70, 130]) expect(help.out).toMatch(new RegExp(`^ {2}${code} `, "m"));
  const { code, out } = await wellfit({ cwd }, "--version");
  expect([code, out]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)]);
});

test.each<[string[], RegExp]>([
  [[], /Usage: wellfit/],
  [["predikt"], /unknown command 'predikt'\n\(Did you mean predict\?\)/],
  [["train", "x.csv", "--targt", "y"], /unknown option '--targt'\n\(Did you mean --target\?\)/],
  [["train"], /missing required argument 'data.csv'/],
  [["train", "a.csv", "b.csv", "--target", "y"], /too many arguments/],
  [["train", "x.csv", "--target", "y", "--epochs", "many"], /'many' is invalid. Expected a whole number/],
  [["train", "x.csv", "--target", "y", "--task", "guess"], /auto, classification, regression/],
  [["audit"], /missing required argument 'data.csv'/],
  [["audit", "x.csv", "--target", "y", "--task", "guess"], /auto, classification, regression/],
  [["evaluate", "run", "--on", "tset"], /train, dev, test/],
  [["export", "run", "--format", "tensorflow"], /onnx, json/],
  [["case-study"], /expected the name of a case study; wellfit case-study --list/],
  [["case-study", "dropout", "--repeats", "0"], /Expected a whole number of at least 1/],
  [
    ["case-study", "dropout", "--list"],
    /expected one of a name, --list and --all, received dropout and --list/,
  ],
])("a wrong command line %j ends with 2", async (args, expected) => {
  const { code, out, err } = await wellfit({ cwd }, ...args);
  expect(code).toBe(2);
  expect(out).toBe("");
  expect(err).toMatch(expected);
  expect(err).not.toMatch(/\n {4}at /);
});

test("with --json a wrong command line is one object on stdout too", async () => {
  const { code, out } = await wellfit({ cwd }, "train", "x.csv", "--targt", "y", "--json");
  expect(code).toBe(2);
  expect(JSON.parse(out)).toMatchObject({
    ok: false,
    exitCode: 2,
    error: expect.stringContaining("--targt"),
  });
});

test("without --target the columns are told", async () => {
  const where = folder({ "data.csv": twoClasses() });
  const { code, err } = await wellfit({ cwd: where }, "train", "data.csv");
  expect(code).toBe(2);
  expect(err).toContain('the columns of data.csv are "length", "width", "colour", "kind"');
});

test.each<[string[], RegExp]>([
  [["--target", "kidn"], /--target: there is no column "kidn"; did you mean "kind"\?/],
  [["--target", "kind", "--drop", "lenght"], /--drop: .*did you mean "length"\?/],
  [["--target", "kind", "--numeric", "widht"], /--numeric: .*did you mean "width"\?/],
  [["--target", "kind", "--nominal", "color"], /--nominal: .*did you mean "colour"\?/],
  [["--target", "kind", "--ordinal", "colr=a,b"], /--ordinal: .*did you mean "colour"\?/],
])("a misspelt column %j is told with the nearest one", async (args, expected) => {
  const where = folder({ "data.csv": twoClasses() });
  const { code, err } = await wellfit({ cwd: where }, "train", "data.csv", ...args);
  expect(code).toBe(1);
  expect(err).toMatch(expected);
});

test("a column in two options, or the target among the dropped, makes no sense", async () => {
  const where = folder({ "data.csv": twoClasses() });
  const twice = await wellfit(
    { cwd: where },
    "train",
    "data.csv",
    "--target",
    "kind",
    "--drop",
    "width",
    "--numeric",
    "width",
  );
  expect([twice.code, twice.err]).toEqual([2, expect.stringContaining("in --drop and --numeric")]);
  const target = await wellfit({ cwd: where }, "train", "data.csv", "--target", "kind", "--drop", "kind");
  expect([target.code, target.err]).toEqual([2, expect.stringContaining('the target "kind"')]);
});
