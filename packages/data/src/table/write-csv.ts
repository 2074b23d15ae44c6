import { type Cell, isMissing } from "../cell";
import { DataError } from "../errors";
import { checkOptions } from "../options";
import { inPieces, writeWhole } from "../write/whole-file";
import { isTable, type Table, table } from "./table";

/**
 * Options of {@link toCsv} and {@link writeCsv}.
 *
 * @example
 * ```ts
 * toCsv(table, { delimiter: ";", missing: "NA" });
 * ```
 */
export interface WriteCsvOptions {
  /** What separates fields; default ",". */
  delimiter?: string | undefined;
  /** How a missing value is written; default empty ("NA" in a table of one column, where empty is a blank line). */
  missing?: string | undefined;
}

/**
 * What can be written as CSV: a table, or columns by name.
 *
 * @example
 * ```ts
 * const data: CsvData = { species: ["Adelie", "Gentoo"], probability: new Float64Array([0.9, 0.8]) };
 * ```
 */
export type CsvData = Table | Readonly<Record<string, ArrayLike<Cell | undefined>>>;

// Checked before a file is begun, and not with its first line.
const csvLines = (data: CsvData, options: WriteCsvOptions): Generator<string> => {
  checkOptions("toCsv", options, ["delimiter", "missing"]);
  return lines(data, options);
};

function* lines(data: CsvData, options: WriteCsvOptions): Generator<string> {
  const source = isTable(data) ? data : table(data);
  const delimiter = options.delimiter ?? ",";
  if (delimiter.length !== 1 || /["\r\n]/.test(delimiter)) {
    throw new DataError(
      `toCsv: expected a delimiter of one character such as "," or ";", received ${JSON.stringify(delimiter)}`,
    );
  }
  const missing = options.missing ?? (source.nColumns === 1 ? "NA" : "");
  const field = (cell: Cell): string => {
    if (isMissing(cell)) return missing;
    const text = Object.is(cell, -0) ? "-0" : String(cell);
    const plain = !text.includes(delimiter) && !/["\r\n]/.test(text) && text === text.trim();
    return plain ? text : `"${text.replaceAll('"', '""')}"`;
  };
  const columns = source.columnNames.map((name) => source.column(name));
  yield `${source.columnNames.map(field).join(delimiter)}\n`;
  for (let row = 0; row < source.nRows; row++) {
    yield `${columns.map((column) => field(column.at(row))).join(delimiter)}\n`;
  }
}

/**
 * A table or columns as CSV text: a header line, then one line a row, each ended by "\n". A field with the
 * delimiter, a quote, a line break or outer spaces is quoted. Numbers are written so that they read back
 * exactly.
 *
 * @example
 * ```ts
 * toCsv({ a: [1, null], b: ["x", "y, z"] }); // 'a,b\n1,x\n,"y, z"\n'
 * ```
 */
export function toCsv(data: CsvData, options: WriteCsvOptions = {}): string {
  return [...csvLines(data, options)].join("");
}

/**
 * Writes a table or columns to a CSV file (Node only), piece by piece. The file appears whole or not at all: it
 * is written under a temporary name and then renamed.
 *
 * @throws DataError when the file cannot be written; nothing is left behind.
 * @example
 * ```ts
 * await writeCsv("predictions.csv", { row: [0, 1], species: ["Adelie", "Gentoo"] });
 * ```
 */
export async function writeCsv(path: string, data: CsvData, options: WriteCsvOptions = {}): Promise<void> {
  await writeWhole(path, inPieces(csvLines(data, options)), "writeCsv", "out.csv");
}
