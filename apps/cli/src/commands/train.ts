import type { Command } from "commander";
import { hiddenLayers, splitShares } from "../options/lists";
import { errorRateNumber, notNegative, positive, shareBelowOne, wholeNumber } from "../options/numbers";
import { runFiles } from "../run/files";
import type { Io } from "../terminal/io";
import { writeHidden } from "../train/command-line";
import { nextTrainings } from "../train/next-steps";
import type { TrainRequest } from "../train/request";
import { defaultSettings, type TrainSettings } from "../train/settings";
import { type TrainOutcome, train } from "../train/train";
import { type ColumnOptions, columnRequestOf, withColumns, withTarget } from "./column-options";
import { examples, type SharedOptions, sayOf, withSharedOptions } from "./shared";

interface TrainOptions extends SharedOptions, ColumnOptions {
  readonly epochs?: number;
  readonly patience?: number;
  readonly batchSize?: number;
  readonly learningRate?: number;
  readonly hidden?: number[];
  readonly dropout?: number;
  readonly l2?: number;
  readonly seed?: number;
  readonly split?: [number, number, number];
  readonly baselineError?: number;
  readonly out?: string;
  readonly name?: string;
  readonly onnxCheck: boolean;
}

/** The settings that were given: one that is not stays away, so that its default can take its place. */
const settingsOf = (options: TrainOptions): Partial<TrainSettings> => {
  const { epochs, patience, batchSize, learningRate, hidden, dropout, l2, seed, split } = options;
  const all = { epochs, patience, batchSize, learningRate, hidden, dropout, l2, seed, split };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
};

const requestOf = (csv: string, options: TrainOptions): TrainRequest => ({
  ...columnRequestOf(options),
  csv,
  task: options.task,
  settings: settingsOf(options),
  out: options.out,
  name: options.name,
  baselineError: options.baselineError ?? 0,
  onnxCheck: options.onnxCheck,
});

const jsonOf = (request: TrainRequest, { shown, path, finished }: TrainOutcome): object => {
  const { judgement, prepared, onnx } = finished;
  return {
    ok: true,
    run: shown,
    path,
    files: Object.keys(runFiles),
    ...judgement.metrics,
    settings: prepared.settings,
    rows: Object.fromEntries(Object.entries(prepared.split.rows).map(([part, rows]) => [part, rows.length])),
    onnx,
    next: nextTrainings(request, prepared.settings, judgement.metrics.diagnosis),
  };
};

const usual = defaultSettings;

/** `wellfit train`. */
export const addTrain = (program: Command, io: Io): void => {
  const command = program
    .command("train")
    .summary("train a network on a CSV file and save a run")
    .description(
      "Trains a network on a CSV file with a header line: infers the task, splits the rows, prepares them by what the " +
        "train part alone shows, trains with early stopping, judges bias and variance, looks at the test part once, and " +
        "saves a run folder with the model, its ONNX file and a report.",
    )
    .argument("<data.csv>", "the table to learn from");
  withColumns(withTarget(command))
    .optionsGroup("The training:")
    .option(
      "--hidden <units>",
      `units of the hidden layers, or none (default: ${writeHidden(usual.hidden)})`,
      hiddenLayers,
    )
    .option(
      "--dropout <rate>",
      `share of units dropped in training (default: ${usual.dropout})`,
      shareBelowOne,
    )
    .option("--l2 <factor>", `penalty on squared weights (default: ${usual.l2})`, notNegative)
    .option("--learning-rate <rate>", `of Adam (default: ${usual.learningRate})`, positive)
    .option("--batch-size <rows>", "rows a step (default: 32, more for large tables)", wholeNumber(1))
    .option("--epochs <n>", `at most so many epochs (default: ${usual.epochs})`, wholeNumber(1))
    .option(
      "--patience <n>",
      `epochs without a better dev loss before it stops (default: ${usual.patience})`,
      wholeNumber(0),
    )
    .option("--split <train/dev/test>", "percent of the rows for each part (default: 60/20/20)", splitShares)
    .option(
      "--seed <n>",
      `of split, weights, dropout and batches (default: ${usual.seed})`,
      wholeNumber(0, 2 ** 32 - 1),
    )
    .option(
      "--baseline-error <rate>",
      "the best possible error, such as a human's, to judge bias by (default: 0)",
      errorRateNumber,
    )
    .optionsGroup("What is saved:")
    .option("-o, --out <folder>", "where to save the run (default: runs/<name>, or <name>-2 and so on)")
    .option("--name <name>", "name of the run (default: that of the CSV file)")
    .option("--no-onnx-check", "do not compare the model with ONNX Runtime")
    .optionsGroup("Output:");
  withSharedOptions(command)
    .addHelpText(
      "after",
      examples([
        "wellfit train penguins.csv --target species",
        "wellfit train mpg.csv --target mpg --drop name --nominal cylinders,origin",
        "wellfit train data.csv --target y --hidden 128,64 --dropout 0.4 --seed 7",
        "wellfit train scans.csv --target diagnosis --baseline-error 0.03 --json > result.json",
      ]),
    )
    .action(async (csv: string, options: TrainOptions) => {
      const say = sayOf(io, options);
      const request = requestOf(csv, options);
      const outcome = await train(request, io, say);
      if (options.quiet === true && options.json !== true) say.result(outcome.shown);
      say.json(jsonOf(request, outcome));
    });
};
