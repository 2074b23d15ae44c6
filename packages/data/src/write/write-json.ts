import type { Cell } from "../cell";
import { isMissing } from "../cell";
import { DataError } from "../errors";
import { checkOptions } from "../options";
import { fieldOf } from "../read/table-schema";
import { isTable, type Table, table } from "../table/table";
import type { CsvData } from "../table/write-csv";
import { inPieces, writeWhole } from "./whole-file";

/**
 * Options of {@link toJson} and {@link writeJson}.
 *
 * @example
 * ```ts
 * toJson(table, { form: "table" });
 * ```
 */
export interface WriteJsonOptions {
  /**
   * `"rows"` (default): an array with an object for each row. `"columns"`: an object with an array for each
   * column, which is smaller. `"table"`: rows with a schema, as pandas' `orient="table"`, so that the kinds
   * are read back as they were.
   */
  form?: "rows" | "columns" | "table" | undefined;
}

const cellText = (cell: Cell, column: string, row: number): string => {
  if (isMissing(cell)) return "null";
  if (typeof cell === "number" && !Number.isFinite(cell)) {
    throw new DataError(
      `toJson: expected finite numbers, received ${cell} in column "${column}", row ${row}; JSON has no such number, filter or replace it`,
    );
  }
  return Object.is(cell, -0) ? "-0" : JSON.stringify(cell);
};

/** Each row of a table as a JSON object. */
export function* jsonRows(source: Table): Generator<string> {
  const columns = source.columnNames.map((name) => source.column(name));
  const heads = columns.map(({ name }) => `${JSON.stringify(name)}:`);
  for (let row = 0; row < source.nRows; row++) {
    let text = "{";
    for (let j = 0; j < columns.length; j++) {
      text += `${j === 0 ? "" : ","}${heads[j]}${cellText(columns[j]!.at(row), columns[j]!.name, row)}`;
    }
    yield `${text}}`;
  }
}

// Checked before a file is begun, and not with its first piece.
const jsonParts = (data: CsvData, options: WriteJsonOptions): Generator<string> => {
  checkOptions("toJson", options, ["form"]);
  return parts(data, options);
};

function* parts(data: CsvData, options: WriteJsonOptions): Generator<string> {
  const source = isTable(data) ? data : table(data);
  const form = options.form ?? "rows";
  if (form !== "rows" && form !== "columns" && form !== "table") {
    throw new DataError(
      `toJson: expected the form "rows", "columns" or "table", received ${JSON.stringify(form)}`,
    );
  }
  const columns = source.columnNames.map((name) => source.column(name));
  if (form === "columns") {
    for (let j = 0; j < columns.length; j++) {
      const column = columns[j]!;
      const cells: string[] = [];
      for (let row = 0; row < source.nRows; row++) cells.push(cellText(column.at(row), column.name, row));
      yield `${j === 0 ? "{" : ","}\n${JSON.stringify(column.name)}:[${cells.join(",")}]`;
    }
    yield columns.length === 0 ? "{}\n" : "\n}\n";
    return;
  }
  if (form === "table") yield `{"schema":${JSON.stringify({ fields: columns.map(fieldOf) })},\n"data":`;
  let mark = "[\n";
  for (const row of jsonRows(source)) {
    yield mark + row;
    mark = ",\n";
  }
  yield mark === "[\n" ? "[]" : "\n]";
  yield form === "table" ? "}\n" : "\n";
}

/**
 * A table or columns as JSON text. Missing values are null; numbers read back exactly.
 *
 * @throws DataError for infinite numbers, which JSON cannot hold, and for a form that is not known.
 * @example
 * ```ts
 * toJson({ a: [1, null] }); // '[\n{"a":1},\n{"a":null}\n]\n'
 * ```
 */
export function toJson(data: CsvData, options: WriteJsonOptions = {}): string {
  return [...jsonParts(data, options)].join("");
}

/**
 * Writes a table or columns to a JSON file (Node only). The file appears whole or not at all.
 *
 * @throws DataError when a value cannot be written or the file cannot; nothing is left behind.
 * @example
 * ```ts
 * await writeJson("penguins.json", table, { form: "table" });
 * ```
 */
export async function writeJson(path: string, data: CsvData, options: WriteJsonOptions = {}): Promise<void> {
  await writeWhole(path, inPieces(jsonParts(data, options)), "writeJson", "out.json");
}
