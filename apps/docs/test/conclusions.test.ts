// What the studies conclude has to be what their committed results show.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Committed, casesOf } from "../src/case-studies/results";

const read = (study: string) => {
  const file = new URL(`../src/case-studies/results/${study}.json`, import.meta.url);
  const committed = JSON.parse(readFileSync(file, "utf8")) as Committed;
  const numberOf = (part: string, name: string, number: string) => {
    const cases = casesOf(committed, part === "" ? study : `${study}/${part}`);
    const found = cases.find((one) => one.name === name)?.numbers.find((one) => one.name === number);
    if (found === undefined) throw new Error(`${study} has no ${number} of ${name} in ${part}`);
    return found;
  };
  return {
    mean: (part: string, name: string, number: string) => numberOf(part, name, number).mean as number,
    values: (part: string, name: string, number: string) =>
      numberOf(part, name, number).values as readonly number[],
    /** The means of all cases of a part, in their order. */
    means: (part: string, number: string) =>
      casesOf(committed, `${study}/${part}`).map(({ name }) => numberOf(part, name, number).mean as number),
  };
};

const rising = (list: readonly number[]): boolean =>
  list.every((value, i) => i === 0 || value > (list[i - 1] ?? Number.NaN));

test("weight regularisation", () => {
  const { mean } = read("weight-regularization");
  const plain = "without a penalty";
  expect(mean("", plain, "testLoss")).toBeCloseTo(0.5, 2);
  expect(mean("", "l2 0.001", "testLoss")).toBeLessThan(0.3);
  expect(mean("", "l2 0.001", "testAccuracy")).toBeGreaterThan(mean("", plain, "testAccuracy"));
  expect(mean("", "l2 0.001", "kernelNorm1") / mean("", plain, "kernelNorm1")).toBeCloseTo(0.25, 1);
  expect(mean("", "l2 0.001", "kernelNorm2")).toBeGreaterThan(mean("", plain, "kernelNorm2"));
  const l1 = mean("alternates", "l1 0.001", "kernelNorm1");
  expect(l1).toBeGreaterThan(mean("alternates", "l2 0.001", "kernelNorm1"));
  expect(l1).toBeLessThan(mean("alternates", plain, "kernelNorm1"));
  const both = ["kernelNorm1", "kernelNorm2"].map((norm) => mean("output-layer", "l2 0.001 on both", norm));
  expect((both[0] ?? 0) / (both[1] ?? 0)).toBeCloseTo(1, 1);
  const biased = "l2 0.001 on kernel and bias";
  expect(mean("bias", biased, "testAccuracy")).toBe(mean("bias", "l2 0.001", "testAccuracy"));
  for (const number of ["trainLoss", "testLoss", "kernelNorm1", "kernelNorm2"]) {
    expect(Math.abs(mean("bias", biased, number) / mean("bias", "l2 0.001", number) - 1)).toBeLessThan(0.1);
  }
});

test("weight constraints", () => {
  const { mean } = read("weight-constraints");
  const [plain, unit] = ["without a constraint", "unit norm"];
  expect(mean("", unit, "kernelNorm1")).toBeCloseTo(Math.sqrt(500), 4);
  expect(mean("", unit, "testAccuracy")).toBeGreaterThan(mean("", plain, "testAccuracy"));
  const others = "with-other-methods";
  expect(mean(others, "unit norm and l2 0.001", "testLoss") - 0.5).toBeCloseTo(0.23, 2);
  expect(mean(others, unit, "testLoss")).toBeCloseTo(0.33, 2);
  const dropped = "unit norm and dropout 0.4";
  expect(mean(others, dropped, "testLoss")).toBeGreaterThan(mean(others, unit, "testLoss"));
  expect(mean(others, dropped, "testAccuracy")).toBe(mean(others, unit, "testAccuracy"));
  expect(mean("weight-norm", "norm at most 3", "testLoss")).toBeCloseTo(mean("", plain, "testLoss"), 3);
  const gap = (name: string) =>
    mean("output-layer", name, "testLoss") - mean("output-layer", name, "trainLoss");
  expect(rising([gap("unit norm on both"), gap("output norm at most 3"), gap(unit)])).toBe(true);
  expect(mean("output-layer", "output norm at most 3", "testAccuracy")).toBe(mean("", unit, "testAccuracy"));
  expect(mean("output-layer", "unit norm on both", "testAccuracy")).toBeCloseTo(0.91, 2);
  const bias = "unit norm on kernel, bias at most 1";
  expect(mean("bias", bias, "testAccuracy")).toBeCloseTo(0.83, 2);
  expect(mean("bias", bias, "testLoss") / mean("bias", unit, "testLoss")).toBeGreaterThan(1.8);
});

test("dropout", () => {
  const { mean, means } = read("dropout");
  const [plain, dropped] = ["without dropout", "dropout 0.4"];
  expect(mean("", plain, "trainAccuracy")).toBe(1);
  expect(mean("", plain, "testLoss") / mean("", dropped, "testLoss")).toBeCloseTo(4, 0);
  expect(mean("", dropped, "kernelNorm1") / mean("", plain, "kernelNorm1")).toBeLessThan(0.4);
  expect(mean("", dropped, "kernelNorm2") / mean("", plain, "kernelNorm2")).toBeCloseTo(0.5, 1);
  expect(mean("", dropped, "testAccuracy")).toBeGreaterThan(mean("", plain, "testAccuracy"));
  for (const name of ["inputs 0.2", "inputs 0.2 and hidden 0.4"]) {
    expect(mean("input-dropout", name, "testAccuracy")).toBeLessThan(0.52);
  }
  const bounded = "dropout 0.4, norm at most 3";
  expect(mean("weight-constraint", bounded, "testLoss")).toBeCloseTo(mean("", dropped, "testLoss"), 2);
  const losses = means("grid-over-rate", "testLoss");
  expect(losses.indexOf(Math.min(...losses))).toBe(3);
  const [, low = 0, middle = 0, ...rest] = means("grid-over-rate", "testAccuracy");
  expect(Math.min(low, middle)).toBeGreaterThan(Math.max(...rest));
});

test("noise", () => {
  const { mean, means } = read("noise");
  const loss = (name: string) => mean("", name, "testLoss");
  const accuracy = (name: string) => mean("", name, "testAccuracy");
  const plain = "without noise";
  expect(loss("inputs 0.01") / loss(plain)).toBeCloseTo(2 / 3, 1);
  expect(Math.abs(accuracy("inputs 0.01") - accuracy(plain))).toBeLessThan(0.02);
  expect(accuracy("inputs 0.1")).toBeLessThan(accuracy(plain));
  for (const name of ["before the activation 0.1", "after the activation 0.1"]) {
    expect(loss(name)).toBeLessThan(loss(plain));
    expect(loss(name)).toBeGreaterThan(loss("inputs 0.1"));
    expect(accuracy(name)).toBeGreaterThan(accuracy(plain));
  }
  const grid = "grid-over-standard-deviation";
  expect(rising(means(grid, "testLoss").reverse())).toBe(true);
  expect(rising(means(grid, "trainLoss"))).toBe(true);
  const best = means(grid, "testAccuracy");
  expect(best.indexOf(Math.max(...best))).toBe(4);
});

test("early stopping", () => {
  const { mean } = read("early-stopping");
  const accuracy = (name: string) => mean("", name, "testAccuracy");
  expect(mean("", "patience 0", "stopEpoch")).toBeLessThan(300);
  expect(mean("", "patience 200", "stopEpoch") / 1000).toBeCloseTo(1, 1);
  expect(accuracy("patience 0")).toBeLessThan(accuracy("all 4,000 epochs"));
  expect(accuracy("patience 200")).toBeGreaterThan(accuracy("all 4,000 epochs"));
  const watched = mean("accuracy", "accuracy, patience 200", "stopEpoch");
  expect(watched).toBeLessThan(mean("accuracy", "patience 200", "stopEpoch"));
  const apart = "10 of the 30 training points choose";
  expect(mean("validation-part", apart, "testAccuracy")).toBeCloseTo(0.83, 2);
  expect(mean("validation-part", apart, "stopEpoch") / 100).toBeCloseTo(2.8, 1);
  expect(mean("regression", "patience 20", "stopEpoch")).toBeLessThan(50);
  expect(mean("regression", "patience 20", "testLoss")).toBeCloseTo(0.45, 2);
  expect(mean("regression", "all epochs", "testLoss")).toBeCloseTo(0.43, 2);
  expect(mean("regression", "all epochs", "trainLoss")).toBeLessThan(1e-4);
});

test("data scaling", () => {
  const { mean, means } = read("data-scaling");
  const share = mean("", "targets standardised", "testR2");
  expect(share).toBeCloseTo(0.99, 2);
  expect(mean("", "inputs and targets standardised", "testR2")).toBeCloseTo(share, 3);
  expect(mean("normalise-target", "targets in [0, 1]", "testR2")).toBeCloseTo(0.87, 2);
  const [unit = 0, wide = 0, narrow = 0] = means("other-ranges", "testR2");
  expect(rising([0.5, narrow, unit, wide])).toBe(true);
});

describe("vanishing gradients", () => {
  const { mean, means, values } = read("vanishing-gradients");

  test("and what is done against them", () => {
    const tanh = values("", "5 tanh layers", "testAccuracy");
    expect(tanh.filter((one) => one < 0.6).length).toBeGreaterThan(5);
    expect(mean("", "5 relu layers", "testAccuracy")).toBeLessThan(0.51);
    for (const name of ["1 tanh layer", "5 relu layers, He", "5 tanh layers, He"]) {
      expect(Math.min(...values("", name, "testAccuracy"))).toBeGreaterThan(0.79);
    }
    const xavier = values("initialization", "5 tanh layers, Xavier", "testAccuracy");
    const adam = values("adam", "5 tanh layers, Adam", "testAccuracy");
    expect(Math.min(...adam)).toBeGreaterThan(0.6);
    expect(adam.filter((one) => one < Math.min(...xavier)).length).toBeGreaterThan(5);
  });

  test("depth and breadth", () => {
    for (const one of means("depth", "testAccuracy")) {
      expect(one).toBeGreaterThan(0.815);
      expect(one).toBeLessThan(0.845);
    }
    const narrow = means("depth", "trainLoss");
    expect(narrow.indexOf(Math.min(...narrow))).toBe(5);
    const broad = means("breadth", "trainLoss");
    broad.forEach((loss, i) => {
      expect(loss).toBeLessThan(narrow[i] ?? Number.NaN);
    });
    expect(broad.at(-1)).toBeLessThan(broad[1] ?? Number.NaN);
    const held = means("breadth", "testLoss").slice(1);
    expect(rising(held.slice(0, 7))).toBe(true);
    expect(held.at(-1)).toBe(Math.max(...held));
  });
});

test("exploding gradients", () => {
  const { mean, means } = read("exploding-gradients");
  const loss = mean("", "norm at most 1", "testLoss");
  expect(loss / (1 - mean("", "norm at most 1", "testR2")) / 1000).toBeCloseTo(26, 0);
  const norms = means("norm-values", "testLoss");
  expect(Math.max(...norms.slice(0, 2))).toBeLessThan(Math.min(...norms.slice(2)));
  expect(rising(norms.slice(1))).toBe(true);
  expect(rising(means("value-ranges", "testLoss"))).toBe(true);
  const weights = (part: string, name: string) => mean(part, name, "kernelNorm1");
  const both = "norm-and-values";
  expect(
    weights(both, "norm at most 1, then values at most 0.5") / weights("", "norm at most 1"),
  ).toBeCloseTo(1, 1);
  const ten = weights("norm-values", "norm at most 10");
  expect(weights(both, "norm at most 10, then values at most 5") / ten).toBeCloseTo(1, 1);
});
