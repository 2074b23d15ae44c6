import { labelEncoder, standardScaler } from "@wellfit/data";
import fc from "fast-check";
import { expect, test } from "vitest";
import { baselineOf } from "../src/judge/baseline";
import { classScores } from "../src/judge/classification";
import { numberScores } from "../src/judge/regression";
import { errorRate, mainScore } from "../src/judge/scores";
import { readOutputs } from "../src/prepare/target";

// By the formulas of scikit-learn's accuracy_score, balanced_accuracy_score, f1_score(average="macro") and log_loss,
// worked out by hand.
test("scores of classes", () => {
  const actual = [0, 0, 0, 1, 1, 2];
  const predicted = [0, 0, 1, 1, 1, 0];
  const probabilities = [
    0.8, 0.1, 0.1, 0.6, 0.3, 0.1, 0.2, 0.5, 0.3, 0.1, 0.8, 0.1, 0.2, 0.7, 0.1, 0.5, 0.2, 0.3,
  ];
  const scores = classScores(actual, predicted, probabilities, ["a", "b", "c"]);
  expect(scores.accuracy).toBeCloseTo(4 / 6, 12);
  expect(scores.balancedAccuracy).toBeCloseTo((2 / 3 + 1 + 0) / 3, 12);
  expect(scores.macroF1).toBeCloseTo((2 / 3 + 0.8 + 0) / 3, 12);
  const logLoss = -[0.8, 0.6, 0.2, 0.8, 0.7, 0.3].reduce((sum, p) => sum + Math.log(p), 0) / 6;
  expect(scores.logLoss).toBeCloseTo(logLoss, 12);
  expect(scores.confusion).toEqual([
    [2, 1, 0],
    [0, 2, 0],
    [1, 0, 0],
  ]);
  expect(scores.perClass[2]).toEqual({ class: "c", rows: 1, precision: null, recall: 0, f1: 0 });
  expect(mainScore(scores)).toBe(scores.accuracy);
  expect(errorRate(scores)).toBeCloseTo(2 / 6, 12);
});

test("a certain mistake costs much but not infinitely, and a class without rows has no recall", () => {
  const scores = classScores([0, 0], [1, 0], [0, 1, 1, 0], ["a", "b"]);
  expect(scores.logLoss).toBeGreaterThan(7);
  expect(scores.logLoss).toBeLessThan(9);
  expect(scores.perClass[1]).toEqual({ class: "b", rows: 0, precision: 0, recall: null, f1: 0 });
  expect(scores.balancedAccuracy).toBe(0.5);
});

test("scores of numbers", () => {
  const scores = numberScores([3, -0.5, 2, 7], [2.5, 0, 2, 8]);
  expect(scores.r2).toBeCloseTo(0.9486081370449679, 12); // the example of scikit-learn's r2_score
  expect(scores.mae).toBeCloseTo(0.5, 12);
  expect(scores.rmse).toBeCloseTo(Math.sqrt(0.375), 12);
  expect(numberScores([5, 5], [5, 6]).r2).toBeNull();
  expect(errorRate(numberScores([1, 2, 3], [30, 20, 10]))).toBe(1);
});

test("R² of the mean is 0, of the truth 1, and of anything at most 1", () => {
  const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 30 });
  fc.assert(
    fc.property(values, values, (actual, guesses) => {
      fc.pre(new Set(actual).size > 1);
      const mean = actual.reduce((sum, value) => sum + value, 0) / actual.length;
      expect(
        numberScores(
          actual,
          actual.map(() => mean),
        ).r2,
      ).toBeCloseTo(0, 9);
      expect(numberScores(actual, actual).r2).toBe(1);
      expect(
        numberScores(
          actual,
          actual.map((_, i) => guesses[i % guesses.length]!),
        ).r2,
      ).toBeLessThanOrEqual(1);
    }),
  );
});

const classes = (names: string[], task: "binary" | "multiclass") =>
  ({ task, column: "y", encoder: labelEncoder().fit(names), classes: names }) as const;

test("the baseline of classes answers the most frequent one", () => {
  const baseline = baselineOf(Float64Array.of(1, 1, 0, 2, 1), classes(["a", "b", "c"], "multiclass"));
  expect(baseline.answer).toBe("b");
  const predictions = baseline.predict(2);
  expect("codes" in predictions && [...predictions.codes]).toEqual([1, 1]);
  expect("codes" in predictions && [...predictions.probabilities]).toEqual([0.2, 0.6, 0.2, 0.2, 0.6, 0.2]);
});

test("the baseline of numbers answers the mean", () => {
  const scaler = standardScaler().fit([[1], [3]]);
  const baseline = baselineOf(Float64Array.of(1, 3), { task: "regression", column: "y", scaler });
  expect(baseline.answer).toBe(2);
});

test("outputs are read as probabilities, or as values in the target's units", () => {
  const binary = readOutputs([0.25, 0.75], classes(["no", "yes"], "binary"));
  expect("codes" in binary && [[...binary.codes], [...binary.probabilities]]).toEqual([
    [0, 1],
    [0.75, 0.25, 0.25, 0.75],
  ]);
  const scaler = standardScaler().fit([[10], [30]]);
  const values = readOutputs([0, 1], { task: "regression", column: "y", scaler });
  expect("values" in values && [...values.values]).toEqual([20, 30]);
  expect(() => readOutputs([0, Number.NaN], { task: "regression", column: "y", scaler })).toThrow(
    /row 2 of 2/,
  );
});
