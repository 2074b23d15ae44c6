import { resolve } from "node:path";
import { toOnnx } from "@wellfit/onnx";
import { type Command, Option } from "commander";
import { UsageError, UserError } from "../errors/errors";
import { toJsonText } from "../files/json";
import { writeFileWhole } from "../files/write-file";
import { checkOnnx, type OnnxReport, onnxLine } from "../onnx/check";
import { rowsToTry } from "../run/check-rows";
import { portableModel } from "../run/portable-model";
import { readRun, runName } from "../run/read-run";
import { trainedOf } from "../run/trained";
import type { Io } from "../terminal/io";
import { whole } from "../terminal/wording";
import { examples, type SharedOptions, sayOf, withSharedOptions } from "./shared";

interface ExportOptions extends SharedOptions {
  readonly format: "onnx" | "json";
  readonly check?: boolean;
  readonly out?: string;
}

/** `wellfit export`. */
export const addExport = (program: Command, io: Io): void => {
  const command = program
    .command("export")
    .summary("write the network of a run for other tools")
    .description(
      "Writes the network of a saved run. onnx: for ONNX Runtime and other tools, from the prepared numbers to the outputs " +
        "(preparation.json in the run folder says how columns become these numbers). json: network, weights and preparation " +
        "in one file that any language can read.",
    )
    .argument("<run>", "a run folder, such as runs/penguins")
    .addOption(new Option("-f, --format <format>", "what to write").choices(["onnx", "json"]).default("onnx"))
    .option("--check", "run the ONNX file in ONNX Runtime and compare all numbers before it is written")
    .option("-o, --out <file>", "where to write (default: <run>.onnx or <run>.json here)");
  withSharedOptions(command)
    .addHelpText(
      "after",
      examples([
        "wellfit export runs/penguins --format onnx --check",
        "wellfit export runs/penguins --format json --out penguins-model.json",
      ]),
    )
    .action(async (given: string, options: ExportOptions) => {
      if (options.check === true && options.format !== "onnx") {
        throw new UsageError(
          `expected --check with --format onnx, received it with --format ${options.format}`,
        );
      }
      const say = sayOf(io, options);
      const run = await readRun(io.cwd, given);
      const trained = trainedOf(run);
      let report: OnnxReport | undefined;
      if (options.check === true) {
        const { x, what } = await rowsToTry(run, trained, io.cwd);
        report = await checkOnnx(trained.model, x);
        if (!report.checked) throw new UserError(`--check: ${report.reason}; or leave --check out`);
        if (!report.passed)
          throw new UserError(`--check: ${report.message ?? onnxLine(report)}; nothing was written`);
        say.line(`Checked: ${onnxLine(report)} (${what})`);
      }
      const data =
        options.format === "onnx" ? toOnnx(trained.model) : toJsonText(portableModel(trained, run.config));
      const shown = options.out ?? `${runName(run)}.${options.format}`;
      const path = resolve(io.cwd, shown);
      await writeFileWhole(path, data, { disk: io.disk, shown });
      const bytes = Buffer.byteLength(data);
      say.result(options.quiet === true ? shown : `Exported: ${shown} (${whole(bytes)} bytes)`);
      say.json({
        ok: true,
        run: given,
        format: options.format,
        file: shown,
        path,
        bytes,
        check: report ?? null,
      });
    });
};
