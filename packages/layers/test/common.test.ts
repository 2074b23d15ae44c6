import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { camelCase, didYouMean, normalName, snakeCase } from "../src/common/names";
import { checkNumber, readOptions } from "../src/common/options";
import { camelName } from "../src/common/resolve";
import { shuffledIndices } from "../src/common/shuffle";

describe("shuffledIndices", () => {
  test("has every row once, and the same for the same seed and round", () => {
    const seed = fc.nat(Number.MAX_SAFE_INTEGER);
    fc.assert(
      fc.property(fc.nat(200), seed, fc.nat(1000), (n, s, round) => {
        const order = shuffledIndices(n, s, round);
        expect([...order].sort((a, b) => a - b)).toEqual([...Array(n).keys()]);
        expect(shuffledIndices(n, s, round, new Int32Array(n).fill(7))).toEqual(order);
      }),
    );
  });

  test("puts every row everywhere equally often", () => {
    const counts = new Float64Array(36);
    for (let round = 0; round < 6000; round++) {
      shuffledIndices(6, 5, round).forEach((row, place) => {
        counts[6 * row + place] = (counts[6 * row + place] as number) + 1;
      });
    }
    // Five standard deviations of a count with mean 1000.
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(5 * Math.sqrt(1000 * (5 / 6)));
  });
});

describe("names", () => {
  test("in camelCase and back", () => {
    expect(["val_loss", "beta_1", "valLoss", "kernel_initializer"].map(camelCase)).toEqual([
      "valLoss",
      "beta1",
      "valLoss",
      "kernelInitializer",
    ]);
    expect(["Dense", "GaussianNoise", "InputLayer", "meanSquaredError"].map(snakeCase)).toEqual([
      "dense",
      "gaussian_noise",
      "input_layer",
      "mean_squared_error",
    ]);
    expect(["SGD", "Adam", "L1L2", "BinaryCrossentropy"].map(camelName)).toEqual([
      "sgd",
      "adam",
      "l1L2",
      "binaryCrossentropy",
    ]);
    expect(normalName("he_normal")).toBe(normalName("HeNormal"));
  });

  test("are guessed when they are near", () => {
    expect(didYouMean("learningrate", ["learningRate", "momentum"])).toBe(' (did you mean "learningRate"?)');
    expect(didYouMean("zzzz", ["learningRate", "momentum"])).toBe("");
  });
});

test("options keep 0, false and the empty string, and take defaults for null and undefined", () => {
  const defaults = { a: 1, b: true, c: "x", d: 4, e: 5 };
  expect(readOptions("f", { a: 0, b: false, c: "", d: null, e: undefined }, defaults)).toEqual({
    a: 0,
    b: false,
    c: "",
    d: 4,
    e: 5,
  });
  expect(() => readOptions("f", 3 as never, defaults)).toThrow(
    /f: received 3 as options, expected an object/,
  );
  expect(checkNumber("f", "n", 0, { min: 0 })).toBe(0);
  expect(() => checkNumber("f", "n", Number.POSITIVE_INFINITY)).toThrow(
    /f: received n Infinity, expected a number/,
  );
});
