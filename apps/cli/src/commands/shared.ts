import type { Command } from "commander";
import type { Io } from "../terminal/io";
import { makeSay, type Say, type SayOptions } from "../terminal/say";

/** Options that every command has. */
export interface SharedOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** Adds `--json` and `--quiet`. */
export const withSharedOptions = (command: Command): Command =>
  command
    .option("--json", "print exactly one JSON object on stdout; everything else goes to stderr")
    .option("-q, --quiet", "print only the result");

/** The voice of a command with its options. */
export const sayOf = (io: Io, options: SharedOptions, more: SayOptions = {}): Say =>
  makeSay(io, { json: options.json, quiet: options.quiet, ...more });

/** Examples below the help of a command. */
export const examples = (lines: readonly string[]): string =>
  `\nExamples:\n${lines.map((line) => `  ${line}`).join("\n")}\n`;
