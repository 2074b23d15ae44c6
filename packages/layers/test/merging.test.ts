import { type Tensor, tensor } from "@wellfit/core";
import * as layers from "@wellfit/layers";
import { describe, expect, test } from "vitest";
import { numbers } from "./support/data";

const { add, average, concatenate, dot, input, maskOf, maximum, minimum, multiply, subtract } = layers;

const of = (...shape: number[]): Tensor => tensor(numbers(shape.reduce((a, b) => a * b)), { shape });

describe("masks", () => {
  const a = tensor([[[1], [2], [3]]]);
  const b = tensor([[[10], [-20], [30]]]);
  const left = tensor([[true, true, false]]);
  const right = tensor([[true, false, false]]);
  const run = (layer: layers.Layer, mask: (Tensor | undefined)[]): Tensor =>
    layer.apply([a, b], { mask }) as Tensor;

  test("a step is masked when it is in all inputs", () => {
    for (const layer of [add(), average(), subtract(), maximum(), minimum(), multiply()]) {
      expect(maskOf(run(layer, [left, right]))?.toArray()).toEqual([[true, true, false]]);
      expect(maskOf(run(layer, [left, undefined]))).toBeUndefined();
    }
    expect(maskOf(run(dot(2), [left, right]))).toBeUndefined();
  });

  test("masked steps are no maximum, minimum or factor", () => {
    expect(run(maximum(), [left, right]).flatten().toArray()).toEqual([10, 2, 3]);
    expect(run(minimum(), [left, right]).flatten().toArray()).toEqual([1, 2, 3]);
    expect(run(minimum(), [right, left]).flatten().toArray()).toEqual([1, -20, 3]);
    expect(run(multiply(), [left, right]).flatten().toArray()).toEqual([10, 2, 0]);
    expect(run(multiply(), [left, undefined]).flatten().toArray()).toEqual([10, -40, 30]);
  });

  test("are put together along the axis", () => {
    expect(maskOf(run(concatenate({ axis: 1 }), [left, undefined]))?.toArray()).toEqual([
      [true, true, false, true, true, true],
    ]);
    expect(maskOf(run(concatenate(), [left, right]))?.toArray()).toEqual([[true, true, false]]);
    expect(maskOf(concatenate().apply([a, b]) as Tensor)).toBeUndefined();
  });
});

describe("shapes", () => {
  test("lengths that vary stay so", () => {
    expect(add().apply([input([null, 3]), input([1, 3])]).shape).toEqual([null, null, 3]);
    expect(add().apply([input([5, 3]), input([3])]).shape).toEqual([null, 5, 3]);
    expect(concatenate({ axis: 1 }).apply([input([null, 3]), input([2, 3])]).shape).toEqual([null, null, 3]);
    expect(concatenate().apply([input([2]), input([3]), input([4])]).shape).toEqual([null, 9]);
    expect(dot(1).apply([input([4]), input([4, 3])]).shape).toEqual([null, 3]);
  });

  test.each([
    [
      () => add().apply(of(2, 3)),
      "add: received one input of shape [batch, 3], expected an array of inputs; pass them as in add().apply([a, b])",
    ],
    [
      () => add().apply([of(2, 3), of(2, 4)]),
      "add: received inputs of shapes [batch, 3] and [batch, 4], expected axes of the same length, or of length 1, counted " +
        "from the last; bring them to one shape before, such as with dense() or reshape()",
    ],
    [() => subtract().apply([of(2, 3), of(2, 3), of(2, 3)]), /received 3 inputs, expected two/],
    [() => subtract().apply(of(2, 3)), /expected an array of two inputs/],
    [() => concatenate().apply([of(2, 3), of(2, 3, 4)]), /the same lengths on all axes but axis -1/],
    [() => concatenate({ axis: 2 }).apply([of(2, 3), of(2, 3)]), /received axis 2/],
    [() => concatenate({ axis: "last" as never }), /concatenate: received axis "last"/],
    [() => dot(1).apply([of(2, 3), of(2, 4)]), /axes of the same length, and not 3 and 4/],
    [() => dot(0).apply([of(2, 3), of(2, 3)]), /axes 0, expected axes after the first/],
    [() => dot([1, 2, 3] as never), /axes \[1, 2, 3\], expected one axis for both/],
    [() => dot(1).apply([of(2, 3)]), /received 1 inputs, expected two/],
    [() => dot(undefined as never), /axes undefined/],
    [() => maximum({ axis: 1 } as never), /maximum: received the unknown option "axis"/],
  ])("%#: what does not fit is refused", (make, message) => {
    expect(make).toThrow(message);
  });
});
