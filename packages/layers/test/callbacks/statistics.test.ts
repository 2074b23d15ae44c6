import { relu, tensor } from "@wellfit/core";
import * as layers from "@wellfit/layers";
import { describe, expect, test } from "vitest";
import { describeValues } from "../../src/callbacks/statistics/describe-values";
import { numbers } from "../support/data";

describe("describeValues", () => {
  test("has the moments of NumPy", () => {
    // a = np.array([1, 2, 2, 3, 7, 0]); a.mean(), a.std(), np.linalg.norm(a), np.histogram(a, 7)
    expect(describeValues([1, 2, 2, 3, 7, 0], 7)).toEqual({
      count: 6,
      nonFinite: 0,
      norm: Math.sqrt(67),
      mean: 2.5,
      sd: expect.closeTo(2.217355782608345, 12),
      min: 0,
      max: 7,
      zeros: 1 / 6,
      histogram: { edges: [0, 1, 2, 3, 4, 5, 6, 7], counts: [1, 1, 2, 1, 0, 0, 1] },
    });
  });

  test("leaves out what is not finite, and counts it", () => {
    const found = describeValues([Number.NaN, 1, Number.POSITIVE_INFINITY, 3], 1);
    expect(found).toMatchObject({ count: 4, nonFinite: 2, mean: 2, min: 1, max: 3 });
    expect(found.histogram).toEqual({ edges: [1, 3], counts: [2] });
    expect(describeValues([Number.NaN], 3)).toMatchObject({ mean: Number.NaN, min: Number.NaN, count: 1 });
  });

  test("puts equal numbers into one bin", () => {
    expect(describeValues([4, 4], 30).histogram).toEqual({ edges: [3.5, 4.5], counts: [2] });
  });

  test("keeps the digits of a small spread around a large mean", () => {
    expect(describeValues([1e9, 1e9 + 1, 1e9 + 2], 0).sd).toBeCloseTo(Math.sqrt(2 / 3), 9);
  });
});

const x = { data: numbers(80, 3), shape: [40, 2] };
const y = numbers(40, 4);

function made(): layers.Sequential {
  layers.setSeed(8);
  const model = layers.sequential([
    layers.dense(5, { inputShape: [2], activation: "relu", name: "first" }),
    layers.dropout(0.5),
    layers.dense(1, { name: "second", kernelRegularizer: "l2" }),
  ]);
  model.compile({ loss: "mse", optimizer: layers.sgd({ learningRate: 0.05 }) });
  return model;
}

const options = { epochs: 4, batchSize: 40, shuffle: false, verbose: 0 } as const;
const weightNames = ["first/kernel", "first/bias", "second/kernel", "second/bias"];

test("weights are those of the model, every so many epochs", async () => {
  const model = made();
  const kept: (readonly number[])[] = [];
  const statistics = layers.weightStatistics({ every: 2, histogram: 4 });
  const watch = {
    onEpochEnd: () => void kept.push(Array.from(model.getWeights()[0]?.data as Float32Array)),
  };
  await model.fit(x, y, { ...options, callbacks: [statistics, watch] });
  const { records } = statistics;
  expect(records.map(({ epoch, name }) => `${epoch} ${name}`)).toEqual(
    [0, 2].flatMap((epoch) => weightNames.map((name) => `${epoch} ${name}`)),
  );
  const first = records.filter(({ name }) => name === "first/kernel");
  expect(first.map(({ layer }) => layer)).toEqual(["first", "first"]);
  [0, 2].forEach((epoch, i) => {
    expect(first[i]?.norm).toBeCloseTo(Math.hypot(...(kept[epoch] as number[])), 5);
    expect(first[i]?.histogram?.counts.reduce((a, b) => a + b)).toBe(10);
    expect(first[i]?.histogram?.edges).toHaveLength(5);
  });
});

test("gradients are what the next step goes along, dropout and penalties included", async () => {
  const model = made();
  const kept: Float32Array[][] = [];
  const statistics = layers.gradientStatistics();
  const watch = { onEpochEnd: () => void kept.push(model.getWeights().map((w) => w.data as Float32Array)) };
  await model.fit(x, y, { ...options, callbacks: [statistics, watch] });
  expect(statistics.records.map(({ name }) => name).slice(0, 4)).toEqual(weightNames);
  for (let epoch = 0; epoch < 3; epoch++) {
    weightNames.forEach((name, i) => {
      const [from, to] = [kept[epoch]?.[i] as Float32Array, kept[epoch + 1]?.[i] as Float32Array];
      const moved = Math.hypot(...from.map((v, k) => ((to[k] as number) - v) / 0.05));
      const record = statistics.records.find((r) => r.epoch === epoch && r.name === name);
      expect(record?.norm, `${name} in epoch ${epoch}`).toBeCloseTo(moved, 4);
    });
  }
});

test("initial looks before the first epoch, too", async () => {
  const model = made();
  const before = model.getWeights().map(({ data }) => Math.hypot(...(data as Float32Array)));
  const weights = layers.weightStatistics({ initial: true, every: 3 });
  const gradients = layers.gradientStatistics({ initial: true, data: [x, y] });
  const later = layers.gradientStatistics({ data: [x, y] });
  await model.fit(x, y, { ...options, callbacks: [weights, gradients, later] });
  expect([...new Set(weights.records.map(({ epoch }) => epoch))]).toEqual([-1, 0, 3]);
  weights.records.slice(0, 4).forEach(({ norm }, i) => {
    expect(norm).toBeCloseTo(before[i] as number, 5);
  });
  expect(gradients.records.filter(({ epoch }) => epoch >= 0)).toHaveLength(later.records.length);
  expect(gradients.records.filter(({ epoch }) => epoch === -1).map(({ name }) => name)).toEqual(weightNames);
  expect(gradients.records[0]?.norm).toBeGreaterThan(0);
  expect(() => layers.gradientStatistics({ initial: true })).toThrow(/initial without data/);
  expect(() => layers.weightStatistics({ initial: 1 as never })).toThrow(/initial/);
});

test("activations are what layers give when the model predicts", async () => {
  const model = made();
  const statistics = layers.activationStatistics({ data: [x, y], histogram: true });
  await model.fit(x, y, { ...options, epochs: 1, callbacks: [statistics] });
  expect(statistics.records.map(({ name }) => name)).toEqual(["first", "dropout", "second"]);
  const [kernel, bias] = model.getWeights();
  const hidden = relu(
    tensor(x)
      .matmul(tensor(kernel as never))
      .add(tensor(bias as never)),
  ).data();
  const [first, dropped, second] = statistics.records;
  const expected = describeValues(hidden, 30);
  expect(first).toMatchObject({ count: 200, zeros: expected.zeros, max: expect.closeTo(expected.max, 5) });
  expect(first?.histogram).toMatchObject({ counts: expected.histogram?.counts });
  expect(dropped?.norm).toBe(first?.norm);
  expect(second?.mean).toBeCloseTo(describeValues(model.predict(x).data(), 0).mean, 5);
});

test("a layer that is used twice has two outputs, and batches may come one by one", async () => {
  layers.setSeed(1);
  const input = layers.input([2], { name: "in" });
  const shared = layers.dense(2, { name: "shared" });
  const output = layers.dense(1, { name: "out" }).apply(shared.apply(shared.apply(input)));
  const model = layers.functional({ inputs: input, outputs: output });
  model.compile({ loss: "mse" });
  const activations = layers.activationStatistics();
  const gradients = layers.gradientStatistics();
  await model.fit(() => [[x, y] as const], { epochs: 2, verbose: 0, callbacks: [activations, gradients] });
  expect(activations.records.slice(0, 3).map(({ name }) => name)).toEqual(
    expect.arrayContaining(["shared", "shared:2"]),
  );
  expect(gradients.records.map(({ name }) => name).slice(0, 4)).toEqual([
    "shared/kernel",
    "shared/bias",
    "out/kernel",
    "out/bias",
  ]);
});

test("layers of models within have the names of these before theirs", async () => {
  layers.setSeed(1);
  const inner = layers.sequential([layers.dense(2)], { name: "inner" });
  const model = layers.sequential([layers.dense(2, { inputShape: [2] }), inner]);
  model.compile({ loss: "mse" });
  const activations = layers.activationStatistics();
  const weights = layers.weightStatistics();
  const targets = { data: numbers(80, 9), shape: [40, 2] };
  await model.fit(x, targets, { epochs: 1, verbose: 0, callbacks: [activations, weights] });
  expect(activations.records.map(({ layer }) => layer)).toEqual(["dense", "inner/dense"]);
  expect(weights.records.map(({ layer, name }) => `${layer}: ${name}`)).toEqual([
    "dense: dense/kernel",
    "dense: dense/bias",
    "inner/dense: inner/dense/kernel",
    "inner/dense: inner/dense/bias",
  ]);
});

test("training is the same with and without", async () => {
  const run = async (callbacks: layers.Callback[]): Promise<unknown> => {
    const model = made();
    const { history } = await model.fit(x, y, { ...options, batchSize: 7, callbacks });
    return { history, weights: model.getWeights() };
  };
  const plain = await run([]);
  const all = [layers.weightStatistics(), layers.gradientStatistics(), layers.activationStatistics()];
  expect(await run(all)).toEqual(plain);
});
