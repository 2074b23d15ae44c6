export { type AccuracyOptions, accuracyScore, zeroOneLoss } from "./accuracy-score";
export { auc } from "./auc";
export type { ScoreAverage } from "./average-binary";
export { type AveragePrecisionOptions, averagePrecisionScore } from "./average-precision-score";
export { type BalancedAccuracyOptions, balancedAccuracyScore } from "./balanced-accuracy-score";
export type { CurveOptions } from "./binary-curve";
export { brierScoreLoss } from "./brier-score-loss";
export { type CalibrationCurve, type CalibrationCurveOptions, calibrationCurve } from "./calibration-curve";
export type { Label } from "./classes";
export {
  type ClassificationReport,
  type ClassificationReportOptions,
  classificationReport,
} from "./classification-report";
export { type CohenKappaOptions, cohenKappaScore } from "./cohen-kappa-score";
export { type ConfusionMatrixOptions, confusionMatrix } from "./confusion-matrix";
export {
  type D2PinballOptions,
  type D2TweedieOptions,
  d2AbsoluteErrorScore,
  d2PinballScore,
  d2TweedieScore,
} from "./d2-score";
export { type DetCurve, detCurve } from "./det-curve";
export { type HammingLossOptions, hammingLoss } from "./hamming-loss";
export type { ArraySource, MetricLabels, MetricNumbers } from "./input";
export { jaccardScore } from "./jaccard-score";
export { type LogLossOptions, logLoss } from "./log-loss";
export { type MatthewsOptions, matthewsCorrcoef } from "./matthews-corrcoef";
export { maxError } from "./max-error";
export { meanAbsoluteError } from "./mean-absolute-error";
export { meanAbsolutePercentageError } from "./mean-absolute-percentage-error";
export { meanPinballLoss, type PinballOptions } from "./mean-pinball-loss";
export { meanSquaredError, rootMeanSquaredError } from "./mean-squared-error";
export { meanSquaredLogError, rootMeanSquaredLogError } from "./mean-squared-log-error";
export {
  type DevianceOptions,
  meanGammaDeviance,
  meanPoissonDeviance,
  meanTweedieDeviance,
  type TweedieOptions,
} from "./mean-tweedie-deviance";
export { medianAbsoluteError } from "./median-absolute-error";
export {
  type MultilabelConfusionMatrixOptions,
  multilabelConfusionMatrix,
} from "./multilabel-confusion-matrix";
export type { Multioutput, RegressionOptions } from "./number-targets";
export {
  type PrecisionRecallCurve,
  type PrecisionRecallCurveOptions,
  precisionRecallCurve,
} from "./precision-recall-curve";
export {
  type AveragedScores,
  type ClassScores,
  type FbetaOptions,
  type PrecisionRecallOptions,
  precisionRecallFscoreSupport,
} from "./precision-recall-fscore-support";
export { f1Score, fbetaScore, precisionScore, recallScore } from "./precision-score";
export { type ExplainedOptions, explainedVarianceScore, r2Score } from "./r2-score";
export type { ReportAverages, ReportRow } from "./report-text";
export { type RocAucOptions, rocAucScore } from "./roc-auc-score";
export { type RocCurve, type RocCurveOptions, rocCurve } from "./roc-curve";
export type { Average, SetScoreOptions } from "./set-wise";
export { type TopKAccuracyOptions, topKAccuracyScore } from "./top-k-accuracy-score";
export { MetricWarning, type WarningOption } from "./warning";
