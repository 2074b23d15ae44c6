import { type AuditReport, audit } from "@wellfit/data";
import { type Command, Option } from "commander";
import { UsageError } from "../errors/errors";
import { exitCodes } from "../errors/exit-codes";
import { Verdict } from "../errors/verdict";
import { delimiterOf, gather, ordinalColumn } from "../options/lists";
import { checkColumn, columnsOf } from "../table/column-names";
import { parseCsvBytes, readCsvBytes } from "../table/load-csv";
import type { Io } from "../terminal/io";
import type { Say } from "../terminal/say";
import { listNames, shellQuote } from "../terminal/wording";
import { declaredKinds } from "../train/request";
import { examples, type SharedOptions, sayOf, withSharedOptions } from "./shared";

interface AuditCommandOptions extends SharedOptions {
  readonly target?: string;
  readonly group?: string;
  readonly time?: string;
  readonly task: "auto" | "classification" | "regression";
  readonly drop?: string[];
  readonly numeric?: string[];
  readonly nominal?: string[];
  readonly ordinal?: Record<string, readonly string[]>;
  readonly missing?: string[];
  readonly delimiter?: string;
}

const auditFile = async (csv: string, options: AuditCommandOptions, io: Io): Promise<AuditReport> => {
  const { missing = [], delimiter, ordinal = {}, group: groups, time } = options;
  const bytes = await readCsvBytes(io.cwd, csv);
  const reading = { missing, delimiter };
  const plain = (await parseCsvBytes(bytes, reading)).table;
  const { target } = options;
  if (target === undefined) {
    throw new UsageError(
      `expected the column to predict with --target; the columns of ${csv} are ${listNames(plain.columnNames, 40)}`,
    );
  }
  checkColumn(plain, target, "--target");
  if (groups !== undefined) checkColumn(plain, groups, "--group");
  if (time !== undefined) checkColumn(plain, time, "--time");
  const drop = columnsOf(options.drop ?? [], plain, "--drop");
  const numeric = columnsOf(options.numeric ?? [], plain, "--numeric");
  const nominal = columnsOf(options.nominal ?? [], plain, "--nominal");
  for (const name of Object.keys(ordinal)) checkColumn(plain, name, "--ordinal");
  for (const [option, name] of [
    ["target", target],
    ["group", groups],
    ["time", time],
  ] as const) {
    if (name !== undefined && drop.includes(name)) {
      throw new UsageError(`expected --drop to name inputs, received the ${option} "${name}"`);
    }
  }
  const columns = declaredKinds(numeric, nominal, ordinal);
  const table =
    Object.keys(columns).length === 0 ? plain : (await parseCsvBytes(bytes, { ...reading, columns })).table;
  return audit(drop.length === 0 ? table : table.drop(drop), {
    target,
    groups,
    time,
    task: options.task === "auto" ? undefined : options.task,
  });
};

/** Advice for programmers as options of `wellfit train`. */
const inOptions = (text: string): string =>
  text.replace(/table\.drop\((\[[^\]]*\]|"(?:[^"\\]|\\.)*")\)/g, (code, names: string) => {
    try {
      return `--drop ${shellQuote([JSON.parse(names) as string | string[]].flat().join(","))}`;
    } catch {
      return code;
    }
  });

const tell = (report: AuditReport, say: Say): void => {
  const { red, yellow, dim } = say.colours;
  for (const line of inOptions(String(report)).split("\n")) {
    if (line.startsWith("error:")) say.line(red(line));
    else if (line.startsWith("warning:")) say.line(yellow(line));
    else say.line(line);
  }
  say.line(dim("rows are counted from 0 below the header"));
};

/** `wellfit audit`. */
export const addAudit = (program: Command, io: Io): void => {
  const command = program
    .command("audit")
    .summary("look for leaks in a CSV file before anything is trained")
    .description(
      "Looks through a CSV file for what would make a network look better than it is: columns that give the target away, " +
        "copies of the target and of rows, ids, gaps that tell the answer, rare classes, groups and times that a random split " +
        `would tear. Ends with ${exitCodes.found} when it finds an error, with ${exitCodes.ok} when there are at most warnings.`,
    )
    .argument("<data.csv>", "the table to look through")
    .option("-t, --target <column>", "the column to predict (needed)")
    .option("--group <column>", "rows with one value of this column belong together, such as a patient's")
    .option("--time <column>", "the time of each row: numbers, or dates such as 2024-05-31")
    .addOption(
      new Option("--task <task>", "what kind of target it is")
        .choices(["auto", "classification", "regression"])
        .default("auto"),
    )
    .optionsGroup("The columns:")
    .option("--drop <columns>", "columns to leave out, with commas between; may be repeated", gather)
    .option("--numeric <columns>", "columns to take as numbers", gather)
    .option("--nominal <columns>", "columns to take as categories", gather)
    .option(
      "--ordinal <column=a,b,c>",
      "a column of categories with an order, from low to high",
      ordinalColumn,
    )
    .option("--missing <text>", "a text that means a missing value, besides NA, NaN, ? and the like", gather)
    .option(
      "--delimiter <character>",
      "what separates fields (default: a comma, or a tab in .tsv)",
      delimiterOf,
    )
    .optionsGroup("Output:");
  withSharedOptions(command)
    .addHelpText(
      "after",
      examples([
        "wellfit audit penguins.csv --target species",
        "wellfit audit visits.csv --target readmitted --group patient --time admitted",
        "wellfit audit data.csv --target y --json > audit.json",
      ]),
    )
    .action(async (csv: string, options: AuditCommandOptions) => {
      const say = sayOf(io, options);
      const report = await auditFile(csv, options, io);
      tell(report, say);
      if (options.quiet === true) say.result(String(report).split("\n").at(-1)!);
      say.json({ exitCode: report.ok ? exitCodes.ok : exitCodes.found, file: csv, ...report.toJSON() });
      if (!report.ok) throw new Verdict("the audit found an error");
    });
};
