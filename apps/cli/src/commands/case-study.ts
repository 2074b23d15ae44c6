import type { RunSeeds } from "@wellfit/experiments";
import { type Command, Option } from "commander";
import { runAll } from "../case-study/all";
import { studyOf } from "../case-study/find";
import { listOf, tellList } from "../case-study/list";
import { type RunSettings, settingsLine, studyJson, useEngine } from "../case-study/provenance";
import { besideReference } from "../case-study/reference";
import { checkFolder, writeStudyReport } from "../case-study/report/write";
import { runFound } from "../case-study/run";
import { tellStudy } from "../case-study/tell";
import { openWorkers, usualWorkers } from "../case-study/workers";
import { UsageError } from "../errors/errors";
import { wholeNumber } from "../options/numbers";
import type { Io } from "../terminal/io";
import { makeRunsProgress } from "../terminal/runs-progress";
import type { Say } from "../terminal/say";
import { version } from "../version";
import { examples, type SharedOptions, sayOf, withSharedOptions } from "./shared";

interface CaseStudyOptions extends SharedOptions {
  readonly list?: boolean;
  readonly all?: boolean;
  readonly repeats?: number;
  readonly firstSeed: number;
  readonly fma: RunSettings["fma"];
  readonly report?: string;
  readonly workers?: number;
}

const runOne = async (
  name: string,
  settings: RunSettings,
  report: string | undefined,
  io: Io,
  say: Say,
  runSeeds: RunSeeds,
): Promise<void> => {
  const found = studyOf(name);
  if (report !== undefined) await checkFolder(report, io);
  useEngine(settings);
  const progress = makeRunsProgress(io, say);
  const result = await runFound(found, settings, {
    signal: io.signal,
    onProgress: progress.update,
    runSeeds,
  }).finally(progress.stop);
  const beside = await besideReference(result.cases);
  if (report !== undefined) await writeStudyReport(report, { found, result, beside, settings }, io);
  tellStudy(say, result, beside, { setUp: found.study.setUp, how: settingsLine(settings, result) });
  if (report !== undefined) say.line(`\nReport: ${report}`);
  say.json({
    ok: true,
    wellfit: version(),
    ...studyJson(result, beside),
    ...(report === undefined ? {} : { report }),
  });
};

/** `wellfit case-study`. */
export const addCaseStudy = (program: Command, io: Io): void => {
  const command = program
    .command("case-study")
    .summary("run a case study of how networks come to generalise")
    .description(
      "Runs a case study, or one of its extensions, with several seeds: a question, configurations that answer it, their " +
        "accuracy, losses and weights as mean ± standard deviation with the 95% interval of the mean beside the reference's, " +
        "and what to conclude. The same seeds give the same numbers on every machine.",
    )
    .argument("[name]", "a study, such as dropout, or study/extension, such as dropout/input-dropout")
    .option("--list", "list every study with its extensions")
    .option("--all", "run every study and every extension; print their scores beside the reference's")
    .option(
      "--repeats <n>",
      "how many seeds every case is trained with (default: 10, or more where the runs of a case differ much)",
      wholeNumber(1),
    )
    .option("--first-seed <n>", "the first of the seeds, which follow each other", wholeNumber(0, 2 ** 31), 0)
    .addOption(
      new Option("--fma <how>", "multiply and add at once where the machine can: faster, other last digits")
        .choices(["auto", "off"])
        .default("off"),
    )
    .option(
      "--workers <n>",
      "how many seeds are trained side by side (default: as many as the machine has cores)",
      wholeNumber(1, 256),
    )
    .optionsGroup("Output:")
    .option("--report <file>", "write the study as one page of HTML that opens anywhere");
  withSharedOptions(command)
    .addHelpText(
      "after",
      examples([
        "wellfit case-study --list",
        "wellfit case-study weight-regularization",
        "wellfit case-study early-stopping --report early-stopping.html",
        "wellfit case-study dropout/grid-over-rate --repeats 5",
        "wellfit case-study early-stopping --json > early-stopping.json",
      ]),
    )
    .action(async (name: string | undefined, options: CaseStudyOptions) => {
      const say = sayOf(io, options);
      const { list, all, repeats, firstSeed, fma, report, workers } = options;
      const settings = { repeats, firstSeed, fma };
      const given = [name, list && "--list", all && "--all"].filter((one) => one !== undefined);
      if (given.length > 1) {
        throw new UsageError(`expected one of a name, --list and --all, received ${given.join(" and ")}`);
      }
      if (report !== undefined && name === undefined) {
        throw new UsageError("expected the name of one study with --report");
      }
      if (list === true) {
        tellList(say);
        say.json({ ok: true, studies: listOf() });
        return;
      }
      if (all !== true && name === undefined) {
        throw new UsageError("expected the name of a case study; wellfit case-study --list has them all");
      }
      const threads = openWorkers(workers ?? usualWorkers(), settings, io.signal);
      try {
        if (name === undefined) await runAll(settings, io, say, threads.runSeeds);
        else await runOne(name, settings, report, io, say, threads.runSeeds);
      } finally {
        await threads.close();
      }
    });
};
