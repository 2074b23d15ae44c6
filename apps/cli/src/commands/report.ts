import { join, resolve } from "node:path";
import type { Command } from "commander";
import { writeFileWhole } from "../files/write-file";
import { reportDataOf } from "../report/from-run";
import { renderReport } from "../report/report";
import { readRun } from "../run/read-run";
import type { Io } from "../terminal/io";
import { examples, type SharedOptions, sayOf, withSharedOptions } from "./shared";

interface ReportOptions extends SharedOptions {
  readonly out?: string;
}

/** `wellfit report`. */
export const addReport = (program: Command, io: Io): void => {
  const command = program
    .command("report")
    .summary("write the report of a run anew")
    .description(
      "Writes the report of a saved run: one page of HTML with its pictures inside, that opens without a network and looks " +
        "right on light and dark screens and on paper.",
    )
    .argument("<run>", "a run folder, such as runs/penguins")
    .option("-o, --out <file>", "where to write (default: report.html in the run folder)");
  withSharedOptions(command)
    .addHelpText(
      "after",
      examples(["wellfit report runs/penguins", "wellfit report runs/penguins --out penguins.html"]),
    )
    .action(async (given: string, options: ReportOptions) => {
      const say = sayOf(io, options);
      const run = await readRun(io.cwd, given);
      const page = renderReport(await reportDataOf(run));
      const path = options.out === undefined ? join(run.path, "report.html") : resolve(io.cwd, options.out);
      const shown = options.out ?? join(given, "report.html");
      await writeFileWhole(path, page, { disk: io.disk, shown });
      say.result(options.quiet === true ? shown : `Report: ${shown}`);
      say.json({ ok: true, run: given, file: shown, path, bytes: Buffer.byteLength(page) });
    });
};
