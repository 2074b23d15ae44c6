import { type EngineInUse, engineInUse } from "@wellfit/core";
import { distinctEngines } from "../provenance/engines";
import { type AnyRun, importRun, isRunModule, type RunModule } from "./run-module";
import { openThreads, type ThreadPool } from "./thread-pool";
import { untilAborted } from "./until-aborted";

/** One run of many. */
export interface Job {
  /** What the function gets, but for its last argument. */
  readonly args: readonly unknown[];
  /** What stands in its last argument besides signal and options. */
  readonly context?: object;
  /** Names it in errors: "the run with seed 3". */
  readonly label: string;
}

/** How many runs are done. */
export interface RunAllOptions {
  /** Names the caller in errors. */
  readonly where: string;
  /** How many threads. Functions run on this one, one after another. */
  readonly workers: number;
  /** Ends everything. */
  readonly signal: AbortSignal | undefined;
  /** Called after each run. */
  readonly onDone?: ((job: Job, value: unknown) => void) | undefined;
  /** Takes the place of an error that a run threw. */
  readonly onError?: ((error: unknown) => unknown) | undefined;
}

/** What the runs gave. */
export interface AllDone {
  /** In the order of the jobs. */
  readonly values: readonly unknown[];
  /** What computed them. */
  readonly engines: readonly EngineInUse[];
}

/** A run that ended; what stands for an error has no engine. */
interface Done {
  readonly value: unknown;
  readonly engine?: EngineInUse;
}

/** For so long may runs hold up timers and the page, in milliseconds. */
const HOLD = 40;

const inNode = (): boolean => typeof process !== "undefined" && process.versions?.node !== undefined;

/**
 * Does many runs and tells what they gave, in the order of the jobs, whoever was ready first, and which engines computed
 * it. A module runs on worker
 * threads in Node; a function, and a module in a browser, here and one after another.
 *
 * @throws The error of the first job, in their order, that failed; the reason of the signal when it is aborted.
 */
export async function runAll(
  run: AnyRun | RunModule,
  jobs: readonly Job[],
  options: RunAllOptions,
): Promise<AllDone> {
  const done = await doAll(run, jobs, options);
  return {
    values: done.map(({ value }) => value),
    engines: distinctEngines(done.map(({ engine }) => engine)),
  };
}

async function doAll(run: AnyRun | RunModule, jobs: readonly Job[], options: RunAllOptions): Promise<Done[]> {
  const { where, workers, signal } = options;
  signal?.throwIfAborted();
  if (!isRunModule(run)) {
    if (workers > 1) {
      throw new TypeError(
        `${where}: received workers: ${workers} with a function, which cannot travel to a thread; export it from a module and give { module: new URL("./run.mjs", import.meta.url), export: "run" }`,
      );
    }
    return runHere(run, undefined, jobs, options);
  }
  const address = String(run.module);
  const name = run.export ?? "default";
  if (!inNode() && workers === 1) return runHere(await importRun(address, name), run.options, jobs, options);
  const pool = await openThreads(where, Math.min(workers, jobs.length));
  try {
    return await untilAborted(
      runThere(pool, { ...run, module: address, export: name }, jobs, options),
      signal,
    );
  } finally {
    await pool.close();
  }
}

function failed(where: string, { label }: Job, error: unknown): Error {
  const why = error instanceof Error ? error.message : String(error);
  // What already says which run and whose it is needs no more.
  if (error instanceof Error && error.message.startsWith(`${where}: the worker thread`)) return error;
  return new Error(`${where}: ${label} threw: ${why}`, { cause: error });
}

async function runHere(
  run: AnyRun,
  given: unknown,
  jobs: readonly Job[],
  { where, signal, onDone, onError }: RunAllOptions,
): Promise<Done[]> {
  const context = {
    signal: signal ?? new AbortController().signal,
    ...(given === undefined ? {} : { options: given }),
  };
  const results: Done[] = [];
  let since = performance.now();
  for (const job of jobs) {
    if (performance.now() - since > HOLD) {
      // Runs that never wait would keep an abort from being heard.
      await new Promise((resolve) => setTimeout(resolve, 0));
      since = performance.now();
    }
    signal?.throwIfAborted();
    const once = async (): Promise<unknown> => run(...job.args, { ...context, ...job.context });
    try {
      const value = await untilAborted(once(), signal);
      results.push({ value, engine: engineInUse() });
    } catch (error) {
      signal?.throwIfAborted();
      const instead = onError?.(error);
      if (instead === undefined) throw failed(where, job, error);
      results.push({ value: instead });
    }
    onDone?.(job, results.at(-1)?.value);
  }
  return results;
}

async function runThere(
  pool: ThreadPool,
  run: { readonly module: string; readonly export: string; readonly options?: unknown },
  jobs: readonly Job[],
  { where, onDone, onError }: RunAllOptions,
): Promise<Done[]> {
  const promises = jobs.map(async (job, i) => {
    try {
      const context = {
        ...job.context,
        ...(run.options === undefined ? {} : { options: run.options }),
      };
      const request = { module: run.module, name: run.export, args: job.args, context };
      let done: Done;
      try {
        done = await pool.run(request, job.label);
      } catch (error) {
        const instead = onError?.(error);
        if (instead === undefined) throw failed(where, job, error);
        done = { value: instead };
      }
      onDone?.(job, done.value);
      return done;
    } catch (error) {
      pool.stopAfter(i);
      throw error;
    }
  });
  // They are awaited in order, so that the same error is told whichever thread was quicker.
  for (const promise of promises) promise.catch(() => {});
  const results: Done[] = [];
  for (const promise of promises) results.push(await promise);
  return results;
}
