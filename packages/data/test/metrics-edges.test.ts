import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as data from "../src";
import * as metrics from "../src/metrics";
import { argsort } from "../src/metrics/argsort";
import { examplesIn, runExample } from "./support/examples";

// biome-ignore lint/suspicious/noExplicitAny: metrics have many forms.
type Any = any;

const {
  accuracyScore,
  classificationReport,
  confusionMatrix,
  DataError,
  f1Score,
  logLoss,
  meanSquaredError,
  MetricWarning,
  precisionScore,
  rocAucScore,
  rocCurve,
} = data;

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

const functions = Object.entries(metrics).filter(([name]) => /^[a-z]/.test(name)) as [string, Any][];

/** What each metric is called with here; everything else takes classes. */
const inputsOf = (name: string): [number[], number[], object?] => {
  if (name === "auc")
    return [
      [0, 0.5, 1],
      [0, 0.5, 1],
    ];
  if (/^(roc|average|precisionRecallCurve|det|brier|calibration|logLoss)/.test(name))
    return [
      [0, 1, 1],
      [0.2, 0.1, 0.9],
    ];
  if (name === "topKAccuracyScore") return [[0, 1, 1], [0.2, 0.1, 0.9], { k: 1 }];
  if (/Error|Deviance|r2|d2|explained|Pinball/.test(name))
    return [
      [1, 2, 3],
      [1, 2.5, 2],
    ];
  return [[0, 1, 1], [0, 1, 0], ...(name === "fbetaScore" ? [{ beta: 2 }] : [])] as Any;
};

describe.each(functions)("%s", (name, metric) => {
  const [a, b, options] = inputsOf(name);
  const given = options === undefined ? [] : [options];
  const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
  const expected = plain(metric(a, b, ...given));

  it("takes arrays of every form, and leaves them as they are", () => {
    const column = (values: number[]): Any => data.table({ v: values }).column("v");
    const forms: ((values: number[]) => Any)[] = [
      (values) => Float64Array.from(values),
      (values) => ({ data: Float64Array.from(values), shape: [values.length] }),
      (values) => ({ data: Float64Array.from(values), shape: [values.length, 1] }),
      (values) => values.map((value) => [value]),
      (values) => ({ toArray: () => values, shape: [values.length], dtype: "float64" }),
      column,
    ];
    for (const form of forms) {
      const inputs = [form(a), form(b)];
      const before = JSON.stringify(inputs);
      expect(plain(metric(...inputs, ...given))).toEqual(expected);
      expect(JSON.stringify(inputs)).toBe(before);
    }
  });

  it("refuses inputs that do not fit, by its name", () => {
    const bad: [Any, Any, RegExp][] = [
      [[0, 1], [0, 1, 1], /same rows, received 2 and 3/],
      [[], [], /at least one row/],
      [
        undefined,
        b,
        /as an array, a typed array, \{ data, shape \}, a column or a tensor, received undefined/,
      ],
      [a, null, /received null/],
      [a, "011", /received string/],
      [[0, 1, Number.NaN], b, /missing in row 2|finite numbers/],
      [a, [0, null, 1], /missing in row 1|finite numbers/],
      [{ data: new Float64Array(3), shape: [2] }, b, /of shape/],
      [a, [[0], [1, 1], [0]], /in every row/],
    ];
    for (const [first, second, text] of bad) {
      expect(() => metric(first, second, ...given)).toThrow(DataError);
      expect(() => metric(first, second, ...given)).toThrow(text);
      expect(() => metric(first, second, ...given)).toThrow(new RegExp(`^${name}: `));
    }
  });

  if (name !== "auc" && name !== "maxError") {
    it("refuses unknown options", () => {
      expect(() => metric(a, b, { sampelWeight: [1, 2] })).toThrow(
        /expected the options .*, received "sampelWeight"; /,
      );
      expect(() => metric(a, b, 3)).toThrow(/expected an object of options, received 3/);
    });
  }
  if (name !== "auc" && name !== "maxError" && name !== "calibrationCurve") {
    it("refuses weights that do not fit", () => {
      expect(() => metric(a, b, { ...options, sampleWeight: [1, 2] })).toThrow(
        /sampleWeight for each of 3 rows/,
      );
      expect(() => metric(a, b, { ...options, sampleWeight: [1, 2, Number.NaN] })).toThrow(
        /sampleWeight of finite/,
      );
    });
  }
});

describe("warnings", () => {
  it("are told once by console.warn", () => {
    const warned = vi.mocked(console.warn);
    precisionScore([0, 1, 1], [0, 0, 0]);
    const first = warned.mock.calls.length;
    precisionScore([0, 1, 1], [0, 0, 0]);
    precisionScore([0, 1], [0, 0]);
    expect(warned.mock.calls.length).toBe(first);
    for (const [text] of warned.mock.calls)
      expect(text).toMatch(/^MetricWarning: precisionScore: precision is ill-defined/);
  });

  it("go to onWarning, every time, when it is given", () => {
    const told: data.MetricWarning[] = [];
    const onWarning = (warning: data.MetricWarning): void => {
      told.push(warning);
    };
    for (let i = 0; i < 2; i++) expect(precisionScore([0, 1, 1], [0, 0, 0], { onWarning })).toBe(0);
    expect(told.map(({ metric }) => metric)).toEqual(["precisionScore", "precisionScore"]);
    expect(told[0]).toBeInstanceOf(MetricWarning);
    expect(told[0]?.message).toBe(
      "precisionScore: precision is ill-defined and set to 0 due to no predicted samples; pass zeroDivision to choose",
    );
    expect(console.warn).not.toHaveBeenCalled();
  });

  it("can stop everything", () => {
    const onWarning = (warning: data.MetricWarning): never => {
      throw warning;
    };
    expect(() => f1Score([0, 0], [0, 0], { onWarning })).toThrow(MetricWarning);
  });
});

describe("classes", () => {
  it("may be texts, truth values or numbers, of columns too", () => {
    const table = data.table({ y: ["b", "a", "b"], p: ["b", "b", "b"] });
    expect(accuracyScore(table.column("y"), table.column("p"))).toBe(2 / 3);
    expect(f1Score([true, false], [1, 0])).toBe(1);
    expect(f1Score([true, false, true], [true, true, true])).toBe(0.8);
    expect(precisionScore(["no", "yes"], ["yes", "yes"], { posLabel: "yes" })).toBe(0.5);
    expect([...confusionMatrix([true, false], [true, true], { labels: [true, false] }).data]).toEqual([
      1, 0, 1, 0,
    ]);
  });

  it("say what is wrong with them", () => {
    expect(() => accuracyScore(["a", "b"], [0, 1])).toThrow(
      /classes of one type, received texts such as "a"/,
    );
    expect(() => accuracyScore([0, 1], [0.2, 0.9])).toThrow(
      /received the number 0.2 in row 0; turn probabilities/,
    );
    expect(() =>
      accuracyScore(
        [0, 1],
        [
          [0.2, 0.8],
          [0.9, 0.1],
        ],
      ),
    ).toThrow(/take the place of the largest/);
    expect(() =>
      accuracyScore(
        [
          [0, 2],
          [1, 1],
        ],
        [
          [0, 1],
          [1, 1],
        ],
      ),
    ).toThrow(/rows of 0 and 1 .* received 2 in row 0/);
    expect(() => accuracyScore([[0, 1]], [[0, 1, 1]])).toThrow(/as many labels in yPred/);
    expect(() => accuracyScore([{} as Any], [1])).toThrow(
      /texts, whole numbers or truth values, received object/,
    );
    expect(() => f1Score([0, 1, 2], [0, 1, 1])).toThrow(
      /two classes for average "binary", received the 3 classes 0, 1, 2/,
    );
    expect(() => f1Score(["a", "b"], ["a", "a"])).toThrow(
      /posLabel to be one of the classes "a", "b", received 1/,
    );
    expect(() => f1Score([0, 1], [0, 1], { average: "mean" as Any })).toThrow(
      /average as one of "binary", "micro"/,
    );
    expect(() => f1Score([0, 1], [0, 1], { average: "samples" })).toThrow(
      /several labels a row for average "samples"/,
    );
    expect(() => f1Score([0, 1], [0, 1], { zeroDivision: 2 })).toThrow(/zeroDivision as one of/);
    expect(() => data.fbetaScore([0, 1], [0, 1], {} as Any)).toThrow(/beta of at least 0/);
    expect(() => data.jaccardScore([0, 1], [0, 1], { zeroDivision: Number.NaN })).toThrow(/received NaN/);
    expect(() => confusionMatrix([0, 1], [0, 1], { labels: [2] })).toThrow(
      /at least one of labels to be in yTrue/,
    );
    expect(() => confusionMatrix([0, 1], [0, 1], { labels: [1, 1] })).toThrow(
      /labels that differ, received 1 twice/,
    );
    expect(() => confusionMatrix([0, 1], [0, 1], { labels: [] })).toThrow(/at least one label/);
    expect(() => confusionMatrix([0, 1], [0, 1], { normalize: "rows" as Any })).toThrow(
      /normalize as one of "true"/,
    );
    expect(() => confusionMatrix([[0, 1]], [[0, 1]])).toThrow(/one class a row, received 2 labels a row/);
    expect(() => data.multilabelConfusionMatrix([0], [0], { samplewise: true })).toThrow(/samplewise/);
    expect(() => data.multilabelConfusionMatrix([[0, 1]], [[0, 1]], { labels: [2] })).toThrow(
      /places from 0 to 1/,
    );
    expect(() => data.cohenKappaScore([0], [0], { weights: "cubic" as Any })).toThrow(/weights as one of/);
  });
});

describe("scores and probabilities", () => {
  it("say what is wrong with them", () => {
    const three = [
      [0.2, 0.3, 0.5],
      [0.1, 0.8, 0.1],
      [0.6, 0.2, 0.2],
    ];
    expect(() => rocCurve(["a", "b"], [0.1, 0.2])).toThrow(
      /say which of them is the positive one: \{ posLabel \}/,
    );
    expect(() => rocCurve([0, 1, 2], [0.1, 0.2, 0.3])).toThrow(
      /take one of them against the rest with posLabel/,
    );
    expect(() =>
      rocCurve(
        [0, 1],
        [
          [0.1, 0.2],
          [0.1, 0.3],
        ],
      ),
    ).toThrow(/one number a row, received 2/);
    expect(() => rocCurve([0, 1], [0.1, 0.2], { sampleWeight: [0, 0] })).toThrow(/a row with a weight/);
    expect(() => rocAucScore([1, 1], [0.1, 0.2])).toThrow(/received one class/);
    expect(() => rocAucScore([0, 1], [0.1, 0.2], { maxFpr: 0 })).toThrow(/maxFpr above 0/);
    expect(() => rocAucScore([0, 1, 2], three)).toThrow(/choose "ovr" .* or "ovo"/);
    expect(() => rocAucScore([0, 1, 1], three, { multiClass: "ovr" })).toThrow(/as many columns of scores/);
    expect(() => rocAucScore([0, 1, 1], three, { multiClass: "ovr", labels: [0, 2, 1] })).toThrow(
      /sorted labels/,
    );
    expect(() => rocAucScore([0, 1, 3], three, { multiClass: "ovr", labels: [0, 1, 2] })).toThrow(
      /received 3 in row 2/,
    );
    expect(() => rocAucScore([0, 1, 2], three, { multiClass: "ovo", average: "micro" })).toThrow(
      /"macro", "weighted"/,
    );
    expect(() => rocAucScore([0, 1, 2], three, { multiClass: "ovo", sampleWeight: [1, 1, 1] })).toThrow(
      /use "ovr"/,
    );
    expect(() => rocAucScore([0, 1, 2], three, { multiClass: "ovr", maxFpr: 0.5 })).toThrow(/no maxFpr/);
    expect(() =>
      rocAucScore(
        [0, 1, 2],
        three.map((row) => row.map((p) => 2 * p)),
        { multiClass: "ovr" },
      ),
    ).toThrow(/sum to 1 in each row/);
    expect(() =>
      rocAucScore(
        [0, 1],
        [
          [0.5, 0.5],
          [0.4, 0.6],
        ],
      ),
    ).toThrow(/the probability of the higher class alone/);
    expect(() => data.detCurve([1, 1], [0.1, 0.2])).toThrow(/two classes in yTrue/);
    expect(() => data.averagePrecisionScore([0, 1, 2], [1, 2, 3])).toThrow(
      /3 scores a row in yScore, received 1/,
    );
    expect(() => data.averagePrecisionScore(["a", "b"], [1, 2])).toThrow(/posLabel to be one of the classes/);
    expect(() => data.averagePrecisionScore([0, 1, 2], three, { posLabel: 2 })).toThrow(/no posLabel/);
    expect(() => logLoss([0, 1], [0.2, 1.5])).toThrow(/take the sigmoid or softmax/);
    expect(() => logLoss([1, 1], [0.2, 0.5])).toThrow(/at least two classes in yTrue, received 1 only/);
    expect(() => logLoss([1, 1], [0.2, 0.5], { labels: [1] })).toThrow(/at least two labels/);
    expect(() => logLoss([0, 2], [0.2, 0.5], { labels: [0, 1] })).toThrow(/received 2 in row 1/);
    expect(() => logLoss([0, 1, 2], [0.2, 0.5, 0.1])).toThrow(
      /each of the 3 classes 0, 1, 2 in yPred, received 1/,
    );
    expect(() => logLoss([0, 1], [0.2, 0.5], { eps: 0.5 })).toThrow(/eps of at least 0 and below 0.5/);
    expect(() => data.brierScoreLoss([0, 1, 2], [0.1, 0.2, 0.3])).toThrow(
      /two classes in yTrue, received the 3/,
    );
    expect(() => data.brierScoreLoss([0, 1], [0.1, 1.2])).toThrow(
      /from 0 to 1 in yProb, received 1.2 in row 1/,
    );
    expect(() => data.brierScoreLoss(["a", "b"], [0.1, 0.2])).toThrow(/posLabel/);
    expect(data.brierScoreLoss([1, 2], [0.1, 0.9])).toBeCloseTo(0.01, 12);
    expect(() => data.calibrationCurve([1, 2], [0.1, 0.9])).toThrow(/or posLabel, received the classes 1, 2/);
    expect(() => data.calibrationCurve([0, 1], [0.1, 0.2], { nBins: 0 })).toThrow(/nBins/);
    expect(() => data.topKAccuracyScore([0, 1], [0.1, 0.2], { k: 0 })).toThrow(/k as a whole number/);
    expect(() => data.auc([0, 1, 0.5], [0, 1, 1])).toThrow(/does both; sort it/);
    expect(() => data.auc([0], [1])).toThrow(/at least 2 points/);
  });

  it("holds probabilities of single precision further from 0 and 1", () => {
    expect(logLoss([0, 1], Float32Array.of(1, 0))).toBeCloseTo(23 * Math.LN2, 12);
    expect(logLoss([0, 1], Float64Array.of(1, 0))).toBeCloseTo(52 * Math.LN2, 12);
    expect(logLoss([0, 1], { toArray: () => [1, 0], dtype: "float32" } as Any)).toBeCloseTo(
      23 * Math.LN2,
      12,
    );
  });

  it("has Infinity as the first threshold when asked", () => {
    expect([...rocCurve([0, 1], [0.2, 0.8]).thresholds]).toEqual([1.8, 0.8, 0.2]);
    expect(rocCurve([0, 1], [0.2, 0.8], { firstThreshold: "infinity" }).thresholds[0]).toBe(Infinity);
  });
});

describe("numbers", () => {
  it("say what is wrong with them", () => {
    expect(() => meanSquaredError([[1, 2]], [[1, 2, 3]])).toThrow(
      /as many outputs in yPred as in yTrue, received 3 and 2/,
    );
    expect(() => meanSquaredError([[1, 2]], [[1, 2]], { multioutput: "all" as Any })).toThrow(
      /multioutput as one of/,
    );
    expect(() => meanSquaredError([[1, 2]], [[1, 2]], { multioutput: [1] })).toThrow(
      /a weight for each of 2 outputs/,
    );
    expect(() => meanSquaredError([1, 2], [1, 2], { multioutput: [1] })).toThrow(/no weights in multioutput/);
    expect(() => meanSquaredError([1, 2], [1, 2], { sampleWeight: [1, -1] })).toThrow(
      /weights that sum to 0/,
    );
    expect(() => meanSquaredError(["1", "2"] as Any, [1, 2])).toThrow(
      /finite numbers, received "1" in row 0/,
    );
    expect(() => data.maxError([[1, 2]], [[1, 2]])).toThrow(/one output a row, received 2/);
    expect(() => data.meanSquaredLogError([-1], [1])).toThrow(/yTrue above -1/);
    expect(() => data.meanPinballLoss([1], [1], { alpha: 2 })).toThrow(/alpha from 0 to 1/);
    expect(() => data.d2TweedieScore([0, 0], [1, 2], { power: 1 })).toThrow(
      /d2TweedieScore: expected a mean of yTrue above 0 for power 1, .*, received 0; choose power 0/,
    );
    expect(() => data.d2TweedieScore([-3, 1], [1, 2], { power: -1 })).toThrow(
      /mean of yTrue above 0.*received -1/,
    );
    expect(() => data.d2TweedieScore([-3, 1], [1, 2], { power: 1 })).toThrow(
      /yTrue of at least 0 .*received -3/,
    );
    expect(() => data.d2TweedieScore([3, 1], [0, 2], { power: 1 })).toThrow(/yPred above 0 .*received 0/);
    expect(() => data.meanTweedieDeviance([1], [1], { power: 0.5 })).toThrow(
      /power of at most 0 or at least 1/,
    );
    expect(() => data.meanPoissonDeviance([1], [0])).toThrow(/yPred above 0 for power 1, received 0/);
    expect(() => data.meanGammaDeviance([0], [1])).toThrow(/yTrue above 0 for power 2, received 0/);
  });
});

describe("classificationReport", () => {
  it("refuses names and digits that do not fit", () => {
    expect(() => classificationReport([0, 1], [0, 1], { targetNames: ["a"] })).toThrow(
      /targetNames for each of 2 classes/,
    );
    expect(() => classificationReport([0, 1], [0, 1], { digits: -1 })).toThrow(/digits/);
  });

  it("rounds as Python does", () => {
    const yTrue = [0, 0, 0, 0, 0, 0, 0, 0];
    const text = classificationReport(yTrue, [0, 1, 1, 1, 1, 1, 1, 1], { zeroDivision: 0 });
    // 0.125, half way between 0.12 and 0.13.
    expect(text).toContain("0       1.00      0.12      0.22         8");
  });
});

describe("test parts", () => {
  it("are told of every judgement, and once more predictions are another look", () => {
    for (const [name, metric] of functions) {
      if (name === "auc") continue;
      const [a, b, options] = inputsOf(name);
      const given = options === undefined ? [] : [options];
      const long = (values: number[]): number[] => Array.from({ length: 40 }, (_, i) => values[i % 3]!);
      const y = data.ndarray(Float64Array.from(long(a)));
      const { test } = data.split(y, { train: 0.6, dev: 0.2, test: 0.2, randomState: 3 });
      const guess = Array.from(test.data, (value) => b[a.indexOf(value)]!);
      metric(test, guess, ...given);
      metric(test, guess, ...given);
      expect(data.evaluations(test).map(({ what }) => what)).toEqual([name]);
      expect(console.warn).not.toHaveBeenCalledWith(expect.stringContaining("was evaluated before"));
    }
  });
});

describe("the examples in the documentation of metrics", () => {
  it.each(examplesIn("metrics"))("of %s", async (_file, example) => {
    await runExample(example, data);
  });
});

describe("the order of numbers", () => {
  it("is that of a comparison sort, for few and for many", () => {
    const random = data.randomState(5);
    for (const n of [0, 1, 2, 511, 512, 3000]) {
      const values = random
        .normal(0, 1, n)
        .map((value, i) => (i % 3 === 0 ? Math.round(value) : value * 1e10));
      const expected = Array.from(values.keys()).sort((a, b) => values[a]! - values[b]! || a - b);
      const received = argsort(values.map((value) => value + 0));
      expect([...received]).toEqual(expected);
    }
  });
});
