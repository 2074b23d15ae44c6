import { type Tensor, tensor, type Variable } from "@wellfit/core";
import * as layers from "@wellfit/layers";
import { describe, expect, test } from "vitest";
import { numbers } from "./support/data";

const { defineLayer, dense, dropout, flatten, functional, input, modelFromJson, sequential, setSeed } =
  layers;

const sum = defineLayer({
  className: "Sum",
  takesMany: true,
  call: (xs: readonly Tensor[]) => xs.reduce((a, b) => a.add(b)),
});

const table = (rows: number, columns: number, seed = 1): { data: Float32Array; shape: number[] } => ({
  data: numbers(rows * columns, seed),
  shape: [rows, columns],
});

function residual(): layers.Functional<{ label: Tensor; size: Tensor }> {
  const left = input([3], { name: "left" });
  const right = input([2], { name: "right" });
  const shared = dense(4, { activation: "tanh" });
  const a = shared.apply(dense(5).apply(left));
  const b = shared.apply(dense(5).apply(right));
  const both = sum().apply([a, b]);
  return functional({
    inputs: [left, right],
    outputs: { size: dense(1).apply(both), label: dense(3, { activation: "softmax" }).apply(both) },
  });
}

describe("a graph of layers", () => {
  test("has inputs and outputs by name, shared weights, and names in the order of making", () => {
    const model = residual();
    expect(model.layers.map((l) => l.name)).toEqual([
      "left",
      "right",
      "dense_1",
      "dense_2",
      "dense",
      "sum",
      "dense_4",
      "dense_3",
    ]);
    expect(new Set(model.layers.map((l) => l.name)).size).toBe(8);
    expect(model.outputNames).toEqual(["label", "size"]);
    expect(model.weights).toHaveLength(10);
    const out = model.predict({ left: table(6, 3), right: table(6, 2) });
    expect(out.label.shape).toEqual([6, 3]);
    expect(out.size.shape).toEqual([6, 1]);
    const again = model.predict([table(6, 3), table(6, 2)], { batchSize: 4 });
    expect([...again.label.data()]).toEqual([...out.label.data()]);
  });

  test("computes what its layers compute one after the other", () => {
    const x = input([3]);
    const [first, second] = [dense(4, { activation: "relu" }), dense(2)];
    const model = functional({ inputs: x, outputs: second.apply(first.apply(x)) });
    const data = tensor(numbers(15), { shape: [5, 3] });
    expect(model.predict(data).toArray()).toEqual(second.apply(first.apply(data)).toArray());
    expect(model.inputShape).toEqual([null, 3]);
    expect(model.computeOutputShape([7, 3])).toEqual([7, 2]);
  });

  test("is trained on all its outputs, with a loss, a weight and metrics for each", async () => {
    setSeed(3);
    const model = residual();
    model.compile({
      loss: { size: "mse", label: "categoricalCrossentropy" },
      lossWeights: { size: 0.5 },
      optimizer: layers.adam({ learningRate: 0.02 }),
      metrics: { label: "accuracy", size: ["mae"] },
    });
    const rows = 24;
    const label = Array.from({ length: rows }, (_, i) => [0, 1, 2].map((c) => (c === i % 3 ? 1 : 0)));
    const y = { size: numbers(rows, 7), label };
    const x = [table(rows, 3), table(rows, 2)];
    const validationData = [x, y] as const;
    const { history } = await model.fit(x, y, { epochs: 40, batchSize: 8, verbose: 0, validationData });
    expect(Object.keys(history)).toEqual(
      ["", "val"].flatMap((v) =>
        ["loss", "labelLoss", "sizeLoss", "labelAccuracy", "sizeMae"].map((key) =>
          v === "" ? key : v + key.charAt(0).toUpperCase() + key.slice(1),
        ),
      ),
    );
    expect(history.loss.at(-1)).toBeLessThan((history.loss[0] as number) * 0.8);
    const judged = await model.evaluate(x, y);
    expect(judged.loss).toBeCloseTo((judged.labelLoss as number) + 0.5 * (judged.sizeLoss as number), 5);
    expect(judged.loss).toBeCloseTo(history.valLoss?.at(-1) as number, 5);
  });

  test("comes back from its settings, and from its bytes with its numbers", async () => {
    const model = residual();
    model.compile({
      loss: ["categoricalCrossentropy", "mse"],
      optimizer: "adam",
      metrics: [["accuracy"], null],
    });
    const customObjects = { Sum: sum };
    const copy = layers.modelFromBytes<{ label: Tensor; size: Tensor }>(layers.modelToBytes(model), {
      customObjects,
    });
    expect(JSON.parse(JSON.stringify(copy))).toEqual(JSON.parse(JSON.stringify(model)));
    const x = [table(4, 3), table(4, 2)];
    expect(copy.predict(x).label.toArray()).toEqual(model.predict(x).label.toArray());
    expect(copy.predict(x).size.toArray()).toEqual(model.predict(x).size.toArray());
    expect(() => modelFromJson(JSON.stringify(model))).toThrow(/received "Sum".*customObjects/);
  });

  test("shows what is connected to what", () => {
    const text = residual().summary({ printFn: () => {} });
    expect(text).toMatch(/Connected to/);
    expect(text).toMatch(/sum \(Sum\) +│ \[batch, 4\] +│ +0 │ dense(_\d)?, dense/);
    expect(text).toMatch(/Total params: 79/);
  });
});

describe("nested", () => {
  const block = (): layers.Functional<Tensor> => {
    const x = input([4], { name: "x" });
    return functional({ inputs: x, outputs: sum().apply([x, dense(4).apply(x)]), name: "block" });
  };

  test("a model is a layer of another, applied twice with the same weights", () => {
    const inner = block();
    const x = input([4]);
    const head = sequential([dense(2, { activation: "relu" }), dropout(0.2), dense(1)], { name: "head" });
    const model = functional({ inputs: x, outputs: head.apply(inner.apply(inner.apply(x))) });
    expect(model.layers.map((l) => l.name)).toEqual(["input_layer", "block", "head"]);
    expect(model.countParams()).toBe(20 + 10 + 3);
    const data = tensor(numbers(8), { shape: [2, 4] });
    const expected = head.predict(inner.predict(inner.predict(data)));
    expect(model.predict(data).toArray()).toEqual(expected.toArray());
    const copy = modelFromJson(JSON.stringify(model), { customObjects: { Sum: sum } });
    copy.setWeights(model.getWeights());
    expect(copy.predict(data).toArray()).toEqual(expected.toArray());
    inner.trainable = false;
    expect(model.trainableWeights).toHaveLength(4);
    expect(sequential([block(), flatten()]).predict(data).shape).toEqual([2, 4]);
  });
});

describe("refuses", () => {
  test.each<[string, () => unknown, RegExp]>([
    [
      "no inputs",
      () => functional({ outputs: dense(1).apply(input([2])) } as never),
      /received inputs undefined/,
    ],
    [
      "an output of another input",
      () => functional({ inputs: input([2]), outputs: dense(1).apply(input([2], { name: "other" })) }),
      /comes from the input "other", which is not among the inputs/,
    ],
    [
      "two layers of one name",
      () => {
        const x = input([2]);
        return functional({
          inputs: x,
          outputs: dense(1, { name: "d" }).apply(dense(2, { name: "d" }).apply(x)),
        });
      },
      /two layers have the name "d"/,
    ],
    [
      "data of another shape",
      () => residual().predict([table(2, 3), table(2, 3)]),
      /expected input of shape/,
    ],
    ["data of too few inputs", () => residual().predict(table(2, 3)), /expected an array of 2: left, right/],
    [
      "a misspelt input",
      () => residual().predict({ left: table(2, 3), rigth: table(2, 2) }),
      /"rigth".*"right"/,
    ],
    ["uneven rows", () => residual().predict([table(2, 3), table(3, 2)]), /2 rows for left and 3 for right/],
    [
      "the output of a layer that is used twice",
      () => {
        const d = dense(2);
        d.apply(input([2]));
        d.apply(input([2]));
        return d.output;
      },
      /applied to a symbolic tensor once, this one was 2 times/,
    ],
    [
      "a loss for an output that does not exist",
      () => residual().compile({ loss: { size: "mse", lable: "mse" } }),
      /"lable".*did you mean "label"/,
    ],
    [
      "metrics that do not say for which output",
      () => residual().compile({ loss: "mse", metrics: ["mae", "mse", "mae"] }),
      /received 3 entries as metrics, expected an array of 2: label, size/,
    ],
  ])("%s", (_, run, message) => {
    expect(run).toThrow(message);
  });
});

describe("a kind of layer of one's own", () => {
  const scale = defineLayer({
    className: "Scale",
    options: { start: 1 },
    build: (inputShape: layers.BatchShape, { addWeight, options }) => {
      addWeight("factor", [inputShape.at(-1) ?? 1], { initializer: layers.constant(options.start) });
    },
    call: (x: Tensor, { weights }) => x.mul((weights.factor as Variable).value),
  });

  test("has options, weights, gradients and settings", async () => {
    const model = sequential([scale({ start: 2, inputShape: [3] }), dense(1)]);
    expect((model.layers[0] as layers.Layer).apply([[1, 2, 3]])).toMatchObject({ shape: [1, 3] });
    expect(model.countParams()).toBe(7);
    model.compile({ loss: "mse", optimizer: layers.sgd({ learningRate: 0.1 }) });
    const { history } = await model.fit(table(8, 3), numbers(8, 2), { epochs: 20, verbose: 0 });
    expect(history.loss.at(-1)).toBeLessThan(history.loss[0] as number);
    const copy = modelFromJson(JSON.stringify(model), { customObjects: { Scale: scale } });
    expect(copy.layers[0]?.getConfig()).toMatchObject({ start: 2, name: "scale" });
    expect(() => scale({ begin: 2 } as never)).toThrow(/Scale: received the unknown option "begin"/);
  });
});
