import { type Tensor, tensor } from "@wellfit/core";
import * as layers from "@wellfit/layers";
import { describe, expect, test } from "vitest";
import { numbers } from "./support/data";

const { batchNormalization, dense, groupNormalization, layerNormalization, rmsNormalization, sequential } =
  layers;

const x = tensor(numbers(24), { shape: [8, 3] });

describe("batchNormalization", () => {
  const model = (trainable: boolean): layers.Sequential => {
    layers.setSeed(3);
    const made = sequential([
      batchNormalization({ inputShape: [3], momentum: 0.5, trainable }),
      dense(1, { name: "last" }),
    ]);
    made.compile({ loss: "mse", optimizer: "sgd" });
    return made;
  };
  const options = { epochs: 2, batchSize: 4, shuffle: false, verbose: 0 } as const;

  test("keeps running means step by step while it is fitted", async () => {
    const fitted = model(true);
    await fitted.fit(x, numbers(8), options);
    const moving = fitted.layers[0]?.nonTrainableWeights.map((w) => [...w.data()]) as number[][];
    const expected = [0, 0, 0].map((_, column) => {
      let [mean, variance] = [0, 1];
      for (const rows of [0, 4, 0, 4]) {
        const values = [0, 1, 2, 3].map((i) => x.data()[(rows + i) * 3 + column] as number);
        const centre = values.reduce((a, b) => a + b) / 4;
        mean = mean / 2 + centre / 2;
        variance = variance / 2 + values.reduce((sum, v) => sum + (v - centre) ** 2, 0) / 8;
      }
      return [mean, variance];
    });
    expected.forEach(([mean, variance], column) => {
      expect(moving[0]?.[column]).toBeCloseTo(mean as number, 5);
      expect(moving[1]?.[column]).toBeCloseTo(variance as number, 5);
    });
  });

  test("predicts when it is frozen, also while its model is fitted", async () => {
    const fitted = model(false);
    fitted.predict(x);
    const before = fitted.layers[0]?.weights.map((w) => w.data());
    await fitted.fit(x, numbers(8), options);
    expect(fitted.layers[0]?.weights.map((w) => w.data())).toEqual(before);
    const layer = batchNormalization({ trainable: false });
    const y = layer.apply(x, { training: true }) as Tensor;
    expect(
      y
        .sub(layer.apply(x) as Tensor)
        .abs()
        .max()
        .item(),
    ).toBe(0);
    expect(layer.weights[2]?.data()).toEqual(new Float32Array(3));
  });

  test("refuses what it cannot do", () => {
    expect(() => batchNormalization({ momentum: 1.3 })).toThrow(
      "batchNormalization: received momentum 1.3, expected a number at least 0 and at most 1",
    );
    expect(() => batchNormalization({ renorm: true } as never)).toThrow(/renorm true.*leave it out/);
    expect(() => batchNormalization({ axis: 3 }).apply(x)).toThrow(
      /batch_normalization: received axis 3 for input of shape \[batch, 3\], expected axes from -2 to 1/,
    );
    const steps = tensor(numbers(24), { shape: [2, 4, 3] });
    const mask = tensor([true, false]);
    expect(() => batchNormalization().apply(steps, { mask, training: true })).toThrow(
      /a mask of shape \[2\] for input of shape \[2, 4, 3\], expected one axis less/,
    );
    expect(() => batchNormalization().apply(layers.input([null]))).toThrow(/a known length of axis 1/);
  });
});

describe("the other layers that normalise", () => {
  test("refuse what they cannot do", () => {
    expect(() => groupNormalization({ groups: 2 }).apply(x)).toThrow(
      /received 2 groups for axis -1 of input of shape \[batch, 3\].*choose groups that divide 3/,
    );
    expect(() => groupNormalization({ groups: 0 })).toThrow(/groups 0, expected a whole number at least 1/);
    expect(() => layerNormalization({ axis: "1" as never })).toThrow(/axis "1", expected a whole number/);
    expect(() => layerNormalization({ axis: [1, -1] }).apply(x)).toThrow(/expected different axes/);
    expect(() => rmsNormalization({ epsilon: -1 })).toThrow(/epsilon -1/);
    expect(() => layers.unitNormalization({ axis: 2 }).apply(x)).toThrow(/received axis 2/);
  });
});

describe("spectralNormalization", () => {
  test("brings the largest singular value to 1 and leaves predicting alone", () => {
    const layer = layers.spectralNormalization(dense(2, { useBias: false }), { powerIterations: 30 });
    layer.build([null, 2]);
    // The singular values of a diagonal matrix are its numbers.
    layer.layer.weights[0]?.assign(tensor([[3, 0], [0, -5]])); // biome-ignore format: a matrix
    const rows = tensor([[1, 1]]);
    expect([...(layer.apply(rows) as Tensor).data()]).toEqual([3, -5]);
    const trained = [...(layer.apply(rows, { training: true }) as Tensor).data()] as number[];
    expect(trained[0]).toBeCloseTo(0.6, 5);
    expect(trained[1]).toBeCloseTo(-1, 5);
    const predicted = layer.apply(rows) as Tensor;
    predicted.data().forEach((y, i) => {
      expect(y).toBeCloseTo(trained[i] as number, 6);
    });
    layer.layer.weights[0]?.assign(tensor([[0, 0], [0, 0]])); // biome-ignore format: a matrix
    expect([...(layer.apply(rows, { training: true }) as Tensor).data()]).toEqual([0, 0]);
  });

  test("is trained from the divided kernel, as in Keras", async () => {
    const layer = layers.spectralNormalization(dense(1, { useBias: false, inputShape: [1] }));
    const model = sequential([layer]);
    model.compile({ loss: "mse", optimizer: layers.sgd({ learningRate: 0.25 }) });
    layer.layer.weights[0]?.assign(tensor([[4]]));
    await model.fit([[1]], [3], { verbose: 0 });
    // 4 is divided to 1, where the slope of (1 * w - 3)² is -4.
    expect(layer.layer.weights[0]?.data()[0]).toBeCloseTo(2, 5);
  });

  test("refuses layers without a kernel", () => {
    expect(() => layers.spectralNormalization(layers.dropout(0.5)).apply(x)).toThrow(/has no kernel/);
    expect(() => layers.spectralNormalization("dense" as never)).toThrow(/received "dense"/);
    expect(() => layers.spectralNormalization(dense(1), { powerIterations: 0 })).toThrow(/powerIterations 0/);
  });
});
