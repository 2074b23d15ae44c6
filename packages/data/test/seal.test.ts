import { afterEach, describe, expect, it, vi } from "vitest";
import {
  evaluations,
  makeMoons,
  ndarray,
  type PartMark,
  split,
  standardScaler,
  table,
  trainTestSplit,
} from "../src";
import { noteEvaluation } from "../src/leakage/seal";

afterEach(() => vi.restoreAllMocks());

const mark = (data: object): PartMark | undefined =>
  (data as Record<symbol, PartMark | undefined>)[Symbol.for("wellfit.part")];

const moons = () => {
  const { x, y } = makeMoons({ nSamples: 40, noise: 0.2, randomState: 1 });
  return trainTestSplit(x, y, { randomState: 1 });
};

describe("the mark of a test part", () => {
  it("stands on test alone, and is carried through verbs and transforms", () => {
    const people = table({ a: Array.from({ length: 20 }, (_, i) => i) }, { name: "people.csv" });
    const { train, dev, test } = split(people, { randomState: 1 });
    for (const data of [people, train, dev]) expect(mark(data)).toBeUndefined();
    const scaler = standardScaler().fit(train);
    for (const data of [test, test.head(2), test.select(["a"]), test.column("a"), scaler.transform(test)]) {
      expect(mark(data)).toBe(mark(test));
    }
    expect(mark(test)).toMatchObject({ part: "test", source: "people.csv" });
    expect(Object.keys(scaler.transform(test))).toEqual(["data", "shape"]);
    expect(JSON.stringify(scaler.transform(test))).not.toContain("people");
  });

  it("is one for all that was split alike, and another for another split", () => {
    const [xTrain, xTest, , yTest] = moons();
    expect(mark(xTest)).toBe(mark(yTest));
    const [dev, inner] = trainTestSplit(xTrain, { randomState: 0 });
    expect(mark(dev)).toBeUndefined();
    expect(mark(inner)).not.toBe(mark(xTest));
    // What was split off test again to be dev is no test part.
    expect(mark(trainTestSplit(xTest, { randomState: 0 })[0])).toBeUndefined();
    const plain = trainTestSplit([1, 2, 3, 4], { randomState: 0 });
    expect(mark(plain[1])?.part).toBe("test");
  });
});

describe("evaluating on test", () => {
  it("is recorded, and told once from the second time on", () => {
    const [, xTest, , yTest] = moons();
    expect(evaluations(xTest)).toEqual([]);
    const seal = mark(xTest)!;
    expect(seal.evaluated("model a, accuracy 0.8")).toBeUndefined();
    expect(seal.evaluated("model a, accuracy 0.8")).toBeUndefined();
    expect(evaluations(yTest)).toHaveLength(1);
    expect(seal.evaluated("model b, accuracy 0.9")).toMatch(
      /the test part of .* was evaluated before \(model a, accuracy 0\.8 at \d{4}-.*\), and now again \(model b.*Right way: compare and stop by dev/,
    );
    expect(seal.evaluated("model c, accuracy 0.7")).toBeUndefined();
    expect(evaluations(xTest).map(({ what }) => what)).toEqual([
      "model a, accuracy 0.8",
      "model b, accuracy 0.9",
      "model c, accuracy 0.7",
    ]);
    expect(() => evaluations([1])).toThrow(/expected the test part of a split/);
  });

  it("counts metrics of the same predictions once, in whatever form, and beside their model", () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const [, xTest, , yTest] = moons();
    expect(mark(xTest)?.evaluated("model.evaluate, accuracy 0.8")).toBeUndefined();
    const probabilities = Array.from({ length: 10 }, (_, i) => i / 10);
    const labels = probabilities.map((p) => (p > 0.5 ? 1 : 0));
    noteEvaluation(yTest, probabilities, "rocAucScore");
    noteEvaluation(yTest, labels, "accuracyScore");
    noteEvaluation(yTest, Int32Array.from(labels), "f1Score");
    noteEvaluation(yTest, ndarray(probabilities.map((p) => [1 - p, p])), "logLoss");
    noteEvaluation(
      yTest,
      probabilities.map((p) => [1 - p, p]),
      "logLoss",
    );
    noteEvaluation(
      yTest,
      labels.map((label) => (label === 1 ? "yes" : "no")),
      "accuracyScore",
    );
    noteEvaluation(yTest, table({ p: labels }).column("p"), "accuracyScore");
    expect(warn).not.toHaveBeenCalled();
    expect(evaluations(yTest)).toHaveLength(2);
    noteEvaluation(yTest, [...labels].reverse(), "accuracyScore");
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls[0]![0]).toMatch(/^accuracyScore: the test part/);
    noteEvaluation(
      yTest,
      labels.map(() => 1),
      "accuracyScore",
    );
    expect(warn).toHaveBeenCalledTimes(1);
    expect(evaluations(yTest)).toHaveLength(4);
  });

  it("tells predictions of numbers apart, and knows nothing of other data", () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const y = Array.from({ length: 40 }, (_, i) => i * 1.5);
    const [train, test] = trainTestSplit(y, { randomState: 0 });
    noteEvaluation(train, [1], "meanSquaredError");
    noteEvaluation("labels", [1]);
    noteEvaluation(
      test,
      test.map((v) => v + 1),
      "meanSquaredError",
    );
    noteEvaluation(
      test,
      test.map((v) => v + 1),
      "r2Score",
    );
    expect(warn).not.toHaveBeenCalled();
    noteEvaluation(
      test,
      test.map((v) => v + 2),
      "r2Score",
    );
    noteEvaluation(test, null);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(evaluations(test)).toHaveLength(3);
  });
});
