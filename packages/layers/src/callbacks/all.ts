export {
  BackupAndRestore,
  type BackupAndRestoreOptions,
  backupAndRestore,
} from "./backup/backup-and-restore";
export type { BackupStore } from "./backup/backup-store";
export { type CsvLoggerOptions, csvLogger } from "./csv-logger";
export { EarlyStopping, type EarlyStoppingOptions, earlyStopping } from "./early-stopping";
export { HistoryCallback, history } from "./history";
export { type LambdaCallbackOptions, lambdaCallback } from "./lambda-callback";
export { type LearningRateSchedulerOptions, learningRateScheduler } from "./learning-rate-scheduler";
export { ModelCheckpoint, type ModelCheckpointOptions, modelCheckpoint } from "./model-checkpoint";
export { type ProgressOptions, progress } from "./progress";
export {
  type RateChange,
  ReduceLrOnPlateau,
  type ReduceLrOnPlateauOptions,
  reduceLrOnPlateau,
} from "./reduce-lr-on-plateau";
export { activationStatistics } from "./statistics/activation-statistics";
export type { Histogram, ValueStatistics } from "./statistics/describe-values";
export { gradientStatistics } from "./statistics/gradient-statistics";
export {
  type BatchStatisticsOptions,
  StatisticsCallback,
  type StatisticsOptions,
  type StatisticsRecord,
} from "./statistics/statistics-callback";
export { weightStatistics } from "./statistics/weight-statistics";
export { SwapEmaWeights, type SwapEmaWeightsOptions, swapEmaWeights } from "./swap-ema-weights";
export { TensorBoard, type TensorBoardOptions, tensorBoard } from "./tensor-board";
export { TerminateOnNan, terminateOnNan } from "./terminate-on-nan";
export * from "./triggers/all";
