import { checkOptions } from "../common/options";
import { runAll } from "../parallel/run-all";
import { checkRun, type RunContext, type RunModule } from "../parallel/run-module";
import { describeRun } from "../provenance/describe-run";
import { plain } from "../provenance/plain";
import { provenanceOf } from "../provenance/provenance";
import { numbersOf, type Pick } from "./metrics";
import { type RepeatResult, resultOf, seedsInWords } from "./result";
import { type RunsOptions, readRuns, runsOptions } from "./run-options";

/** Options of {@link repeat}. */
export interface RepeatOptions<T = unknown, M = unknown> extends RunsOptions {
  /**
   * Which numbers of what a run gave to sum up: names of its entries, or a function that gives a number or an object of
   * them. Default: all that a run gave.
   */
  readonly metrics?: readonly string[] | ((value: T) => M) | undefined;
}

/** Does one run with a seed. */
export type SeededRun<T> = (seed: number, context: RunContext) => T | Promise<T>;

/**
 * Does the same with several seeds and tells mean, standard deviation, median, range, and the 95% confidence interval
 * of the mean by Student's t. One run of a network tells little: another seed gives another result.
 *
 * Runs that give NaN or an infinity are left out of the numbers and counted in `notFinite`. Results stand in the order
 * of the seeds, are the same on any number of threads, and tell what computed them. A run that is lost because its thread died is repeated, up to
 * three times.
 *
 * @param run Gets a seed and `{ signal }`, gives a number or an object of numbers. Or a module that exports such a
 *   function, which runs on worker threads in Node.
 * @param options `times` (default 10), `firstSeed` (default 0) or `seeds`, `metrics`, `workers`, `signal`, `onProgress`.
 * @throws Error that names the seed when a run throws, with what it threw as `cause`; the reason of `signal` when it is
 *   aborted; TypeError when a run gave something else, or for options that make no sense.
 * @example
 * const result = await repeat((seed) => 0.9 + (seed % 3) / 100, { times: 30 });
 * result.mean; // 0.91
 * result.interval; // [0.9069…, 0.9130…]
 */
export function repeat<M extends number | object, T = unknown>(
  run: SeededRun<T> | RunModule,
  options: RepeatOptions<T, M> & { readonly metrics: (value: T) => M },
): Promise<RepeatResult<M>>;
export function repeat<T extends object, K extends keyof T & string>(
  run: SeededRun<T> | RunModule,
  options: RepeatOptions<T> & { readonly metrics: readonly K[] },
): Promise<RepeatResult<Record<K, number>>>;
export function repeat<T extends number | object>(
  run: SeededRun<T>,
  options?: RepeatOptions<T> & { readonly metrics?: undefined },
): Promise<RepeatResult<T>>;
export function repeat<T extends number | object = number>(
  run: RunModule,
  options?: RepeatOptions<T>,
): Promise<RepeatResult<T>>;
export async function repeat(run: unknown, options: RepeatOptions = {}): Promise<unknown> {
  const where = "repeat";
  checkRun(where, "the run", run);
  checkOptions(where, options, [...runsOptions, "metrics"]);
  const { seeds, workers, signal, onProgress } = readRuns(where, options, 10);
  const jobs = seeds.map((seed) => ({ args: [seed], label: `the run with seed ${seed}` }));
  let done = 0;
  const { values, engines } = await runAll(run, jobs, {
    where,
    workers,
    signal,
    onDone: ({ args }) => onProgress?.(++done, jobs.length, `seed ${args[0]}`),
  });
  const numbers = numbersOf(where, values, options.metrics as Pick<never> | undefined);
  return resultOf({
    title: seedsInWords(seeds),
    seeds,
    values,
    numbers,
    configuration: {
      run: describeRun(run),
      ...(options.metrics === undefined ? {} : { metrics: plain(options.metrics) }),
    },
    provenance: provenanceOf(engines),
  });
}
