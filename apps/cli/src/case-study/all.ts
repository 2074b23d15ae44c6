import { type FoundStudy, type RunSeeds, type StudyResult, shareRuns, studies } from "@wellfit/experiments";
import type { Io } from "../terminal/io";
import { makeRunsProgress } from "../terminal/runs-progress";
import type { Say } from "../terminal/say";
import { count } from "../terminal/wording";
import { provenanceOf, type RunSettings, settingsLine, studyJson } from "./provenance";
import { type Beside, besideReference, verdictOf } from "./reference";
import { runFound } from "./run";
import { tellScores } from "./tell";

/** Every study, each followed by its extensions. */
const everyStudy = (): FoundStudy[] =>
  studies.flatMap((study) => [
    { study, extension: undefined },
    ...study.extensions.map((extension) => ({ study, extension })),
  ]);

/** So long, in words. */
const lasting = (seconds: number): string =>
  seconds < 100 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;

const tellEnd = (say: Say, beside: readonly Beside[], runs: number, seconds: number): void => {
  const compared = beside.filter((one) => one.compared.length > 0);
  const inside = compared.filter((one) => verdictOf(one) === "inside").length;
  const numbers = compared.flatMap((one) => one.compared);
  say.result(
    `${count(compared.length, "row")} with a reference: ${inside} inside its intervals, ${compared.length - inside} outside ` +
      `(${numbers.filter((one) => one.inside).length} of ${numbers.length} numbers inside)`,
  );
  say.line(
    say.colours.dim(`${count(runs, "run")} in ${lasting(seconds)}; equal configurations were run once`),
  );
};

/** Runs every study and every extension and prints their scores beside the reference's. */
export const runAll = async (
  settings: RunSettings,
  io: Io,
  say: Say,
  runSeeds: RunSeeds,
  began: number = performance.now(),
): Promise<void> => {
  const found = everyStudy();
  let runs = 0;
  const shared = shareRuns(
    found.flatMap(({ study, extension }) => (extension ?? study).cases),
    (spec, seeds, onRun) =>
      runSeeds(spec, seeds, () => {
        runs++;
        onRun();
      }),
  );
  const results: { result: StudyResult; beside: readonly Beside[] }[] = [];
  for (const one of found) {
    const progress = makeRunsProgress(io, say);
    const options = { signal: io.signal, onProgress: progress.update, runSeeds: shared };
    const result = await runFound(one, settings, options).finally(progress.stop);
    const beside = await besideReference(result.cases);
    if (results.length === 0) {
      say.line(say.colours.dim(`${settingsLine(settings, result)}\n`));
    }
    say.line(say.colours.bold(`${result.title} (${result.name})`));
    tellScores(say, result, beside);
    say.line();
    results.push({ result, beside });
  }
  const all = results.flatMap(({ beside }) => beside);
  tellEnd(say, all, runs, (performance.now() - began) / 1000);
  const engine = results[0]?.result.engine ?? "";
  say.json({
    ok: true,
    ...provenanceOf(settings, engine),
    studies: results.map(({ result, beside }) => studyJson(result, beside)),
  });
};
