import { tensor } from "@wellfit/core";
import * as layers from "@wellfit/layers";
import { describe, expect, test } from "vitest";

const { dense, dropout, flatten, gaussianNoise, input, sequential, setSeed } = layers;

describe("dropout", () => {
  const x = tensor(new Float32Array(20_000).fill(1), { shape: [100, 200] });

  test("zeroes its share and keeps the mean", () => {
    setSeed(1);
    const y = dropout(0.4).apply(x, { training: true }).data();
    const kept = y.filter((v) => v !== 0);
    expect(new Set(kept)).toEqual(new Set([Math.fround(1 / 0.6)]));
    expect(Math.abs(kept.length / y.length - 0.6)).toBeLessThan(0.015);
  });

  test("does nothing when it is not training, at rate 0, and zeroes all at rate 1", () => {
    expect(dropout(0.4).apply(x).data()).toEqual(x.data());
    expect(dropout(0).apply(x, { training: true }).data()).toEqual(x.data());
    expect(dropout(1).apply(x, { training: true }).sum().item()).toBe(0);
  });

  test("draws other numbers at each call, and the same from the same seed", () => {
    const [a, b] = [dropout(0.5, { seed: 3 }), dropout(0.5, { seed: 3 })];
    const first = a.apply(x, { training: true }).data();
    expect(b.apply(x, { training: true }).data()).toEqual(first);
    expect(a.apply(x, { training: true }).data()).not.toEqual(first);
  });

  test("shares a mask along axes of length 1", () => {
    const y = dropout(0.5, { noiseShape: [null, 1], seed: 1 }).apply(x, { training: true });
    const rows = y.max(1).sub(y.min(1));
    expect(rows.sum().item()).toBe(0);
    expect(new Set(y.max(1).data()).size).toBe(2);
  });

  test.each([1.3, -0.1, Number.NaN, "0.5"])("refuses rate %s", (rate) => {
    expect(() => dropout(rate as number)).toThrow(
      /dropout: received rate .*expected a number at least 0 and at most 1/,
    );
  });
});

describe("gaussianNoise", () => {
  const x = tensor(new Float32Array(20_000).fill(1), { shape: [100, 200] });

  test("adds noise of its standard deviation while training only", () => {
    const noise = gaussianNoise(0.1, { seed: 1 });
    const y = noise.apply(x, { training: true }).sub(x);
    expect(Math.abs(y.mean().item())).toBeLessThan(0.004);
    expect(Math.abs(y.square().mean().sqrt().item() / 0.1 - 1)).toBeLessThan(0.03);
    expect(noise.apply(x).data()).toEqual(x.data());
    expect(gaussianNoise(0).apply(x, { training: true }).data()).toEqual(x.data());
    expect(Number.isFinite(gaussianNoise(25).apply(x, { training: true }).sum().item())).toBe(true);
  });

  test("refuses a standard deviation below 0", () => {
    expect(() => gaussianNoise(-1)).toThrow(/stddev -1, expected a number at least 0/);
  });
});

describe("shapes that do not fit", () => {
  test("rows with axes that should be flat", () => {
    const model = sequential([dense(10, { inputShape: [784] })]);
    const images = { data: new Float32Array(128 * 784), shape: [128, 28, 28] };
    expect(() => model.predict(images)).toThrow(
      "dense: expected input of shape [batch, 784], received [128, 28, 28]; add flatten() before it",
    );
    const flat = sequential([flatten({ inputShape: [28, 28] }), dense(10)]);
    expect(flat.predict(images).shape).toEqual([128, 10]);
  });

  test("rows of another length", () => {
    const model = sequential([dense(1, { inputShape: [2] })]);
    expect(() => model.predict([[1, 2, 3]])).toThrow(
      /dense: expected input of shape \[batch, 2\], received \[1, 3\]; pass rows of 2 columns/,
    );
    expect(() => model.predict([1, 2])).toThrow(
      /\[batch, 2\].*this is one row; put it into an array of rows/,
    );
  });

  test("a column may be given as a list of numbers", () => {
    expect(sequential([dense(3, { inputShape: [1] })]).predict([1, 2]).shape).toEqual([2, 3]);
    expect(sequential([dense(3)]).predict([1, 2]).shape).toEqual([2, 3]);
  });

  test("shapes that are none", () => {
    expect(() => dense(1, { inputShape: [0] })).toThrow(/dense: received inputShape \[0\]/);
    expect(() => dense(1, { inputShape: 3 as never })).toThrow(/such as \[784\]/);
    expect(() => input([2.5])).toThrow(/input: received inputShape \[2.5\]/);
  });
});

describe("arguments", () => {
  test.each([
    [() => dense(0), /dense: received units 0, expected a whole number at least 1/],
    [() => dense(2.5), /units 2.5/],
    [() => dense(undefined as never), /units undefined/],
    [
      () => dense(1, { activation: "rellu" }),
      /dense: activation: received "rellu" \(did you mean "relu"\?\)/,
    ],
    [() => dense(1, { kernelInitializer: "glorot" }), /dense: kernelInitializer.*"glorotUniform"/],
    [() => dense(1, { kernelRegularizer: 0.01 as never }), /kernelRegularizer: received 0.01/],
    [() => dense(1, { unit: 1 } as never), /unknown option "unit" \(did you mean "units"\?\)/],
    [() => dense(1, { name: "a/b" }), /name "a\/b"/],
    [() => dense(1, { dtype: "float16" as never }), /dtype "float16".*"float32" or "float64"/],
    [() => layers.activation(undefined as never), /activation: received none/],
    [() => layers.activation("nothing"), /expected an activation/],
    [() => dropout(0.5, { seed: 0.5 }), /seed 0.5/],
  ])("%s", (make, message) => {
    expect(make).toThrow(message);
  });
});
