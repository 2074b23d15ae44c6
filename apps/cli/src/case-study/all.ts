import { type FoundStudy, type RunSeeds, type StudyResult, shareRuns, studies } from "@wellfit/experiments";
import type { Io } from "../terminal/io";
import { makeRunsProgress } from "../terminal/runs-progress";
import type { Say } from "../terminal/say";
import { count } from "../terminal/wording";
import { version } from "../version";
import { type RunSettings, settingsLine, studyJson, useEngine } from "./provenance";
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

/** What a study gave, and what it is set beside. */
interface Done {
  readonly result: StudyResult;
  readonly beside: readonly Beside[];
}

/** The cases that have a reference, each once: many stand in several studies. */
const comparedOf = (all: readonly Done[]): Beside[] => {
  const distinct = new Map<string, Beside>();
  for (const { result, beside } of all) {
    result.cases.forEach(({ spec: { reference, stop } }, i) => {
      const one = beside[i];
      if (one !== undefined && one.compared.length > 0) {
        distinct.set(`${reference} ${JSON.stringify(stop)}`, one);
      }
    });
  }
  return [...distinct.values()];
};

const tellEnd = (say: Say, all: readonly Done[], runs: number, seconds: number): void => {
  const compared = comparedOf(all);
  const inside = compared.filter((one) => verdictOf(one) === "inside").length;
  const numbers = compared.flatMap((one) => one.compared);
  const rows = all.reduce((sum, { result }) => sum + result.cases.length, 0);
  say.result(
    `${count(compared.length, "case")} with a reference: ${inside} inside its intervals, ${compared.length - inside} outside ` +
      `(${numbers.filter((one) => one.inside).length} of ${numbers.length} numbers inside)`,
  );
  say.line(
    say.colours.dim(
      `${count(rows, "row")} from ${count(runs, "run")} in ${lasting(seconds)}; equal configurations were run once`,
    ),
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
  const specs = found.flatMap(({ study, extension }) => (extension ?? study).cases);
  const shared = shareRuns(specs, (spec, seeds, onRun) =>
    runSeeds(spec, seeds, () => {
      runs++;
      onRun();
    }),
  );
  useEngine(settings);
  const results: Done[] = [];
  for (const one of found) {
    const progress = makeRunsProgress(io, say);
    const options = { signal: io.signal, onProgress: progress.update, runSeeds: shared };
    const result = await runFound(one, settings, options).finally(progress.stop);
    const beside = await besideReference(result.cases);
    if (results.length === 0) {
      say.line(say.colours.dim(`${settingsLine(settings, result, specs)}\n`));
    }
    say.line(say.colours.bold(`${result.title} (${result.name})`));
    tellScores(say, result, beside);
    say.line();
    results.push({ result, beside });
  }
  tellEnd(say, results, runs, (performance.now() - began) / 1000);
  say.json({
    ok: true,
    wellfit: version(),
    studies: results.map(({ result, beside }) => studyJson(result, beside)),
  });
};
