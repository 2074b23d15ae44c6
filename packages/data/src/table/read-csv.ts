import { CsvError, DataError } from "../errors";
import { unknownColumn } from "../wording";
import { type CsvRecords, checkWidths, headerNames, lineOfField, parseRecords } from "./csv-records";
import { type CsvSource, loadText } from "./csv-source";
import { declaredColumn, inferColumn } from "./infer-column";
import { type ColumnSpec, Table } from "./table";

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
 * const options: ReadCsvOptions = { columns: { zip: "nominal" }, delimiter: ";" };
 * ```
 */
export interface ReadCsvOptions {
  /** Kinds of columns by name; a column that is not named is inferred. */
  columns?: Readonly<Record<string, ColumnSpec>> | undefined;
  /** May `columns` name only columns that the file has? default true; false ignores the others. */
  strictColumns?: boolean | undefined;
  /** The texts that mean a missing value; default {@link defaultMissing}. */
  missing?: readonly string[] | undefined;
  /** What separates fields; default ",", or a tab for a name that ends in .tsv or .tab. */
  delimiter?: string | undefined;
  /** Does the first record hold the names? default true; false names the columns x0, x1, …; or give names. */
  header?: boolean | readonly string[] | undefined;
  /** Remove spaces around each value; default true. */
  trim?: boolean | undefined;
  /** The encoding of bytes, as `TextDecoder` names it; default UTF-8, or UTF-16 after its byte order mark. */
  encoding?: string | undefined;
}

const checkDelimiter = (delimiter: string): void => {
  if (delimiter.length === 1 && !/["\r\n\ufeff]/.test(delimiter)) return;
  throw new DataError(
    `readCsv: expected a delimiter of one character such as "," ";" or "\\t", received ${JSON.stringify(delimiter)}`,
  );
};

const nameColumns = (
  records: CsvRecords,
  header: boolean | readonly string[],
  delimiter: string,
  file: string,
  asked: boolean,
): string[] => {
  if (header === true) return headerNames(records, delimiter, file, asked);
  if (header === false) return records.rows[0]!.map((_, j) => `x${j}`);
  return [...header];
};

/**
 * Reads CSV as a {@link Table} of typed columns.
 *
 * A column is integer when every value is a whole number, float when every value is a number, boolean when
 * every value is true or false, else nominal; `columns` overrides that. A column that only a few texts keep
 * from being numbers becomes nominal, and `schema()` tells which line made it so. Numbers with leading
 * zeros, or too long to be exact, are codes and stay texts. Blank lines are skipped; line breaks are read
 * as "\n", also inside quotes.
 *
 * @param source A path, an address, CSV text (a string with a line break), bytes, a Blob or `{ text }`.
 * @throws CsvError with file, line and column for ragged records, unclosed quotes, duplicate or empty
 *   names, values that do not fit a declared kind, and files without a row; DataError when the source
 *   cannot be read.
 * @example
 * ```ts
 * const table = await readCsv("age,city\n31,Rome\n,Oslo\n", { columns: { age: "float" } });
 * table.column("age").missingCount; // 1
 * ```
 */
export async function readCsv(source: CsvSource, options: ReadCsvOptions = {}): Promise<Table> {
  const { text, name: file } = await loadText(source, options.encoding);
  const delimiter = options.delimiter ?? (/\.(tsv|tab)$/i.test(file) ? "\t" : ",");
  checkDelimiter(delimiter);
  const header = options.header ?? true;
  const records = await parseRecords(text, delimiter, file);
  if (records.rows.length === 0) {
    throw new CsvError("expected a header line and at least one row, received an empty file", { file });
  }
  const names = nameColumns(records, header, delimiter, file, options.delimiter !== undefined);
  const first = header === true ? 1 : 0;
  if (records.rows.length === first) {
    throw new CsvError(
      "expected at least one row below the header, received none; add rows, or pass { header: false } if line 1 is data",
      { file },
    );
  }
  checkWidths(records, names, file, first);
  const specs = options.columns ?? {};
  for (const name of Object.keys(specs)) {
    if (names.includes(name) || options.strictColumns === false) continue;
    throw new CsvError(`columns: ${unknownColumn(name, names)}`, { file });
  }
  const missing = new Set(options.missing ?? defaultMissing);
  const trim = options.trim ?? true;
  const columns = names.map((name, j) => {
    const texts: (string | null)[] = new Array(records.rows.length - first);
    for (let i = 0; i < texts.length; i++) {
      const field = records.rows[i + first]![j]!;
      const value = trim ? field.trim() : field;
      texts[i] = missing.has(value) ? null : value;
    }
    const lineOf = (row: number): number =>
      lineOfField(records.rows[row + first]!, j, records.lines[row + first]!);
    const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
    if (spec === undefined) return inferColumn({ name, texts, file, lineOf });
    return declaredColumn({ name, texts, file, lineOf }, typeof spec === "string" ? { kind: spec } : spec);
  });
  return new Table(columns, { name: file });
}
