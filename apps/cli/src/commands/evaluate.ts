import type { Table } from "@wellfit/data";
import { type Command, Option } from "commander";
import { UsageError, UserError } from "../errors/errors";
import { mainScore, type Scores, scoresOf } from "../judge/scores";
import { targetsOf } from "../prepare/target";
import { recordLook, testLooks } from "../run/evaluations";
import { readForRun, readOriginal } from "../run/original-data";
import { metricsOf } from "../run/read-metrics";
import { type RunFiles, readRun } from "../run/read-run";
import { type SplitJson, splitFromJson } from "../run/split-json";
import { predictTable, type Trained, trainedOf } from "../run/trained";
import { readCsvBytes } from "../table/load-csv";
import type { Io } from "../terminal/io";
import { alignColumns, count, listNames, score, short } from "../terminal/wording";
import { type PartName, partNames } from "../train/split-rows";
import { examples, type SharedOptions, sayOf, withSharedOptions } from "./shared";

interface EvaluateOptions extends SharedOptions {
  readonly on?: PartName;
}

/** The rows to judge, and what they are. */
interface Judged {
  readonly table: Table;
  readonly part: PartName | undefined;
  readonly file: string;
}

const checkColumns = (table: Table, { inputs, target }: Trained, file: string): void => {
  const needed = [...inputs.columns.map(({ name }) => name), target.column];
  const missing = needed.filter((name) => !table.hasColumn(name));
  if (missing.length === 0) return;
  throw new UserError(
    `expected the columns of the training in ${file}, the target among them, received no ${listNames(missing, 40)}; ` +
      `it has ${listNames(table.columnNames, 40)}${missing.includes(target.column) ? "; without the target there is nothing to compare with: use wellfit predict" : ""}`,
  );
};

const partRows = (run: RunFiles, part: PartName, nRows: number): Int32Array => {
  const rows = run.read("split.json", (text) => splitFromJson(JSON.parse(text) as SplitJson))[part];
  if (rows.every((row) => row < nRows)) return rows;
  throw new UserError(
    `${run.shown}: split.json names rows that ${run.config.data.file} does not have; train again`,
  );
};

const rowsToJudge = async (
  run: RunFiles,
  trained: Trained,
  io: Io,
  csv: string | undefined,
  on: PartName | undefined,
): Promise<Judged> => {
  const bytes = csv === undefined ? await readOriginal(run, io.cwd) : await readCsvBytes(io.cwd, csv);
  const isOriginal = bytes.sha256 === run.config.data.sha256;
  if (!isOriginal && on !== undefined) {
    throw new UsageError(
      `expected --on ${on} with the file of the training (${run.config.data.file}), received another, ${bytes.shown}, which has no such part; leave --on out to judge all its rows`,
    );
  }
  const table = await readForRun(run, bytes, trained.inputs.columns, { withTarget: true });
  checkColumns(table, trained, bytes.shown);
  if (isOriginal) {
    const part = on ?? "dev";
    return { table: table.take(partRows(run, part, table.nRows)), part, file: bytes.shown };
  }
  const target = table.column(trained.target.column);
  const rows = Array.from({ length: table.nRows }, (_, row) => row).filter((row) => !target.isMissing(row));
  if (rows.length === 0) {
    throw new UserError(
      `expected values in the target "${trained.target.column}" of ${bytes.shown}, received ${count(table.nRows, "row")} without one; use wellfit predict`,
    );
  }
  return { table: table.take(rows), part: undefined, file: bytes.shown };
};

const checkClasses = ({ table, file }: Judged, { target }: Trained): void => {
  if (target.task === "regression") return;
  const known = new Set(target.classes);
  const unseen = table
    .column(target.column)
    .unique()
    .map(String)
    .filter((name) => !known.has(name));
  if (unseen.length === 0) return;
  throw new UserError(
    `expected the classes ${listNames(target.classes)} in "${target.column}" of ${file}, received ${listNames(unseen)}, which the network cannot answer; mend or remove these rows`,
  );
};

const lines = (scores: Scores): string[] =>
  "accuracy" in scores
    ? alignColumns([
        ["accuracy", score(scores.accuracy)],
        ["balanced accuracy", score(scores.balancedAccuracy)],
        ["macro F1", score(scores.macroF1)],
        ["log loss", score(scores.logLoss)],
      ])
    : alignColumns([
        ["R²", score(scores.r2)],
        ["root mean squared error", short(scores.rmse)],
        ["mean absolute error", short(scores.mae)],
      ]);

/** `wellfit evaluate`. */
export const addEvaluate = (program: Command, io: Io): void => {
  const command = program
    .command("evaluate")
    .summary("judge a run on a part of its data, or on other data")
    .description(
      "Judges a saved run: on the dev part of the file it was trained on (checked by its SHA-256), on train or test with " +
        "--on, or on all rows of another CSV file that has the target.",
    )
    .argument("<run>", "a run folder, such as runs/penguins")
    .argument("[data.csv]", "other data, or the training's file in another place")
    .addOption(
      new Option("--on <part>", "which part of the training's file (default: dev)").choices([...partNames]),
    );
  withSharedOptions(command)
    .addHelpText(
      "after",
      examples([
        "wellfit evaluate runs/penguins",
        "wellfit evaluate runs/penguins --on test",
        "wellfit evaluate runs/penguins collected-later.csv",
      ]),
    )
    .action(async (given: string, csv: string | undefined, options: EvaluateOptions) => {
      const say = sayOf(io, options);
      const run = await readRun(io.cwd, given);
      const trained = trainedOf(run);
      const judged = await rowsToJudge(run, trained, io, csv, options.on);
      checkClasses(judged, trained);
      const { table, part, file } = judged;
      const scores = scoresOf(targetsOf(table, trained.target), predictTable(trained, table), trained.target);
      const saved = metricsOf(run);
      if (part === "test") {
        const looks = await testLooks(run);
        const again =
          looks.length === 0
            ? ""
            : `, and ${looks.length === 1 ? "once" : `${looks.length} times`} since, last at ${looks.at(-1)?.when}`;
        say.warn(
          `the test part was judged when the run was made${again}; what is chosen by looking at it again makes its score too good to be true`,
        );
        const failed = await recordLook(run, looks, { when: new Date().toISOString(), scores }, io.disk);
        if (failed !== undefined) say.warn(failed);
      }
      say.line(
        say.colours.bold(
          part === undefined
            ? `${given} on ${file}, ${count(table.nRows, "row")}`
            : `${given} on ${part}, ${count(table.nRows, "row")} of ${file}`,
        ),
      );
      for (const line of lines(scores)) say.line(`  ${line}`);
      const name = trained.target.task === "regression" ? "R²" : "accuracy";
      if (part === undefined)
        say.line(say.colours.dim(`on test it was: ${name} ${score(mainScore(saved.test))}`));
      if (options.quiet === true) say.result(`${name} ${score(mainScore(scores))}`);
      say.json({
        ok: true,
        run: given,
        file,
        on: part ?? "all",
        task: trained.target.task,
        target: trained.target.column,
        scores,
        savedTest: saved.test,
      });
    });
};
