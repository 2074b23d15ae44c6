import { type Tensor, tensor } from "@wellfit/core";
import * as layers from "@wellfit/layers";
import { describe, expect, test, vi } from "vitest";
import { numbers, twoClasses } from "./support/data";

const { dense, dropout, flatten, input, sequential, setSeed } = layers;

describe("building", () => {
  test("at once with inputShape or input, else with the first data", async () => {
    expect(sequential([dense(2, { inputShape: [3] })]).built).toBe(true);
    expect(sequential([input([3]), dense(2)]).layers).toHaveLength(1);
    expect(sequential([input([3]), dense(2)]).built).toBe(true);
    const late = sequential([dense(2), dense(1)]);
    expect(late.built).toBe(false);
    expect(() => late.getWeights()).toThrow(
      /no weights before it knows the shape of its input; give the first layer/,
    );
    late.compile({ loss: "mse", optimizer: "sgd" });
    const { x, y } = twoClasses(4);
    await late.fit(x, y, { verbose: 0 });
    expect(late.inputShape).toEqual([null, 2]);
    expect(late.weights.map((w) => [w.name, [...w.shape]])).toEqual([
      ["dense/kernel", [2, 2]],
      ["dense/bias", [2]],
      ["dense_1/kernel", [2, 1]],
      ["dense_1/bias", [1]],
    ]);
  });

  test("layer by layer with add", () => {
    const model = sequential();
    expect(() => model.predict([[1]])).toThrow(/has no layers; add some/);
    model.add(flatten({ inputShape: [2, 3] }));
    model.add(dense(4));
    expect(
      model.predict([
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
      ]).shape,
    ).toEqual([1, 4]);
  });

  test("numbers names within the model, however many models there are", () => {
    const names = (): string[] =>
      sequential([dense(1), dropout(0.1), dense(1, { name: "mine" }), dense(1), dropout(0.2)]).layers.map(
        (l) => l.name,
      );
    expect(names()).toEqual(["dense", "dropout", "mine", "dense_1", "dropout_1"]);
    expect(names()).toEqual(names());
  });

  test("holds models within models", async () => {
    setSeed(1);
    const inner = sequential([dense(3, { activation: "relu" }), dense(2)], { name: "inner" });
    const model = sequential([dense(4, { inputShape: [2] }), inner, dense(1)]);
    expect(model.weights).toHaveLength(8);
    model.compile({ loss: "mse", optimizer: "adam" });
    const { x, y } = twoClasses(12);
    const { history } = await model.fit(x, y, { epochs: 30, verbose: 0 });
    expect(history.loss.at(-1)).toBeLessThan(history.loss[0] as number);
    inner.trainable = false;
    expect(model.trainableWeights).toHaveLength(4);
    const copy = layers.modelFromBytes(layers.modelToBytes(model));
    expect((copy.predict(x) as Tensor).toArray()).toEqual(model.predict(x).toArray());
  });

  test.each([
    [() => sequential([3 as never]), /received 3, expected a layer such as dense\(1\)/],
    [() => sequential(dense(1) as never), /expected an array of layers/],
    [() => sequential([dense(1, { name: "a" }), dense(1, { name: "a" })]), /two layers have the name "a"/],
    [() => sequential([dense(1), input([2])]), /stands after other layers/],
    [() => sequential([dense(1)], { title: "x" } as never), /unknown option "title"/],
    [
      () => {
        const shared = dense(1);
        return sequential([shared, shared]);
      },
      /is in the model already/,
    ],
  ])("refuses %#", (make, message) => {
    expect(make).toThrow(message);
  });
});

describe("compile", () => {
  const model = sequential([dense(1, { inputShape: [2] })]);
  test.each([
    [{}, /received no loss/],
    [{ loss: "mean" }, /compile: loss: received "mean"/],
    [{ loss: "mse", optimizer: "adem" }, /compile: optimizer: received "adem" \(did you mean "adam"\?\)/],
    [{ loss: "mse", metrics: ["mae", "mae"] }, /two metrics have the key "mae"/],
    [{ loss: "mse", metrics: "mae" }, /expected an array such as \["accuracy"\]/],
    [{ loss: "mse", metric: ["mae"] }, /did you mean "metrics"/],
  ])("refuses %o", (options, message) => {
    expect(() => model.compile(options as never)).toThrow(message);
  });
});

describe("weights", () => {
  test("are copies that go in and out", () => {
    const model = sequential([dense(2, { inputShape: [2] })]);
    const weights = model.getWeights();
    (weights[0] as { data: Float32Array }).data.fill(7);
    expect(model.getWeights()[0]?.data).not.toEqual(weights[0]?.data);
    model.setWeights(weights);
    expect(model.getWeights()).toEqual(weights);
    model.setWeights([
      [
        [1, 2],
        [3, 4],
      ],
      tensor([5, 6]),
    ]);
    expect(model.predict([[1, 0]]).toArray()).toEqual([[6, 8]]);
  });

  test("are all or nothing", () => {
    const model = sequential([dense(2, { inputShape: [2] })]);
    const before = model.getWeights();
    expect(() => model.setWeights([])).toThrow(
      /received 0 arrays, expected 2: dense\/kernel \[2, 2\], dense\/bias \[2\]/,
    );
    expect(() =>
      model.setWeights([
        [
          [1, 2],
          [3, 4],
        ],
        [1, 2, 3],
      ]),
    ).toThrow(/shape \[3\] for dense\/bias, expected \[2\]/);
    expect(() =>
      model.setWeights([
        [
          [1, 2],
          [3, Number.NaN],
        ],
        [1, 2],
      ]),
    ).toThrow(/NaN in dense\/kernel at row 1, column 1/);
    expect(model.getWeights()).toEqual(before);
  });
});

describe("summary", () => {
  test("is a table that is printed and returned", () => {
    const model = sequential([
      dense(500, { inputShape: [2] }),
      dropout(0.4),
      dense(1, { trainable: false, name: "out" }),
    ]);
    const seen: string[] = [];
    const table = model.summary({ printFn: (text) => seen.push(text) });
    expect(seen).toEqual([table]);
    expect(table).toBe(
      [
        'Model: "sequential"',
        "┌───────────────────┬──────────────┬─────────┐",
        "│ Layer (type)      │ Output shape │ Param # │",
        "├───────────────────┼──────────────┼─────────┤",
        "│ dense (Dense)     │ [batch, 500] │   1,500 │",
        "│ dropout (Dropout) │ [batch, 500] │       0 │",
        "│ out (Dense)       │ [batch, 1]   │     501 │",
        "└───────────────────┴──────────────┴─────────┘",
        "Total params: 2,001 (7.82 KB)",
        "Trainable params: 1,500 (5.86 KB)",
        "Non-trainable params: 501 (1.96 KB)",
      ].join("\n"),
    );
  });

  test("prints to the console by default, also before the shapes are known", () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    try {
      expect(sequential([dense(3)]).summary()).toMatch(/dense \(Dense\) │ \? +│ +0/);
      expect(log).toHaveBeenCalledOnce();
    } finally {
      log.mockRestore();
    }
  });
});

test("predict is synchronous and the same for one row as for many", () => {
  setSeed(1);
  const model = sequential([
    dense(9, { inputShape: [3], activation: "relu" }),
    dense(2, { activation: "softmax" }),
  ]);
  const data = numbers(300);
  const all = model.predict({ data, shape: [100, 3] }).data();
  for (const row of [0, 57, 99]) {
    const one = model.predict({ data: data.slice(3 * row, 3 * row + 3), shape: [1, 3] }).data();
    expect(one[0]).toBeCloseTo(all[2 * row] as number, 6);
  }
  expect(model.call(tensor(data, { shape: [100, 3] }), { training: false }).shape).toEqual([100, 2]);
  expect(() => model.predict([[1, 2, Number.NaN]])).toThrow(/predict: received NaN in x at row 0, column 2/);
});
