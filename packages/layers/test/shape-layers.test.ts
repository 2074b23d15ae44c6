import { type Tensor, tensor } from "@wellfit/core";
import * as layers from "@wellfit/layers";
import { describe, expect, test } from "vitest";
import { numbers } from "./support/data";

const { input, permute, prelu, relu, repeatVector, reshape, softmax } = layers;

const of = (...shape: number[]): Tensor => tensor(numbers(shape.reduce((a, b) => a * b)), { shape });

test("lengths that vary stay so, until there is data", () => {
  expect(reshape([-1, 2]).apply(input([null, 4])).shape).toEqual([null, null, 2]);
  expect(reshape([2, 2]).apply(input([4])).shape).toEqual([null, 2, 2]);
  expect((reshape([-1, 2]).apply(of(3, 5, 4)) as Tensor).shape).toEqual([3, 10, 2]);
  expect(permute([2, 1]).apply(input([null, 4])).shape).toEqual([null, 4, null]);
});

test("a slope that is shared along steps takes any number of them", () => {
  const layer = prelu({ sharedAxes: [1] });
  layer.apply(of(2, 5, 3));
  expect((layer.apply(of(2, 7, 3)) as Tensor).shape).toEqual([2, 7, 3]);
  expect(layer.weights[0]?.shape).toEqual([1, 3]);
});

describe("softmax", () => {
  test("gives zeros where nothing is left", () => {
    const mask = tensor([
      [true, false],
      [false, false],
    ]);
    expect((softmax().apply(tensor([[5, 1], [1, 2]]), { mask }) as Tensor).toArray()).toEqual([[1, 0], [0, 0]]); // biome-ignore format: matrices
  });

  test("right before a cross-entropy is as precise as logits", async () => {
    const model = layers.sequential([
      layers.dense(2, { inputShape: [1], kernelInitializer: "ones" }),
      softmax(),
    ]);
    model.layers[0]?.build([null, 1]);
    model.layers[0]?.weights[0]?.assign(tensor([[200, 0]]));
    model.compile({ loss: "sparseCategoricalCrossentropy", optimizer: "sgd" });
    const { loss } = await model.evaluate([[1]], [1]);
    expect(loss).toBeCloseTo(200, 3);
  });
});

test.each([
  [
    () => reshape([3, 2]).apply(of(2, 5)),
    "reshape: received input of shape [batch, 5], whose rows have 5 numbers, expected 6 for targetShape [3, 2]; the shape is " +
      "that of one row, without the batch axis",
  ],
  [() => reshape([-1, 2]).apply(of(2, 5)), /expected a multiple of 2/],
  [() => reshape([-1, -1]), /reshape: received targetShape \[-1, -1\]/],
  [() => reshape(6 as never), /targetShape 6/],
  [() => permute([0, 1]), /dims \[0, 1\], expected the axes from 1 on/],
  [() => permute([2, 1]).apply(of(2, 3)), /received input of shape \[batch, 3\], expected 2 axes/],
  [() => repeatVector(0), /n 0, expected a whole number at least 1/],
  [() => repeatVector(2).apply(of(2, 3, 4)), /add flatten\(\) before it/],
  [() => relu({ maxValue: -1 }), /relu: received maxValue -1, expected a number at least 0/],
  [() => relu({ slope: 1 } as never), /unknown option "slope"/],
  [() => layers.leakyRelu({ negativeSlope: -0.1 }), /negativeSlope -0.1/],
  [() => layers.elu({ alpha: "1" as never }), /alpha "1"/],
  [() => prelu({ sharedAxes: 0 }), /sharedAxes 0, expected whole numbers of at least 1/],
  [() => prelu({ sharedAxes: [2] }).apply(of(2, 3)), /sharedAxes \[2\].*expected axes from 1 to 1/],
  [() => prelu().apply(input([null, 3])), /a known length of axis 1/],
  [() => softmax({ axis: 2 }).apply(of(2, 3)), /received axis 2/],
  [() => softmax().apply(of(2, 3), { mask: tensor([true, true]) }), /a mask of shape \[2\].*broadcasts/],
])("%#: what does not fit is refused", (make, message) => {
  expect(make).toThrow(message);
});
