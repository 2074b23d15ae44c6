import { stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { FoundStudy, StudyResult } from "@wellfit/experiments";
import { Interrupted, UserError } from "../../errors/errors";
import { writeFileWhole } from "../../files/write-file";
import type { Io } from "../../terminal/io";
import { shellQuote } from "../../terminal/wording";
import { type RunSettings, versionsOf } from "../provenance";
import type { Beside } from "../reference";
import { drawBoundaries } from "./boundaries";
import { renderStudy } from "./page";

/** Complains before anything is trained when the page could not be written. */
export const checkFolder = async (file: string, io: Io): Promise<void> => {
  const folder = dirname(resolve(io.cwd, file));
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() === true) return;
  throw new UserError(
    `expected to write ${file}: there is no folder ${dirname(file)}; make it, or choose another place`,
  );
};

/** The command that gives a study again. */
const commandOf = (name: string, { repeats, firstSeed, fma }: RunSettings): string =>
  [
    `wellfit case-study ${name}`,
    repeats === undefined ? "" : ` --repeats ${repeats}`,
    firstSeed === 0 ? "" : ` --first-seed ${firstSeed}`,
    fma === "off" ? "" : ` --fma ${fma}`,
  ].join("");

/** Writes the page of a study, whole or not at all. */
export const writeStudyReport = async (
  file: string,
  about: {
    readonly found: FoundStudy;
    readonly result: StudyResult;
    readonly beside: readonly Beside[];
    readonly settings: RunSettings;
  },
  io: Io,
): Promise<void> => {
  const { result, settings } = about;
  const boundaries = await drawBoundaries(result.cases, io.signal).catch((error: unknown) => {
    if (io.signal.aborted) throw new Interrupted();
    throw error;
  });
  const page = renderStudy({
    ...about,
    boundaries,
    command: `${commandOf(result.name, settings)} --report ${shellQuote(file)}`,
    versions: versionsOf(result),
  });
  await writeFileWhole(resolve(io.cwd, file), page, { disk: io.disk, shown: file });
};
