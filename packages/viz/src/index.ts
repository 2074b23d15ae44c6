export type { Label, LabelsLike, NdArrayLike, NumbersLike, TableLike, ToArray } from "./arrays";
export type { Chart, ChartOptions } from "./chart";
export type { ConfusionData } from "./confusion-counts";
export { confusionMatrix } from "./confusion-matrix";
export {
  type BoundaryChart,
  type BoundaryData,
  type DecisionBoundaryOptions,
  decisionBoundary,
  type PredictionLike,
} from "./decision-boundary";
export type { HistoryLike } from "./history";
export { type LearningCurvesOptions, learningCurves } from "./learning-curves";
export {
  type PredictedVersusActualOptions,
  predictedVersusActual,
  type RegressionData,
} from "./predicted-versus-actual";
export type { PointsBatch } from "./probability-field";
export { toSvgString } from "./svg-string";
export type { Theme } from "./theme";
