import { grad, setEngine, type Tensor, tensor } from "@wellfit/core";
import type { Loss } from "@wellfit/layers";
import * as layers from "@wellfit/layers";
import { describe, expect, test } from "vitest";
import { resolveLoss } from "../src/losses/resolve-loss";
import { arrayOf, engines, expectClose, type Golden, golden, restoreEngine } from "./support/goldens";

restoreEngine();

interface Case {
  readonly loss: string;
  readonly args: Record<string, unknown>;
  readonly note?: string;
  readonly y_true: Golden;
  readonly y_pred: Golden;
  readonly per_sample: Golden;
  readonly reduction_mean: number;
  readonly reduction_sum: number;
  readonly grad_of_mean_wrt_y_pred: Golden;
  readonly sample_weight?: Golden;
  readonly reduction_mean_weighted?: number;
  readonly grad_of_weighted_mean?: Golden;
}

interface KerasCase {
  readonly loss: string;
  readonly args: Record<string, unknown>;
  readonly y_true: Golden;
  readonly y_pred: Golden;
  readonly none: Golden;
  readonly sum: Golden;
  readonly mean: Golden;
  readonly grad_of_mean: Golden;
  readonly sample_weight?: Golden;
  readonly weighted_sum_over_batch_size?: Golden;
  readonly weighted_mean_with_sample_weight?: Golden;
  readonly weighted_sum?: Golden;
}

/** The file has the two weights of Tversky the other way round than Keras 3.15 (its notes say so), which is what we follow. */
const argsOf = ({ loss, args }: Case): Record<string, unknown> =>
  loss === "Tversky" ? { ...args, alpha: args.beta, beta: args.alpha } : args;

const make = (name: string, args: Record<string, unknown>, reduction = "sumOverBatchSize"): Loss =>
  resolveLoss({ class_name: name, config: { ...args, reduction } }, "test");

const { cases } = golden<{ cases: Case[] }>("losses.json");
for (const { engine, dtype, tolerance } of engines) {
  describe(`losses of Keras in ${dtype} on the ${engine} engine`, () => {
    test.each(cases.map((c, i) => ({ ...c, title: `${i} ${c.loss} ${JSON.stringify(c.args)}` })))(
      "$title",
      (c) => {
        setEngine(engine);
        const args = argsOf(c);
        const [yTrue, yPred] = [arrayOf(c.y_true, dtype), arrayOf(c.y_pred, dtype)];
        // In float32, 1 - 1e-7 is 1 - 1.19e-7, and Keras's float32 has another loss there too.
        const loose = dtype === "float32" && c.note?.includes("kink") ? 0.02 : tolerance;
        expectClose(make(c.loss, args, "none").call(yTrue, yPred), c.per_sample, loose);
        expectClose(make(c.loss, args, "sum").call(yTrue, yPred).item(), c.reduction_sum, loose);
        const mean = make(c.loss, args);
        expectClose(mean.call(yTrue, yPred).item(), c.reduction_mean, loose);
        expectClose(grad((p: Tensor) => mean.call(yTrue, p))(yPred), c.grad_of_mean_wrt_y_pred, tolerance);
        if (c.sample_weight && c.grad_of_weighted_mean) {
          const weight = arrayOf(c.sample_weight, dtype);
          expectClose(mean.call(yTrue, yPred, weight).item(), c.reduction_mean_weighted as number, loose);
          expectClose(
            grad((p: Tensor) => mean.call(yTrue, p, weight))(yPred),
            c.grad_of_weighted_mean,
            tolerance,
          );
        }
      },
    );
  });
}

describe("losses that real Keras computed", () => {
  const keras = golden<{ losses: KerasCase[] }>("keras_losses.json").losses;
  test.each(keras.map((c, i) => ({ ...c, title: `${i} ${c.loss} ${JSON.stringify(c.args)}` })))(
    "$title",
    (c) => {
      const [yTrue, yPred] = [arrayOf(c.y_true, "float32"), arrayOf(c.y_pred, "float32")];
      const of = (reduction: string, weight?: Tensor): Tensor =>
        make(c.loss, c.args, reduction).call(yTrue, yPred, weight);
      expectClose(of("none"), c.none, 3e-6);
      expectClose(of("sum"), c.sum, 3e-6);
      expectClose(of("sum_over_batch_size"), c.mean, 3e-6);
      expectClose(grad((p: Tensor) => make(c.loss, c.args).call(yTrue, p))(yPred), c.grad_of_mean, 3e-6);
      if (
        c.sample_weight &&
        c.weighted_sum &&
        c.weighted_mean_with_sample_weight &&
        c.weighted_sum_over_batch_size
      ) {
        const weight = arrayOf(c.sample_weight, "float32");
        expectClose(of("sum", weight), c.weighted_sum, 3e-6);
        expectClose(of("mean_with_sample_weight", weight), c.weighted_mean_with_sample_weight, 3e-6);
        expectClose(of("sumOverBatchSize", weight), c.weighted_sum_over_batch_size, 3e-6);
      }
    },
  );
});

describe("a cross-entropy right after its activation", () => {
  const { activations, binaryCrossentropy, categoricalCrossentropy, sparseCategoricalCrossentropy } = layers;

  test("has the gradient p - y however saturated the sigmoid is", () => {
    const y = tensor([[1], [0], [1], [0]]);
    const x = tensor([[-200], [200], [0], [0.5]]);
    const slope = grad((z: Tensor) =>
      binaryCrossentropy({ reduction: "sum" }).call(y, activations.sigmoid(z)),
    )(x);
    expectClose(
      slope,
      { shape: [4, 1], dtype: "float64", data: [-1, 1, -0.5, 1 / (1 + Math.exp(-0.5))] },
      1e-6,
    );
    const losses = binaryCrossentropy({ reduction: "none" }).call(y, activations.sigmoid(x)).data();
    expect([...losses.slice(0, 2)]).toEqual([200, 200]);
  });

  test("has the gradient p - y however saturated the softmax is", () => {
    const x = tensor([
      [300, 0, -300],
      [1, 2, 3],
    ]);
    const p = activations.softmax(x).data();
    const oneHot = [
      [0, 0, 1],
      [0, 1, 0],
    ];
    const expected = [...p].map((v, i) => v - (oneHot.flat()[i] as number));
    for (const loss of [
      categoricalCrossentropy({ reduction: "sum" }),
      sparseCategoricalCrossentropy({ reduction: "sum" }),
    ]) {
      const y = loss.className === "CategoricalCrossentropy" ? tensor(oneHot) : tensor([2, 1]);
      const slope = grad((z: Tensor) => loss.call(y, activations.softmax(z)))(x);
      expectClose(slope, { shape: [2, 3], dtype: "float64", data: expected }, 1e-6);
    }
  });

  test("is clipped when something lies between", () => {
    const p = activations.sigmoid(tensor([[200]])).mul(1);
    expect(
      binaryCrossentropy()
        .call([[0]], p)
        .item(),
    ).toBeLessThan(17);
  });
});

describe("errors", () => {
  const { meanSquaredError, binaryCrossentropy, sparseCategoricalCrossentropy, categoricalCrossentropy } =
    layers;

  test("shapes that would broadcast are refused", () => {
    expect(() =>
      meanSquaredError().call(
        [1, 2, 3],
        [
          [1, 2, 3],
          [4, 5, 6],
          [7, 8, 9],
        ],
      ),
    ).toThrow(
      /received targets of shape \[3\] for predictions of shape \[3, 3\].*sparseCategoricalCrossentropy/,
    );
    expect(
      meanSquaredError()
        .call([1, 2, 3], [[1], [2], [4]])
        .item(),
    ).toBeCloseTo(1 / 3);
  });

  test("options out of range are named", () => {
    expect(() => binaryCrossentropy({ labelSmoothing: 1.5 })).toThrow(
      /labelSmoothing 1.5, expected .* at least 0/,
    );
    expect(() => binaryCrossentropy({ reduction: "average" as never })).toThrow(
      /"sumOverBatchSize" or "sum"/,
    );
    expect(() => categoricalCrossentropy({ fromLogit: true } as never)).toThrow(/did you mean "fromLogits"/);
    expect(() => resolveLoss("binaryCrosentropy", "compile: loss")).toThrow(
      /did you mean "binaryCrossentropy"/,
    );
  });

  test("targets without meaning are named by row", () => {
    expect(() => binaryCrossentropy().checkTargets([0, 1, 2], [3])).toThrow(
      /target 2 in row 2.*labelEncoder/,
    );
    expect(() => sparseCategoricalCrossentropy().checkTargets([0, 3], [2], [2, 3])).toThrow(
      /target 3 in row 1, expected class numbers 0 to 2/,
    );
    expect(() => categoricalCrossentropy().checkTargets([0, 1], [2, 1], [2, 1])).toThrow(
      /binaryCrossentropy/,
    );
  });
});
