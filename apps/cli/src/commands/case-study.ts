import { seedsInTurn } from "@wellfit/experiments";
import { type Command, Option } from "commander";
import { runAll } from "../case-study/all";
import { studyOf } from "../case-study/find";
import { listOf, tellList } from "../case-study/list";
import { provenanceOf, type RunSettings, settingsLine, studyJson, useEngine } from "../case-study/provenance";
import { besideReference } from "../case-study/reference";
import { runFound } from "../case-study/run";
import { tellStudy } from "../case-study/tell";
import { UsageError } from "../errors/errors";
import { wholeNumber } from "../options/numbers";
import type { Io } from "../terminal/io";
import { makeRunsProgress } from "../terminal/runs-progress";
import type { Say } from "../terminal/say";
import { examples, type SharedOptions, sayOf, withSharedOptions } from "./shared";

interface CaseStudyOptions extends SharedOptions {
  readonly list?: boolean;
  readonly all?: boolean;
  readonly repeats: number;
  readonly firstSeed: number;
  readonly fma: RunSettings["fma"];
}

const runOne = async (name: string, settings: RunSettings, io: Io, say: Say): Promise<void> => {
  const found = studyOf(name);
  useEngine(settings);
  const progress = makeRunsProgress(io, say);
  const result = await runFound(found, settings, {
    signal: io.signal,
    onProgress: progress.update,
  }).finally(progress.stop);
  const beside = await besideReference(result.cases);
  tellStudy(say, result, beside, { setUp: found.study.setUp, how: settingsLine(settings, result) });
  say.json({ ok: true, ...provenanceOf(settings, result.engine), ...studyJson(result, beside) });
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
    .option("--repeats <n>", "how many seeds each case is trained with", wholeNumber(1), 10)
    .option("--first-seed <n>", "the first of the seeds, which follow each other", wholeNumber(0, 2 ** 31), 0)
    .addOption(
      new Option("--fma <how>", "multiply and add at once where the machine can: faster, other last digits")
        .choices(["auto", "off"])
        .default("off"),
    )
    .optionsGroup("Output:");
  withSharedOptions(command)
    .addHelpText(
      "after",
      examples([
        "wellfit case-study --list",
        "wellfit case-study weight-regularization",
        "wellfit case-study dropout/grid-over-rate --repeats 5",
        "wellfit case-study early-stopping --json > early-stopping.json",
      ]),
    )
    .action(async (name: string | undefined, options: CaseStudyOptions) => {
      const say = sayOf(io, options);
      const { list, all, repeats, firstSeed, fma } = options;
      const settings = { repeats, firstSeed, fma };
      const given = [name, list && "--list", all && "--all"].filter((one) => one !== undefined);
      if (given.length > 1) {
        throw new UsageError(`expected one of a name, --list and --all, received ${given.join(" and ")}`);
      }
      if (list === true) {
        tellList(say);
        say.json({ ok: true, studies: listOf() });
        return;
      }
      if (all === true) {
        useEngine(settings);
        await runAll(settings, io, say, seedsInTurn(io.signal));
        return;
      }
      if (name === undefined) {
        throw new UsageError("expected the name of a case study; wellfit case-study --list has them all");
      }
      await runOne(name, settings, io, say);
    });
};
