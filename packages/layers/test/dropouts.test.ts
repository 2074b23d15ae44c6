import { ones, type Tensor, tensor, zeros } from "@wellfit/core";
import * as layers from "@wellfit/layers";
import { describe, expect, test } from "vitest";
import { numbers } from "./support/data";

const { activityRegularization, dense, einsumDense, identityLayer, input, lambda, maskOf, sequential } =
  layers;

const of = (...shape: number[]): Tensor => tensor(numbers(shape.reduce((a, b) => a * b)), { shape });
const trained = (layer: layers.Layer, x: Tensor): Tensor => layer.apply(x, { training: true }) as Tensor;

describe("spatial dropout", () => {
  test.each([
    [layers.spatialDropout1d(0.5, { seed: 1 }), [8, 6, 10], [1]],
    [layers.spatialDropout2d(0.5, { seed: 1 }), [8, 3, 4, 10], [1, 2]],
    [layers.spatialDropout2d(0.5, { seed: 1, dataFormat: "channels_first" }), [8, 10, 3, 4], [2, 3]],
    [layers.spatialDropout3d(0.5, { seed: 1 }), [8, 2, 3, 4, 10], [1, 2, 3]],
  ] as const)("%#: all places of a channel share a fate", (layer, shape, places) => {
    const y = trained(layer, ones(shape));
    expect(y.max(places).sub(y.min(places)).abs().max().item()).toBe(0);
    expect([...new Set(y.data())].sort()).toEqual([0, 2]);
    expect((layer.apply(ones(shape)) as Tensor).min().item()).toBe(1);
  });

  test("of everything or nothing", () => {
    expect(
      trained(layers.spatialDropout1d(1), of(2, 3, 4))
        .abs()
        .max()
        .item(),
    ).toBe(0);
    const x = of(2, 3, 4);
    expect(trained(layers.spatialDropout1d(0), x).data()).toEqual(x.data());
  });
});

test("masks pass", () => {
  const x = of(1, 2, 3);
  const mask = tensor([[true, false]]);
  for (const layer of [
    layers.dropout(0.5),
    layers.gaussianNoise(1),
    layers.gaussianDropout(0.5),
    layers.alphaDropout(0.5),
    layers.spatialDropout1d(0.5),
    layers.activation("relu"),
    activityRegularization({ l2: 1 }),
    identityLayer(),
  ]) {
    expect(maskOf(layer.apply(x.add(0), { mask, training: true }) as Tensor)?.toArray()).toEqual([
      [true, false],
    ]);
  }
});

test("activityRegularization adds its penalty, divided by the rows", () => {
  const pass = layers.forwardPass(true, 0);
  activityRegularization({ l1: 0.5, l2: 2 }).run(tensor([[1, -2], [3, 0]]), pass); // biome-ignore format: a matrix
  expect(pass.losses.map((loss) => loss.item())).toEqual([(0.5 * 6 + 2 * 14) / 2]);
});

describe("einsumDense", () => {
  test("with axes that are not named", () => {
    const shape = (equation: string, output: (number | null)[], ...given: number[]): unknown =>
      einsumDense(equation, output, { biasAxes: equation.at(-1) === "." ? "c" : "y" })
        .apply(input(given))
        .shape.slice(1);
    expect(shape("...x,xy->...y", [7], 5, 3)).toEqual([5, 7]);
    expect(shape("...x,xy->...y", [7], 3)).toEqual([7]);
    const layer = einsumDense("ab...,bc->ac...", [7], { biasAxes: "c" });
    expect(layer.apply(input([3, 4, 5])).shape).toEqual([null, 7, 4, 5]);
    expect(layer.weights.map((w) => w.shape)).toEqual([
      [3, 7],
      [7, 1, 1],
    ]);
    expect((layer.apply(of(2, 3, 4, 5)) as Tensor).shape).toEqual([2, 7, 4, 5]);
  });

  test("is dense where dense would do", () => {
    const [a, b] = [einsumDense("abc,cd->abd", [null, 4], { biasAxes: "d" }), dense(4)];
    const x = of(2, 3, 5);
    a.build([null, 3, 5]);
    b.build([null, 3, 5]);
    b.weights.forEach((w, i) => {
      w.assign((a.weights[i] as layers.Layer["weights"][0]).value);
    });
    const [p, q] = [a.apply(x) as Tensor, b.apply(x) as Tensor];
    expect(p.sub(q).abs().max().item()).toBeLessThan(1e-6);
  });

  test("draws kernels for the connections that there are", () => {
    layers.setSeed(1);
    const layer = einsumDense("ab,bcd->acd", [40, 50]);
    layer.build([null, 30]);
    // glorotUniform: sqrt(6 / (30 + 40 * 50)) is the largest.
    const largest = Math.sqrt(6 / (30 + 2000));
    const found = layer.weights[0]?.value.abs().max().item() as number;
    expect(found).toBeLessThanOrEqual(largest);
    expect(found).toBeGreaterThan(0.99 * largest);
  });
});

describe("lambda", () => {
  const halve = (x: Tensor): Tensor => x.div(2);
  const model = (fn: layers.LambdaFunction<Tensor>, name = "mine"): layers.Sequential =>
    sequential([dense(2, { inputShape: [2] }), lambda(fn, { name })]);
  const text = (fn: layers.LambdaFunction<Tensor>): string => JSON.stringify(model(fn));

  test("is read only with the function that the caller passes", () => {
    expect(() => layers.modelFromJson(text(halve))).toThrow(
      /lambda: received a file with the layer "mine", whose function "halve" is not among customObjects; files do not bring code/,
    );
    const copy = layers.modelFromJson(text(halve), { customObjects: { halve } });
    copy.layers[0]?.weights[0]?.assign(tensor([[2, 0], [0, 2]])); // biome-ignore format: a matrix
    expect((copy.predict([[3, 5]]) as Tensor).toArray()).toEqual([[3, 5]]);
  });

  test("a function without a name goes by that of the layer; Python's code is not looked at", () => {
    const anonymous = text(((x) => x.div(2)) as layers.LambdaFunction<Tensor>);
    expect(() => layers.modelFromJson(anonymous)).toThrow(/customObjects: \{ mine: \(x\) => x \}/);
    expect(layers.modelFromJson(anonymous, { customObjects: { mine: halve } }).layers.length).toBe(2);
    const python = anonymous.replace('"code":""', '"code":"4wEAAAAAAAAA"');
    expect(() => layers.modelFromJson(python)).toThrow(/files do not bring code along/);
  });

  test("knows whether it is trained, and its arguments", () => {
    const layer = lambda((x, { training, by }) => (training ? x.mul(by as number) : x), {
      arguments: { by: 3 },
    });
    expect(trained(layer, tensor([[1]])).toArray()).toEqual([[3]]);
    expect((layer.apply(tensor([[1]])) as Tensor).toArray()).toEqual([[1]]);
    const shape = lambda((x) => x, { outputShape: [9] }).computeOutputShape([null, null, 3]);
    expect(shape).toEqual([null, 9]);
  });
});

test.each([
  [
    () => layers.spatialDropout1d(1.3),
    "spatialDropout1d: received rate 1.3, expected a number at least 0 and at most 1",
  ],
  [
    () => layers.spatialDropout2d(0.5).apply(of(2, 3, 4)),
    /expected 4 axes: rows, rows and columns of images/,
  ],
  [
    () => layers.spatialDropout1d(0.5, { dataFormat: "channels_last" } as never),
    /unknown option "dataFormat"/,
  ],
  [() => layers.gaussianDropout(1), /rate 1, expected a number at least 0 and below 1/],
  [() => layers.alphaDropout(-0.1), /alphaDropout: received rate -0.1/],
  [() => layers.dropout(0.5, { noiseShape: [0] }), /noiseShape \[0\], expected an array/],
  [
    () => trained(layers.dropout(0.5, { noiseShape: [null, 1] }), of(2, 3, 4)),
    /for noiseShape .*expected 2 axes/,
  ],
  [() => activityRegularization({ l1: -1 }), /l1 -1, expected a number at least 0/],
  [() => einsumDense("abc", 4), /equation "abc", expected "input,kernel->output"/],
  [() => einsumDense("ab,bc->ad", 4), /whose output has "d"/],
  [() => einsumDense("ab,bcx->ac", 4), /whose kernel has "x"/],
  [() => einsumDense("ab,bc->ac", 4, { biasAxes: "b" }), /biasAxes "b", expected letters of the output "ac"/],
  [() => einsumDense("ab,bc->ac", 0), /outputShape 0/],
  [() => einsumDense("ab,bc->ac", 4).apply(of(2, 3, 4)), /expected 2 axes of input/],
  [() => einsumDense("abc,cd->abd", 4).apply(of(2, 3, 4)), /expected 2 lengths in outputShape/],
  [() => einsumDense("abc,cd->abd", [9, 4]).apply(of(2, 3, 4)), /expected 3 for "b".*write null there/],
  [() => lambda("x" as never), /lambda: received "x", expected a function/],
  [() => lambda(() => 3 as never).apply(zeros([2, 3])), /received 3 from the function, expected a tensor/],
  [() => lambda((x) => x, { arguments: [1] as never }), /arguments \[1\], expected an object/],
])("%#: what does not fit is refused", (make, message) => {
  expect(make).toThrow(message);
});
