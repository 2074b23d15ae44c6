import { diagnose } from "@wellfit/experiments";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

describe("the four scenarios of the course", () => {
  test.each([
    [0.01, 0.16, "low bias, high variance"],
    [0.15, 0.16, "high bias, low variance"],
    [0.15, 0.3, "high bias, high variance"],
    [0.005, 0.01, "low bias, low variance"],
  ])("train %d, dev %d: %s", (trainError, devError, label) => {
    const found = diagnose({ trainError, devError });
    expect(found.label).toBe(label);
    expect(found.bias.high).toBe(label.startsWith("high"));
    expect(found.variance.high).toBe(label.endsWith("high variance"));
    expect([found.bias.threshold, found.variance.threshold]).toEqual([0.05, 0.05]);
  });
});

test("against human-level error", () => {
  const found = diagnose({ trainError: 0.15, devError: 0.3, baselineError: 0.14 });
  expect(found).toMatchObject({
    label: "low bias, high variance",
    bias: { gap: 0.01, high: false },
    variance: { gap: 0.15, high: true },
  });
});

describe("the next steps", () => {
  const first = (trainError: number, devError: number, more: object = {}): string[] =>
    diagnose({ trainError, devError, ...more }).nextSteps.map((step) =>
      step.split(/[ :,]/).slice(0, 3).join(" "),
    );

  test("mend bias before variance", () => {
    expect(first(0.15, 0.16)).toEqual(["Train a bigger", "Train longer ", "Try another architecture"]);
    expect(first(0.01, 0.16)).toEqual(["Get more training", "Regularise  l2", "Try another architecture"]);
    expect(first(0.15, 0.3)).toEqual([
      "Train a bigger",
      "Train longer ",
      "Try another architecture",
      "Then judge variance",
      "Get more training",
      "Regularise  l2",
      "Try another architecture",
    ]);
  });

  test("are one evaluation on the test part when nothing stands out", () => {
    expect(diagnose({ trainError: 0.01, devError: 0.02 }).nextSteps).toEqual([
      "Nothing stands out: evaluate once on the test part",
    ]);
    expect(diagnose({ trainError: 0.01, devError: 0.02, testError: 0.03 }).nextSteps[0]).toContain(
      "use the model",
    );
  });

  test("look at the data when dev rows come from elsewhere, and at the dev part when the test is worse", () => {
    const mismatch = diagnose({ trainError: 0.01, trainDevError: 0.015, devError: 0.1 });
    expect(mismatch).toMatchObject({
      label: "low bias, low variance, data mismatch",
      mismatch: { gap: 0.085, high: true },
    });
    expect(mismatch.variance.gap).toBe(0.005);
    expect(mismatch.nextSteps[0]).toContain("Compare the dev rows");
    const overfit = diagnose({ trainError: 0.01, devError: 0.02, testError: 0.2 });
    expect(overfit).toMatchObject({
      label: "low bias, low variance, overfitted dev part",
      devOverfit: { gap: 0.18 },
    });
    expect(overfit.nextSteps[0]).toContain("bigger dev part");
  });
});

test("thresholds can be set and are shown", () => {
  const found = diagnose({ trainError: 0.02, devError: 0.05, biasThreshold: 0.01, varianceThreshold: 0.5 });
  expect(found.label).toBe("high bias, low variance");
  expect(String(found)).toBe(
    [
      "High bias, low variance",
      "  bias: train 2% - baseline 0% = 2%, above the threshold of 1%",
      "  variance: dev 5% - train 2% = 3%, within the threshold of 50%",
      "Next:",
      "  1. Train a bigger network: more units or more layers",
      "  2. Train longer, or with a better optimizer or learning rate",
      "  3. Try another architecture, one made for this kind of data",
    ].join("\n"),
  );
  const full = String(diagnose({ trainError: 0.1, trainDevError: 0.12, devError: 0.3, testError: 0.31 }));
  expect(full).toContain("  mismatch: dev 30% - train-dev 12% = 18%, above the threshold of 5%");
  expect(full).toContain("  dev overfit: test 31% - dev 30% = 1%, within the threshold of 5%");
});

test("a diagnosis is plain data", () => {
  const found = diagnose({ trainError: 0.1, devError: 0.2 });
  expect(Object.keys(found)).toEqual(["bias", "variance", "label", "nextSteps"]);
  expect(JSON.parse(JSON.stringify(found))).toEqual({ ...found });
});

test("any rates: the gaps are their differences, and what is high has a step against it", () => {
  const rate = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(rate, rate, rate, (trainError, devError, baselineError) => {
      const { bias, variance, nextSteps, label } = diagnose({ trainError, devError, baselineError });
      expect(bias.gap).toBeCloseTo(trainError - baselineError, 11);
      expect(variance.gap).toBeCloseTo(devError - trainError, 11);
      expect(bias.high).toBe(bias.gap > bias.threshold);
      expect(variance.high).toBe(variance.gap > variance.threshold);
      expect(label).toBe(`${bias.high ? "high" : "low"} bias, ${variance.high ? "high" : "low"} variance`);
      expect(nextSteps.some((step) => step.includes("bigger network"))).toBe(bias.high);
      expect(nextSteps.some((step) => step.includes("more training data"))).toBe(variance.high);
    }),
  );
});

describe("errors", () => {
  test.each([
    [
      { trainError: 0.01, devError: 16 },
      /devError 16, expected a number from 0 to 1; as a share 16% is 0.16/,
    ],
    [{ trainError: -0.1, devError: 0.1 }, /trainError -0.1.*not below 0/],
    [{ trainError: Number.NaN, devError: 0.1 }, /trainError NaN/],
    [{ devError: 0.1 }, /trainError undefined.*1 - accuracy/],
    [{ trainError: 0.1, devError: "0.2" }, /devError 0.2, expected a number/],
    [{ trainError: 0.1, devError: 0.2, biasThreshold: 5 }, /biasThreshold 5.*5% is 0.05/],
    [
      { trainError: 0.1, devError: 0.2, baseline: 0 },
      /unknown option "baseline", expected some of trainError/,
    ],
    [undefined, /expected an object such as/],
  ])("%o", (options, message) => {
    expect(() => diagnose(options as never)).toThrow(message);
  });
});
