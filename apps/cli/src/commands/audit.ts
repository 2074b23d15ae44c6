import { type AuditReport, audit } from "@wellfit/data";
import type { Command } from "commander";
import { UsageError } from "../errors/errors";
import { exitCodes } from "../errors/exit-codes";
import { Verdict } from "../errors/verdict";
import { checkColumn } from "../table/column-names";
import { loadColumns } from "../table/load-columns";
import { readCsvBytes } from "../table/load-csv";
import type { Io } from "../terminal/io";
import type { Say } from "../terminal/say";
import { shellQuote } from "../terminal/wording";
import { type ColumnOptions, columnRequestOf, withColumns, withTarget } from "./column-options";
import { examples, type SharedOptions, sayOf, withSharedOptions } from "./shared";

interface AuditCommandOptions extends SharedOptions, ColumnOptions {
  readonly group?: string;
  readonly time?: string;
}

const auditFile = async (csv: string, options: AuditCommandOptions, io: Io): Promise<AuditReport> => {
  const { group: groups, time, task } = options;
  const bytes = await readCsvBytes(io.cwd, csv);
  const loaded = await loadColumns(bytes, columnRequestOf(options));
  const { target, drop } = loaded;
  const { table } = loaded.csv;
  for (const [option, name] of [
    ["group", groups],
    ["time", time],
  ] as const) {
    if (name === undefined) continue;
    checkColumn(table, name, `--${option}`);
    if (drop.includes(name)) {
      throw new UsageError(`expected --drop to name inputs, received the ${option} "${name}"`);
    }
  }
  return audit(drop.length === 0 ? table : table.drop(drop), {
    target,
    groups,
    time,
    task: task === "auto" ? undefined : task,
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
    .argument("<data.csv>", "the table to look through");
  withTarget(command)
    .option("--group <column>", "rows with one value of this column belong together, such as a patient's")
    .option("--time <column>", "the time of each row: numbers, or dates such as 2024-05-31");
  withColumns(command).optionsGroup("Output:");
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
