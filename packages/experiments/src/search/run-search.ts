import { runAll } from "../parallel/run-all";
import { checkRun, isRunModule, type RunContext, type RunModule } from "../parallel/run-module";
import { describeRun } from "../provenance/describe-run";
import type { Plain } from "../provenance/plain";
import { provenanceOf } from "../provenance/provenance";
import { describeFolds } from "../repeat/describe-folds";
import { type CrossValidation, type FoldOfRows, type NumberedFold, readFolds } from "../repeat/folds";
import { type Numbers, numbersOf } from "../repeat/metrics";
import { type RunsOptions, readRuns, runsOptions } from "../repeat/run-options";
import { summarize } from "../repeat/summary";
import { higherIsBetter, rank } from "./rank";
import { type SearchResult, type SearchRow, searchResult } from "./result";

/** What cross-validation can fold: data, or for a module the number of its rows. */
export type Foldable = object | number;

/** Options of `gridSearch` and `randomSearch`. */
export interface SearchOptions<T = Foldable> extends RunsOptions {
  /** The number that decides, when a run gives several, such as "accuracy". */
  readonly monitor?: string | undefined;
  /**
   * Whether the least or the largest mean is best. Default "auto": the least for names such as "loss" and "error", the
   * largest for others, and for a run that gives just a number.
   */
  readonly mode?: "auto" | "min" | "max" | undefined;
  /** Judges every combination on each fold; the fold stands in the last argument of `build`. */
  readonly crossValidation?: CrossValidation<T> | undefined;
}

/** Their names. */
export const searchOptions: readonly string[] = [...runsOptions, "monitor", "mode", "crossValidation"];

/** What a run of a search with cross-validation is told besides parameters and seed. */
export interface SearchContext<T = unknown> extends RunContext {
  /** What to fit on and what to judge by. In a module `rows` and `index` only. */
  readonly fold: NumberedFold<T>;
}

/** Builds, trains and judges with parameters and a seed; gives a number or an object of numbers. */
export type Build<P, C = RunContext> = (
  parameters: P,
  seed: number,
  context: C,
) => number | object | Promise<number | object>;

/** Stands for a run whose training stopped being finite. */
class NotFinite {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

function numbers(where: string, values: readonly unknown[], monitor: string | undefined): Numbers {
  const ran = values.filter((value) => !(value instanceof NotFinite));
  const none = ran.length > 0 && typeof ran[0] === "object" ? {} : Number.NaN;
  const found = numbersOf(
    where,
    values.map((value) => (value instanceof NotFinite ? none : value)),
    undefined,
  );
  if (ran.length > 0 || monitor === undefined) return found;
  return { single: false, byName: new Map([[monitor, values.map(() => Number.NaN)]]) };
}

/** The name of the number that decides. */
function watched(where: string, { single, byName }: Numbers, monitor: string | undefined): string {
  const names = [...byName.keys()];
  if (monitor === undefined && names.length === 1) return names[0] as string;
  if (monitor !== undefined && byName.has(monitor)) return monitor;
  const there = single ? "just a number" : names.join(", ");
  throw new TypeError(
    monitor === undefined
      ? `${where}: a run gave ${there}; say which one decides, such as monitor: ${JSON.stringify(names.at(-1))}`
      : `${where}: received monitor ${JSON.stringify(monitor)}, but a run gave ${there}`,
  );
}

const inWords = (parameters: Readonly<Record<string, unknown>>): string =>
  Object.entries(parameters)
    .map(([name, value]) => `${name} ${typeof value === "object" ? JSON.stringify(value) : String(value)}`)
    .join(", ");

/** Runs every candidate with every seed on every fold, and puts them in order; `space` tells where they come from. */
export async function runSearch(
  where: string,
  candidates: readonly Record<string, unknown>[],
  space: { readonly [name: string]: Plain },
  build: Build<never, never> | RunModule,
  options: SearchOptions,
): Promise<SearchResult> {
  checkRun(where, "build", build);
  const { seeds, workers, signal, onProgress } = readRuns(where, options, 1);
  const { monitor, mode = "auto" } = options;
  if (!["auto", "min", "max"].includes(mode)) {
    throw new RangeError(`${where}: received mode ${JSON.stringify(mode)}, expected "auto", "min" or "max"`);
  }
  const folds = readFolds(where, options.crossValidation, isRunModule(build));
  const places: readonly (NumberedFold | FoldOfRows | undefined)[] = folds ?? [undefined];
  const jobs = candidates.flatMap((parameters) =>
    seeds.flatMap((seed) =>
      places.map((fold) => ({
        args: [parameters, seed],
        ...(fold === undefined ? {} : { context: { fold } }),
        label: `${inWords(parameters)} with seed ${seed}${fold === undefined ? "" : ` on fold ${fold.index}`}`,
      })),
    ),
  );
  let done = 0;
  const { values, engines } = await runAll(build, jobs, {
    where,
    workers,
    signal,
    onDone: ({ label }, value) => {
      // At the first run, not after hours, it is told that nobody said what decides.
      if (++done === 1 && !(value instanceof NotFinite))
        watched(where, numbersOf(where, [value], undefined), monitor);
      onProgress?.(done, jobs.length, label);
    },
    onError: (error) =>
      error instanceof Error && error.name === "NonFiniteError" ? new NotFinite(error.message) : undefined,
  });
  const all = numbers(where, values, monitor);
  const name = watched(where, all, monitor);
  const higher = mode === "auto" ? higherIsBetter(name) : mode === "max";
  const each = seeds.length * places.length;
  const rows = candidates.map((parameters, i) => {
    const part = <T>(list: readonly T[]): T[] => list.slice(i * each, (i + 1) * each);
    const metrics = Object.fromEntries([...all.byName].map(([key, list]) => [key, summarize(part(list))]));
    const summary = metrics[name] as NonNullable<(typeof metrics)[string]>;
    const why = part(values).find((value) => value instanceof NotFinite) as NotFinite | undefined;
    return {
      parameters,
      summary,
      notFinite: each - summary.n,
      ...(why === undefined ? {} : { message: why.message }),
      metrics,
    };
  });
  const ranked = rank(rows, higher).map(
    ({ summary, ...row }, i): SearchRow => ({ ...row, rank: i + 1, ...summary }),
  );
  const best = ranked[0] as SearchRow;
  if (best.n === 0) {
    throw new Error(
      `${where}: no run gave a finite ${name}${best.message === undefined ? "" : `; the first said: ${best.message}`}`,
    );
  }
  return searchResult({
    monitor: name,
    mode: higher ? "max" : "min",
    seeds,
    ...(folds === undefined ? {} : { folds: folds.length }),
    rows: ranked,
    best,
    configuration: {
      build: describeRun(build),
      ...space,
      monitor: name,
      mode,
      ...(folds === undefined || options.crossValidation === undefined
        ? {}
        : {
            crossValidation: describeFolds(
              options.crossValidation.splitter,
              options.crossValidation.data,
              folds,
            ),
          }),
    },
    provenance: provenanceOf(engines),
  });
}
