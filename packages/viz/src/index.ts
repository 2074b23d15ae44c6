export type { Label, LabelsLike, NdArrayLike, NumbersLike, TableLike, ToArray } from "./arrays";
export { type BoxGroup, type BoxPlotsOptions, boxPlots } from "./box-plots";
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
export { type GradientNormsData, type GradientNormsOptions, gradientNorms } from "./gradient-norms";
export type { HistoryLike } from "./history";
export { type LearningCurvesOptions, learningCurves } from "./learning-curves";
export { type BandSeries, type LineWithBandOptions, lineWithBand } from "./line-with-band";
export { type NormBarsOptions, type NormGroup, normBars } from "./norm-bars";
export {
  type PredictedVersusActualOptions,
  predictedVersusActual,
  type RegressionData,
} from "./predicted-versus-actual";
export type { PointsBatch } from "./probability-field";
export { toSvgString } from "./svg-string";
export type { Theme } from "./theme";
