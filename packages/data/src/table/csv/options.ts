import { DataError } from "../../errors";
import { checkOptions, oneOf } from "../../options";
import type { ColumnSpec } from "../column-kinds";

/**
 * The texts that `readCsv` takes for a missing value unless it is told others.
 *
 * @example
 * ```ts
 * readCsv("survey.csv", { missing: [...defaultMissing, "-", "unknown"] });
 * ```
 */
export const defaultMissing: readonly string[] = [
  "",
  "NA",
  "N/A",
  "n/a",
  "#N/A",
  "NaN",
  "nan",
  "null",
  "NULL",
  "?",
];

/**
 * Options of {@link readCsv}.
 *
 * @example
 * ```ts
 * const options: ReadCsvOptions = { columns: { zip: "nominal" }, delimiter: ";", decimal: "," };
 * ```
 */
export interface ReadCsvOptions {
  /** Kinds of columns by name; a column that is not named is inferred. */
  columns?: Readonly<Record<string, ColumnSpec>> | undefined;
  /** May `columns` name only columns that the file has? default true; false ignores the others. */
  strictColumns?: boolean | undefined;
  /** The names of the columns to keep, in this order; default all. The others are not even looked at. */
  select?: readonly string[] | undefined;
  /** The texts that mean a missing value; default {@link defaultMissing}. */
  missing?: readonly string[] | undefined;
  /**
   * What separates fields, one character. Default: a tab for a name that ends in .tsv or .tab; else ",", unless
   * the first lines can only be columns with ";", a tab or "|", which `notes` of the table then says.
   */
  delimiter?: string | undefined;
  /** The decimal mark, one character; default ".". */
  decimal?: string | undefined;
  /** The mark between groups of three digits, one character, such as "," in 1,234,567; default none. */
  thousands?: string | undefined;
  /** What a line begins with that is a comment, such as "#"; default none. */
  comment?: string | undefined;
  /** How many lines at the top to leave out, before the header; default 0. */
  skipRows?: number | undefined;
  /** How many rows to read at most; default all. */
  maxRows?: number | undefined;
  /** Does the first record hold the names? default true; false names the columns x0, x1, …; or give names. */
  header?: boolean | readonly string[] | undefined;
  /**
   * Names that are empty or come twice: "error" (default) refuses them, "number" writes "column3" for the third
   * one that is empty and "age_2" for the second "age", and says so in `notes` of the table.
   */
  badNames?: "error" | "number" | undefined;
  /**
   * Records with fewer or more fields than there are columns: "error" (default) refuses them, "fill" takes the
   * fields that a record lacks for missing values and refuses more, "skip" leaves such records out. What was
   * filled or left out is said in `notes` of the table.
   */
  ragged?: "error" | "fill" | "skip" | undefined;
  /** Remove spaces around each value; default true. */
  trim?: boolean | undefined;
  /**
   * The encoding of bytes, as `TextDecoder` names it, such as "windows-1252"; default that of the byte order
   * mark (UTF-8, UTF-16), else UTF-8.
   */
  encoding?: string | undefined;
  /** What messages call the source; default its file name. */
  name?: string | undefined;
}

const show = (value: unknown): string => JSON.stringify(value) ?? String(value);

const checkMark = (name: string, value: string | undefined, examples: string): void => {
  if (value === undefined) return;
  if (typeof value === "string" && [...value].length === 1 && !/["\r\n\0\ufeff0-9+-]/.test(value)) return;
  throw new DataError(
    `readCsv: expected a ${name} of one character such as ${examples}, received ${show(value)}`,
  );
};

const checkCount = (name: string, value: number | undefined, least: number): void => {
  if (value === undefined || value === Infinity || (Number.isInteger(value) && value >= least)) return;
  throw new DataError(
    `readCsv: expected ${name} to be a whole number from ${least} on, received ${show(value)}`,
  );
};

const known: readonly (keyof ReadCsvOptions)[] = [
  "columns",
  "strictColumns",
  "select",
  "missing",
  "delimiter",
  "decimal",
  "thousands",
  "comment",
  "skipRows",
  "maxRows",
  "header",
  "badNames",
  "ragged",
  "trim",
  "encoding",
  "name",
];

/** Throws for options that mean nothing, or that contradict each other. */
export const checkCsvOptions = (options: ReadCsvOptions): void => {
  checkOptions("readCsv", options, known);
  const { delimiter, decimal, thousands, comment } = options;
  checkMark("delimiter", delimiter, '"," ";" or "\\t"');
  if (delimiter !== undefined && delimiter.charCodeAt(0) > 127) {
    throw new DataError(
      `readCsv: expected a delimiter of ASCII such as "," ";" or "\\t", received ${show(delimiter)}`,
    );
  }
  checkMark("decimal mark", decimal, '"." or ","');
  checkMark("thousands mark", thousands, '"," "." or " "');
  if (thousands !== undefined && thousands === (decimal ?? ".")) {
    throw new DataError(
      `readCsv: expected different marks for decimals and thousands, received ${show(thousands)} for both; ` +
        'give both, as { decimal: ",", thousands: "." }',
    );
  }
  if (decimal !== undefined && decimal === delimiter) {
    throw new DataError(
      `readCsv: expected a decimal mark other than the delimiter, received ${show(decimal)} for both; files with a decimal comma mostly have { delimiter: ";" }`,
    );
  }
  if (comment !== undefined && (typeof comment !== "string" || !/^[^"\s\0]+$/.test(comment))) {
    throw new DataError(`readCsv: expected a comment mark such as "#" or "//", received ${show(comment)}`);
  }
  checkCount("skipRows", options.skipRows, 0);
  checkCount("maxRows", options.maxRows, 1);
  oneOf("readCsv", "badNames", options.badNames, [undefined, "error", "number"]);
  oneOf("readCsv", "ragged", options.ragged, [undefined, "error", "fill", "skip"]);
  if (options.select?.length === 0) {
    throw new DataError(
      "readCsv: expected at least one name in select, received none; leave it out to keep all columns",
    );
  }
};
