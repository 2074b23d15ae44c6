import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runFiles } from "../src/run/files";
import { everything, folder, numbers, quick, twoClasses, wellfit } from "./run-cli";

const read = (path: string): string => readFileSync(path, "utf8");
const json = (path: string): Record<string, never> => JSON.parse(read(path));

test("a training saves a run folder with everything in it, and says so", async () => {
  const cwd = folder({ "plants.csv": twoClasses() });
  const { code, out, err } = await wellfit({ cwd }, "train", "plants.csv", "--target", "kind", ...quick);
  expect([code, err]).toEqual([0, ""]);
  expect(readdirSync(cwd).sort()).toEqual(["plants.csv", "runs"]);
  expect(readdirSync(join(cwd, "runs"))).toEqual(["plants"]);
  expect(readdirSync(join(cwd, "runs", "plants")).sort()).toEqual(Object.keys(runFiles).sort());
  for (const name of Object.keys(runFiles)) expect(out).toContain(name);
  for (const text of [
    'target "kind", two classes',
    "36 train, 12 dev, 12 test",
    "baseline",
    "Diagnosis",
    "wellfit predict runs/plants new.csv",
    "wellfit report runs/plants",
    "Try next",
  ]) {
    expect(out).toContain(text);
  }
  const lines = out.split("\n").filter((line) => /^ {2}epoch /.test(line));
  expect(lines.map((line) => Number(line.split(/\s+/)[2]))).toEqual([1, 2, 5, 10]);
});

test("what is saved tells the whole story", async () => {
  const cwd = folder({ "plants.csv": twoClasses() });
  await wellfit(
    { cwd },
    "train",
    "plants.csv",
    "--target",
    "kind",
    ...quick,
    "--seed",
    "3",
    "--baseline-error",
    "0.1",
  );
  const run = join(cwd, "runs", "plants");
  const config = json(join(run, "config.json")) as unknown as Record<string, unknown>;
  expect(config).toMatchObject({
    format: "wellfit-run",
    command:
      "wellfit train plants.csv --target kind --epochs 12 --hidden 8 --seed 3 --baseline-error 0.1 --no-onnx-check",
    data: { path: "../../plants.csv", file: "plants.csv", rows: 60, rowsWithoutTarget: 0 },
    task: "binary",
    settings: { epochs: 12, hidden: [8], seed: 3, split: [0.6, 0.2, 0.2] },
  });
  expect(Object.keys(config.packages as object)).toContain("@wellfit/core");
  const metrics = json(join(run, "metrics.json")) as unknown as Record<string, Record<string, number>>;
  expect(metrics.test).toMatchObject({ rows: 12, accuracy: expect.any(Number) });
  expect(metrics.diagnosis).toMatchObject({ baselineError: 0.1, bias: { threshold: 0.05 } });
  const history = json(join(run, "history.json")) as unknown as Record<string, number[]>;
  expect(Object.keys(history).sort()).toEqual(["accuracy", "loss", "valAccuracy", "valLoss"]);
  expect(history.loss).toHaveLength(12);
  const split = json(join(run, "split.json")) as unknown as Record<string, number[]>;
  const rows = [...split.train!, ...split.dev!, ...split.test!].sort((a, b) => a - b);
  expect(rows).toEqual(Array.from({ length: 60 }, (_, i) => i));
  expect(json(join(run, "onnx-check.json"))).toEqual({ checked: false, reason: "--no-onnx-check was given" });
  const predictions = read(join(run, "predictions.csv")).split("\n");
  expect(predictions[0]).toBe("row,part,actual,prediction,probability_common,probability_rare");
  expect(predictions).toHaveLength(62);
});

test("what the preparation learned comes from the train part alone", async () => {
  const cwd = folder({ "plants.csv": twoClasses() });
  await wellfit({ cwd }, "train", "plants.csv", "--target", "kind", ...quick);
  const run = join(cwd, "runs", "plants");
  const split = json(join(run, "split.json")) as unknown as Record<string, number[]>;
  const rows = twoClasses().trim().split("\n").slice(1);
  const lengths = split.train!.map((row) => Number(rows[row]!.split(",")[0]));
  const mean = lengths.reduce((sum, value) => sum + value, 0) / lengths.length;
  const saved = JSON.stringify(json(join(run, "preparation.json")));
  const found = [...saved.matchAll(/-?\d+\.\d+(e-?\d+)?/g)].map(([text]) => Number(text));
  expect(found.some((value) => Math.abs(value - mean) < 1e-12)).toBe(true);
});

test("the same command gives the same bytes, in a numbered folder", async () => {
  const cwd = folder({ "price.csv": numbers() });
  const args = ["train", "price.csv", "--target", "price", ...quick];
  expect((await wellfit({ cwd }, ...args)).code).toBe(0);
  expect((await wellfit({ cwd }, ...args)).code).toBe(0);
  expect(readdirSync(join(cwd, "runs")).sort()).toEqual(["price", "price-2"]);
  for (const name of Object.keys(runFiles)) {
    if (name === "run.json" || name === "SHA256SUMS") continue;
    const [first, second] = ["price", "price-2"].map((run) => readFileSync(join(cwd, "runs", run, name)));
    // The name of the run is the only thing that may differ, and it does not.
    expect(first!.equals(second!), name).toBe(true);
  }
});

test("another seed gives another split", async () => {
  const cwd = folder({ "price.csv": numbers() });
  for (const seed of ["1", "2"]) {
    await wellfit(
      { cwd },
      "train",
      "price.csv",
      "--target",
      "price",
      ...quick,
      "--seed",
      seed,
      "--out",
      `run${seed}`,
    );
  }
  expect(read(join(cwd, "run1", "split.json"))).not.toBe(read(join(cwd, "run2", "split.json")));
});

test("a regression is judged in the target's own units and against the mean", async () => {
  const cwd = folder({ "price.csv": numbers(120) });
  const { code, out } = await wellfit(
    { cwd },
    ...[
      "train",
      "price.csv",
      "--target",
      "price",
      "--epochs",
      "150",
      "--hidden",
      "16",
      "--dropout",
      "0",
      "--l2",
      "0",
    ],
    ...["--no-onnx-check", "--json"],
  );
  expect(code).toBe(0);
  const result = JSON.parse(out);
  expect(result.task).toBe("regression");
  expect(result.test.r2).toBeGreaterThan(0.9);
  expect(result.baseline.answer).toBeGreaterThan(80);
  expect(result.baseline.answer).toBeLessThan(120);
  expect(Math.abs(result.baseline.test.r2)).toBeLessThan(0.2);
  expect(result.test.mae).toBeLessThan(result.baseline.test.mae);
});

test("--json is exactly one object on stdout; --quiet only the run", async () => {
  const cwd = folder({ "plants.csv": twoClasses() });
  const args = ["train", "plants.csv", "--target", "kind", ...quick];
  const asJson = await wellfit({ cwd }, ...args, "--json");
  expect(asJson.out.trim().split("\n")).toHaveLength(1);
  expect(JSON.parse(asJson.out)).toMatchObject({
    ok: true,
    run: join("runs", "plants"),
    task: "binary",
    rows: { train: 36, dev: 12, test: 12 },
    test: { accuracy: expect.any(Number) },
    diagnosis: { label: expect.stringMatching(/bias/) },
    next: expect.arrayContaining([
      { why: expect.any(String), command: expect.stringMatching(/^wellfit train plants\.csv/) },
    ]),
  });
  expect(asJson.err).toContain("Diagnosis");
  const quiet = await wellfit({ cwd }, ...args, "--quiet");
  expect([quiet.out, quiet.err]).toEqual([`${join("runs", "plants-2")}\n`, ""]);
});

test("--name, --out and --split are obeyed", async () => {
  const cwd = folder({ "plants.csv": twoClasses() });
  const args = ["train", "plants.csv", "--target", "kind", ...quick];
  await wellfit({ cwd }, ...args, "--name", "../first try?");
  expect(readdirSync(join(cwd, "runs"))).toEqual(["-first try-"].map((name) => name.replace(/^-|-$/g, "")));
  const { code } = await wellfit({ cwd }, ...args, "--out", "deep/er/run", "--split", "80/10/10");
  expect(code).toBe(0);
  const split = json(join(cwd, "deep", "er", "run", "split.json")) as unknown as Record<string, number[]>;
  expect([split.train!.length, split.dev!.length, split.test!.length]).toEqual([48, 6, 6]);
  const again = await wellfit({ cwd }, ...args, "--out", "deep/er/run");
  expect([again.code, again.err]).toEqual([1, expect.stringContaining("which is there already")]);
});

test("rows without a target take no part, and are counted", async () => {
  const text = twoClasses().replace(/,(rare|common)\n$/, ",\n");
  const cwd = folder({ "plants.csv": text });
  const { code, out } = await wellfit({ cwd }, "train", "plants.csv", "--target", "kind", ...quick);
  expect(code).toBe(0);
  expect(out).toContain("59 rows (1 row without a target left out)");
  const split = json(join(cwd, "runs", "plants", "split.json")) as unknown as Record<string, number[]>;
  expect([...split.train!, ...split.dev!, ...split.test!]).not.toContain(59);
});

test("columns can be dropped and their kinds be given", async () => {
  const text = "id,size,zip,y\n".concat(
    Array.from(
      { length: 40 },
      (_, i) => `${i * 3 + 5},${["S", "M", "L"][i % 3]},${(i % 4) + 1},${i % 2 ? "p" : "q"}`,
    ).join("\n"),
    "\n",
  );
  const cwd = folder({ "data.csv": text });
  const { code } = await wellfit(
    { cwd },
    ...[
      "train",
      "data.csv",
      "--target",
      "y",
      ...quick,
      "--drop",
      "id",
      "--nominal",
      "zip",
      "--ordinal",
      "size=S,M,L",
    ],
  );
  expect(code).toBe(0);
  const { features, inputs } = json(join(cwd, "runs", "data", "preparation.json")) as unknown as {
    features: string[];
    inputs: object[];
  };
  expect(inputs).toEqual([
    { name: "size", kind: "ordinal", order: ["S", "M", "L"] },
    { name: "zip", kind: "nominal" },
  ]);
  expect(features).toHaveLength(1 + 4);
});

test("another delimiter is found by itself, and told", async () => {
  const cwd = folder({ "data.csv": twoClasses().replaceAll(",", ";") });
  const { code, out, err } = await wellfit({ cwd }, "train", "data.csv", "--target", "kind", ...quick);
  expect(`${out}${err}`).toMatch(
    /separated by semicolons, judging by the first lines; give --delimiter ";" to say so/,
  );
  expect(code).toBe(0);
});

test("a linear model, without dropout and penalty, trains too; so do three classes and true or false", async () => {
  const three = twoClasses().replace(/common\n/g, (text, at: number) => (at % 2 ? text : "other\n"));
  const truth = twoClasses().replaceAll("rare", "true").replaceAll("common", "false");
  const cwd = folder({ "three.csv": three, "truth.csv": truth });
  for (const file of ["three.csv", "truth.csv"]) {
    const plain = [
      "--hidden",
      "none",
      "--dropout",
      "0",
      "--l2",
      "0",
      "--epochs",
      "5",
      "--no-onnx-check",
      "-q",
    ];
    const { code, err } = await wellfit({ cwd }, "train", file, "--target", "kind", ...plain);
    expect([code, err]).toEqual([0, ""]);
  }
});

test("the model is compared with ONNX Runtime on all rows", async () => {
  const cwd = folder({ "plants.csv": twoClasses() });
  const { out } = await wellfit(
    { cwd },
    ...["train", "plants.csv", "--target", "kind", "--epochs", "3", "--json"],
  );
  const { onnx } = JSON.parse(out);
  expect(onnx).toMatchObject({ checked: true, passed: true, rows: 60, tolerance: 1e-5 });
  expect(onnx.maxRelativeError).toBeLessThan(1e-5);
});

test("Ctrl-C ends a training with 130 and leaves nothing behind", async () => {
  const cwd = folder({ "plants.csv": twoClasses() });
  const controller = new AbortController();
  const training = wellfit(
    { cwd, signal: controller.signal },
    ...["train", "plants.csv", "--target", "kind", "--epochs", "1000000", "--patience", "1000000"],
  );
  setTimeout(() => controller.abort(), 150);
  const { code, err } = await training;
  expect([code, err]).toEqual([130, "wellfit: interrupted; nothing was saved\n"]);
  expect(everything(cwd)).toEqual(["plants.csv"]);
});

test("one epoch, no patience, and batches of one row or of all are trainings too", async () => {
  const cwd = folder({ "plants.csv": twoClasses() });
  for (const args of [
    ["--epochs", "1"],
    ["--epochs", "5", "--patience", "0"],
    ["--epochs", "2", "--batch-size", "1"],
    ["--epochs", "2", "--batch-size", "100000"],
  ]) {
    const { code, err } = await wellfit(
      { cwd },
      "train",
      "plants.csv",
      "--target",
      "kind",
      ...quick,
      ...args,
      "-q",
    );
    expect([code, err], args.join(" ")).toEqual([0, ""]);
  }
});

test("the commands it suggests are those that work where it was started", async () => {
  const cwd = folder({ "plants.csv": twoClasses() });
  for (const [env, command] of [
    [{}, "wellfit"],
    [{ npm_command: "exec" }, "npx wellfit"],
    [{ WELLFIT_COMMAND: "npm start --" }, "npm start --"],
  ] as const) {
    const { out } = await wellfit({ cwd, env }, "train", "plants.csv", "--target", "kind", ...quick);
    expect(out).toMatch(new RegExp(`^Use it +${command} predict runs/`, "m"));
    expect(out).toMatch(new RegExp(`^Try next +${command} train plants\\.csv`, "m"));
  }
});
