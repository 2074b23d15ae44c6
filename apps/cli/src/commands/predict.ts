import { basename, extname, resolve } from "node:path";
import type { Table } from "@wellfit/data";
import { toCsv } from "@wellfit/data";
import type { Command } from "commander";
import { UsageError, UserError } from "../errors/errors";
import { writeFileWhole } from "../files/write-file";
import type { InputColumn } from "../prepare/preparation";
import { unknownCategories } from "../prepare/unknown-categories";
import { readForRun } from "../run/original-data";
import { predictionColumns } from "../run/predictions-csv";
import { readRun } from "../run/read-run";
import { predictTable, trainedOf } from "../run/trained";
import { readCsvBytes } from "../table/load-csv";
import type { Io } from "../terminal/io";
import type { Say } from "../terminal/say";
import { count, listNames, shellQuote } from "../terminal/wording";
import { examples, type SharedOptions, sayOf, withSharedOptions } from "./shared";

interface PredictOptions extends SharedOptions {
  readonly out?: string;
}

/** Throws when columns that the network needs are not there; says which are not used. */
const checkInputs = (
  table: Table,
  inputs: readonly InputColumn[],
  target: string,
  say: Say,
  shown: string,
): string[] => {
  const missing = inputs.map(({ name }) => name).filter((name) => !table.hasColumn(name));
  if (missing.length > 0) {
    throw new UserError(
      `expected the columns that the run was trained on in ${shown}, received no ${listNames(missing, 40)}; ` +
        `it has ${listNames(table.columnNames, 40)}: rename them, or add them, empty where a value is not known`,
    );
  }
  const used = new Set([...inputs.map(({ name }) => name), target]);
  const extra = table.columnNames.filter((name) => !used.has(name));
  if (extra.length > 0) say.warn(`not used: ${listNames(extra)}`);
  return extra;
};

/** Says which values the network has never seen, and how many are missing. */
const tellOddities = (
  table: Table,
  inputs: readonly InputColumn[],
  unknown: ReturnType<typeof unknownCategories>,
  say: Say,
): number => {
  for (const { column, values, rows } of unknown) {
    say.warn(
      `column "${column}" has ${count(values.length, "category", "categories")} that training did not have (${listNames(values)}) in ${count(rows, "row")}; they count as none of the known ones`,
    );
  }
  const missing = inputs.reduce((sum, { name }) => sum + table.column(name).missingCount, 0);
  if (missing > 0) {
    say.warn(
      `${count(missing, "missing value")} filled in with what the train part had (median, or most frequent)`,
    );
  }
  return missing;
};

/** `wellfit predict`. */
export const addPredict = (program: Command, io: Io): void => {
  const command = program
    .command("predict")
    .summary("predict the rows of a CSV file with a run")
    .description(
      "Predicts every row of a CSV file with a saved run, and writes them in the same order as CSV: the row (from 1), the " +
        "prediction, and for classes the probability of each. The file needs the columns of the training; the target may be " +
        "there or not. Missing values are filled as in training; categories that are new are told of.",
    )
    .argument("<run>", "a run folder, such as runs/penguins")
    .argument("<new.csv>", "the rows to predict")
    .option("-o, --out <file>", "where to write (default: <new>-predictions.csv here); - writes to stdout");
  withSharedOptions(command)
    .addHelpText(
      "after",
      examples([
        "wellfit predict runs/penguins new.csv",
        "wellfit predict runs/penguins new.csv --out answers.csv",
        "wellfit predict runs/penguins new.csv --out - | head",
      ]),
    )
    .action(async (given: string, csv: string, options: PredictOptions) => {
      const toStdout = options.out === "-";
      if (toStdout && options.json === true) {
        throw new UsageError(
          "expected --json or --out -, received both, and stdout can hold only one of them",
        );
      }
      const say = sayOf(io, options, { dataOnStdout: toStdout });
      const run = await readRun(io.cwd, given);
      const trained = trainedOf(run);
      const { columns } = trained.inputs;
      const bytes = await readCsvBytes(io.cwd, csv);
      const out = options.out ?? `${basename(csv, extname(csv))}-predictions.csv`;
      const path = resolve(io.cwd, out);
      if (!toStdout && path === bytes.path) {
        throw new UsageError(`expected --out to be another file than the data, received ${out} for both`);
      }
      const table = await readForRun(run, bytes, columns, { withTarget: false });
      const extra = checkInputs(table, columns, trained.target.column, say, csv);
      const unknown = unknownCategories(table, trained.inputs.transform);
      const missing = tellOddities(table, columns, unknown, say);
      const predictions = predictTable(trained, table);
      const text = toCsv({
        row: Array.from({ length: table.nRows }, (_, row) => row + 1),
        ...predictionColumns(predictions, trained.target),
      });
      if (toStdout) io.stdout.write(text);
      else await writeFileWhole(path, text, { disk: io.disk, shown: out });
      const where = toStdout ? "stdout" : out;
      say.result(
        options.quiet === true
          ? where
          : `Predicted "${trained.target.column}" for ${count(table.nRows, "row")}: ${toStdout ? "written to stdout" : shellQuote(out)}`,
      );
      say.json({
        ok: true,
        run: given,
        file: out,
        path,
        rows: table.nRows,
        target: trained.target.column,
        unusedColumns: extra,
        missingValues: missing,
        unknownCategories: unknown,
      });
    });
};
