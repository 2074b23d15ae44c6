import { CsvError } from "../../errors";
import { detectDelimiter } from "./delimiter";
import type { ReadCsvOptions } from "./options";
import { endOfBlank, endOfLine, isComment, readRecord, type Window } from "./records";

/** How many bytes are looked at to find the delimiter. */
export const sampleBytes: number = 1 << 16;

/** What stands above the rows: names of columns, and how fields are separated. */
export interface Head {
  readonly names: readonly string[];
  readonly delimiter: string;
  readonly notes: readonly string[];
  /** Where the rows begin, and on which line. */
  readonly next: number;
  readonly line: number;
}

const emptyFile = (file: string): CsvError =>
  new CsvError("expected a header line and at least one row, received an empty file", { file });

/** The names of the header record, checked or mended. */
const headerNames = (
  fields: readonly string[],
  line: number,
  file: string,
  mend: boolean,
  notes: string[],
): string[] => {
  const given = fields.map((name) => name.trim());
  const names: string[] = [];
  given.forEach((name, j) => {
    const before = names.indexOf(name);
    if (name !== "" && before < 0) {
      names.push(name);
      return;
    }
    if (!mend) {
      throw new CsvError(
        name === ""
          ? `expected a column name, received an empty one; name column ${j + 1}, remove it if every line ends in a stray delimiter, or pass { badNames: "number" }`
          : `expected a different name for each column, received "${name}" for columns ${before + 1} and ${j + 1}; rename one, or pass { badNames: "number" }`,
        { file, line, column: j + 1 },
      );
    }
    const base = name === "" ? "column" : `${name}_`;
    let number = name === "" ? j + 1 : 2;
    while (given.includes(`${base}${number}`) || names.includes(`${base}${number}`)) number++;
    names.push(`${base}${number}`);
    notes.push(
      `column ${j + 1} ${name === "" ? "has no name" : `has the name "${name}" of column ${before + 1}`}; it is called "${base}${number}" here`,
    );
  });
  return names;
};

/**
 * Reads what stands above the rows; undefined when the window ends too early.
 *
 * @throws CsvError for names that are empty or come twice, and for a file without any record.
 */
export const readHead = (
  window: Window,
  options: ReadCsvOptions,
  file: string,
  comment: Uint8Array | undefined,
): Head | undefined => {
  let at = 0;
  let line = 1;
  for (let skipped = 0; skipped < (options.skipRows ?? 0); skipped++) {
    at = endOfLine(window, at);
    if (at < 0) return undefined;
    if (at >= window.end) {
      if (!window.final) return undefined;
      throw emptyFile(file);
    }
    line++;
  }
  const notes: string[] = [];
  let delimiter = options.delimiter ?? (/\.(tsv|tab)$/i.test(file) ? "\t" : undefined);
  if (delimiter === undefined) {
    if (!window.final && window.end - at < sampleBytes) return undefined;
    const found = detectDelimiter(window, at, { comment, not: options.decimal });
    delimiter = found.delimiter;
    if (found.note !== undefined) notes.push(found.note);
  }
  const code = delimiter.charCodeAt(0);
  for (;;) {
    if (at >= window.end) {
      if (!window.final) return undefined;
      throw emptyFile(file);
    }
    const remark = isComment(window.bytes, at, comment);
    const skipped = remark ? endOfLine(window, at) : endOfBlank(window, at, code);
    if (skipped >= 0) {
      at = skipped;
      line++;
      continue;
    }
    const record = remark ? undefined : readRecord(window, at, line, code, file);
    if (record === undefined) return undefined;
    const header = options.header ?? true;
    const place = header === true ? record : { next: at, line };
    const names =
      header === true
        ? headerNames(record.fields, line, file, options.badNames === "number", notes)
        : header === false
          ? record.fields.map((_, j) => `x${j}`)
          : [...header];
    return { names, delimiter, notes, next: place.next, line: place.line };
  }
};
