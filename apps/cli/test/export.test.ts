import { readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { fromOnnx } from "@wellfit/onnx";
import { expect, test } from "vitest";
import { everything, twoClasses, wellfit } from "./run-cli";
import { trainedOn } from "./saved-run";

const classes = trainedOn(twoClasses(), "kind");

test("onnx is written, the same that the run has", async () => {
  const cwd = classes();
  const { code, out } = await wellfit({ cwd }, "export", "run", "--format", "onnx");
  expect([code, out]).toEqual([0, expect.stringMatching(/^Exported: run\.onnx \([\d,]+ bytes\)\n$/)]);
  const bytes = readFileSync(join(cwd, "run.onnx"));
  expect(bytes.equals(readFileSync(join(cwd, "run", "model.onnx")))).toBe(true);
  const { features } = JSON.parse(readFileSync(join(cwd, "run", "preparation.json"), "utf8"));
  const answer = fromOnnx(bytes)([features.map(() => 0)]);
  expect("shape" in answer && answer.shape).toEqual([1, 1]);
});

test("--check runs ONNX Runtime on the rows of the training, or on random ones when they are gone", async () => {
  const cwd = classes();
  const { code, out } = await wellfit({ cwd }, "export", "run", "--check");
  expect([code, out]).toEqual([0, expect.stringMatching(/on 60 rows \(the rows of data\.csv\)/)]);
  renameSync(join(cwd, "data.csv"), join(cwd, "gone.csv"));
  const random = await wellfit({ cwd }, "export", "run", "--check", "--json");
  expect(random.err).toContain("random rows, because data.csv is gone or changed");
  expect(JSON.parse(random.out)).toMatchObject({
    ok: true,
    check: { checked: true, passed: true, rows: 256 },
  });
});

test("json holds network, weights and preparation in one file, and gives the same answers", async () => {
  const cwd = classes();
  const { code } = await wellfit({ cwd }, "export", "run", "--format", "json", "--out", "model.json", "-q");
  expect(code).toBe(0);
  const model = JSON.parse(readFileSync(join(cwd, "model.json"), "utf8"));
  expect(model).toMatchObject({ format: "wellfit-model", task: "binary", classes: ["common", "rare"] });
  // The network by hand: relu of x·W + b, then the sigmoid of the same.
  const array = (name: string): { shape: number[]; data: number[] } =>
    model.weights.find((weight: { name: string }) => weight.name.startsWith(name));
  const dense = (x: number[], layer: string): number[] => {
    const { shape, data } = array(`${layer}/kernel`);
    const [rows = 0, columns = 0] = shape;
    return array(`${layer}/bias`).data.map((bias, j) => {
      let sum = bias;
      for (let i = 0; i < rows; i++) sum += x[i]! * data[i * columns + j]!;
      return sum;
    });
  };
  const x = model.preparation.features.map((_: string, i: number) => Math.sin(i));
  const [logit = 0] = dense(
    dense(x, "hidden_1").map((value) => Math.max(0, value)),
    "output",
  );
  const answer = fromOnnx(readFileSync(join(cwd, "run", "model.onnx")))([x]);
  expect("item" in answer && typeof answer.item === "function" ? answer.item() : undefined).toBeCloseTo(
    1 / (1 + Math.exp(-logit)),
    5,
  );
});

test("--check belongs to onnx, and a place that cannot be written leaves nothing", async () => {
  const cwd = classes();
  const before = everything(cwd);
  const wrong = await wellfit({ cwd }, "export", "run", "--format", "json", "--check");
  expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining("--check with --format onnx")]);
  const nowhere = await wellfit({ cwd }, "export", "run", "--out", "no/such/folder.onnx");
  expect([nowhere.code, nowhere.err]).toEqual([
    1,
    expect.stringContaining("no/such/folder.onnx: there is no such"),
  ]);
  expect(everything(cwd)).toEqual(before);
});
