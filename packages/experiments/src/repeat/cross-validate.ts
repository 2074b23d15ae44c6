import type { FoldLabels, Splittable, Splitter } from "@wellfit/data";
import { checkOptions } from "../common/options";
import { runAll } from "../parallel/run-all";
import { checkRun, isRunModule, type RunContext, type RunModule } from "../parallel/run-module";
import { describeRun } from "../provenance/describe-run";
import { provenanceOf } from "../provenance/provenance";
import { describeFolds } from "./describe-folds";
import { foldsOf, type NumberedFold } from "./folds";
import { numbersOf } from "./metrics";
import { type RepeatResult, resultOf } from "./result";
import { type RunsOptions, readRuns, runsOptions } from "./run-options";

/** Options of {@link crossValidate}. */
export interface CrossValidateOptions extends RunsOptions, FoldLabels {}

/** Several arrays with the same rows, by name. */
export type SplittableParts<T> = { readonly [K in keyof T]: Splittable };

/** Fits on the train part of a fold and judges by its test part. */
export type FoldRun<T, R> = (fold: NumberedFold<T>, seed: number, context: RunContext) => R | Promise<R>;

/** What the folds came to. */
export type CrossValidateResult<R> = RepeatResult<R> & {
  /** The fold of each value, counted from 0; `seeds` has the seed of each. */
  readonly folds: readonly number[];
};

/**
 * Fits and judges on each fold that a splitter of `@wellfit/data` deals, and sums up as {@link repeat} does. Each row is
 * judged by once with `kFold`. Fitting a transform on the test part of a fold throws `LeakageError`.
 *
 * The folds share most of their training rows, so the interval is narrower than it should be (Bengio and Grandvalet,
 * 2004).
 *
 * @param data A table, an array, or several by name, such as { x, y }; for a module also the number of rows.
 * @param splitter Such as `kFold({ nSplits: 5 })`.
 * @param run Gets the fold with `train`, `test`, `rows` and `index`, a seed, and `{ signal }`; gives a number or an object
 *   of numbers. Or a module that exports such a function: on a thread the fold has `rows` and `index` only.
 * @param options `times` (default 1: each fold once), `y` and `groups` for splitters that need them, and those of
 *   `repeat`.
 * @throws Error that names fold and seed when a run throws; the reason of `signal` when it is aborted; DataError for data
 *   that cannot be folded so.
 * @example
 * const data = makeMoons({ nSamples: 50, noise: 0.2, randomState: 1 });
 * const result = await crossValidate(data, kFold({ nSplits: 5 }), ({ train, test }) => {
 *   const scaler = standardScaler().fit(train.x);
 *   return scaler.transform(test.x).shape[0];
 * });
 * result.values; // [10, 10, 10, 10, 10]
 */
export function crossValidate<R extends number | object, T extends Splittable>(
  data: T,
  splitter: Splitter,
  run: FoldRun<T, R>,
  options?: CrossValidateOptions,
): Promise<CrossValidateResult<R>>;
export function crossValidate<R extends number | object, T extends SplittableParts<T>>(
  data: T,
  splitter: Splitter,
  run: FoldRun<T, R>,
  options?: CrossValidateOptions,
): Promise<CrossValidateResult<R>>;
export function crossValidate<R extends number | object = number>(
  data: object | number,
  splitter: Splitter,
  run: RunModule,
  options?: CrossValidateOptions,
): Promise<CrossValidateResult<R>>;
export async function crossValidate(
  data: object | number,
  splitter: Splitter,
  run: unknown,
  options: CrossValidateOptions = {},
): Promise<unknown> {
  const where = "crossValidate";
  checkRun(where, "the run", run);
  checkOptions(where, options, [...runsOptions, "y", "groups"]);
  const { seeds, workers, signal, onProgress } = readRuns(where, options, 1);
  const { y, groups } = options;
  const folds = foldsOf(where, { data, splitter, y, groups }, isRunModule(run));
  const jobs = seeds.flatMap((seed) =>
    folds.map((fold) => ({ args: [fold, seed] as const, label: `fold ${fold.index} with seed ${seed}` })),
  );
  let done = 0;
  const { values, engines } = await runAll(run, jobs, {
    where,
    workers,
    signal,
    onDone: ({ label }) => onProgress?.(++done, jobs.length, label),
  });
  const title = `${folds.length} folds${seeds.length === 1 ? "" : `, ${seeds.length} times`}`;
  const each = jobs.map(({ args }) => args[1]);
  const result = resultOf({
    title,
    seeds: each,
    values,
    numbers: numbersOf(where, values, undefined),
    configuration: { run: describeRun(run), crossValidation: describeFolds(splitter, data, folds) },
    provenance: provenanceOf(engines),
  });
  return Object.assign(result, { folds: jobs.map(({ args }) => args[0].index) });
}
