import type { Tensor } from "@wellfit/core";
import * as core from "@wellfit/core";
import {
  activation,
  adam,
  dense,
  dropout,
  flatten,
  functional,
  gaussianNoise,
  input,
  Layer,
  l2,
  type Model,
  sequential,
  setSeed,
} from "@wellfit/layers";
import { describe, expect, test } from "vitest";
import { checkAgainstOnnxRuntime } from "../src/check";
import { decodeModel } from "../src/format/decode";
import { DATA_TYPE } from "../src/format/model";
import { fromOnnx, toOnnx } from "../src/index";
import { distance, fill } from "./harness";

/** A layer that no export code knows. */
class Swish extends Layer {
  static readonly className = "Swish";
  constructor() {
    super("swish", {});
  }
  call(x: Tensor): Tensor {
    return x.mul(core.sigmoid(x));
  }
}

setSeed(7);
const models: Record<string, () => Model> = {
  "the network of the case studies": () =>
    sequential([
      dense(500, { inputShape: [2], activation: "relu", kernelRegularizer: l2(0.001) }),
      dropout(0.4),
      dense(1, { activation: "sigmoid" }),
    ]),
  "a classifier": () =>
    sequential([
      gaussianNoise(0.1, { inputShape: [4] }),
      dense(16, { activation: "tanh", activityRegularizer: l2(0.01) }),
      dense(3),
      activation("softmax"),
    ]),
  "images, flattened": () => sequential([flatten({ inputShape: [3, 2] }), dense(2, { useBias: false })]),
  "a layer of one's own": () => sequential([dense(4, { inputShape: [3] }), new Swish(), dense(1)]),
  "a model in a model": () =>
    sequential([
      dense(4, { inputShape: [3] }),
      sequential([dense(5, { activation: "relu" }), dropout(0.5)]),
      dense(2),
    ]),
};

describe.each(Object.entries(models))("%s", (_, make) => {
  test("computes the same in ONNX Runtime and when read back, for any batch", async () => {
    const model = make();
    const bytes = toOnnx(model);
    const run = fromOnnx(bytes);
    for (const batch of [1, 2, 17]) {
      const x = fill({ shape: model.inputShape ?? [], values: [0.3, -1.2, 0.7, 2.5, 0.1, -0.4, 1.1] }, batch);
      const check = await checkAgainstOnnxRuntime(model, x);
      expect(check.rows).toBe(batch);
      expect(check.maxRelativeError).toBeLessThan(1e-6);
      expect(distance((run(x) as Tensor).data(), (model.predict(x) as Tensor).data())).toBeLessThan(1e-6);
    }
  });

  test("has the weights under their names", () => {
    const model = make();
    const names = decodeModel(toOnnx(model)).graph?.initializer.map(({ name }) => name);
    for (const weight of model.weights) expect(names).toContain(weight.name);
  });
});

test("a trained model is exported as it predicts, and the same bytes twice", async () => {
  const model = sequential([dense(8, { inputShape: [2], activation: "relu" }), dropout(0.3), dense(1)]);
  model.compile({ loss: "meanSquaredError", optimizer: adam({ learningRate: 0.01 }) });
  const x = fill({ shape: [null, 2], values: [0.3, -1.2, 0.7, 2.5, 0.1] }, 20);
  await model.fit(x, x.sum(1), { epochs: 3, verbose: 0 });
  const bytes = toOnnx(model);
  expect(bytes).toEqual(toOnnx(model));
  const ops = decodeModel(bytes).graph?.node.map(({ opType }) => opType);
  expect(ops).toEqual(["MatMul", "Add", "Relu", "MatMul", "Add"]);
  expect((await checkAgainstOnnxRuntime(model, x)).maxRelativeError).toBeLessThan(1e-6);
});

test("a layer alone, here in float64, is exported with an input of its dtype", async () => {
  const layer = dense(3, { activation: "tanh", dtype: "float64" });
  layer.build([null, 2]);
  const input = decodeModel(toOnnx(layer)).graph?.input[0];
  expect(input?.type?.tensorType?.elemType).toBe(DATA_TYPE.float64);
  const check = await checkAgainstOnnxRuntime(layer, [[0.1, 0.2]], { tolerance: 1e-12 });
  expect(check.maxRelativeError).toBeLessThan(1e-12);
});

test("a model that does not know its input asks for it", () => {
  const model = sequential([dense(3)]);
  expect(() => toOnnx(model)).toThrow(/does not know the shape of its input/);
  expect(() => toOnnx(model, { inputShapes: [[null, 2]] })).not.toThrow();
});

test("a functional model with several inputs and outputs has them under its names", async () => {
  const left = input([3], { name: "left" });
  const right = input([2], { name: "right" });
  const shared = dense(4, { activation: "tanh" });
  const [a, b] = [shared.apply(dense(5).apply(left)), shared.apply(dense(5).apply(right))];
  const model = functional({
    inputs: [left, right],
    outputs: { size: dense(1).apply(a), label: dense(3, { activation: "softmax" }).apply(b) },
  });
  const [x, z] = [
    fill({ shape: [null, 3], values: [0.3, -1.2, 0.7] }, 5),
    fill({ shape: [null, 2], values: [2.5, 0.1, -0.4] }, 5),
  ];
  const check = await checkAgainstOnnxRuntime(model, { left: x, right: z });
  expect(check.outputs.map(({ name }) => name).sort()).toEqual(["label", "size"]);
  expect(check.maxRelativeError).toBeLessThan(1e-6);
  const run = fromOnnx(toOnnx(model));
  const ours = model.predict([x, z]);
  const theirs = run({ left: x, right: z }) as Record<string, Tensor>;
  expect(distance((theirs.label as Tensor).data(), ours.label.data())).toBeLessThan(1e-6);
});
