import { type Colours, coloursFor } from "./colours";
import type { Io, Output } from "./io";

/** How much is said, and where. */
export interface SayOptions {
  /** One JSON object on stdout; all else goes to stderr. */
  readonly json?: boolean | undefined;
  /** Only the result. */
  readonly quiet?: boolean | undefined;
  /** Stdout belongs to data, so what is told goes to stderr. */
  readonly dataOnStdout?: boolean | undefined;
}

/** The voice of a command. */
export interface Say {
  readonly colours: Colours;
  /** Tells what is going on. */
  line(text?: string): void;
  /** A labelled line, the label in a column of its own. */
  field(label: string, text: string): void;
  /** Tells what came out, also when asked to be quiet. */
  result(text: string): void;
  /** Tells what should be known although nothing failed. */
  warn(text: string): void;
  /** The one object of `--json`; nothing without that option. */
  json(value: object): void;
  /** Was it asked to be quiet, or to speak JSON? */
  readonly isBrief: boolean;
}

const labelWidth = 11;

/** A text whose further lines stand below its first. */
export const hanging = (label: string, text: string, width: number = labelWidth): string =>
  `${label.padEnd(width)}${text.replaceAll("\n", `\n${" ".repeat(width)}`)}`;

/** The voice of a command with these options. */
export const makeSay = (io: Io, options: SayOptions): Say => {
  const isJson = options.json === true;
  const isQuiet = options.quiet === true;
  const out: Output = isJson || options.dataOnStdout === true ? io.stderr : io.stdout;
  const colours = coloursFor(out, io.env);
  const line = (text = ""): void => {
    if (!isQuiet) out.write(`${text}\n`);
  };
  return {
    colours,
    isBrief: isQuiet || isJson,
    line,
    field: (label, text) => {
      const hung = hanging(label, text);
      line(colours.bold(hung.slice(0, labelWidth)) + hung.slice(labelWidth));
    },
    result: (text) => void out.write(`${text}\n`),
    warn: (text) => {
      const { yellow } = coloursFor(io.stderr, io.env);
      io.stderr.write(`${yellow("note:")} ${text}\n`);
    },
    json: (value) => {
      if (isJson) io.stdout.write(`${JSON.stringify(value)}\n`);
    },
  };
};
