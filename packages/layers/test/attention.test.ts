import { type Tensor, tensor } from "@wellfit/core";
import * as layers from "@wellfit/layers";
import { describe, expect, test } from "vitest";
import { numbers } from "./support/data";

const { additiveAttention, attention, groupQueryAttention, input, maskOf, multiHeadAttention } = layers;

const of = (...shape: number[]): Tensor => tensor(numbers(shape.reduce((a, b) => a * b)), { shape });
const withScores = (
  layer: layers.Layer,
  x: readonly Tensor[],
  options: layers.CallOptions = {},
): readonly [Tensor, Tensor] =>
  layer.apply(x, { ...options, returnAttentionScores: true }) as unknown as readonly [Tensor, Tensor];
const rounded = (x: Tensor): number[] => [...x.data()].map((v) => Math.round(v * 1e6) / 1e6);

describe("who sees whom", () => {
  const x = of(1, 4, 6);

  test.each([
    ["attention", attention()],
    ["additiveAttention", additiveAttention()],
    ["multiHeadAttention", multiHeadAttention(1, 3)],
    ["groupQueryAttention", groupQueryAttention(3, 1, 1)],
  ])("%s: no query sees a later key with useCausalMask, nor a masked value", (_, layer) => {
    const mask = tensor([[true, false, true, true]]);
    const [, scores] = withScores(layer, [x, x], { useCausalMask: true, mask: [undefined, mask] });
    const weights = scores.reshape([4, 4]);
    const seen = [...weights.greater(0).data()].map(Number);
    expect(seen).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 1]);
    expect(rounded(weights.sum(-1))).toEqual([1, 1, 1, 1]);
  });

  test("a sliding window, an attentionMask, and both", () => {
    const near = multiHeadAttention(2, 3, { slidingWindow: 2 });
    const [output, scores] = withScores(near, [x, x]);
    expect(scores.shape).toEqual([1, 2, 4, 4]);
    const seen = (weights: Tensor): number[] => [...weights.min(1).greater(0).data()].map(Number);
    expect(seen(scores)).toEqual([1, 1, 0, 0, 1, 1, 1, 0, 0, 1, 1, 1, 0, 0, 1, 1]);
    const own = tensor([[[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 1], [0, 0, 0, 0]]]).cast("bool"); // biome-ignore format: a matrix
    const [, fewer] = withScores(near, [x, x], { attentionMask: own });
    expect(seen(fewer)).toEqual([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0]);
    // The same without giving the weights away.
    const plain = near.apply([x, x]) as Tensor;
    expect(plain.sub(output).abs().max().item()).toBeLessThan(1e-6);
  });

  test("masks that travel are heard, and that of the query travels on", () => {
    const masked = layers.masking().apply(tensor([[[1, 2], [3, 4], [0, 0]]])) as Tensor; // biome-ignore format: a matrix
    for (const layer of [attention(), additiveAttention(), multiHeadAttention(2, 2)]) {
      const [output, scores] = withScores(layer, [masked, masked]);
      expect(maskOf(output)?.toArray()).toEqual([[true, true, false]]);
      expect(scores.slice([null, null, [0, 2]].slice(0, scores.rank) as never).shape.length).toBe(
        scores.rank,
      );
      const last = scores.reshape([-1, 3]).toArray() as number[][];
      expect(last[0]?.[2]).toBe(0);
      expect(last[1]?.[2]).toBe(0);
    }
    expect((attention().apply([masked, masked]) as Tensor).toArray()).toMatchObject([{ 2: [0, 0] }]);
  });
});

describe("multiHeadAttention", () => {
  test("along two axes of steps", () => {
    const layer = multiHeadAttention(2, 3, { attentionAxes: [1, 2] });
    const x = of(2, 3, 4, 5);
    const [output, scores] = withScores(layer, [x, x]);
    expect(output.shape).toEqual([2, 3, 4, 5]);
    expect(scores.shape).toEqual([2, 2, 3, 4, 3, 4]);
    const sums = scores.sum([-1, -2]).sub(1).abs().max().item();
    expect(sums).toBeLessThan(1e-6);
    const one = multiHeadAttention(2, 3, { attentionAxes: -3, outputShape: [7] });
    expect((one.apply([x, x]) as Tensor).shape).toEqual([2, 3, 4, 7]);
  });

  test("drops weights while it is trained, and is frozen with what is within", () => {
    const layer = multiHeadAttention(2, 3, { dropout: 0.5, seed: 1, trainable: false });
    const x = of(2, 3, 4);
    const y = layer.apply([x, x]) as Tensor;
    const trained = layer.apply([x, x], { training: true }) as Tensor;
    expect(trained.sub(y).abs().max().item()).toBeGreaterThan(0.001);
    expect(layer.trainableWeights).toEqual([]);
    expect(layer.weights.length).toBe(8);
  });

  test("penalises what the layers within give, as in Keras", () => {
    const layer = multiHeadAttention(2, 3, { activityRegularizer: "l2" });
    const pass = layers.forwardPass(true, 0);
    layer.run([of(2, 3, 4), of(2, 3, 4)], pass);
    expect(pass.losses.length).toBe(4);
  });

  test("knows its shape before there is data, by name in files of Keras too", () => {
    const x = input([null, 8], { name: "x" });
    const layer = multiHeadAttention(2, 4, { name: "mha" });
    const y = layer.apply([x, x], { returnAttentionScores: true }) as unknown as layers.SymbolicTensor[];
    expect(y.map(({ shape }) => shape)).toEqual([
      [null, null, 8],
      [null, 2, null, null],
    ]);
    const model = layers.functional({ inputs: x, outputs: y[0] as layers.SymbolicTensor });
    const json = JSON.parse(JSON.stringify(model));
    const node = json.config.layers[1].inbound_nodes[0];
    expect(node.args.length).toBe(2);
    // mha(query=x, value=x, key=None)
    node.kwargs = { query: node.args[0], value: node.args[1], key: null, ...node.kwargs };
    node.args = [];
    const copy = layers.modelFromJson(json);
    copy.setWeights(model.getWeights());
    const data = of(2, 3, 8);
    const [a, b] = [model.predict(data), copy.predict(data)] as Tensor[];
    expect(
      (a as Tensor)
        .sub(b as Tensor)
        .abs()
        .max()
        .item(),
    ).toBe(0);
  });
});

test("groups of heads are like heads of their own with the same keys and values", () => {
  const grouped = groupQueryAttention(3, 4, 2);
  const full = multiHeadAttention(4, 3);
  const x = [of(2, 5, 6), of(2, 4, 6)];
  grouped.apply(x);
  full.apply(x);
  full.weights.forEach((weight, i) => {
    const from = grouped.weights[i] as layers.Layer["weights"][0];
    const heads = from.shape.indexOf(2);
    const twice = from.value.expandDims(heads + 1);
    const shape = [...from.shape.slice(0, heads + 1), 2, ...from.shape.slice(heads + 1)];
    weight.assign(
      heads < 0 || from.size === weight.size ? from.value : twice.broadcastTo(shape).reshape(weight.shape),
    );
  });
  const difference = (grouped.apply(x) as Tensor).sub(full.apply(x) as Tensor);
  expect(difference.abs().max().item()).toBeLessThan(1e-6);
});

test.each([
  [
    () => multiHeadAttention(2, 3).apply(of(2, 3, 4)),
    "multi_head_attention: received one input of shape [batch, 3, 4], expected an array [query, value] or [query, value, key]; " +
      "for attention of a sequence to itself pass it twice, as in multiHeadAttention(…).apply([x, x])",
  ],
  [() => multiHeadAttention(0, 3), /numHeads 0, expected a whole number at least 1/],
  [() => multiHeadAttention(2, 2.5), /keyDim 2.5/],
  [
    () => multiHeadAttention(2, 3, { dropout: 1.3 }),
    /dropout 1.3, expected a number at least 0 and at most 1/,
  ],
  [() => multiHeadAttention(2, 3, { slidingWindow: 0 }), /slidingWindow 0/],
  [() => multiHeadAttention(2, 3, { outputShape: [0] }), /outputShape \[0\]/],
  [
    () => multiHeadAttention(2, 3, { attentionAxes: 2 }).apply([of(2, 3, 4), of(2, 3, 4)]),
    /attentionAxes 2.*from 1 to 1/,
  ],
  [() => multiHeadAttention(2, 3).apply([of(2, 3, 4), of(2, 3, 4), of(2, 5, 4)]), /as many keys as values/],
  [
    () => multiHeadAttention(2, 3).apply([of(2, 3, 4), of(2, 3, 4)], { attentionMask: [true, false, true] }),
    /an attentionMask of shape \[3\], expected bool \[batch, queries, keys\]/,
  ],
  [() => multiHeadAttention(2, 3).apply([input([3, null]), input([3, 4])]), /expected/],
  [
    () => groupQueryAttention(3, 4, 3),
    /numQueryHeads 4 and numKeyValueHeads 3, expected the second to divide the first/,
  ],
  [
    () => groupQueryAttention(3, 4, 2).apply([of(2, 3, 4, 5), of(2, 3, 4, 5)]),
    /\[batch, queries, features\]/,
  ],
  [() => attention().apply([of(2, 3, 4)]), /received 1 inputs, expected an array \[query, value\]/],
  [() => attention().apply([of(2, 3, 4), of(2, 3, 5)]), /query, value and key of shapes/],
  [() => attention({ scoreMode: "sum" as never }), /scoreMode "sum".*"dot" or "concat"/],
  [() => additiveAttention({ scoreMode: "dot" } as never), /unknown option "scoreMode"/],
  [() => additiveAttention({ dropout: -1 }), /additiveAttention: received dropout -1/],
])("%#: what does not fit is refused", (make, message) => {
  expect(make).toThrow(message);
});
