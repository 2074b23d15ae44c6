import { type FoundStudy, type RunSeeds, runStudy, type StudyResult } from "@wellfit/experiments";
import { Interrupted } from "../errors/errors";
import type { RunSettings } from "./provenance";

/** Runs a study; Ctrl-C becomes what the command says of it. */
export const runFound = async (
  { study, extension }: FoundStudy,
  { repeats, firstSeed }: RunSettings,
  options: {
    readonly signal: AbortSignal;
    readonly onProgress: (done: number, all: number, name: string) => void;
    readonly runSeeds?: RunSeeds | undefined;
  },
): Promise<StudyResult> => {
  try {
    return await runStudy(study, extension, { repeats, firstSeed, ...options });
  } catch (error) {
    if (options.signal.aborted) throw new Interrupted();
    throw error;
  }
};
