export { type Chain, linearChain } from "./case-studies/chains";
export { type FoundStudy, findStudy, studyNames } from "./case-studies/find-study";
export type { CaseData, Rows } from "./case-studies/run/make-data";
export {
  type Curves,
  type Outcome,
  type RunOptions,
  runCase,
  type Stopped,
} from "./case-studies/run/run-case";
export {
  type CaseResult,
  type ChainResult,
  caseResult,
  runStudy,
  type StudyOptions,
  type StudyResult,
} from "./case-studies/run/run-study";
export { type RunSeeds, seedsInTurn, shareRuns } from "./case-studies/run/share-runs";
export { type StudyWorkers, type StudyWorkersOptions, studyWorkers } from "./case-studies/run/study-workers";
export type {
  CaseSpec,
  ConstraintSpec,
  DataSpec,
  HiddenSpec,
  InitializerSpec,
  LayerSpec,
  NetworkSpec,
  OptimizerSpec,
  StopSpec,
} from "./case-studies/spec";
export { studies } from "./case-studies/studies/all";
export type { CaseGrid, ChainSpec, Extension, Study } from "./case-studies/study";
export { type Diagnosis, diagnose, type Gap } from "./diagnosis/diagnose";
export type { DiagnoseOptions, Errors } from "./diagnosis/errors";
export type { RunContext, RunModule } from "./parallel/run-module";
export type { Plain } from "./provenance/plain";
export { type Provenance, provenanceOf } from "./provenance/provenance";
export type { Runtime } from "./provenance/runtime";
export { type RecipeOptions, recipe } from "./recipe/recipe";
export type { RecipeResult, RecipeState, RecipeStep } from "./recipe/result";
export type { RecipeBuild, RecipeData, RecipeSettings } from "./recipe/settings";
export type { RecipeTask } from "./recipe/task";
export {
  type CrossValidateOptions,
  type CrossValidateResult,
  crossValidate,
  type FoldRun,
  type SplittableParts,
} from "./repeat/cross-validate";
export type { CrossValidation, FoldOfRows, NumberedFold } from "./repeat/folds";
export { type RepeatOptions, repeat, type SeededRun } from "./repeat/repeat";
export type { MetricsResult, NumberResult, Repeatable, RepeatResult } from "./repeat/result";
export type { RunsOptions } from "./repeat/run-options";
export { type Summary, summarize } from "./repeat/summary";
export { type Distribution, integers, logUniform, uniform } from "./search/distributions";
export type { Grid, GridParameters } from "./search/grid";
export { gridSearch } from "./search/grid-search";
export {
  type RandomSearchOptions,
  randomSearch,
  type Space,
  type SpaceParameters,
} from "./search/random-search";
export type { SearchResult, SearchRow } from "./search/result";
export type { Build, Foldable, SearchContext, SearchOptions } from "./search/run-search";
export { version } from "./version";
