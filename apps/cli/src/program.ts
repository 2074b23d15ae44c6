import { Command } from "commander";
import { addAudit } from "./commands/audit";
import { addCaseStudy } from "./commands/case-study";
import { addEvaluate } from "./commands/evaluate";
import { addExport } from "./commands/export";
import { addPredict } from "./commands/predict";
import { addReport } from "./commands/report";
import { addTrain } from "./commands/train";
import { exitCodes } from "./errors/exit-codes";
import { coloursFor } from "./terminal/colours";
import type { Io } from "./terminal/io";
import { version } from "./version";

const exitHelp = `
Exit codes:
  ${exitCodes.ok}    done
  ${exitCodes.mistake}    the data, a file or the machine stands in the way; the message says how to mend it
  ${exitCodes.usage}    the command line is wrong
  ${exitCodes.found}    done, and the audit found an error
  ${exitCodes.internal}   a fault of wellfit (WELLFIT_DEBUG=1 shows where)
  ${exitCodes.interrupted}  interrupted

Begin with:
  wellfit audit data.csv --target column
  wellfit train data.csv --target column
`;

/** The command line with all its commands; `onError` gets what is wrong with it. */
export const makeProgram = (io: Io, onError: (text: string) => void): Command => {
  const program = new Command("wellfit")
    .description("Networks for tables that generalise: train, judge, explain, use.")
    .version(version(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand("help [command]", "print help of a command")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
      outputError: (text) => onError(text),
      getErrHasColors: () => coloursFor(io.stderr, io.env).isColorSupported,
      getOutHasColors: () => coloursFor(io.stdout, io.env).isColorSupported,
    })
    .showHelpAfterError("Try wellfit --help, or wellfit <command> --help.")
    .addHelpText("after", exitHelp);
  addAudit(program, io);
  addTrain(program, io);
  addPredict(program, io);
  addEvaluate(program, io);
  addExport(program, io);
  addReport(program, io);
  addCaseStudy(program, io);
  return program;
};
