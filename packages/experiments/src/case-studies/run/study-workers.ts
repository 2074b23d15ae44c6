import { engineInUse } from "@wellfit/core";
import { checkOptions, wholeNumber } from "../../common/options";
import { openThreads, type ThreadPool } from "../../parallel/thread-pool";
import { untilAborted } from "../../parallel/until-aborted";
import type { Outcome } from "./run-case";
import type { RunSeeds } from "./share-runs";

/** Options of {@link studyWorkers}. */
export interface StudyWorkersOptions {
  /** Ends the runs, and the threads. */
  readonly signal?: AbortSignal | undefined;
}

/** Threads for {@link runStudy}. */
export interface StudyWorkers {
  /** The option of that name. */
  readonly runSeeds: RunSeeds;
  /**
   * Ends the threads that still do something. The others wait ten seconds for more studies, but the program may end
   * meanwhile, which it may not before this is called.
   */
  close(): Promise<void>;
}

/**
 * Worker threads for the seeds of a study, in Node. They are kept from case to case and give the same numbers in the same
 * order as one thread: they compute with the engine that is in use here, set up as it is here.
 *
 * @param count How many threads.
 * @throws RangeError for a count that makes no sense.
 * @example
 * const workers = studyWorkers(2);
 * try {
 *   await runStudy(study, undefined, { repeats: 10, runSeeds: workers.runSeeds });
 * } finally {
 *   await workers.close();
 * }
 */
export function studyWorkers(count: number, options: StudyWorkersOptions = {}): StudyWorkers {
  const where = "studyWorkers";
  wholeNumber(where, "the count", count, 1);
  checkOptions(where, options, ["signal"]);
  const { signal } = options;
  let pool: Promise<ThreadPool> | undefined;
  const close = async (): Promise<void> => {
    const open = pool;
    pool = undefined;
    await (await open)?.close();
  };
  return {
    runSeeds: async (spec, seeds, onRun) => {
      signal?.throwIfAborted();
      pool ??= openThreads(where, count);
      const threads = await pool;
      const request = {
        // Beside the file into which this one is built.
        module: new URL(`./${["study-run", "js"].join(".")}`, import.meta.url).href,
        name: "runSeed",
        context: { options: engineInUse() },
      };
      const runs = seeds.map(async (seed) => {
        const done = await threads.run({ ...request, args: [spec, seed] }, `seed ${seed} of ${spec.name}`);
        onRun();
        return done.value as Outcome;
      });
      try {
        return await untilAborted(Promise.all(runs), signal);
      } catch (error) {
        await close();
        throw error;
      }
    },
    close,
  };
}
