// What people get wrong in their first programs, and what they are told.

import { type Tensor, zeros } from "@wellfit/core";
import { conv2d, defineLayer, dense, functional, input, sequential } from "@wellfit/layers";
import { afterEach, beforeEach, describe, expect, type MockInstance, test, vi } from "vitest";

const x = [
  [0, 1],
  [1, 0],
  [1, 1],
];

/** A small model with this end, which `fit` gives these targets. */
function train(units: number, activation: string, loss: unknown, y: unknown): Promise<unknown> {
  const model = sequential([dense(4, { inputShape: [2] }), dense(units, { activation })]);
  model.compile({ loss: loss as never });
  return model.fit(x, y as never, { verbose: 0 });
}

describe("an end of the model that the loss does not fit", () => {
  let warn: MockInstance<typeof console.warn>;
  beforeEach(() => {
    warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  });
  afterEach(() => warn.mockRestore());

  test.each([
    ["a softmax over one unit", 1, "softmax", "binaryCrossentropy", [0, 1, 1], /always 1.*"sigmoid"/],
    ["no activation", 1, "linear", "binaryCrossentropy", [0, 1, 1], /"linear".*"sigmoid".*fromLogits/],
    ["relu before classes", 3, "relu", "sparseCategoricalCrossentropy", [0, 1, 2], /"relu".*"softmax"/],
    ["a softmax judged column by column", 3, "softmax", "binaryCrossentropy", zeros([3, 3]), /3 columns/],
  ] as const)("%s is warned of", async (_, units, activation, loss, y, words) => {
    await train(units, activation, loss, y);
    expect(warn.mock.calls.flat()).toEqual([expect.stringMatching(words)]);
  });

  test.each([
    [1, "sigmoid", "binaryCrossentropy", [0, 1, 1]],
    [3, "softmax", "sparseCategoricalCrossentropy", [0, 1, 2]],
    [1, "linear", "meanSquaredError", [0, 1, 1]],
    [1, "linear", (t: Tensor, p: Tensor) => p.sub(t).square().mean(-1), [0, 1, 1]],
  ] as const)("%d units, %s and %s are not", async (units, activation, loss, y) => {
    await train(units, activation, loss, y);
    expect(warn).not.toHaveBeenCalled();
  });

  test("each output of several is looked at", async () => {
    const one = input([2]);
    const outputs = { a: dense(1).apply(one), b: dense(1, { activation: "sigmoid", name: "b" }).apply(one) };
    const model = functional({ inputs: one, outputs });
    model.compile({ loss: { a: "binaryCrossentropy", b: "binaryCrossentropy" } });
    await model.fit(x, { a: [0, 1, 1], b: [0, 1, 1] }, { verbose: 0 });
    expect(warn.mock.calls.flat()).toEqual([expect.stringContaining("dense ends with")]);
  });
});

describe("mistakes", () => {
  const broken = (call: unknown) =>
    defineLayer({ className: "Mine", call: call as (x: Tensor) => Tensor })({ inputShape: [2] });
  const grid = (): Promise<unknown> => {
    const model = sequential([conv2d(2, 3, { inputShape: [8, 8, 1] }), dense(3, { activation: "softmax" })]);
    model.compile({ loss: "sparseCategoricalCrossentropy" });
    return model.fit(zeros([3, 8, 8, 1]), [0, 1, 2], { verbose: 0 });
  };
  const model = (): ReturnType<typeof sequential> => {
    const made = sequential([dense(1, { inputShape: [2] })]);
    made.compile({ loss: "mse" });
    return made;
  };

  test.each([
    ["a number for options", () => model().fit(x, [0, 1, 1], 10 as never), /such as { epochs: 10 }/],
    ["a name for options", () => model().compile("mse" as never), /options among loss, lossWeights/],
    ["layers without an array", () => sequential(dense(1) as never, dense(2) as never), /in one array/],
    ["a tensor for options", () => functional(input([2]) as never), /an InputLayer as options/],
    [
      "one-hot for class numbers",
      () => train(3, "softmax", "sparseCategoricalCrossentropy", zeros([3, 3])),
      /"categoricalCrossentropy"/,
    ],
    ["no flatten", grid, /flatten\(\)/],
    ["one flat array", () => model().fit(new Float32Array(6), [0, 1, 1]), /shape: \[3, 2\]/],
    [
      "rows in inputShape",
      () => sequential([dense(1, { inputShape: [3, 2] })]).predict(x),
      /inputShape: \[2\]/,
    ],
    ["a layer for a tensor", () => dense(1).apply(dense(2) as never), /received the layer dense/],
    ["nothing for a tensor", () => dense(1).apply(undefined as never), /received nothing/],
    [
      "a signal of another kind",
      () => model().fit(x, [0, 1, 1], { signal: "stop" as never }),
      /AbortController/,
    ],
    [
      "a loss without a result",
      () => train(1, "linear", () => undefined, [0, 1, 1]),
      /returned undefined.*tensor/,
    ],
    ["a layer without call", () => broken(undefined), /received call undefined/],
    [
      "a layer that gives numbers",
      () => sequential([broken((t: Tensor) => t.shape)]),
      /returned \[.*expected a tensor/,
    ],
    [
      "a weight that there is not",
      () =>
        sequential([
          broken((_: Tensor, { weights }: { weights: { w: { value: Tensor } } }) => weights.w.value),
        ]),
      /asks for the weight "w", expected none/,
    ],
  ] as const)("%s: the message helps", async (_, run, words) => {
    await expect((async () => run())()).rejects.toThrow(words);
  });

  test("a summary without shapes says why", () => {
    expect(sequential([dense(1)]).summary({ printFn: () => {} })).toContain("inputShape");
  });
});
