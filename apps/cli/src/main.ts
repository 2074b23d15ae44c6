import { CommanderError } from "commander";
import { exitCodes } from "./errors/exit-codes";
import { explain } from "./errors/explain";
import { Verdict } from "./errors/verdict";
import { makeProgram } from "./program";
import { coloursFor } from "./terminal/colours";
import type { Io } from "./terminal/io";

/** Writes what went wrong: words on stderr, and with `--json` the one object on stdout. */
const tellError = (error: unknown, io: Io, isJson: boolean): number => {
  const { message, exitCode, isBug } = explain(error);
  const { red } = coloursFor(io.stderr, io.env);
  io.stderr.write(`${red("wellfit:")} ${message}\n`);
  if (isBug && io.env.WELLFIT_DEBUG === "1" && error instanceof Error) io.stderr.write(`${error.stack}\n`);
  if (isJson) io.stdout.write(`${JSON.stringify({ ok: false, exitCode, error: message })}\n`);
  return exitCode;
};

/**
 * Runs a command line.
 *
 * @param args What stands behind `wellfit`.
 * @returns The exit code.
 */
export const main = async (args: readonly string[], io: Io): Promise<number> => {
  const isJson = args.includes("--json");
  let complaint = "expected a command";
  const program = makeProgram(io, (text) => {
    complaint = text.replace(/^error: /, "").trim();
    io.stderr.write(`${coloursFor(io.stderr, io.env).red("wellfit:")} ${complaint}\n`);
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return exitCodes.ok;
  } catch (error) {
    if (error instanceof Verdict) return error.exitCode;
    if (!(error instanceof CommanderError)) return tellError(error, io, isJson);
    // Help and version that were asked for end this way too.
    if (error.exitCode === 0) return exitCodes.ok;
    if (isJson) {
      io.stdout.write(`${JSON.stringify({ ok: false, exitCode: exitCodes.usage, error: complaint })}\n`);
    }
    return exitCodes.usage;
  }
};
