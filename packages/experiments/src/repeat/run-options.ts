import { checkFunction, checkSignal, wholeNumber } from "../common/options";

/** How runs are done: which seeds, how many at a time, and what is told along the way. */
export interface RunsOptions {
  /** How many runs, with seeds that follow each other; default 10 for `repeat`, 1 for searches and cross-validation. */
  readonly times?: number | undefined;
  /** The first seed; default 0. */
  readonly firstSeed?: number | undefined;
  /** The seeds themselves, in place of `times` and `firstSeed`. */
  readonly seeds?: readonly number[] | undefined;
  /**
   * How many worker threads, in Node, for what a module exports; default 1. A function runs on the thread that calls,
   * one run after another.
   */
  readonly workers?: number | undefined;
  /** Ends the runs: the promise rejects with its reason at once, and threads are ended. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each run with how many are done, of how many, and which it was. Runs on threads end in any order. */
  readonly onProgress?: ((done: number, all: number, what: string) => void) | undefined;
}

export const runsOptions = ["times", "firstSeed", "seeds", "workers", "signal", "onProgress"] as const;

/** The options with defaults, when they are sound. */
export interface ReadRuns {
  readonly seeds: readonly number[];
  readonly workers: number;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: RunsOptions["onProgress"];
}

/**
 * Reads the options that all of them share.
 *
 * @throws RangeError or TypeError for one that makes no sense.
 */
export function readRuns(where: string, options: RunsOptions, times: number): ReadRuns {
  const { seeds, signal, onProgress } = options;
  checkSignal(where, signal);
  checkFunction(where, "onProgress", onProgress);
  if (seeds !== undefined) {
    if (!Array.isArray(seeds) || seeds.length === 0) {
      throw new TypeError(`${where}: received seeds ${String(seeds)}, expected a list such as [1, 2, 3]`);
    }
    if (options.times !== undefined || options.firstSeed !== undefined) {
      throw new TypeError(`${where}: received seeds with times or firstSeed, expected one or the other`);
    }
    for (const seed of seeds) wholeNumber(where, "the seed", seed, 0);
    if (new Set(seeds).size < seeds.length) {
      throw new RangeError(`${where}: received a seed twice, whose second run would tell nothing new`);
    }
  }
  const count = wholeNumber(where, "times", options.times ?? times, 1);
  const first = wholeNumber(where, "firstSeed", options.firstSeed ?? 0, 0);
  return {
    seeds: seeds === undefined ? Array.from({ length: count }, (_, i) => first + i) : [...seeds],
    workers: wholeNumber(where, "workers", options.workers ?? 1, 1),
    signal,
    onProgress,
  };
}
