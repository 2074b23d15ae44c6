import { availableParallelism } from "node:os";
import { type StudyWorkers, seedsInTurn, studyWorkers } from "@wellfit/experiments";
import type { RunSettings } from "./provenance";

/** How many threads there are to use, unless told otherwise. */
export const usualWorkers = (): number => Math.max(1, availableParallelism());

/** What runs the seeds: this thread alone, or so many beside it, but no more than there are seeds. */
export const openWorkers = (wanted: number, { repeats }: RunSettings, signal: AbortSignal): StudyWorkers => {
  const workers = repeats === undefined ? wanted : Math.min(wanted, repeats);
  return workers > 1
    ? studyWorkers(workers, { signal })
    : { runSeeds: seedsInTurn(signal), close: () => Promise.resolve() };
};
