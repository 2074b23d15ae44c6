import { gradients, setEngine, type Tensor, tensor } from "@wellfit/core";
import type { Layer } from "@wellfit/layers";
import * as layers from "@wellfit/layers";
import { describe, expect, test } from "vitest";
import { resolveLayer } from "../src/layers/resolve-layer";
import { numbers } from "./support/data";
import { restoreEngine } from "./support/goldens";

restoreEngine();

interface Entry {
  /** Makes the layer with options that all layers have. */
  readonly make: (options: { dtype?: "float32" | "float64"; name?: string }) => Layer;
  /** The shape of one row. */
  readonly input: readonly number[];
  /** A layer without weights has nothing to learn by itself. */
  readonly learns: boolean;
}

/** A row for each layer that is exported; the first test says so when one is missing. */
const entries: Record<string, Entry> = {
  Activation: { make: (o) => layers.activation("tanh", o), input: [3], learns: false },
  Dense: {
    make: (o) =>
      layers.dense(3, { activation: "tanh", kernelRegularizer: "l2", biasInitializer: "ones", ...o }),
    input: [4],
    learns: true,
  },
  Dropout: { make: (o) => layers.dropout(0.3, { seed: 1, ...o }), input: [3], learns: false },
  Flatten: { make: (o) => layers.flatten(o), input: [2, 3], learns: false },
  GaussianNoise: { make: (o) => layers.gaussianNoise(0.2, { seed: 1, ...o }), input: [2, 2], learns: false },
  InputLayer: { make: (o) => layers.input([2, 3], o), input: [2, 3], learns: false },
};

const classes = Object.values(layers).filter(
  (v) =>
    typeof v === "function" &&
    v.prototype instanceof layers.Layer &&
    !(v.prototype instanceof layers.Model) &&
    Object.hasOwn(v, "className"),
) as unknown as { className: string }[];

test("every exported layer has a row here", () => {
  expect(classes.map((c) => c.className).sort()).toEqual(Object.keys(entries).sort());
});

const ROWS = 4;

describe.each(Object.entries(entries))("%s", (className, { make, input, learns }) => {
  const size = input.reduce((a, b) => a * b, ROWS);
  const shape = [ROWS, ...input];

  test("gives the shape that it says, in both dtypes", () => {
    for (const dtype of ["float32", "float64"] as const) {
      const layer = make({ dtype });
      const y = layer.apply(tensor(numbers(size), { shape }), { training: true });
      expect(layer.built).toBe(true);
      expect([...y.shape]).toEqual([...layer.computeOutputShape([ROWS, ...input])]);
      expect(layer.computeOutputShape([null, ...input])[0]).toBeNull();
      expect(y.dtype).toBe(dtype);
      expect([...y.data()].every(Number.isFinite)).toBe(true);
    }
  });

  test("has the gradient that differences have", () => {
    setEngine("reference");
    const layer = make({ dtype: "float64" });
    const x = Float64Array.from(numbers(size, 5));
    const r = tensor(Float64Array.from(numbers(layer.apply(tensor(x, { shape })).size, 9)));
    const penalties = (pass: layers.ForwardPass): Tensor[] => [
      ...layer.regularizationLosses(),
      ...pass.losses,
    ];
    const f = (value: Tensor): Tensor => {
      const pass = layers.forwardPass(true, 3);
      const y = layer.run(value, pass);
      return penalties(pass).reduce((sum, p) => sum.add(p), y.flatten().mul(r).sum());
    };
    const at = tensor(x, { shape });
    const slopes = gradients(f(at), [at, ...layer.trainableWeights.map((w) => w.value)]);
    const check = (slope: Tensor, read: () => Float64Array, write: (data: Float64Array) => number): void => {
      const expected = slope.data();
      const data = read();
      for (let i = 0; i < data.length; i++) {
        const move = (by: number): number => {
          const moved = data.slice();
          moved[i] = (moved[i] as number) + by;
          return write(moved);
        };
        const difference = (move(1e-6) - move(-1e-6)) / 2e-6;
        expect(Math.abs(difference - (expected[i] as number))).toBeLessThan(1e-7);
      }
    };
    check(
      slopes[0] as Tensor,
      () => x,
      (data) => f(tensor(data, { shape })).item(),
    );
    layer.trainableWeights.forEach((weight, k) => {
      const read = (): Float64Array => weight.data() as Float64Array;
      check(slopes[k + 1] as Tensor, read, (data) => {
        const before = weight.data();
        weight.assign(tensor(data, { shape: weight.shape }));
        const value = f(at).item();
        weight.assign(tensor(before, { shape: weight.shape }));
        return value;
      });
    });
  });

  test("comes back from its config", () => {
    const layer = make({ name: "mine" });
    const config = JSON.parse(JSON.stringify(layer.getConfig()));
    const again = resolveLayer({ class_name: className, config }, "test");
    expect(again.className).toBe(className);
    expect(again.name).toBe("mine");
    expect(again.getConfig()).toEqual(layer.getConfig());
    const x = tensor(numbers(size), { shape });
    layer.apply(x);
    again.apply(x);
    again.weights.forEach((w, i) => {
      w.assign((layer.weights[i] as (typeof layer.weights)[0]).value);
    });
    const training = { training: true };
    if (!("seed" in config) || config.seed !== null) {
      expect(again.apply(x, training).data()).toEqual(layer.apply(x, training).data());
    }
  });

  test("counts its weights and can be frozen", () => {
    const layer = make({});
    expect(layer.countParams()).toBe(0);
    layer.build([null, ...input]);
    expect(layer.countParams()).toBe(layer.weights.reduce((n, w) => n + w.size, 0));
    expect(layer.weights.length > 0).toBe(learns);
    layer.trainable = false;
    expect(layer.trainableWeights).toEqual([]);
    expect(layer.nonTrainableWeights).toEqual(layer.weights);
    expect(layer.regularizationLosses()).toEqual([]);
  });

  test("refuses another shape once it is built", () => {
    const layer = make({ name: "mine" });
    layer.build([null, ...input]);
    expect(() => layer.build([null, ...input.map((n) => n + 1)])).toThrow(
      /^mine: expected input of shape \[batch/,
    );
    expect(() => layer.apply(tensor(numbers(3 * 9), { shape: [3, 9] }))).toThrow(
      /^mine: expected input of shape/,
    );
  });

  test("trains in a model: one step after another lowers the loss, and the same twice", async () => {
    const run = async (): Promise<number[]> => {
      layers.setSeed(4);
      const model = layers.sequential([
        layers.dense(input[input.length - 1] as number, { inputShape: input, activation: "tanh" }),
        ...(className === "InputLayer" ? [] : [make({})]),
        layers.flatten(),
        layers.dense(1),
      ]);
      model.compile({ loss: "mse", optimizer: layers.sgd({ learningRate: 0.05 }) });
      const x = { data: numbers(size * 4), shape: [ROWS * 4, ...input] };
      const { history } = await model.fit(x, numbers(ROWS * 4, 8), { epochs: 25, batchSize: 16, verbose: 0 });
      return history.loss;
    };
    const loss = await run();
    expect(loss.at(-1)).toBeLessThan(loss[0] as number);
    expect(await run()).toEqual(loss);
  });
});
