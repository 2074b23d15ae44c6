import { describe, expect, test } from "vitest";
import * as w from "../src/index";
import { type Tensor, tensor } from "../src/index";

const message = (f: () => unknown): string => {
  try {
    f();
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
  return "no error";
};

const matrix = tensor([
  [1, 2, 3],
  [4, 5, 6],
]);

const mistakes: Record<string, () => unknown> = {
  "ragged rows": () => tensor([[1, 2], [3]]),
  "ragged below": () =>
    tensor([
      [[1], [2]],
      [[3], [4, 5]],
    ]),
  "a number among rows": () => tensor([[1, 2], 3] as never),
  "a row among numbers": () => tensor([1, [2]] as never),
  text: () => tensor([[1, "2"]] as never),
  "nothing at all": () => tensor(undefined as never),
  null: () => tensor([1, null] as never),
  "shape of other size": () => tensor([1, 2, 3], { shape: [2, 2] }),
  "shape of fractions": () => tensor([1], { shape: [0.5] }),
  "too large for int32": () => tensor(new Uint32Array([4294967295])),
  "NaN as int32": () => tensor([1, Number.NaN], { dtype: "int32" }),
  "too large a tensor": () => w.zeros([100_000, 100_000]),
  "shapes that do not broadcast": () => matrix.add(tensor([1, 2])),
  "products that do not fit": () => matrix.matmul(matrix),
  "product of scalars": () => tensor(1).matmul(matrix),
  "reshape to another size": () => matrix.reshape([4, 2]),
  "reshape with a rest": () => matrix.reshape([4, -1]),
  "an axis that does not exist": () => matrix.sum(2),
  "an axis among options": () => w.mean(matrix, { axis: 0 } as never),
  "an option that does not exist": () => matrix.sum(0, { keepDims: true } as never),
  "an axis of a scalar": () => tensor(1).sum(0),
  "an axis twice": () => matrix.sum([0, -2]),
  "transpose without an axis": () => matrix.transpose([0]),
  "broadcast to less": () => matrix.broadcastTo([3]),
  "squeeze of more than one": () => matrix.squeeze(0),
  "slice of an element outside": () => matrix.slice([2]),
  "slice of too many axes": () => matrix.slice([0, 0, 0]),
  "slice by 0": () => matrix.slice([[0, 1, 0]]),
  "concat of different widths": () => w.concat([matrix, tensor([[1, 2]])]),
  "concat of nothing": () => w.concat([]),
  "split that does not divide": () => w.split(matrix, 2, 1),
  "pad of too few axes": () => w.pad(matrix, [[1, 1]]),
  "pad by half": () =>
    w.pad(matrix, [
      [0.5, 0],
      [0, 0],
    ]),
  "pad in no known way": () =>
    w.pad(
      matrix,
      [
        [1, 1],
        [1, 1],
      ],
      { mode: "mirror" as never },
    ),
  "reflect nothing": () =>
    w.pad(
      w.zeros([0, 2]),
      [
        [1, 1],
        [0, 0],
      ],
      { mode: "reflect" },
    ),
  "split by a negative size": () => w.split(matrix, [-1, 3]),
  "tile by half": () => w.tile(matrix, [0.5]),
  "repeat a negative number of times": () => w.repeat(matrix, -1, 0),
  "repeat with too few counts": () => w.repeat(matrix, [1, 2], 1),
  "roll by half": () => w.roll(matrix, 0.5, 0),
  "roll by too many shifts": () => w.roll(matrix, [1, 2, 3], [0, 1]),
  "move an axis to two places": () => w.moveaxis(matrix, 0, [0, 1]),
  "move two axes to one place": () => w.moveaxis(matrix, [0, 1], [0, 0]),
  "a grid of matrices": () => w.meshgrid([matrix]),
  "a grid of no kind": () => w.meshgrid([[1], [2]], { indexing: "ji" as never }),
  "the diagonal of a batch": () => w.diag(w.zeros([2, 2, 2])),
  "half a diagonal": () => w.diag(tensor([1, 2]), 0.5),
  "half a triangle": () => w.tril(matrix, 0.5),
  "half an identity": () => w.eye(2, 2, 0.5),
  "the diagonal of a vector": () => w.diagPart(tensor([1, 2])),
  "a norm that is none": () => w.norm(matrix, undefined, { ord: 3 }),
  "Frobenius of a vector": () => w.norm(matrix, 0, { ord: "fro" }),
  "take along an axis outside": () => w.takeAlongAxis(matrix, [[3], [0]]),
  "take along with other rank": () => w.takeAlongAxis(matrix, [0, 1]),
  "take along with other rows": () => w.takeAlongAxis(matrix, [[0], [1], [2]]),
  "segments of other length": () => w.segmentSum(matrix, [0, 1, 2], 3),
  "a segment outside": () => w.segmentSum(matrix, [0, 5], 3),
  "clip by nothing": () => w.clip(matrix),
  "clip by NaN": () => w.clip(matrix, Number.NaN, 1),
  "relu below zero": () => w.relu(matrix, { maxValue: -1 }),
  "relu with a rising left": () => w.relu(matrix, { negativeSlope: -1 }),
  "shrink by less than nothing": () => w.softShrink(matrix, -1),
  "squareplus below zero": () => w.squareplus(matrix, -1),
  "glu of an odd axis": () => w.glu(matrix),
  "layer norm with other gamma": () => w.layerNorm(matrix, { gamma: [1, 2] }),
  "layer norm with negative epsilon": () => w.layerNorm(matrix, { epsilon: -1 }),
  "batch norm with other mean": () => w.batchNorm(matrix, [1, 2], [1, 2, 3]),
  "group norm that does not divide": () => w.groupNorm(matrix, 2),
  "attention of other depth": () => w.scaledDotProductAttention(matrix, tensor([[1, 2]]), matrix),
  "attention with another mask": () =>
    w.scaledDotProductAttention(matrix, matrix, matrix, { mask: tensor([[true, false, true]]) }),
  "linspace to infinity": () => w.linspace(0, Number.POSITIVE_INFINITY, 3),
  "linspace of bools": () => w.linspace(0, 1, 3, "bool"),
  "categorical of a scalar": () => w.randomCategorical(w.randomKey(1), tensor(1)),
  "randomInt beyond int32": () => w.randomInt(w.randomKey(1), [3], 0, 2 ** 31 + 1),
  "gather outside": () => w.gather(matrix, [0, 2]),
  "gather by a fraction": () => w.gather(matrix, [0.5]),
  "gather of nothing": () => w.gather(tensor([]), [0]),
  "scatterAdd outside": () => w.scatterAdd([3], tensor([1]), [3]),
  "scatterAdd of other shape": () => w.scatterAdd([0, 1], matrix, [3, 2]),
  "largest of nothing": () => tensor([]).max(),
  "position in nothing": () => w.argMax(tensor([[], []]), 1),
  "item of many": () => matrix.item(),
  "clip the wrong way round": () => w.clip(matrix, 1, 0),
  "triangle of a vector": () => w.tril(tensor([1, 2])),
  "one-hot of no classes": () => w.oneHot([0], 0),
  "arange without end": () => w.arange(0, Number.POSITIVE_INFINITY),
  "arange by 0": () => w.arange(0, 3, { step: 0 }),
  "linspace of half a point": () => w.linspace(0, 1, 0.5),
  "negative seed": () => w.randomKey(-1),
  "a key that is none": () => w.randomUniform(tensor([1, 2]), [3]),
  "negative spread": () => w.randomNormal(w.randomKey(1), [3], 0, -1),
  "randomInt of nothing": () => w.randomInt(w.randomKey(1), [3], 5, 5),
  "gradient of a vector": () => w.grad((x: Tensor) => x)(tensor([1, 2])),
  "gradient of an integer": () => w.grad((x: Tensor) => x.sum())(w.arange(3)),
  "gradient with respect to no tensor": () => w.grad((x: number) => tensor(x))(3),
  "gradient of what is no tensor": () => w.grad((() => 3) as never)(tensor(1)),
  "gradient of a bool": () => w.grad((x: Tensor) => x.greater(0).sum())(tensor([1])),
  "gradients of a vector": () => w.gradients(matrix, [matrix]),
  "gradients with a seed of other shape": () => w.gradients(matrix, [matrix], tensor([1])),
  "gradients after reading": () => {
    const x = tensor([1, 2]);
    const y = x.square().sum();
    y.item();
    return w.gradients(y, [x]);
  },
  "an unknown engine": () => w.setEngine("webgpu" as never),
  "no engine": () => w.setEngine(undefined as never),
  "engine options that are none": () => w.setEngine("wasm", "off" as never),
  "an unknown engine option": () => w.setEngine("wasm", { fam: "off" } as never),
  "an unknown value of fma": () => w.setEngine("wasm", { fma: false } as never),
};

test.each(Object.keys(mistakes))("%s", (name) => {
  expect(message(mistakes[name] as () => unknown)).toMatchSnapshot();
});

describe("gradients that were asked for late", () => {
  test("inside grad, values may be read on the way", () => {
    const slope = w.grad((x: Tensor) => {
      const y = x.square();
      expect(y.toArray()).toEqual([1, 4]);
      return y.mul(y.sum().item()).sum();
    })(tensor([1, 2]));
    expect(slope.toArray()).toEqual([10, 20]);
  });

  test("an operand that plays no part has a gradient of zeros", () => {
    const [x, z] = [tensor([1, 2]), tensor([3, 4])];
    expect(w.gradients(x.sum(), [z])[0]?.toArray()).toEqual([0, 0]);
    expect(
      w
        .grad((_: Tensor) => x.sum())(z)
        .toArray(),
    ).toEqual([0, 0]);
  });

  const forgotten = /how they were computed was forgotten; use grad\(\) or valueAndGrad\(\)/;

  test("a part of the way that was read is not left out without a word", () => {
    const x = tensor([1, 2]);
    const y = x.square();
    y.toArray();
    expect(() => w.gradients(y.add(x).sum(), [x])).toThrow(forgotten);
    const z = x.mul(3);
    const deep = z.exp();
    deep.toArray();
    expect(() => w.gradients(deep.add(z).sum(), [z])).toThrow(forgotten);
    // From what was read on there is a way.
    expect(w.gradients(y.add(x).mul(y).sum(), [y])[0]?.toArray()).toEqual([3, 10]);
  });

  test("nor a chain that was too long to keep", () => {
    const x = tensor([1, 2]);
    let y = x;
    for (let i = 0; i < 300; i++) y = y.mul(1.001).add(tensor([0, 0]));
    expect(() => w.gradients(y.add(x).sum(), [x])).toThrow(forgotten);
    expect(() => w.gradients(y.sum(), [x])).toThrow(forgotten);
    const slope = w.grad((z: Tensor) => {
      let t = z;
      for (let i = 0; i < 300; i++) t = t.mul(1.001);
      return t.add(z).sum();
    })(x);
    for (const g of slope.data()) expect(g).toBeCloseTo(1.001 ** 300 + 1, 3);
  });

  test("what was read but is nothing of the operand does no harm", () => {
    const raw = tensor([2, 4]);
    const weight = tensor([1, 1]);
    const batch = raw.div(2);
    expect(batch.toArray()).toEqual([1, 2]);
    expect(w.gradients(batch.mul(weight).sum(), [weight])[0]?.toArray()).toEqual([1, 2]);
    expect(w.gradients(batch.sum(), [weight])[0]?.toArray()).toEqual([0, 0]);
    const v = w.variable(tensor([3, 4]));
    const value = v.value;
    const scaled = tensor([1, 2]).mul(2);
    scaled.data();
    expect(w.gradients(value.mul(scaled).sum(), [value])[0]?.toArray()).toEqual([2, 4]);
    // A watched operand forgets nothing, though it stands for numbers that were used elsewhere.
    const slope = w.grad((z: Tensor) => z.mul(weight.sum().item()).mul(weight).sum())(weight);
    expect(slope.toArray()).toEqual([2, 2]);
  });
});
