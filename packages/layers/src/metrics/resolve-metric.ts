import { camelCase, normalName } from "../common/names";
import { type Family, isSerialized, resolve, type SerializedObject } from "../common/resolve";
import { Loss } from "../losses/loss";
import { resolveLoss } from "../losses/resolve-loss";
import { Accuracy } from "./accuracy";
import { AUC } from "./auc";
import { BinaryAccuracy } from "./binary-accuracy";
import { BinaryCrossentropyMetric } from "./binary-crossentropy";
import { BinaryIoU } from "./binary-iou";
import { CategoricalAccuracy } from "./categorical-accuracy";
import { CategoricalCrossentropyMetric } from "./categorical-crossentropy";
import { CategoricalHingeMetric } from "./categorical-hinge";
import { ConcordanceCorrelation } from "./concordance-correlation";
import { CosineSimilarityMetric } from "./cosine-similarity";
import { FBetaScore } from "./f-beta-score";
import { F1Score } from "./f1-score";
import { FalseNegatives } from "./false-negatives";
import { FalsePositives } from "./false-positives";
import { HingeMetric } from "./hinge";
import { KLDivergenceMetric } from "./kl-divergence";
import { LogCoshError } from "./log-cosh-error";
import { MeanAbsoluteErrorMetric } from "./mae";
import { MeanAbsolutePercentageErrorMetric } from "./mape";
import { FunctionMetric } from "./mean-metric";
import { MeanMetricWrapper } from "./mean-metric-wrapper";
import { Metric, type MetricFunction } from "./metric";
import { MeanSquaredErrorMetric } from "./mse";
import { MeanSquaredLogarithmicErrorMetric } from "./msle";
import { PearsonCorrelation } from "./pearson-correlation";
import { PoissonMetric } from "./poisson";
import { Precision } from "./precision";
import { R2Score } from "./r2-score";
import { Recall } from "./recall";
import { RootMeanSquaredError } from "./root-mean-squared-error";
import { SparseCategoricalAccuracy } from "./sparse-categorical-accuracy";
import { SparseCategoricalCrossentropyMetric } from "./sparse-categorical-crossentropy";
import { SparseTopKCategoricalAccuracy } from "./sparse-top-k-categorical-accuracy";
import { SquaredHingeMetric } from "./squared-hinge";
import { TopKCategoricalAccuracy } from "./top-k-categorical-accuracy";
import { TrueNegatives } from "./true-negatives";
import { TruePositives } from "./true-positives";

/** What is accepted wherever a metric is: a name, an instance, a loss, a function, or a serialized object. */
export type MetricLike =
  | "accuracy"
  | "auc"
  | "binaryAccuracy"
  | "binaryCrossentropy"
  | "binaryIou"
  | "categoricalAccuracy"
  | "categoricalCrossentropy"
  | "categoricalHinge"
  | "concordanceCorrelation"
  | "cosineSimilarity"
  | "f1Score"
  | "fBetaScore"
  | "falseNegatives"
  | "falsePositives"
  | "hinge"
  | "klDivergence"
  | "logCoshError"
  | "mae"
  | "mape"
  | "mse"
  | "msle"
  | "pearsonCorrelation"
  | "poisson"
  | "precision"
  | "r2Score"
  | "recall"
  | "rootMeanSquaredError"
  | "sparseCategoricalAccuracy"
  | "sparseCategoricalCrossentropy"
  | "sparseTopKCategoricalAccuracy"
  | "squaredHinge"
  | "topKCategoricalAccuracy"
  | "trueNegatives"
  | "truePositives"
  | Metric
  | Loss
  | MetricFunction
  | SerializedObject
  | (string & {});

const family: Family<Metric> = {
  kind: "metric",
  module: "keras.metrics",
  isOne: (value) => value instanceof Metric,
  // A new one is added here as well as exported; the tests of the family notice when it is not.
  classes: () => [
    Accuracy,
    AUC,
    BinaryAccuracy,
    BinaryCrossentropyMetric,
    BinaryIoU,
    CategoricalAccuracy,
    CategoricalCrossentropyMetric,
    CategoricalHingeMetric,
    ConcordanceCorrelation,
    CosineSimilarityMetric,
    FBetaScore,
    F1Score,
    FalseNegatives,
    FalsePositives,
    HingeMetric,
    KLDivergenceMetric,
    LogCoshError,
    MeanAbsoluteErrorMetric,
    MeanAbsolutePercentageErrorMetric,
    MeanMetricWrapper,
    MeanSquaredErrorMetric,
    MeanSquaredLogarithmicErrorMetric,
    PearsonCorrelation,
    PoissonMetric,
    Precision,
    R2Score,
    Recall,
    RootMeanSquaredError,
    SparseCategoricalAccuracy,
    SparseCategoricalCrossentropyMetric,
    SparseTopKCategoricalAccuracy,
    SquaredHingeMetric,
    TopKCategoricalAccuracy,
    TrueNegatives,
    TruePositives,
  ],
  apart: {
    IoU: "iou",
    Mean: "mean",
    MeanIoU: "meanIou",
    OneHotIoU: "oneHotIou",
    OneHotMeanIoU: "oneHotMeanIou",
    PrecisionAtRecall: "precisionAtRecall",
    RecallAtPrecision: "recallAtPrecision",
    SensitivityAtSpecificity: "sensitivityAtSpecificity",
    SpecificityAtSensitivity: "specificityAtSensitivity",
    Sum: "sum",
  },
  fromFunction: (fn) => new FunctionMetric(fn as unknown as MetricFunction),
};

/** A metric that may have to see shapes before it knows what it is. */
export interface NamedMetric {
  /** The key in logs. */
  readonly key: string;
  /** The metric for targets and predictions of these shapes. */
  for(targetShape: readonly number[], outputShape: readonly number[]): Metric;
}

/**
 * The metric that a name, a config or a function stands for. Its key in logs is the name as it was given, in camelCase.
 *
 * @throws TypeError that lists the names there are.
 */
export function resolveMetric(value: unknown, where: string): NamedMetric {
  if (typeof value === "string" && ["accuracy", "acc"].includes(normalName(value))) {
    return { key: value, for: accuracyFor };
  }
  // Keras writes a loss that is shown as a metric as what it is.
  const loss = isSerialized(value) && value.module === "keras.losses" ? resolveLoss(value, where) : value;
  const metric = loss instanceof Loss ? new MeanMetricWrapper({ fn: loss }) : resolve(family, value, where);
  const named = typeof value === "string" ? value : metric.name;
  return {
    key: camelCase(named),
    for: (targetShape, outputShape) => metric.forModel(targetShape, outputShape),
  };
}

/** Which accuracy fits, by Keras's rule: one column is binary, class numbers are sparse, the rest is one-hot. */
function accuracyFor(targetShape: readonly number[], outputShape: readonly number[]): Metric {
  const columns = outputShape[outputShape.length - 1] ?? 1;
  if (columns === 1 || outputShape.length < 2) return new BinaryAccuracy({ name: "accuracy" });
  const sparse = targetShape.length < outputShape.length || targetShape[targetShape.length - 1] === 1;
  if (sparse) return new SparseCategoricalAccuracy({ name: "accuracy" });
  return new CategoricalAccuracy({ name: "accuracy" });
}
