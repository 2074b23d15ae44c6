import { expect, test } from "vitest";
import { finalNumbers, inBounds, inDigits, labelOf, withSpread } from "../src/case-studies/numbers";
import { type Committed, casesOf, committedValue, equalsCommitted } from "../src/case-studies/results";
import { drawable, noCurves } from "../src/training/curves";

test("the final numbers of a run stand in the order in which they are shown", () => {
  const stopped = { stopEpoch: 985, bestEpoch: 785 };
  const outcome = { seed: 0, finite: true, testLoss: 0.25, trainLoss: 0.01, kernelNorms: [1, 2], stopped };
  expect(finalNumbers(outcome)).toEqual([
    { name: "trainLoss", value: 0.01 },
    { name: "testLoss", value: 0.25 },
    { name: "stopEpoch", value: 985 },
    { name: "bestEpoch", value: 785 },
  ]);
  expect(finalNumbers({ seed: 0, finite: false, message: "no" })).toEqual([]);
});

test("numbers are shown with the digits that count", () => {
  expect(inDigits("testAccuracy", 0.9428571462631226)).toBe("0.9429");
  expect(inDigits("testLoss", 0.27168357372283936)).toBe("0.271684");
  expect(inDigits("testLoss", 0.00001234567)).toBe("1.2346e-5");
  expect(inDigits("testLoss", 0)).toBe("0.00000");
  expect(inDigits("stopEpoch", 985)).toBe("985");
  expect(labelOf("kernelNorm2")).toBe("Norm of kernel 2");
});

test("a spread has two digits that count, and its mean as many places", () => {
  expect(withSpread("testLoss", 0.498483, 0.00493017)).toBe("0.4985 ± 0.0049");
  expect(withSpread("kernelNorm1", 12.0233, 0.148)).toBe("12.02 ± 0.15");
  expect(withSpread("testLoss", 100.3, 12.7)).toBe("100 ± 13");
  expect(withSpread("testLoss", 0.5, 0)).toBe("0.500 ± 0.000");
  expect(withSpread("testLoss", 3e-9, 2e-9)).toBe("3.00e-9 ± 2.0e-9");
  expect(withSpread("testAccuracy", 0.9, 0)).toBe("0.900 ± 0.000");
  expect(inBounds("testLoss", [11.666236, 19.443728])).toBe("11.67 to 19.44");
});

test("a number is compared with the committed one to the last bit of a float32", () => {
  const provenance = { packages: {}, runtime: { name: "node", version: "" }, engines: [] };
  const number = { name: "testLoss", mean: 0.27, sd: 0, values: [0.27168357, 0.3] };
  const parts = [{ name: "a/b", cases: [{ name: "c", numbers: [number] }] }];
  const committed: Committed = { provenance, seeds: [0, 1], parts };
  const value = committedValue(committed, "a/b", "c", 0, "testLoss") ?? 0;
  expect(equalsCommitted(0.27168357372283936, value)).toBe(true);
  expect(equalsCommitted(0.2716836035251617, value)).toBe(false);
  expect(committedValue(committed, "a/b", "c", 2, "testLoss")).toBeUndefined();
  const more = {
    ...committed,
    parts: [{ name: "a/b", cases: [{ name: "c", seeds: [2, 3], numbers: [number] }] }],
  };
  expect(committedValue(more, "a/b", "c", 3, "testLoss")).toBe(0.3);
  expect(committedValue(committed, "a/b", "d", 0, "testLoss")).toBeUndefined();
});

test("a case that another part has with the same numbers is read there", () => {
  const numbers = [{ name: "testLoss", mean: 0.5, sd: 0 }];
  const gradientNorms = { epochs: [0], layers: [[1]] };
  const committed: Committed = {
    provenance: { packages: {}, runtime: { name: "node", version: "" }, engines: [] },
    seeds: [0],
    parts: [
      { name: "a", cases: [{ name: "c", numbers }] },
      { name: "a/b", cases: [{ name: "c", as: "a" }] },
      { name: "a/d", cases: [{ name: "e", as: "a" }] },
    ],
    gradients: { "a/b": { c: gradientNorms } },
  };
  expect(casesOf(committed, "a/b")).toEqual([{ name: "c", numbers, gradientNorms }]);
  expect(casesOf(committed, "a")).toEqual([{ name: "c", numbers }]);
  expect(casesOf(committed, "x")).toEqual([]);
  expect(() => casesOf(committed, "a/d")).toThrow('a has no case "e"');
});

test("curves without a number are not drawn", () => {
  const curves = { ...noCurves(), loss: [1, 0.5], accuracy: [Number.NaN, Number.NaN] };
  expect(drawable(curves)).toEqual({ loss: [1, 0.5] });
});
