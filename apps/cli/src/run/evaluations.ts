import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../errors/errors";
import type { Disk } from "../files/disk";
import { toJsonText } from "../files/json";
import { writeFileWhole } from "../files/write-file";
import type { Scores } from "../judge/scores";
import type { RunFiles } from "./read-run";

/** The record of looks at the test part; it comes after the run, so it has no checksum. */
export const evaluationsFile = "evaluations.json";

/** One look at the test part after the run was made. */
export interface TestLook {
  /** An ISO time. */
  readonly when: string;
  readonly scores: Scores;
}

/** The looks so far; none when there is no record, or none that can be read. */
export const testLooks = async (run: RunFiles): Promise<readonly TestLook[]> => {
  try {
    const { test } = JSON.parse(await readFile(join(run.path, evaluationsFile), "utf8")) as {
      test?: readonly TestLook[];
    };
    return Array.isArray(test) ? test.filter((look) => typeof look?.when === "string") : [];
  } catch {
    return [];
  }
};

/**
 * Adds a look to the record in the run folder.
 *
 * @returns What to tell when it could not be written, as in a folder that is for reading only.
 */
export const recordLook = async (
  run: RunFiles,
  looks: readonly TestLook[],
  look: TestLook,
  disk: Disk,
): Promise<string | undefined> => {
  const shown = join(run.shown, evaluationsFile);
  try {
    await writeFileWhole(join(run.path, evaluationsFile), toJsonText({ test: [...looks, look] }), {
      disk,
      shown,
    });
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return `this look at test is not recorded: ${error.message}`;
    throw error;
  }
};
