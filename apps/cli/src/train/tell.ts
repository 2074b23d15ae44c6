import { relative } from "node:path";
import { mainScore, type Scores } from "../judge/scores";
import { onnxLine } from "../onnx/check";
import { runFiles } from "../run/files";
import type { Io } from "../terminal/io";
import type { Say } from "../terminal/say";
import { alignColumns, count, score, shellQuote, short, whole } from "../terminal/wording";
import { describeNetwork, networkLine } from "./describe-network";
import type { Training } from "./fit-network";
import type { Judgement } from "./judge-parts";
import { nextTrainings } from "./next-steps";
import type { Prepared } from "./pipeline";
import type { TrainRequest } from "./request";
import type { Finished } from "./save";
import { partNames } from "./split-rows";

/** Tells how the data was split and prepared, and what network is going to be trained. */
export const tellPrepared = (
  say: Say,
  { split, settings, inputs, remarks, target, model }: Prepared,
): void => {
  const sizes = partNames.map((part) => `${whole(split.rows[part].length)} ${part}`).join(", ");
  const alike = target.task === "regression" ? "low and high values dealt alike" : "classes dealt alike";
  say.field("Split", `${sizes} (${alike}, seed ${settings.seed})`);
  const features = inputs.transform.getFeatureNamesOut().length;
  say.field(
    "Prepared",
    `${count(inputs.columns.length, "column")} as ${count(features, "number")}, learned from train alone`,
  );
  for (const { message } of remarks) say.field("", say.colours.dim(`${message}`));
  const { l2, dropout, learningRate, batchSize } = settings;
  say.field(
    "Network",
    `${networkLine(describeNetwork(model))}\n` +
      say.colours.dim(`l2 ${l2}, dropout ${dropout}, adam ${learningRate}, ${batchSize} rows a step`),
  );
};

/** Tells how training ended. */
export const tellTraining = (say: Say, training: Training, seconds: number): void => {
  const end = training.stoppedEarly ? "" : " (not stopped early: more --epochs may help)";
  say.field(
    "Trained",
    `${count(training.epochs, "epoch")} in ${seconds.toFixed(1)} s; kept epoch ${whole(training.bestEpoch)}, where the dev loss was lowest${end}`,
  );
};

const scoreLines = (of: (scores: Scores) => string, name: string, { metrics }: Judgement): string[] => [
  name,
  of(metrics.train),
  of(metrics.dev),
  of(metrics.test),
  of(metrics.baseline.test),
];

/** Tells the scores beside the baseline, and the diagnosis. */
export const tellJudgement = (say: Say, judgement: Judgement): void => {
  const { task, baseline, diagnosis, test } = judgement.metrics;
  const rows = [
    ["", "train", "dev", "test", "baseline"],
    scoreLines((scores) => score(mainScore(scores)), task === "regression" ? "R²" : "accuracy", judgement),
    task === "regression"
      ? scoreLines((scores) => short("mae" in scores ? scores.mae : null), "mean abs. error", judgement)
      : scoreLines((scores) => score("logLoss" in scores ? scores.logLoss : null), "log loss", judgement),
  ];
  const lines = alignColumns(rows).map((line, i) => (i === 0 ? say.colours.dim(line) : line));
  const answer = typeof baseline.answer === "number" ? short(baseline.answer) : `"${baseline.answer}"`;
  say.field("Result", lines.join("\n"));
  say.field("", say.colours.dim(`the baseline answers ${answer}, ${baseline.rule}; test was looked at once`));
  const better = (mainScore(test) ?? 0) > (mainScore(baseline.test) ?? 0);
  if (!better) say.field("", say.colours.yellow("the network is no better than the baseline on test"));
  const fault = diagnosis.bias.high || diagnosis.variance.high;
  const colour = fault ? say.colours.yellow : say.colours.green;
  say.field("Diagnosis", colour(diagnosis.label));
  for (const step of diagnosis.nextSteps) say.field("", `- ${step}`);
};

/** What people type for this command: not everybody has it on their path. */
const typed = (env: Io["env"]): string =>
  env.WELLFIT_COMMAND ?? (env.npm_command === "exec" ? "npx wellfit" : "wellfit");

/** Tells what was made and what to do with it. */
export const tellSaved = (
  { say, env }: { readonly say: Say; readonly env: Io["env"] },
  { onnx, judgement, prepared }: Finished,
  request: TrainRequest,
  shown: string,
): void => {
  say.field("ONNX", onnx.checked && !onnx.passed ? say.colours.yellow(onnxLine(onnx)) : onnxLine(onnx));
  say.line();
  say.field("Saved", say.colours.bold(shown));
  const width = Math.max(...Object.keys(runFiles).map((name) => name.length));
  for (const [name, what] of Object.entries(runFiles)) {
    say.field("", `${name.padEnd(width)}  ${say.colours.dim(what)}`);
  }
  say.line();
  const run = shellQuote(shown);
  const wellfit = typed(env);
  const uses = [
    `predict ${run} new.csv`,
    `evaluate ${run} --on dev`,
    `export ${run} --format onnx --check`,
    `report ${run}`,
  ];
  say.field("Use it", uses.map((use) => `${wellfit} ${use}`).join("\n"));
  const next = nextTrainings(request, prepared.settings, judgement.metrics.diagnosis);
  for (const [i, { why, command }] of next.entries()) {
    const line = command.replace(/^wellfit/, () => wellfit);
    say.field(i === 0 ? "Try next" : "", `${line}\n${say.colours.dim(why)}`);
  }
};

/** A path as people write it from where they stand. */
export const shownPath = (cwd: string, path: string): string => {
  const near = relative(cwd, path);
  return near === "" || near.startsWith("..") ? path : near;
};
