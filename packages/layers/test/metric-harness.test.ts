import { jit, setEngine, type Tensor, tensor, zeros } from "@wellfit/core";
import type { Metric } from "@wellfit/layers";
import * as layers from "@wellfit/layers";
import { describe, expect, test } from "vitest";
import { snakeCase } from "../src/common/names";
import { withCustomObjects } from "../src/common/resolve";
import { resolveLoss } from "../src/losses/resolve-loss";
import { scalarResult } from "../src/metrics/metric";
import { resolveMetric } from "../src/metrics/resolve-metric";
import { asFiles } from "./support/as-files";
import { numbers } from "./support/data";
import { restoreEngine } from "./support/goldens";

restoreEngine();

type Options = Record<string, unknown>;

interface Entry {
  /** The factory, with options that all metrics have. */
  readonly make: (options?: Options) => Metric;
  /** What names stand for it; none when it needs more than a name. */
  readonly names: readonly string[];
  /** What `make` needs in a config besides a name. */
  readonly needs?: Options;
  readonly yTrue: readonly number[] | readonly (readonly number[])[];
  readonly yPred: readonly number[] | readonly (readonly number[])[];
  /** The result, by hand. */
  readonly expected: number;
  /** Options of its own, none of them the default. */
  readonly own?: Options;
  /** Options that it refuses, and what it says about them. */
  readonly bad?: readonly (readonly [Options, RegExp])[];
  /** A model that it judges. */
  readonly model?: { readonly loss?: string; readonly activation?: string; readonly options?: Options };
}

const binary = { yTrue: [[1], [0], [1], [0]], yPred: [[0.9], [0.6], [0.3], [0.2]] };
const oneHot = [
  [0, 1, 0],
  [1, 0, 0],
  [0, 0, 1],
  [0, 1, 0],
];
const shares = [
  [0.25, 0.5, 0.25],
  [0.5, 0.25, 0.25],
  [0.25, 0.5, 0.25],
  [0.5, 0.25, 0.25],
];
const regression = {
  yTrue: [[1], [2], [3], [4]],
  yPred: [[1], [2], [4], [6]],
};
const softmax = { activation: "softmax", loss: "categoricalCrossentropy" };
const sparse = { activation: "softmax", loss: "sparseCategoricalCrossentropy" };
const sigmoid = { activation: "sigmoid", loss: "binaryCrossentropy" };
const log = Math.log;
const badThresholds = [
  [{ thresholds: 1.3 }, /thresholds 1.3, expected a number at least 0 and at most 1/],
  [{ thresholds: [0.2, -1] }, /thresholds -1/],
  [{ thresholds: [] }, /received no thresholds/],
] as const;
const badColumns = [
  [{ topK: 0 }, /topK 0, expected a whole number at least 1/],
  [{ classId: -1 }, /classId -1/],
] as const;
const badBest = [
  [{ numThresholds: 0 }, /numThresholds 0, expected a whole number at least 1/],
  [{ classId: 0.5 }, /classId 0.5/],
] as const;
const badIou = [
  [{ ignoreClass: 0.5 }, /ignoreClass 0.5/],
  [{ sparseYPred: 1 }, /sparseYPred 1, expected true or false/],
  [{ axis: "last" }, /axis "last"/],
] as const;
const cross = { fromLogits: true, labelSmoothing: 0.1 };

/** A row for each metric that is exported; the first test says so when one is missing. */
const entries: Record<string, Entry> = {
  AUC: {
    make: (o) => layers.auc(o),
    names: ["AUC", "auc"],
    ...binary,
    // Of the four pairs of a 1 and a 0, three are in order.
    expected: 0.75,
    own: {
      curve: "PR",
      summationMethod: "minoring",
      numThresholds: 20,
      fromLogits: true,
      labelWeights: [1],
    },
    bad: [
      [{ curve: "ROK" }, /curve "ROK".*did you mean "ROC"/],
      [{ summationMethod: "sum" }, /summationMethod "sum"/],
      [{ numThresholds: 1 }, /numThresholds 1, expected a whole number at least 2/],
      [{ thresholds: [1.3] }, /thresholds 1.3/],
      [{ numLabels: 3 }, /received numLabels, expected it only with multiLabel/],
      [{ labelWeights: [-1] }, /labelWeights -1/],
      [{ multiLabel: 1 }, /multiLabel 1, expected true or false/],
    ],
    model: { ...sigmoid, options: { numThresholds: 50, multiLabel: true } },
  },
  Accuracy: {
    make: (o) => layers.accuracy(o),
    names: [],
    yTrue: [1, 2, 3, 4],
    yPred: [1, 2, 0, 4],
    expected: 0.75,
    model: {},
  },
  BinaryAccuracy: {
    make: (o) => layers.binaryAccuracy(o),
    names: ["BinaryAccuracy", "binaryAccuracy", "binary_accuracy"],
    ...binary,
    expected: 0.5,
    own: { threshold: 0.25 },
    bad: [[{ threshold: 2 }, /threshold 2/]],
    model: sigmoid,
  },
  BinaryCrossentropyMetric: {
    make: (o) => layers.binaryCrossentropyMetric(o),
    names: ["BinaryCrossentropy", "binaryCrossentropy", "bce", "BCE"],
    ...binary,
    expected: -(log(0.9) + log(0.4) + log(0.3) + log(0.8)) / 4,
    own: cross,
    bad: [[{ labelSmoothing: 1.3 }, /labelSmoothing 1.3/]],
    model: sigmoid,
  },
  BinaryIoU: {
    make: (o) => layers.binaryIou(o),
    names: ["BinaryIoU", "binaryIou", "binary_io_u"],
    ...binary,
    expected: 1 / 3,
    own: { targetClassIds: [1], threshold: 0.25, dtype: "float32" },
    bad: [
      [{ targetClassIds: [2] }, /targetClassIds 2, expected a whole number at least 0 and below 2/],
      [{ targetClassIds: [] }, /expected an array of class numbers/],
      [{ threshold: "half" }, /threshold "half"/],
    ],
    model: sigmoid,
  },
  CategoricalAccuracy: {
    make: (o) => layers.categoricalAccuracy(o),
    names: ["CategoricalAccuracy", "categoricalAccuracy"],
    yTrue: oneHot,
    yPred: shares,
    expected: 0.5,
    model: softmax,
  },
  CategoricalCrossentropyMetric: {
    make: (o) => layers.categoricalCrossentropyMetric(o),
    names: ["CategoricalCrossentropy", "categoricalCrossentropy"],
    yTrue: oneHot,
    yPred: shares,
    expected: (2 * log(2) + 2 * log(4)) / 4,
    own: { ...cross, axis: 1 },
    bad: [[{ axis: 0.5 }, /axis 0.5/]],
    model: softmax,
  },
  CategoricalHingeMetric: {
    make: (o) => layers.categoricalHingeMetric(o),
    names: ["CategoricalHinge", "categoricalHinge"],
    yTrue: oneHot,
    yPred: shares,
    expected: (0.75 + 0.75 + 1.25 + 1.25) / 4,
    model: softmax,
  },
  ConcordanceCorrelation: {
    make: (o) => layers.concordanceCorrelation(o),
    names: ["ConcordanceCorrelation", "concordanceCorrelation"],
    yTrue: [
      [0, 1, 2],
      [0, 1, 2],
    ],
    yPred: [
      [1, 2, 3],
      [0, 1, 2],
    ],
    expected: (4 / 7 + 1) / 2,
    own: { axis: 0 },
    bad: [[{ axis: "rows" }, /axis "rows"/]],
    model: {},
  },
  CosineSimilarityMetric: {
    make: (o) => layers.cosineSimilarityMetric(o),
    names: ["CosineSimilarity", "cosineSimilarity"],
    yTrue: [
      [1, 0],
      [1, 1],
    ],
    yPred: [
      [2, 0],
      [0, 1],
    ],
    expected: (1 + Math.SQRT1_2) / 2,
    own: { axis: 0 },
    bad: [[{ axis: 0.5 }, /axis 0.5/]],
    model: {},
  },
  F1Score: {
    make: (o) => layers.f1Score({ average: "macro", ...o }),
    names: ["F1Score", "f1Score", "f1_score"],
    needs: { average: "macro" },
    yTrue: oneHot,
    yPred: shares,
    // Of the columns: 2/3, 1/2 and 0.
    expected: (2 / 3 + 1 / 2) / 3,
    own: { average: "weighted", threshold: 0.3 },
    bad: [
      [{ average: "median" }, /average "median"/],
      [{ threshold: 0 }, /threshold 0, expected a number above 0 and at most 1/],
      [{ beta: 2 }, /unknown option "beta"/],
    ],
    model: softmax,
  },
  FBetaScore: {
    make: (o) => layers.fBetaScore({ average: "micro", ...o }),
    names: ["FBetaScore", "fBetaScore", "fbeta_score"],
    needs: { average: "micro" },
    yTrue: oneHot,
    yPred: shares,
    expected: 0.5,
    own: { average: "macro", beta: 2, threshold: 0.3 },
    bad: [[{ beta: 0 }, /beta 0, expected a number above 0/]],
    model: softmax,
  },
  FalseNegatives: {
    make: (o) => layers.falseNegatives(o),
    names: ["FalseNegatives", "falseNegatives"],
    ...binary,
    expected: 1,
    own: { thresholds: [0.2, 0.5] },
    bad: badThresholds,
    model: sigmoid,
  },
  FalsePositives: {
    make: (o) => layers.falsePositives(o),
    names: ["FalsePositives", "falsePositives"],
    ...binary,
    expected: 1,
    own: { thresholds: 0.3 },
    bad: badThresholds,
    model: sigmoid,
  },
  HingeMetric: {
    make: (o) => layers.hingeMetric(o),
    names: ["Hinge", "hinge"],
    yTrue: [[-1], [1]],
    yPred: [[0.5], [2]],
    expected: 0.75,
    model: {},
  },
  IoU: {
    make: (o) => layers.iou(3, [0, 2], o),
    names: [],
    needs: { numClasses: 3, targetClassIds: [0, 2] },
    yTrue: [0, 0, 2, 1],
    yPred: [0, 1, 2, 2],
    expected: 0.5,
    own: { ignoreClass: 1, sparseYTrue: false, sparseYPred: false, axis: 1, dtype: "float64" },
    bad: [
      ...badIou,
      [{ numClasses: 0 }, /numClasses 0/],
      [{ targetClassIds: [3] }, /targetClassIds 3, expected a whole number at least 0 and below 3/],
    ],
    model: { ...sparse, options: { sparseYPred: false } },
  },
  KLDivergenceMetric: {
    make: (o) => layers.klDivergenceMetric(o),
    names: ["KLDivergence", "klDivergence", "kl_divergence", "kld"],
    yTrue: [[0.5, 0.5]],
    yPred: [[0.25, 0.75]],
    expected: 0.5 * log(2) + 0.5 * log(2 / 3),
    model: softmax,
  },
  LogCoshError: {
    make: (o) => layers.logCoshError(o),
    names: ["LogCoshError", "logCoshError", "logcosh"],
    ...regression,
    expected: (log(Math.cosh(1)) + log(Math.cosh(2))) / 4,
    model: {},
  },
  Mean: { make: (o) => layers.mean(o), names: ["Mean", "mean"], yTrue: [1, 3, 5, 7], yPred: [], expected: 4 },
  MeanAbsoluteErrorMetric: {
    make: (o) => layers.mae(o),
    names: ["MeanAbsoluteError", "meanAbsoluteError", "mean_absolute_error", "mae", "MAE"],
    ...regression,
    expected: 0.75,
    model: {},
  },
  MeanAbsolutePercentageErrorMetric: {
    make: (o) => layers.mape(o),
    names: ["MeanAbsolutePercentageError", "meanAbsolutePercentageError", "mape", "MAPE"],
    ...regression,
    expected: (100 * (1 / 3 + 1 / 2)) / 4,
    model: {},
  },
  MeanIoU: {
    make: (o) => layers.meanIou(3, o),
    names: [],
    needs: { numClasses: 3 },
    yTrue: [0, 0, 2, 1],
    yPred: [0, 1, 2, 2],
    expected: (1 / 2 + 0 + 1 / 2) / 3,
    own: { ignoreClass: 1, sparseYTrue: false, axis: 1 },
    bad: [...badIou, [{ dtype: "int7" }, /dtype "int7"/]],
    model: { ...sparse, options: { sparseYPred: false } },
  },
  MeanMetricWrapper: {
    make: (o) => layers.meanMetricWrapper(layers.huber({ delta: 0.5 }), o),
    names: [],
    needs: { fn: { class_name: "Huber", config: { delta: 0.5 } } },
    ...regression,
    expected: (0.375 + 0.875) / 4,
    bad: [[{ fn: 7 }, /received 7 as fn, expected a loss, or a function/]],
    model: {},
  },
  MeanSquaredErrorMetric: {
    make: (o) => layers.mse(o),
    names: ["MeanSquaredError", "meanSquaredError", "mse", "MSE"],
    ...regression,
    expected: 1.25,
    model: {},
  },
  MeanSquaredLogarithmicErrorMetric: {
    make: (o) => layers.msle(o),
    names: ["MeanSquaredLogarithmicError", "meanSquaredLogarithmicError", "msle", "MSLE"],
    ...regression,
    expected: (log(5 / 4) ** 2 + log(7 / 5) ** 2) / 4,
    model: {},
  },
  OneHotIoU: {
    make: (o) => layers.oneHotIou(3, [0, 2], o),
    names: [],
    needs: { numClasses: 3, targetClassIds: [0, 2] },
    yTrue: oneHot,
    yPred: shares,
    expected: (1 / 2 + 0) / 2,
    own: { ignoreClass: 1, sparseYPred: true, axis: 1 },
    bad: [[{ sparseYTrue: true }, /unknown option "sparseYTrue"/]],
    model: softmax,
  },
  OneHotMeanIoU: {
    make: (o) => layers.oneHotMeanIou(3, o),
    names: [],
    needs: { numClasses: 3 },
    yTrue: oneHot,
    yPred: shares,
    expected: (1 / 2 + 1 / 3 + 0) / 3,
    own: { ignoreClass: 1, sparseYPred: true },
    bad: [[{ targetClassIds: [1] }, /unknown option "targetClassIds"/]],
    model: softmax,
  },
  PearsonCorrelation: {
    make: (o) => layers.pearsonCorrelation(o),
    names: ["PearsonCorrelation", "pearsonCorrelation"],
    yTrue: [
      [0, 1, 2],
      [0, 1, 2],
    ],
    yPred: [
      [1, 3, 5],
      [1, 0, -1],
    ],
    expected: 0,
    own: { axis: 0 },
    model: {},
  },
  PoissonMetric: {
    make: (o) => layers.poissonMetric(o),
    names: ["Poisson", "poisson"],
    ...regression,
    expected: (1 + (2 - 2 * log(2)) + (4 - 3 * log(4)) + (6 - 4 * log(6))) / 4,
    model: { activation: "softplus" },
  },
  Precision: {
    make: (o) => layers.precision(o),
    names: ["Precision", "precision"],
    ...binary,
    expected: 0.5,
    own: { thresholds: [0.2, 0.5, 0.6], topK: 2, classId: 1 },
    bad: [...badThresholds, ...badColumns],
    model: { ...softmax, options: { topK: 1 } },
  },
  PrecisionAtRecall: {
    make: (o) => layers.precisionAtRecall(0.6, o),
    names: [],
    needs: { recall: 0.6 },
    ...binary,
    expected: 2 / 3,
    own: { numThresholds: 20, classId: 0 },
    bad: badBest,
    model: sigmoid,
  },
  R2Score: {
    make: (o) => layers.r2Score(o),
    names: ["R2Score", "r2Score", "r2_score"],
    ...regression,
    expected: 1 - 5 / 5,
    own: { classAggregation: "variance_weighted_average", numRegressors: 1 },
    bad: [
      [{ classAggregation: "median" }, /classAggregation "median"/],
      [{ numRegressors: -1 }, /numRegressors -1/],
    ],
    model: {},
  },
  Recall: {
    make: (o) => layers.recall(o),
    names: ["Recall", "recall"],
    ...binary,
    expected: 0.5,
    own: { thresholds: 0.3, topK: 2, classId: 1 },
    bad: [...badThresholds, ...badColumns],
    model: { ...softmax, options: { classId: 2, thresholds: 0.3 } },
  },
  RecallAtPrecision: {
    make: (o) => layers.recallAtPrecision(0.9, o),
    names: [],
    needs: { precision: 0.9 },
    ...binary,
    expected: 0.5,
    own: { numThresholds: 20, classId: 0 },
    bad: badBest,
    model: sigmoid,
  },
  RootMeanSquaredError: {
    make: (o) => layers.rootMeanSquaredError(o),
    names: ["RootMeanSquaredError", "rootMeanSquaredError", "rmse"],
    ...regression,
    expected: Math.sqrt(1.25),
    model: {},
  },
  SensitivityAtSpecificity: {
    make: (o) => layers.sensitivityAtSpecificity(0.6, o),
    names: [],
    needs: { specificity: 0.6 },
    ...binary,
    expected: 0.5,
    own: { numThresholds: 1, classId: 0 },
    bad: badBest,
    model: sigmoid,
  },
  SparseCategoricalAccuracy: {
    make: (o) => layers.sparseCategoricalAccuracy(o),
    names: ["SparseCategoricalAccuracy", "sparseCategoricalAccuracy"],
    yTrue: [1, 0, 2, 1],
    yPred: shares,
    expected: 0.5,
    model: sparse,
  },
  SparseCategoricalCrossentropyMetric: {
    make: (o) => layers.sparseCategoricalCrossentropyMetric(o),
    names: ["SparseCategoricalCrossentropy", "sparseCategoricalCrossentropy"],
    yTrue: [1, 0, 2, 1],
    yPred: shares,
    expected: (2 * log(2) + 2 * log(4)) / 4,
    own: { fromLogits: true, ignoreClass: 2, axis: 1 },
    bad: [[{ ignoreClass: 0.5 }, /ignoreClass 0.5/]],
    model: sparse,
  },
  SparseTopKCategoricalAccuracy: {
    make: (o) => layers.sparseTopKCategoricalAccuracy({ k: 1, ...o }),
    names: ["SparseTopKCategoricalAccuracy", "sparseTopKCategoricalAccuracy"],
    needs: { k: 1 },
    yTrue: [1, 0, 2, 1],
    yPred: shares,
    expected: 0.5,
    own: { k: 2, fromSortedIds: true },
    bad: [
      [{ k: 0 }, /k 0, expected a whole number at least 1/],
      [{ fromSortedIds: 1 }, /fromSortedIds 1/],
    ],
    model: sparse,
  },
  SpecificityAtSensitivity: {
    make: (o) => layers.specificityAtSensitivity(0.6, o),
    names: [],
    needs: { sensitivity: 0.6 },
    ...binary,
    expected: 0.5,
    own: { numThresholds: 20, classId: 0 },
    bad: badBest,
    model: sigmoid,
  },
  SquaredHingeMetric: {
    make: (o) => layers.squaredHingeMetric(o),
    names: ["SquaredHinge", "squaredHinge"],
    yTrue: [[-1], [1]],
    yPred: [[0.5], [2]],
    expected: 1.125,
    model: {},
  },
  Sum: { make: (o) => layers.sum(o), names: ["Sum", "sum"], yTrue: [1, 3, 5, 7], yPred: [], expected: 16 },
  TopKCategoricalAccuracy: {
    make: (o) => layers.topKCategoricalAccuracy({ k: 2, ...o }),
    names: ["TopKCategoricalAccuracy", "topKCategoricalAccuracy"],
    needs: { k: 2 },
    yTrue: oneHot,
    // Equal predictions all count as being among the first.
    yPred: [
      [0.2, 0.5, 0.3],
      [0.1, 0.6, 0.3],
      [0.5, 0.3, 0.2],
      [0.6, 0.2, 0.2],
    ],
    expected: 0.5,
    own: { k: 1 },
    bad: [[{ k: 1.5 }, /k 1.5/]],
    model: { ...softmax, options: { k: 2 } },
  },
  TrueNegatives: {
    make: (o) => layers.trueNegatives(o),
    names: ["TrueNegatives", "trueNegatives"],
    ...binary,
    expected: 1,
    own: { thresholds: [0, 0.5, 1] },
    bad: badThresholds,
    model: sigmoid,
  },
  TruePositives: {
    make: (o) => layers.truePositives(o),
    names: ["TruePositives", "truePositives"],
    ...binary,
    expected: 1,
    own: { thresholds: [0.5] },
    bad: badThresholds,
    model: sigmoid,
  },
};

const classes = Object.entries(layers).filter(
  ([, v]) => typeof v === "function" && v.prototype instanceof layers.Metric && Object.hasOwn(v, "className"),
) as unknown as [string, { readonly className: string; readonly name: string }][];

test("every exported metric has a row here", () => {
  expect(classes.map(([name]) => name).sort()).toEqual(Object.keys(entries).sort());
});

const byName: Readonly<Record<string, unknown>> = layers;
const ofValues = ["Mean", "Sum"];

describe.each(Object.entries(entries))("%s", (exported, entry) => {
  const { make, names, needs = {}, own = {} } = entry;
  const Made = byName[exported] as { readonly className: string } & (new (o: Options) => Metric);
  const { className } = Made;
  const yTrue = tensor(entry.yTrue as number[][]);
  const yPred = ofValues.includes(exported)
    ? tensor(1).broadcastTo(yTrue.shape)
    : tensor(entry.yPred as number[][]);
  const rows = yTrue.shape[0] as number;
  const take = (x: Tensor, from: number, to: number): Tensor => x.slice([[from, to]]);
  const resultOf = (metric: Metric, t: Tensor, p: Tensor, w?: Tensor): Tensor => {
    const shaped = metric.forShapes(t.shape, p.shape);
    const start = shaped.states.map(({ shape, dtype }) => zeros(shape, dtype));
    return shaped.result(shaped.update(start, t, p, w));
  };

  test("is what a hand makes of a few rows, in both dtypes and on both engines", () => {
    expect(make().compute(yTrue, yPred)).toBeCloseTo(entry.expected, 5);
    setEngine("reference");
    expect(make().compute(yTrue, yPred)).toBeCloseTo(entry.expected, 5);
    const metric = make({ dtype: "float64" });
    expect(metric.compute(yTrue, yPred)).toBeCloseTo(entry.expected, 5);
    const result = resultOf(metric, yTrue, yPred);
    expect(result.dtype).toBe("float64");
  });

  test("adds up batches, compiled and not, and forgets them", () => {
    const metric = make();
    metric.updateState(take(yTrue, 0, 1), take(yPred, 0, 1));
    if (rows > 1) metric.updateState(take(yTrue, 1, rows), take(yPred, 1, rows));
    expect(metric.currentResult().item()).toBeCloseTo(entry.expected, 5);
    metric.resetState();
    metric.updateState(yTrue, yPred);
    expect(metric.currentResult().item()).toBeCloseTo(entry.expected, 5);
    const step = jit((t: Tensor, p: Tensor) => resultOf(make(), t, p));
    expect(step(yTrue, yPred).item()).toBeCloseTo(entry.expected, 5);
  });

  test("weighs rows: 0 is leaving out, 2 is having twice", () => {
    if (ofValues.includes(exported) || rows < 4) return;
    const twice = [0, 1, 1, 3];
    const w = [1, 2, 0, 1];
    const picked = (x: Tensor): Tensor => {
      const kept = twice.map((row) => [...take(x, row, row + 1).data()]);
      return tensor(kept.flat(), { shape: [4, ...x.shape.slice(1)] });
    };
    const expected = resultOf(make(), picked(yTrue), picked(yPred)).data();
    for (const weights of [tensor(w), tensor(Int32Array.from(w))]) {
      const weighted = resultOf(make(), yTrue, yPred, weights).data();
      expected.forEach((x, i) => {
        expect(weighted[i]).toBeCloseTo(x, 5);
      });
    }
    expect(() => make().compute(yTrue, yPred, [1, 2, 3])).toThrow(/sampleWeight.*shape \[3\]/);
  });

  test("comes back from its name and its config", () => {
    for (const name of names) {
      const metric = asFiles(() => resolveMetric(name, "test"));
      expect(metric.key).toBe(name.replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()));
      expect(asFiles(() => resolveMetric({ class_name: name, config: {} }, "test")).key).not.toBe("");
    }
    for (const options of [{}, { name: "mine", dtype: "float64" }, own]) {
      const metric = make(options);
      expect(metric.className).toBe(className);
      const config = JSON.parse(JSON.stringify(metric.getConfig()));
      const again = asFiles(() => resolveMetric({ class_name: className, config }, "test"));
      const shapes = [yTrue.shape, yPred.shape] as const;
      if (ofValues.includes(exported)) continue;
      if ("labelWeights" in options || "sparseYTrue" in options || "sparseYPred" in options) {
        expect(again.for(...shapes).getConfig()).toEqual(metric.getConfig());
        continue;
      }
      expect(again.for(...shapes)).toEqual(metric.forShapes(...shapes));
    }
    const config = make(own).getConfig();
    for (const [key, value] of Object.entries(own)) expect(config[snakeCase(key)]).toEqual(value);
    for (const [key, value] of Object.entries(needs)) {
      if (key !== "fn") expect(make().getConfig()[snakeCase(key)]).toEqual(value);
    }
    expect(make().getConfig().name).toBe(make().name);
  });

  test("refuses bad options and shapes", () => {
    const bad = [
      ...(entry.bad ?? []),
      [{ rate: 1 }, /unknown option "rate".*expected one of/],
      [{ dtype: "int8" }, /dtype "int8"/],
    ] as const;
    for (const [options, message] of bad) {
      const makes = (): Metric =>
        new Made({
          ...needs,
          ...(exported === "MeanMetricWrapper" ? { fn: layers.huber() } : {}),
          ...options,
        });
      expect(makes).toThrow(message);
    }
    if (ofValues.includes(exported)) {
      const inModel = (): Metric => resolveMetric(make(), "test").for([4], [4]);
      expect(inModel).toThrow(/in a model use meanMetricWrapper/);
      return;
    }
    const wrong = tensor([
      [1, 0, 1],
      [0, 1, 0],
      [0, 0, 1],
      [1, 0, 0],
      [1, 1, 0],
    ]);
    expect(() => make().compute(wrong, yPred)).toThrow(/received targets of shape \[5/);
  });

  test("judges a model inside of its compiled step, over several batches", async () => {
    if (entry.model === undefined) return;
    const { loss = "meanSquaredError", activation = "linear", options = {} } = entry.model;
    layers.setSeed(5);
    const model = layers.sequential([
      layers.dense(3, { inputShape: [2], activation: activation as "linear" }),
    ]);
    const x = { data: numbers(20), shape: [10, 2] };
    const y =
      loss === "sparseCategoricalCrossentropy"
        ? [0, 1, 2, 2, 1, 0, 1, 1, 2, 0]
        : Array.from({ length: 10 }, (_, i) => [0, 1, 2].map((c) => (c === i % 3 ? 1 : 0)));
    const metric = make(options);
    model.compile({ loss, optimizer: "sgd", metrics: [metric] });
    const { history } = await model.fit(x, y, { epochs: 2, batchSize: 4, verbose: 0 });
    const key = Object.keys(history).find((k) => k !== "loss") as string;
    expect(Number.isFinite(history[key]?.[1])).toBe(true);
    const found = (await model.evaluate(x, y, { batchSize: 4 }))[key] as number;
    const whole = (await model.evaluate(x, y))[key] as number;
    const expected = make(options).compute(y, model.predict(x));
    for (const one of [found, whole]) {
      expect(Math.abs(one - expected) / (1 + Math.abs(expected))).toBeLessThan(1e-5);
    }
    for (const name of names) {
      if (Object.keys(needs).includes("average")) continue;
      model.compile({ loss, optimizer: "sgd", metrics: [name] });
      const results = await model.evaluate(x, y);
      expect(results[resolveMetric(name, "test").key]).toBeGreaterThan(Number.NEGATIVE_INFINITY);
    }
  });
});

test("several numbers are read with currentResult; logs say what to do", () => {
  const metric = layers.precision({ thresholds: [0.25, 0.5, 0.95] });
  metric.updateState(binary.yTrue, binary.yPred);
  const found = [...metric.currentResult().data()];
  [2 / 3, 1 / 2, 0].forEach((x, i) => {
    expect(found[i]).toBeCloseTo(x, 6);
  });
  expect(() => metric.compute(binary.yTrue, binary.yPred)).toThrow(
    /precision: received options that ask for 3 numbers, expected one .*macro/,
  );
  const f1 = layers.f1Score();
  expect(() => f1.currentResult()).toThrow(/f1_score: received no data/);
  f1.updateState(oneHot, shares);
  expect(f1.currentResult().shape).toEqual([3]);
  expect(() =>
    scalarResult(
      f1.forShapes([4, 3], [4, 3]),
      [0, 1, 2, 3].map(() => zeros([3])),
    ),
  ).toThrow(/ask for 3 numbers/);
  expect(() => layers.f1Score().compute([1, 0], [0.2, 0.8])).toThrow(/expected \[rows, columns\]/);
});

test("a column or a number of largest that predictions do not have is refused", () => {
  expect(() => layers.precision({ classId: 3 }).compute(oneHot, shares)).toThrow(
    /classId 3 for predictions of shape \[4, 3\]/,
  );
  expect(() => layers.recall({ topK: 4 }).compute(oneHot, shares)).toThrow(/topK 4 .*at most 3/);
  expect(() => layers.auc({ labelWeights: [1, 2] }).compute(oneHot, shares)).toThrow(
    /2 labelWeights .* expected 3/,
  );
  expect(() => layers.auc({ multiLabel: true, numLabels: 2 }).compute(oneHot, shares)).toThrow(
    /expected \[rows, 2\]/,
  );
});

test("areas under curves agree with what is known of them", () => {
  const t = [0, 0, 1, 1, 0, 1];
  const p = [0.1, 0.4, 0.35, 0.8, 0.2, 0.9];
  // Of nine pairs of a 1 and a 0, eight are in order.
  expect(layers.auc({ numThresholds: 1000 }).compute(t, p)).toBeCloseTo(8 / 9, 5);
  expect(layers.auc({ thresholds: [0.15, 0.3, 0.37, 0.5, 0.85] }).compute(t, p)).toBeCloseTo(8 / 9, 5);
  for (const curve of ["ROC", "PR", "PRGAIN"] as const) {
    const area = (method: "minoring" | "interpolation" | "majoring"): number =>
      layers.auc({ curve, summationMethod: method, numThresholds: 500 }).compute(t, p);
    expect(area("minoring")).toBeLessThanOrEqual(area("interpolation") + 1e-6);
    expect(area("minoring")).toBeLessThanOrEqual(area("majoring") + 1e-6);
    const perfect = layers.auc({ curve, numThresholds: 500 }).compute([0, 1, 0, 1], [0.1, 0.8, 0.2, 0.9]);
    expect(perfect).toBeCloseTo(1, 5);
  }
  const both = [0, 1, 2, 3, 4, 5].map((i) => [t[i] as number, 1 - (t[i] as number)]);
  const scores = p.map((x) => [x, 0.5]);
  const byColumn = layers.auc({ multiLabel: true, labelWeights: [3, 1], numThresholds: 1000 });
  expect(byColumn.compute(both, scores)).toBeCloseTo((3 * (8 / 9) + 0.5) / 4, 4);
});

test("buckets and comparisons count alike", () => {
  const p = tensor(numbers(60), { shape: [20, 3] })
    .add(1)
    .mul(0.5);
  const t = tensor(numbers(60, 4), { shape: [20, 3] }).greater(0);
  const even = [0, 0.25, 0.5, 0.75, 1];
  // One more threshold, and they are not even.
  const uneven = [...even, 0.9];
  for (const make of [layers.truePositives, layers.falsePositives, layers.trueNegatives]) {
    const counts = [even, uneven].map((thresholds) => {
      const metric = make({ thresholds });
      metric.updateState(t, p);
      return [...metric.currentResult().data()];
    });
    expect(counts[0]).toEqual(counts[1]?.slice(0, 5));
  }
});

test("an ignored class counts nowhere, and class numbers out of range do not in iou", () => {
  const metric = layers.sparseCategoricalCrossentropyMetric({ ignoreClass: -1 });
  const kept = layers.sparseCategoricalCrossentropyMetric().compute([1, 1], [shares[0], shares[3]] as never);
  expect(metric.compute([1, -1, -1, 1], shares)).toBeCloseTo(kept, 6);
  expect(metric.compute([1, -1, -1, 1], shares, [1, 5, 5, 1])).toBeCloseTo(kept, 6);
  expect(layers.meanIou(2).compute([0, 1, 7], [0, 1, 1])).toBeCloseTo(1, 5);
  expect(layers.meanIou(2, { ignoreClass: 0 }).compute([0, 1, 0], [1, 1, 0])).toBeCloseTo(1, 5);
  expect(() => layers.meanIou(3).compute([0, 1, 2, 1], shares)).toThrow(
    /give sparseYTrue: false or sparseYPred/,
  );
  expect(layers.sparseTopKCategoricalAccuracy({ k: 3 }).compute([1, 7, 0, 0], shares)).toBe(0.75);
  expect(
    layers.sparseTopKCategoricalAccuracy({ k: 2, fromSortedIds: true }).compute(
      [4, 9],
      [
        [2, 4, 9],
        [2, 4, 9],
      ],
    ),
  ).toBe(0.5);
});

test("r2 of several columns, and adjusted", () => {
  const t = [
    [1, 10],
    [2, 20],
    [3, 30],
    [4, 40],
  ];
  const p = [
    [1, 10],
    [2, 20],
    [4, 30],
    [6, 50],
  ];
  const each = layers.r2Score({ classAggregation: null });
  each.updateState(t, p);
  const [a, b] = [...each.currentResult().data()] as [number, number];
  expect(a).toBeCloseTo(0, 5);
  expect(b).toBeCloseTo(1 - 100 / 500, 5);
  expect(layers.r2Score().compute(t, p)).toBeCloseTo((a + b) / 2, 5);
  const byVariance = layers.r2Score({ classAggregation: "varianceWeightedAverage" });
  expect(byVariance.compute(t, p)).toBeCloseTo((5 * a + 500 * b) / 505, 5);
  const column = p.map(([, x]) => [x as number]);
  const targets = t.map(([, x]) => [x as number]);
  expect(layers.r2Score({ numRegressors: 1 }).compute(targets, column)).toBeCloseTo(1 - (0.2 * 3) / 2, 5);
  expect(layers.r2Score({ numRegressors: 3 }).compute(targets, column)).toBeCloseTo(0.8, 5);
  expect(layers.r2Score({ numRegressors: 5 }).compute(targets, column)).toBeCloseTo(0.8, 5);
});

test("a function, a loss and their wrapper are metrics; a file names the function", () => {
  function bias(t: Tensor, p: Tensor): Tensor {
    return p.sub(t);
  }
  const metric = layers.meanMetricWrapper(bias);
  expect(metric.name).toBe("bias");
  expect(metric.compute(regression.yTrue, regression.yPred)).toBeCloseTo(0.75, 6);
  const config = metric.getConfig();
  expect(config.fn).toMatchObject({ class_name: "function", config: "bias" });
  const serialized = { class_name: "MeanMetricWrapper", config };
  const again = withCustomObjects({ bias }, () => resolveMetric(serialized, "test"));
  expect(again.for([4, 1], [4, 1]).compute(regression.yTrue, regression.yPred)).toBeCloseTo(0.75, 6);
  expect(() => resolveMetric(serialized, "test")).toThrow(/meanMetricWrapper: fn: received "bias"/);
  const huber = resolveMetric(layers.huber(), "test");
  const fromFile = { module: "keras.losses", class_name: "Huber", config: layers.huber().getConfig() };
  expect(resolveMetric(fromFile, "test").key).toBe("huberLoss");
  expect(huber.key).toBe("huberLoss");
  expect(huber.for([4, 1], [4, 1]).compute(regression.yTrue, regression.yPred)).toBeCloseTo(0.5, 6);
});

test("functions of Keras are known by what it writes for them, and suggestions are names of factories", () => {
  const fn = {
    module: "keras.metrics",
    class_name: "function",
    config: "mean_squared_error" as never,
    registered_name: "mean_squared_error",
  };
  expect(resolveMetric(fn, "test").for([4, 1], [4, 1]).className).toBe("MeanSquaredError");
  expect(resolveLoss({ ...fn, module: "keras.losses" }, "test").className).toBe("MeanSquaredError");
  expect(() => resolveMetric("meanIuo", "test")).toThrow(/did you mean "meanIou".*"iou".*"meanIou"/);
});

test("values have a mean and a sum, by weight", () => {
  const mean = layers.mean();
  mean.updateState([1, 3, 5, 7]);
  mean.updateState([9], [4]);
  expect(mean.currentResult().item()).toBeCloseTo((16 + 36) / 8, 6);
  expect(layers.mean().compute([1, 3, 5, 7], [1, 1, 0, 0])).toBe(2);
  expect(layers.sum().compute([1, 3, 5, 7], [1, 1, 0, 0])).toBe(4);
  expect(layers.mean().currentResult().item()).toBe(0);
});
