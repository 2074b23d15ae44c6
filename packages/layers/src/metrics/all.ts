export { Accuracy, accuracy } from "./accuracy";
export { AUC, type AucOptions, auc } from "./auc";
export type { BestUnderConstraintOptions } from "./best-under-constraint";
export { BinaryAccuracy, type BinaryAccuracyOptions, binaryAccuracy } from "./binary-accuracy";
export {
  BinaryCrossentropyMetric,
  type BinaryCrossentropyMetricOptions,
  binaryCrossentropyMetric,
} from "./binary-crossentropy";
export { BinaryIoU, type BinaryIouOptions, binaryIou } from "./binary-iou";
export { CategoricalAccuracy, categoricalAccuracy } from "./categorical-accuracy";
export {
  CategoricalCrossentropyMetric,
  type CategoricalCrossentropyMetricOptions,
  categoricalCrossentropyMetric,
} from "./categorical-crossentropy";
export { CategoricalHingeMetric, categoricalHingeMetric } from "./categorical-hinge";
export { ConcordanceCorrelation, concordanceCorrelation } from "./concordance-correlation";
export type { ConfusionCountOptions } from "./confusion-count";
export type { CorrelationOptions } from "./correlation";
export {
  CosineSimilarityMetric,
  type CosineSimilarityMetricOptions,
  cosineSimilarityMetric,
} from "./cosine-similarity";
export { type F1ScoreOptions, FBetaScore, type FBetaScoreOptions, fBetaScore } from "./f-beta-score";
export { F1Score, f1Score } from "./f1-score";
export { FalseNegatives, falseNegatives } from "./false-negatives";
export { FalsePositives, falsePositives } from "./false-positives";
export { HingeMetric, hingeMetric } from "./hinge";
export { IoU, type IouOptions, iou, type MeanIouOptions } from "./iou";
export { KLDivergenceMetric, klDivergenceMetric } from "./kl-divergence";
export { LogCoshError, logCoshError } from "./log-cosh-error";
export { MeanAbsoluteErrorMetric, mae } from "./mae";
export { MeanAbsolutePercentageErrorMetric, mape } from "./mape";
export { Mean, mean } from "./mean";
export { MeanIoU, meanIou } from "./mean-iou";
export { MeanMetricWrapper, meanMetricWrapper } from "./mean-metric-wrapper";
export type { MetricOptions } from "./metric-options";
export { MeanSquaredErrorMetric, mse } from "./mse";
export { MeanSquaredLogarithmicErrorMetric, msle } from "./msle";
export { OneHotIoU, type OneHotIouOptions, oneHotIou } from "./one-hot-iou";
export { OneHotMeanIoU, oneHotMeanIou } from "./one-hot-mean-iou";
export { PearsonCorrelation, pearsonCorrelation } from "./pearson-correlation";
export { PoissonMetric, poissonMetric } from "./poisson";
export type { PositiveShareOptions } from "./positive-share";
export { Precision, precision } from "./precision";
export { PrecisionAtRecall, precisionAtRecall } from "./precision-at-recall";
export { type ClassAggregation, R2Score, type R2ScoreOptions, r2Score } from "./r2-score";
export { Recall, recall } from "./recall";
export { RecallAtPrecision, recallAtPrecision } from "./recall-at-precision";
export { RootMeanSquaredError, rootMeanSquaredError } from "./root-mean-squared-error";
export { SensitivityAtSpecificity, sensitivityAtSpecificity } from "./sensitivity-at-specificity";
export { SparseCategoricalAccuracy, sparseCategoricalAccuracy } from "./sparse-categorical-accuracy";
export {
  SparseCategoricalCrossentropyMetric,
  type SparseCategoricalCrossentropyMetricOptions,
  sparseCategoricalCrossentropyMetric,
} from "./sparse-categorical-crossentropy";
export {
  SparseTopKCategoricalAccuracy,
  type SparseTopKCategoricalAccuracyOptions,
  sparseTopKCategoricalAccuracy,
} from "./sparse-top-k-categorical-accuracy";
export { SpecificityAtSensitivity, specificityAtSensitivity } from "./specificity-at-sensitivity";
export { SquaredHingeMetric, squaredHingeMetric } from "./squared-hinge";
export { Sum, sum } from "./sum";
export type { Thresholds } from "./thresholds";
export {
  TopKCategoricalAccuracy,
  type TopKCategoricalAccuracyOptions,
  topKCategoricalAccuracy,
} from "./top-k-categorical-accuracy";
export { TrueNegatives, trueNegatives } from "./true-negatives";
export { TruePositives, truePositives } from "./true-positives";
