import { fullLike, tensor, zeros } from "@wellfit/core";
import * as layers from "@wellfit/layers";
import { describe, expect, test } from "vitest";
import { resolveLayer } from "../src/layers/resolve-layer";
import { numbers } from "./support/data";
import { examplesIn, expectTrue } from "./support/examples";

const { conv1d, conv2d, conv3d, conv2dTranspose, depthwiseConv2d, maxPooling2d, cropping1d, cropping2d } =
  layers;

describe("the examples are true", () => {
  const examples = ["convolution", "pooling", "space"].flatMap((family) => examplesIn(`layers/${family}`));
  test.each(examples)("%s: %s", (_, line) => expectTrue(line));
});

describe("images of another size", () => {
  const x = tensor(numbers(2 * 7 * 5 * 2, 3), { shape: [2, 7, 5, 2] });

  test.each(["nearest", "bilinear", "bicubic", "lanczos3", "lanczos5"] as const)(
    "%s keeps what is even",
    (name) => {
      for (const [height, width] of [
        [3, 11],
        [14, 5],
        [1, 1],
      ] as const) {
        for (const antialias of [false, true]) {
          const layer = layers.resizing(height, width, { interpolation: name, antialias });
          const y = layer.apply(fullLike(x, 0.75)).data();
          expect(Math.max(...y.map((v) => Math.abs(v - 0.75)))).toBeLessThan(1e-6);
        }
      }
    },
  );

  test("a smaller image without aliases is a mean, weighted by distance", () => {
    const line = tensor([0, 0, 0, 8, 0, 0, 0, 0], { shape: [1, 8, 1, 1] });
    const small = (antialias: boolean): number[] => [
      ...layers.resizing(2, 1, { antialias }).apply(line).data(),
    ];
    expect(small(false)).toEqual([0, 0]);
    // Triangles of four pixels on both sides of 1.5 and 5.5, cut at the ends: weights 5, 7, 7, 5, 3, 1 and so on, in eighths.
    expect(small(true)).toEqual([expect.closeTo((8 * 5) / 28, 5), expect.closeTo((8 * 3) / 28, 5)]);
  });

  test("a crop of what is too small is enlarged, and keeps the aspect ratio", () => {
    const y = layers.centerCrop(10, 10).apply(x);
    const expected = layers.resizing(10, 10).apply(x.slice([null, [1, 6], null, null]));
    expect(y.toArray()).toEqual(expected.toArray());
    expect(layers.centerCrop(4, 3).apply(x).toArray()).toEqual(
      x.slice([null, [1, 5], [1, 4], null]).toArray(),
    );
  });
});

describe("bad arguments", () => {
  test.each([
    [() => conv2d(-4, 3), "conv2d: received filters -4, expected a whole number at least 1"],
    [() => conv2d(undefined as never, 3), "conv2d: received filters undefined"],
    [
      () => conv2d(4, [3, 0]),
      "conv2d: received kernelSize [3, 0], expected a whole number of at least 1 or an array of 2, for height, width",
    ],
    [() => conv1d(4, [3, 3]), "conv1d: received kernelSize [3, 3], expected a whole number of at least 1"],
    [() => conv3d(4, 3, { strides: 1.5 }), "conv3d: received strides 1.5"],
    [
      () => conv2d(4, 3, { padding: "sane" as never }),
      'conv2d: received padding "sane" (did you mean "same"?), expected "valid" or "same"',
    ],
    [
      () => conv2d(4, 3, { padding: "causal" as never }),
      'received padding "causal", expected "valid" or "same"',
    ],
    [
      () => conv2d(4, 3, { strides: 2, dilationRate: [1, 2] }),
      "conv2d: received strides [2, 2] and dilationRate [1, 2], expected one of them to be 1 along all axes, as in Keras",
    ],
    [
      () => conv2d(4, 3, { groups: 3 }),
      "conv2d: received 4 filters in 3 groups, expected groups that divide the number of filters; pass 6 filters",
    ],
    [
      () => conv2d(4, 3, { dataFormat: "channels_first" as never }),
      'conv2d: received dataFormat "channels_first", expected "channels_last": the channels are the last axis',
    ],
    [() => conv2d(4, 3, { stride: 2 } as never), 'unknown option "stride" (did you mean "strides"?)'],
    [
      () => conv2dTranspose(4, 3, { strides: 2, outputPadding: 2 }),
      "conv2dTranspose: received outputPadding [2, 2], expected whole numbers below the strides [2, 2]",
    ],
    [() => depthwiseConv2d(3, { depthMultiplier: 0 }), "depthwiseConv2d: received depthMultiplier 0"],
    [() => maxPooling2d(0), "maxPooling2d: received poolSize 0, expected a whole number of at least 1"],
    [() => maxPooling2d([2]), "maxPooling2d: received poolSize [2]"],
    [() => layers.globalMaxPooling1d({ dataFormat: "first" as never }), 'received dataFormat "first"'],
    [() => layers.adaptiveMaxPooling2d(null as never), "adaptiveMaxPooling2d: received outputSize undefined"],
    [
      () => cropping1d(-1),
      "cropping1d: received cropping -1, expected a whole number of at least 0 or a pair [before, behind]",
    ],
    [
      () => cropping2d([1, 2, 3]),
      "cropping2d: received cropping [1, 2, 3], expected a whole number of at least 0 or an array of 2, of whole numbers " +
        "or each a pair [before, behind], for height, width",
    ],
    [
      () => layers.upSampling2d(2, { interpolation: "area" as never }),
      'upSampling2d: received interpolation "area"',
    ],
  ])("%s", (make, message) => {
    expect(make).toThrow(message);
  });
});

describe("inputs that do not fit", () => {
  test.each([
    [
      conv2d(4, 3),
      [60, 28, 28],
      "conv2d: expected input of shape [batch, height, width, channels], received [60, 28, 28]; data without an axis of " +
        "channels gets one by expandDims(x, -1) or a first layer reshape([28, 28, 1]), and one row alone",
    ],
    [
      conv1d(4, 3),
      [null, 9],
      "conv1d: expected input of shape [batch, steps, channels], received [batch, 9]",
    ],
    [conv1d(4, 3), [null, 28, 28, 1], "received [batch, 28, 28, 1]; use the layer for 2 axes"],
    [
      maxPooling2d(2),
      [null, 784],
      "[batch, height, width, channels], received [batch, 784]; reshape the rows first",
    ],
    [
      conv2d(4, 3),
      [null, 28, 28, null],
      "conv2d: received input of shape [batch, 28, 28, any], expected a known number",
    ],
    [
      conv2d(4, 5),
      [null, 9, 3, 1],
      "conv2d: a window of 5 does not fit into axis 2 of the input [batch, 9, 3, 1], which has 3; use padding " +
        '"same", a smaller window',
    ],
    [conv1d(4, 3, { dilationRate: 4 }), [null, 8, 1], "conv1d: a window of 9 does not fit into axis 1"],
    [maxPooling2d([4, 2]), [null, 3, 3, 1], "max_pooling2d: a window of 4 does not fit into axis 1"],
    [conv2d(4, 3, { groups: 2 }), [null, 9, 9, 3], "conv2d: received input with 3 channels for 2 groups"],
    [
      cropping2d([2, [1, 3]]),
      [null, 9, 4, 3],
      "cropping2d: received input of shape [batch, 9, 4, 3] for cropping [[2, 2], [1, 3]], which leaves nothing of axis 2",
    ],
  ] as const)("$0.name $1", (layer, shape, message) => {
    expect(() => layer.build(shape)).toThrow(message);
  });

  test("a layer that is built takes other lengths, but no other channels, and says where its window is too large", () => {
    const layer = conv2d(2, 3);
    layer.build([null, 9, 9, 2]);
    expect(layer.apply(zeros([1, 5, 4, 2])).shape).toEqual([1, 3, 2, 2]);
    expect(() => layer.apply(zeros([1, 9, 9, 3]))).toThrow(
      /^conv2d: expected input of shape \[batch, 9, 9, 2\]/,
    );
    expect(() => layer.apply(zeros([1, 2, 9, 2]))).toThrow(/^conv2d: a window of 3 does not fit into axis 1/);
  });
});

describe("lengths that are free", () => {
  test.each([
    [conv2d(4, 3), [null, null, 9, 2], [null, null, 7, 4]],
    [conv1d(4, 3, { padding: "causal" }), [null, null, 2], [null, null, 4]],
    [conv2dTranspose(4, 3, { strides: 2 }), [null, null, 4, 2], [null, null, 9, 4]],
    [layers.separableConv2d(4, 3, { padding: "same" }), [null, 9, null, 2], [null, 9, null, 4]],
    [maxPooling2d(2), [null, null, 9, 2], [null, null, 4, 2]],
    [cropping2d(1), [null, null, 9, 2], [null, null, 7, 2]],
    [layers.zeroPadding2d(1), [null, null, 9, 2], [null, null, 11, 2]],
    [layers.upSampling2d(3), [null, null, 9, 2], [null, null, 27, 2]],
    [layers.globalMaxPooling2d(), [null, null, null, 2], [null, 2]],
  ] as const)("$0.name", (layer, from, to) => {
    expect(layer.computeOutputShape(from)).toEqual(to);
  });
});

test("classes are known by the other names that Keras has for them", () => {
  const pool = resolveLayer({ class_name: "MaxPool2D", config: { pool_size: [2, 3] } }, "test");
  expect(pool).toBeInstanceOf(layers.MaxPooling2D);
  const conv = resolveLayer({ class_name: "Convolution1D", config: { filters: 2, kernel_size: 3 } }, "test");
  expect(conv.getConfig()).toMatchObject({ name: "conv1d", kernel_size: [3] });
});

test("a whole CNN with a free height learns", async () => {
  layers.setSeed(1);
  const model = layers.sequential([
    conv2d(4, 3, { inputShape: [null, 6, 1], activation: "relu", padding: "same" }),
    maxPooling2d(2),
    layers.separableConv2d(4, [2, 3], { activation: "tanh", padding: "same" }),
    layers.globalAveragePooling2d(),
    layers.dense(1),
  ]);
  model.compile({ loss: "mse", optimizer: layers.adam({ learningRate: 0.02 }) });
  const data = numbers(24 * 36, 3);
  const y = Array.from({ length: 24 }, (_, i) => Math.max(...data.slice(i * 36, (i + 1) * 36)));
  const { history } = await model.fit({ data, shape: [24, 6, 6, 1] }, y, { epochs: 30, verbose: 0 });
  const loss = history.loss as number[];
  expect(loss[29] as number).toBeLessThan((loss[0] as number) / 3);
  expect(model.predict(zeros([2, 8, 6, 1])).shape).toEqual([2, 1]);
});
