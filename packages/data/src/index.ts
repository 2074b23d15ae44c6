export { type AuditOptions, audit } from "./audit/audit";
export { type CheckPartsOptions, checkParts, type PartsToCheck } from "./audit/check-parts";
export type { ColumnDrift } from "./audit/drift";
export type { Finding, Severity } from "./audit/finding";
export type { AuditReport, AuditResult } from "./audit/report";
export type { ColumnStrength } from "./audit/target-findings";
export type { NearOptions } from "./audit/twins";
export type { Cell } from "./cell";
export { CsvError, DataError, JsonError, LeakageError, NotFittedError } from "./errors";
export type { Dataset } from "./generate/dataset";
export { type Blobs, type MakeBlobsOptions, makeBlobs } from "./generate/make-blobs";
export { type MakeCirclesOptions, makeCircles } from "./generate/make-circles";
export {
  type MakeClassificationOptions,
  makeClassification,
} from "./generate/make-classification";
export {
  type MakeFriedman1Options,
  type MakeFriedmanOptions,
  makeFriedman1,
  makeFriedman2,
  makeFriedman3,
} from "./generate/make-friedman";
export {
  type MakeGaussianQuantilesOptions,
  makeGaussianQuantiles,
} from "./generate/make-gaussian-quantiles";
export { type MakeMoonsOptions, makeMoons } from "./generate/make-moons";
export { type LinearDataset, type MakeRegressionOptions, makeRegression } from "./generate/make-regression";
export { type MakeSpiralsOptions, makeSpirals } from "./generate/make-spirals";
export {
  type MakeSCurveOptions,
  type MakeSwissRollOptions,
  makeSCurve,
  makeSwissRoll,
} from "./generate/make-swiss-roll";
export { type MakeXorOptions, makeXor } from "./generate/make-xor";

export type { LeakageOptions } from "./leakage/guard";
export { type Part, type Provenance, provenance } from "./leakage/provenance";
export { type Evaluation, evaluations, type PartMark } from "./leakage/seal";
export * from "./metrics";
export { type NdArray, type NestedNumbers, ndarray, type TypedArray, toNested } from "./ndarray/ndarray";
export { type AutoPrepareOptions, autoPrepare, type Preparation } from "./prepare/auto-prepare";
export { inferTask, type Task } from "./prepare/infer-task";
export {
  type ChoiceOptions,
  type RandomState,
  type RandomStateLike,
  randomState,
} from "./random/random-state";
export type { ColumnOptions } from "./read/column-options";
export type { PixelOptions } from "./read/images/pixels";
export { type ImageDataLike, imagesFromImageData } from "./read/images-from-image-data";
export { readArrow } from "./read/read-arrow";
export { type ReadIdxOptions, readIdx } from "./read/read-idx";
export { type Images, type ReadImagesOptions, readImages } from "./read/read-images";
export { type ReadJsonOptions, readJson } from "./read/read-json";
export { readNdjson } from "./read/read-ndjson";
export { type ReadTypedOptions, readParquet } from "./read/read-parquet";
export type { BinarySource, TextSource } from "./read/source";
export { chi2 } from "./select/chi2";
export { fClassif } from "./select/f-classif";
export { fRegression } from "./select/f-regression";
export { type MutualInfoOptions, mutualInfoClassif, mutualInfoRegression } from "./select/mutual-info";
export type { ScoreName } from "./select/score-names";
export type { FeatureScores, ScoreFunction } from "./select/scores";
export type { DealOptions } from "./split/deal";
export { explainSplit, type SplitPlan } from "./split/explain-split";
export type { KFoldOptions } from "./split/fold-options";
export { groupKFold } from "./split/group-k-fold";
export { kFold } from "./split/k-fold";
export type { Stratify } from "./split/labels";
export { leaveOneGroupOut, leaveOneOut, leavePOut } from "./split/leave-out";
export { predefinedSplit } from "./split/predefined-split";
export type { PartSizeOptions, SplitPreset } from "./split/presets";
export { type RepeatedKFoldOptions, repeatedKFold, repeatedStratifiedKFold } from "./split/repeated-k-fold";
export { type ResampleOptions, resample, type ShuffleOptions, shuffle } from "./split/resample";
export {
  groupShuffleSplit,
  type ShuffleSplitOptions,
  shuffleSplit,
  stratifiedShuffleSplit,
} from "./split/shuffle-split";
export {
  type Parts,
  type SplitOptions,
  split,
  type TrainDev,
  type TrainDevOptions,
} from "./split/split";
export type { Splittable, SplittableRecord } from "./split/splittable";
export type { Fold, FoldIndices, FoldLabels, FoldOptions, Splitter } from "./split/splitter";
export { stratifiedGroupKFold } from "./split/stratified-group-k-fold";
export { stratifiedKFold } from "./split/stratified-k-fold";
export {
  type TargetDistributionOptions,
  type TargetParts,
  targetDistributionSplit,
} from "./split/target-distribution-split";
export type { TargetReport, TargetShare } from "./split/target-report";
export { type TimeSeriesSplitOptions, timeSeriesSplit } from "./split/time-series-split";
export { type TrainTestSplitOptions, trainTestSplit } from "./split/train-test-split";
export type {
  CategoryColumn,
  Column,
  ColumnKind,
  ColumnNote,
  ColumnSpec,
  DatetimeColumn,
  NoteCode,
  NumberColumn,
  TextColumn,
} from "./table/column-kinds";
export type { CsvSource } from "./table/csv-source";
export { defaultMissing, type ReadCsvOptions, readCsv, readTsv } from "./table/read-csv";
export type { ColumnSchema } from "./table/schema";
export { type Row, type Table, table } from "./table/table";
export type { GroupedTable, Summary } from "./table/verbs/grouped";
export type { JoinOptions } from "./table/verbs/join-columns";
export type { JoinHow } from "./table/verbs/join-rows";
export type { SortOptions } from "./table/verbs/row-order";
export type { SummaryName } from "./table/verbs/summaries";
export { type CsvData, toCsv, type WriteCsvOptions, writeCsv } from "./table/write-csv";
export type { TextOptions } from "./text/analyzer";
export { type CsrArray, toDense } from "./text/csr";
export type { TfidfOptions } from "./text/tf-idf";
export type { Transform } from "./transform/base";
export { type Binarizer, type BinarizerOptions, binarizer } from "./transform/binarizer";
export type { DateTimeField } from "./transform/calendar";
export type { CategoriesOption } from "./transform/categories";
export type { ColumnFacts, ColumnSelector, SelectedKind } from "./transform/column-selector";
export {
  type ColumnGroup,
  type ColumnTransformer,
  type ColumnTransformerOptions,
  columnTransformer,
} from "./transform/column-transformer";
export {
  type CountVectorizer,
  type CountVectorizerOptions,
  countVectorizer,
} from "./transform/count-vectorizer";
export {
  type DateTimeFeatures,
  type DateTimeFeaturesOptions,
  dateTimeFeatures,
} from "./transform/date-time-features";
export {
  type FeatureUnion,
  type FeatureUnionOptions,
  featureUnion,
  type UnionPart,
} from "./transform/feature-union";
export type { TargetInput } from "./transform/fit-arguments";
export type { TransformInput } from "./transform/frame";
export { type FromJsonOptions, transformFromJson, transformKinds } from "./transform/from-json";
export type { ArrayFunction, RowFunction, ValueFunction } from "./transform/function-call";
export {
  type FeatureNamesOut,
  type FunctionTransformer,
  type FunctionTransformerOptions,
  functionTransformer,
  type SavedFunctions,
} from "./transform/function-transformer";
export {
  type HashingVectorizer,
  type HashingVectorizerOptions,
  hashingVectorizer,
} from "./transform/hashing-vectorizer";
export type { JsonObject, JsonValue, TransformJson } from "./transform/json";
export {
  type KBinsDiscretizer,
  type KBinsDiscretizerOptions,
  kBinsDiscretizer,
} from "./transform/k-bins-discretizer";
export {
  type KnnImputer,
  type KnnImputerOptions,
  knnImputer,
  type NeighborWeights,
} from "./transform/knn-imputer";
export { type LabelBinarizer, type LabelBinarizerOptions, labelBinarizer } from "./transform/label-binarizer";
export {
  type LabelEncoder,
  type LabelEncoderOptions,
  type LabelInput,
  labelEncoder,
} from "./transform/label-encoder";
export type { LabelTransform } from "./transform/label-transform";
export { type MaxAbsScaler, type MaxAbsScalerOptions, maxAbsScaler } from "./transform/max-abs-scaler";
export { type MinMaxScaler, type MinMaxScalerOptions, minMaxScaler } from "./transform/min-max-scaler";
export {
  type MissingIndicator,
  type MissingIndicatorOptions,
  missingIndicator,
} from "./transform/missing-indicator";
export {
  type LabelSets,
  type MultiLabelBinarizer,
  type MultiLabelBinarizerOptions,
  multiLabelBinarizer,
} from "./transform/multi-label-binarizer";
export { type Normalizer, type NormalizerOptions, normalizer } from "./transform/normalizer";
export type { InvertibleTransform, NumericTransform } from "./transform/numeric";
export { type OneHotEncoder, type OneHotEncoderOptions, oneHotEncoder } from "./transform/one-hot-encoder";
export { type OrdinalEncoder, type OrdinalEncoderOptions, ordinalEncoder } from "./transform/ordinal-encoder";
export { type Pca, type PcaOptions, pca } from "./transform/pca";
export { type Pipeline, type PipelineOptions, type PipelineSteps, pipeline } from "./transform/pipeline";
export {
  type PolynomialFeatures,
  type PolynomialFeaturesOptions,
  polynomialFeatures,
} from "./transform/polynomial-features";
export {
  type PowerTransformer,
  type PowerTransformerOptions,
  powerTransformer,
} from "./transform/power-transformer";
export {
  type QuantileTransformer,
  type QuantileTransformerOptions,
  quantileTransformer,
} from "./transform/quantile-transformer";
export { type RobustScaler, type RobustScalerOptions, robustScaler } from "./transform/robust-scaler";
export type { Scaler } from "./transform/scaler";
export type { ScoreSelector } from "./transform/score-selector";
export { type SelectKBest, type SelectKBestOptions, selectKBest } from "./transform/select-k-best";
export {
  type SelectPercentile,
  type SelectPercentileOptions,
  selectPercentile,
} from "./transform/select-percentile";
export type { Selector } from "./transform/selector";
export {
  type ImputerOutput,
  type SimpleImputer,
  type SimpleImputerOptions,
  simpleImputer,
} from "./transform/simple-imputer";
export type { Knots } from "./transform/spline-knots";
export {
  type SplineTransformer,
  type SplineTransformerOptions,
  splineTransformer,
} from "./transform/spline-transformer";
export { type StandardScaler, type StandardScalerOptions, standardScaler } from "./transform/standard-scaler";
export { type TargetEncoder, type TargetEncoderOptions, targetEncoder } from "./transform/target-encoder";
export type { NumberFunction, TargetFunctionName } from "./transform/target-functions";
export type { TargetType } from "./transform/target-type";
export type { TargetValues, TensorLike } from "./transform/target-values";
export type { TermOptions, TermTransform } from "./transform/term-transform";
export type { TextInput, TextTransform } from "./transform/text-transform";
export {
  type CountInput,
  type TfidfTransformer,
  type TfidfTransformerOptions,
  tfidfTransformer,
  type Weights,
} from "./transform/tfidf-transformer";
export {
  type TfidfVectorizer,
  type TfidfVectorizerOptions,
  tfidfVectorizer,
} from "./transform/tfidf-vectorizer";
export { transformToTable } from "./transform/to-table";
export {
  type InUnits,
  type TargetModel,
  type TargetTransform,
  type TransformedTarget,
  type TransformedTargetOptions,
  transformedTarget,
  type WrappedModel,
} from "./transform/transformed-target";
export {
  type VarianceThreshold,
  type VarianceThresholdOptions,
  varianceThreshold,
} from "./transform/variance-threshold";
export { version } from "./version";
export { toArrow, type WriteArrowOptions, writeArrow } from "./write/write-arrow";
export { toJson, type WriteJsonOptions, writeJson } from "./write/write-json";
export { toNdjson, writeNdjson } from "./write/write-ndjson";
export { toParquet, type WriteParquetOptions, writeParquet } from "./write/write-parquet";
