export { type ActivationFunction, type ActivationName, activations } from "./activations/activations";
export type { ActivationLike } from "./activations/resolve-activation";
export * from "./callbacks/all";
export type {
  Callback,
  CallbackState,
  FitParams,
  Logs,
  NonFinite,
  TrainingModel,
} from "./callbacks/callback";
export type { LineWriter } from "./callbacks/line-file";
export type { MonitorMode } from "./callbacks/monitor";
export type { SaveFreq } from "./callbacks/save-freq";
export type { Configurable, ConfigurableClass, CustomObjects, SerializedObject } from "./common/resolve";
export { setSeed } from "./common/seed";
export type { BatchShape, Shapes } from "./common/shapes";
export * from "./constraints/all";
export type { ConstraintAxis } from "./constraints/axis-norms";
export { Constraint, type ConstraintFunction } from "./constraints/constraint";
export type { ConstraintLike } from "./constraints/resolve-constraint";
export * from "./initializers/all";
export {
  Initializer,
  type InitializerFunction,
  RandomInitializer,
  type SeedOptions,
} from "./initializers/initializer";
export type { InitializerLike, InitializerName } from "./initializers/resolve-initializer";
export * from "./layers/all";
export type { ImageDataFormat } from "./layers/augmentation/data-format";
export type { Factor } from "./layers/augmentation/factor";
export type { FillMode, FillOptions, Interpolation } from "./layers/augmentation/fill";
export { ImageLayer, type ImageLayerOptions } from "./layers/augmentation/image-layer";
export { MixingLayer, type Mixture } from "./layers/augmentation/mixing-layer";
export type { CallArguments, KerasArguments } from "./layers/call-arguments";
export type { CallOptions } from "./layers/call-options";
export { type CallContext, type ForwardPass, forwardPass, type OutputOwner } from "./layers/context";
export {
  type DefinedBuild,
  type DefinedCall,
  type DefinedLayer,
  type DefinedLayerFactory,
  defineLayer,
  type LayerDefinition,
} from "./layers/define-layer";
export { Layer, type LayerOptions, type Sublayer } from "./layers/layer";
export { type Mask, maskOf } from "./layers/mask";
export type { AdaptData } from "./layers/preparation/adapt-data";
export type { CategoryMode } from "./layers/preparation/categories";
export { IndexLookup, type IndexLookupOptions } from "./layers/preparation/index-lookup";
export type { Strings } from "./layers/preparation/strings";
export type { Token } from "./layers/preparation/vocabulary";
export { RandomLayer, type RandomLayerOptions } from "./layers/random-layer";
export {
  LayerNode,
  type OutputShapes,
  type SymbolicInput,
  type SymbolicLike,
  type SymbolicOf,
  type SymbolicOwner,
  SymbolicTensor,
  type SymbolicTensors,
} from "./layers/symbolic";
export type { Tensors } from "./layers/tensors";
export type { Weight, WeightOptions } from "./layers/weight";
export type { BiasOptions, KernelOptions } from "./layers/weight-recipe";
export * from "./losses/all";
export { Loss, type LossFunction, type LossOptions } from "./losses/loss";
export type { CrossentropyOptions } from "./losses/probabilities";
export type { Reduction } from "./losses/reduction";
export type { LossLike } from "./losses/resolve-loss";
export * from "./metrics/all";
export { MeanMetric } from "./metrics/mean-metric";
export { Metric, type MetricFunction, type MetricState } from "./metrics/metric";
export type { MetricLike } from "./metrics/resolve-metric";
export { type AugmentBatchesOptions, augmentBatches } from "./models/augment-batches";
export type { Batches, BatchSource, DataBatch } from "./models/batches";
export type { CompileOptions, MetricsLike, PerOutput } from "./models/compile";
export type { EvaluateOptions, Evaluation } from "./models/evaluate";
export type { BatchRows, FitControl, FitProgress } from "./models/fit-control";
export type { FitOptions, ValidationData } from "./models/fit-options";
export {
  Functional,
  type FunctionalOptions,
  functional,
  type SymbolicTree,
  type TensorsOf,
} from "./models/functional";
export type { History, HistoryRecord } from "./models/history";
export { Model } from "./models/model";
export type { InputData } from "./models/named-data";
export type { InputSpec } from "./models/network";
export { NonFiniteError } from "./models/non-finite";
export type { PredictOptions } from "./models/predict";
export { Sequential, type SequentialOptions, sequential } from "./models/sequential";
export { type NoisyLabelsOptions, noisyLabels } from "./noise/noisy-labels";
export { type NoisyTargetsOptions, noisyTargets } from "./noise/noisy-targets";
export * from "./optimizers/all";
export { Optimizer, type WeightConstraint } from "./optimizers/optimizer";
export type {
  DecayExclusions,
  GivenOptimizerOptions,
  LearningRate,
  OptimizerOptions,
} from "./optimizers/optimizer-options";
export type { OptimizerLike } from "./optimizers/resolve-optimizer";
export * from "./optimizers/transforms";
export * from "./regularizers/all";
export { Regularizer, type RegularizerFunction } from "./regularizers/regularizer";
export type { RegularizerLike } from "./regularizers/resolve-regularizer";
export * from "./schedules/all";
export { LearningRateSchedule } from "./schedules/learning-rate-schedule";
export * from "./serialization/all";
export type { HyperParameters } from "./tensorboard/hparams";
export type { HistogramKind } from "./tensorboard/run";
export type { EventWriter } from "./tensorboard/sinks";
export { version } from "./version";
