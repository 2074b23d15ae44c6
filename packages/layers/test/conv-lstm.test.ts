import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expandDims, type Tensor, tensor } from "@wellfit/core";
import * as layers from "@wellfit/layers";
import { describe, expect, test } from "vitest";
import { flattenTensors, type Tensors } from "../src/layers/tensors";
import { numbers } from "./support/data";
import { expectClose } from "./support/goldens";

const { convLstm1d, convLstm2d, convLstm3d, lstm } = layers;

const random = (shape: readonly number[], seed: number): Tensor =>
  tensor(
    numbers(
      shape.reduce((a, b) => a * b, 1),
      seed,
    ),
    { shape },
  );
const all = (layer: layers.Layer, x: Tensor, options: layers.CallOptions = {}): Tensor[] =>
  flattenTensors(layer.apply(x, options) as Tensors) as Tensor[];
const expectSame = (a: Tensor, b: Tensor): void => {
  expectClose(a, { shape: [...b.shape], dtype: b.dtype, data: [...b.data()] }, 2e-6);
};

/** Gives a layer weights of its own, and another layer the same numbers in its shapes. */
function shareWeights(a: layers.Layer, b: layers.Layer): void {
  a.weights.forEach((weight, i) => {
    const values = random(weight.shape, i + 1);
    weight.assign(values);
    const other = b.weights[i] as layers.Layer["weights"][number];
    other.assign(values.reshape(other.shape));
  });
}

const flags = { returnSequences: true, returnState: true };

describe("a convolution of one point is a product", () => {
  const x = random([3, 4, 2], 7);
  const mask = [
    [false, true, true, false],
    [true, true, false, false],
    [true, true, true, true],
  ];

  test.each([
    { ...flags },
    { ...flags, goBackwards: true, unitForgetBias: false, recurrentActivation: "hardSigmoid" },
    { ...flags, zeroOutputForMask: true, useBias: false, activation: "relu" },
    { returnState: true },
  ])("as lstm, with and without masks and states: %j", (options) => {
    const plain = lstm(3, options);
    const maps = convLstm2d(3, 1, options);
    plain.build([null, 4, 2]);
    maps.build([null, 4, 1, 1, 2]);
    shareWeights(plain, maps);
    const pixels = x.reshape([3, 4, 1, 1, 2]);
    for (const given of [undefined, [random([3, 3], 8), random([3, 3], 9)]]) {
      for (const call of [{}, { mask: tensor(mask) }]) {
        const initialState = given?.map((state) => state.reshape([3, 1, 1, 3]));
        const made = all(maps, pixels, { ...call, initialState });
        const wanted = all(plain, x, { ...call, initialState: given });
        expect(made.length).toBe(wanted.length);
        wanted.forEach((y, i) => {
          const [made1, last] = [made[i] as Tensor, y.shape[y.rank - 1] as number];
          expect(made1.shape).toEqual([...y.shape.slice(0, -1), 1, 1, last]);
          expectSame(made1.reshape(y.shape), y);
        });
      }
    }
  });
});

test("one axis, two and three are the same where the others have length 1", () => {
  const options = { ...flags, padding: "same", strides: 2 } as const;
  const one = convLstm1d(2, 3, options);
  const two = convLstm2d(2, [1, 3], options);
  const three = convLstm3d(2, [1, 3, 1], options);
  const x = random([2, 3, 5, 2], 3);
  const wide = expandDims(x, 2);
  const deep = expandDims(expandDims(x, 2), 4);
  for (const [layer, data] of [[one, x] as const, [two, wide] as const, [three, deep] as const]) {
    layer.build([null, ...data.shape.slice(1)]);
  }
  shareWeights(one, two);
  shareWeights(one, three);
  const wanted = all(one, x);
  expect(wanted.map((y) => y.shape)).toEqual([
    [2, 3, 3, 2],
    [2, 3, 2],
    [2, 3, 2],
  ]);
  for (const made of [all(two, wide), all(three, deep)]) {
    wanted.forEach((y, i) => {
      expectSame((made[i] as Tensor).reshape(y.shape), y);
    });
  }
});

test.each([
  { strides: 2 },
  { strides: [1, 2] },
  { dilationRate: 2 },
  { padding: "same" },
  { padding: "same", dilationRate: [1, 2] },
] as const)("the first step is gates over conv2d: %j", (options) => {
  const layer = convLstm2d(3, [2, 3], options);
  const gates = layers.conv2d(12, [2, 3], options);
  layer.build([null, null, 6, 7, 2]);
  gates.build([null, 6, 7, 2]);
  const [kernel, , bias] = layer.weights.map((w) => w.value) as [Tensor, Tensor, Tensor];
  gates.weights[0]?.assign(kernel);
  gates.weights[1]?.assign(bias);
  expect([...bias.data()]).toEqual([0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0]);
  const x = random([2, 1, 6, 7, 2], 4);
  const sums = gates.apply(x.reshape([2, 6, 7, 2])) as Tensor;
  const part = (i: number): Tensor => sums.slice([null, null, null, [3 * i, 3 * i + 3]]);
  const c = part(0).sigmoid().mul(part(2).tanh());
  expectSame(layer.apply(x) as Tensor, part(3).sigmoid().mul(c.tanh()));
});

test("dropout keeps the same numbers at all steps and for all gates", () => {
  const x = tensor(new Float32Array(2 * 3 * 4 * 4).fill(1), { shape: [2, 3, 4, 4, 1] });
  const options = { kernelInitializer: "ones", activation: "linear", recurrentActivation: "linear" } as const;
  const layer = convLstm2d(1, 1, { ...options, ...flags, useBias: false, dropout: 0.5, seed: 2 });
  const [y] = all(layer, x, { training: true }) as [Tensor];
  // Where the first step was dropped, all are 0; elsewhere none is: 2 * 2 * 2 at the first.
  const [first, second] = [0, 1].map((i) => [...y.slice([null, [i, i + 1]]).data()]) as [number[], number[]];
  expect(new Set(first)).toEqual(new Set([0, 8]));
  expect(second.map((n) => n === 0)).toEqual(first.map((n) => n === 0));
  expect(all(layer, x, { training: true })[0]?.data()).not.toEqual(y.data());
  expect([...(all(layer, x)[0] as Tensor).slice([null, [0, 1]]).data()]).toEqual(new Array(32).fill(1));
});

test("steps and axes may have any length, and both directions work", () => {
  const x = layers.input([null, null, null, 1]);
  const both = layers.bidirectional(convLstm2d(2, 3, { padding: "same", returnSequences: true }));
  const y = both.apply(x) as layers.SymbolicTensor;
  expect(y.shape).toEqual([null, null, null, null, 4]);
  const model = layers.functional({ inputs: x, outputs: convLstm2d(1, 3).apply(y) });
  expect((model.predict(random([1, 2, 5, 6, 1], 1)) as Tensor).shape).toEqual([1, 3, 4, 1]);
  expect((model.predict(random([2, 3, 4, 3, 1], 1)) as Tensor).shape).toEqual([2, 2, 1, 1]);
});

test("learns, and its file gives it back", async () => {
  layers.setSeed(1);
  const model = layers.sequential([
    convLstm2d(2, 2, { inputShape: [3, 4, 4, 1], recurrentDropout: 0.1 }),
    layers.flatten(),
    layers.dense(1),
  ]);
  model.compile({ optimizer: layers.adam({ learningRate: 0.02 }), loss: "mse" });
  const x = random([16, 3, 4, 4, 1], 6);
  const y = x.slice([null, [2, 3]]).mean([1, 2, 3]);
  const { history } = await model.fit(x, y, { epochs: 30, verbose: 0 });
  const { loss } = history as { loss: number[] };
  expect(loss[29] as number).toBeLessThan((loss[0] as number) / 4);
  const path = join(mkdtempSync(join(tmpdir(), "wellfit-")), "maps.keras");
  await model.save(path);
  const copy = await layers.loadModel(path);
  expect(copy.predict(x).data()).toEqual(model.predict(x).data());
});

describe("bad arguments", () => {
  test.each([
    [() => convLstm2d(0, 3), "convLstm2d: received filters 0, expected a whole number at least 1"],
    [
      () => convLstm2d(2, [3]),
      "convLstm2d: received kernelSize [3], expected a whole number of at least 1 or an array of 2, for height, width",
    ],
    [
      () => convLstm1d(2, 3, { padding: "causal" as never }),
      'convLstm1d: received padding "causal", expected "valid" or "same"',
    ],
    [
      () => convLstm3d(2, 3, { strides: 2, dilationRate: 2 }),
      "convLstm3d: received strides [2, 2, 2] and dilationRate [2, 2, 2], expected one of them to be 1",
    ],
    [() => convLstm2d(2, 3, { dataFormat: "channels_first" as never }), 'expected "channels_last"'],
    [() => convLstm2d(2, 3, { dropout: 1 }), "convLstm2d: received dropout 1, expected"],
    [() => convLstm2d(2, 3, { useBias: 1 as never }), "convLstm2d: received useBias 1"],
    [() => convLstm2d(2, 3, { stateful: true }), "make the layer with returnState: true"],
    [() => convLstm2d(2, 3, { implementation: 1 } as never), 'unknown option "implementation"'],
    [
      () => convLstm2d(2, 3).apply(random([1, 2, 4, 4], 1)),
      "conv_lstm2d: expected input of shape [batch, steps, height, width, channels], received [batch, 2, 4, 4]; data without an axis",
    ],
    [() => convLstm1d(2, 3).build([null, 4, 8, null]), "expected a known number of channels"],
    [() => convLstm1d(2, 3).apply(random([1, 2, 2, 1], 1)), "a window of 3 does not fit into axis 1"],
    [
      () =>
        convLstm1d(2, 3).apply(random([1, 2, 5, 1], 1), {
          initialState: [random([1, 2], 1), random([1, 2], 1)],
        }),
      "received initialState of shape [1, 2] and [1, 2], expected [1, 3, 2] and [1, 3, 2]: a tensor for each state",
    ],
  ])("case %#", (make, message) => {
    expect(make).toThrow(message);
  });
});
