import { eye, gradients, setEngine, type Tensor, tensor } from "@wellfit/core";
import * as layers from "@wellfit/layers";
import { describe, expect, test } from "vitest";
import { engines, restoreEngine } from "./support/goldens";
import { statistics } from "./support/statistics";

restoreEngine();

const { dense, forwardPass, weightNoise } = layers;

const y = (layer: layers.Layer, x: Tensor, training: boolean, step = 0): Tensor =>
  layer.run(x, forwardPass(training, step)) as Tensor;

describe.each(engines)("noise on weights, on the $engine engine in $dtype", ({ engine, dtype }) => {
  test("has the standard deviation that was asked for, another draw at each step, and none outside of training", () => {
    setEngine(engine);
    const within = dense(80, { kernelInitializer: "zeros", biasInitializer: "zeros", dtype });
    const layer = weightNoise(within, 0.3, { seed: 5, only: ["kernel"] });
    const x = eye(100, 100, 0, dtype);
    const noise = y(layer, x, true);
    const { mean, std } = statistics(noise.data());
    expect(Math.abs(mean)).toBeLessThan((4.5 * 0.3) / Math.sqrt(8000));
    expect(Math.abs(std / 0.3 - 1)).toBeLessThan(0.03);
    expect(y(layer, x, true).data()).toEqual(noise.data());
    expect(y(layer, x, true, 1).data()).not.toEqual(noise.data());
    expect(y(layer, x, false).abs().max().item()).toBe(0);
    expect(within.weights.map((w) => w.value.abs().max().item())).toEqual([0, 0]);
  });

  test("the gradient is that at the noisy weights, and reaches the clean ones", () => {
    setEngine(engine);
    const layer = weightNoise(dense(1, { kernelInitializer: "zeros", dtype }), 0.5, { seed: 2 });
    const x = tensor([[1, 2]], { dtype });
    const out = y(layer, x, true);
    // d(y²)/dw = 2 y x with the y of the noisy weights.
    const [kernel, bias] = gradients(
      out.square().sum(),
      layer.trainableWeights.map((w) => w.value),
    ) as [Tensor, Tensor];
    const value = out.item();
    expect(value).not.toBe(0);
    expect([...kernel.data()]).toEqual([expect.closeTo(2 * value, 5), expect.closeTo(4 * value, 5)]);
    expect(bias.item()).toBeCloseTo(2 * value, 5);
  });
});

const data = {
  x: Array.from({ length: 64 }, (_, i) => [Math.sin(i), Math.cos(i * 2)]),
  y: Array.from({ length: 64 }, (_, i) => [Math.sin(i) * Math.cos(i * 2)]),
};

async function trained(
  wrap: (layer: layers.Layer) => layers.Layer,
  learningRate = 0.1,
): Promise<{ model: layers.Sequential; loss: number[] }> {
  layers.setSeed(3);
  const model = layers.sequential([
    wrap(dense(8, { activation: "tanh", inputShape: [2], kernelConstraint: layers.maxNorm(1) })),
    dense(1),
  ]);
  model.compile({ loss: "mse", optimizer: layers.sgd({ learningRate }) });
  const { history } = await model.fit(data.x, data.y, { epochs: 8, batchSize: 16, verbose: 0 });
  return { model, loss: history.loss as number[] };
}

describe("in a model", () => {
  const noisy = (layer: layers.Layer): layers.Layer => weightNoise(layer, 0.2, { seed: 1 });

  test("the weights themselves stay clean", async () => {
    const [still, plain] = [await trained(noisy, 0), await trained((layer) => layer, 0)];
    expect(still.loss.some((loss) => loss !== plain.loss[0])).toBe(true);
    const weights = (model: layers.Sequential): unknown[] => model.weights.map((w) => w.data());
    expect(weights(still.model)).toEqual(weights(plain.model));
    expect(await still.model.evaluate(data.x, data.y)).toEqual(await plain.model.evaluate(data.x, data.y));
  });

  test("training repeats, differs from training without noise, and keeps constraints", async () => {
    const [one, two, plain] = [await trained(noisy), await trained(noisy), await trained((layer) => layer)];
    expect(one.loss).toEqual(two.loss);
    expect(one.loss).not.toEqual(plain.loss);
    expect(one.loss.at(-1)).toBeLessThan(one.loss[0] as number);
    const kernel = one.model.weights[0] as { value: Tensor };
    expect(kernel.value.square().sum(0).sqrt().max().item()).toBeLessThanOrEqual(1 + 1e-5);
  });

  test("no noise is no noise", async () => {
    const [none, plain] = [
      await trained((layer) => weightNoise(layer, 0, { seed: 1 })),
      await trained((layer) => layer),
    ];
    expect(none.loss).toEqual(plain.loss);
  });
});

test("bad arguments", () => {
  expect(() => weightNoise(dense(2), -1)).toThrow(
    /weightNoise: received stddev -1, expected a number at least 0/,
  );
  expect(() => weightNoise("dense" as never, 0.1)).toThrow(
    /received "dense", expected a layer such as dense\(64\)/,
  );
  expect(() => weightNoise(dense(2), 0.1, { only: "kernel" as never })).toThrow(
    /only "kernel", expected names/,
  );
  expect(() => weightNoise(dense(2), 0.1, { dtype: "float64" })).toThrow(
    /dtype float64 for a layer of float32/,
  );
  expect(() => weightNoise(dense(2), 0.1, { only: ["kernle"] }).build([null, 3])).toThrow(
    /the name "kernle" in only for the layer dense, expected names of its weights: kernel, bias/,
  );
  expect(() => weightNoise(layers.flatten(), 0.1).build([null, 3])).toThrow(/flatten, which has no weights/);
});
