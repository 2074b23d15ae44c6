import { CsvError } from "../errors";
import { count, listNames } from "../wording";

/** The fields of a CSV text, and the physical line on which each record starts. */
export interface CsvRecords {
  readonly rows: readonly (readonly string[])[];
  readonly lines: Int32Array;
}

type Parse = typeof import("papaparse").parse;

// Loaded on demand, so that whoever imports a scaler does not carry a parser. In a worker made from a
// blob Papa Parse takes `onmessage` for itself; what stood there is put back.
const loadParser = async (): Promise<Parse> => {
  const scope = globalThis as { onmessage?: unknown };
  const before = Object.hasOwn(scope, "onmessage") ? { handler: scope.onmessage } : undefined;
  const module = (await import("papaparse")) as unknown as { parse?: Parse; default?: { parse: Parse } };
  if (before !== undefined && scope.onmessage !== before.handler) scope.onmessage = before.handler;
  return (module.default?.parse ?? module.parse)!;
};

const lineAt = (text: string, index: number): number => {
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < index; at = text.indexOf("\n", at + 1)) line++;
  return line;
};

const breaksIn = (text: string): number => {
  let breaks = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) breaks++;
  return breaks;
};

/** The physical line of a field of a record that starts on `line`. */
export const lineOfField = (row: readonly string[], field: number, line: number): number =>
  row.slice(0, field).reduce((at, text) => at + breaksIn(text), line);

/** Splits a CSV text into records; blank lines are left out, but counted. */
export const parseRecords = async (raw: string, delimiter: string, file: string): Promise<CsvRecords> => {
  const bare = raw.charCodeAt(0) === 0xfeff ? raw.slice(1) : raw;
  const text = bare.includes("\r") ? bare.replace(/\r\n?/g, "\n") : bare;
  if (text.includes("\u0000")) {
    throw new CsvError(
      "expected text, received zero bytes; this looks like a binary file, export it as CSV",
      {
        file,
        line: lineAt(text, text.indexOf("\u0000")),
      },
    );
  }
  const parse = await loadParser();
  const { data, errors } = parse<string[]>(text, { delimiter, newline: "\n", header: false });
  const broken = errors.find((error) => error.type === "Quotes");
  if (broken !== undefined) {
    const opened = (broken.index ?? 1) - 1;
    const open = broken.code === "MissingQuotes";
    throw new CsvError(
      open
        ? "expected a closing quote, received the end of the file; close the quoted field that opens here"
        : 'expected a delimiter or line end after a closing quote, received more text; write a quote inside a quoted field as ""',
      { file, line: lineAt(text, opened), column: Math.max(1, data[broken.row ?? 0]?.length ?? 0) },
    );
  }
  const rows: string[][] = [];
  const lines: number[] = [];
  let line = 1;
  for (const row of data) {
    const blank = row.length === 1 && row[0]!.trim() === "";
    if (!blank) {
      rows.push(row);
      lines.push(line);
    }
    line += 1;
    for (const field of row) if (field.includes("\n")) line += breaksIn(field);
  }
  return { rows, lines: Int32Array.from(lines) };
};

/** Throws for the first record that has not as many fields as there are columns. */
export const checkWidths = (
  records: CsvRecords,
  names: readonly string[],
  file: string,
  first: number,
): void => {
  const { rows, lines } = records;
  for (let i = first; i < rows.length; i++) {
    const row = rows[i]!;
    if (row.length === names.length) continue;
    const few = row.length < names.length;
    throw new CsvError(
      `expected ${count(names.length, "field")} (${listNames(names, 6)}), received ${row.length}; ` +
        (few
          ? "add the missing fields, leaving a value that is not known empty"
          : "quote a field that contains the delimiter, or drop the surplus field"),
      { file, line: lines[i]!, column: few ? names[row.length]! : names.length + 1 },
    );
  }
};

/** The names of the header record, checked. */
export const headerNames = (
  records: CsvRecords,
  delimiter: string,
  file: string,
  asked: boolean,
): string[] => {
  const names = records.rows[0]!.map((name) => name.trim());
  const line = records.lines[0]!;
  names.forEach((name, j) => {
    if (name === "") {
      throw new CsvError(
        `expected a column name, received an empty one; name column ${j + 1}, or remove it if every line ends in a stray delimiter`,
        { file, line, column: j + 1 },
      );
    }
    const before = names.indexOf(name);
    if (before < j) {
      throw new CsvError(
        `expected a different name for each column, received "${name}" for columns ${before + 1} and ${j + 1}; rename one`,
        { file, line, column: j + 1 },
      );
    }
  });
  const other = [";", "\t", "|", ","].find((mark) => mark !== delimiter && names[0]!.includes(mark));
  if (!asked && names.length === 1 && other !== undefined) {
    throw new CsvError(
      `expected columns separated by ${JSON.stringify(delimiter)}, received one column named ${JSON.stringify(names[0])}; pass { delimiter: ${JSON.stringify(other)} }`,
      { file, line, column: 1 },
    );
  }
  return names;
};
