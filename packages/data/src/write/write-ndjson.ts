import { isTable, table } from "../table/table";
import type { CsvData } from "../table/write-csv";
import { inPieces, writeWhole } from "./whole-file";
import { jsonRows } from "./write-json";

function* ndjsonParts(data: CsvData): Generator<string> {
  for (const row of jsonRows(isTable(data) ? data : table(data))) yield `${row}\n`;
}

/**
 * A table or columns as NDJSON text (JSON Lines): an object a line. Missing values are null; numbers read
 * back exactly. Kinds are not written: read it with `{ columns: table.columnSpecs() }` to have them again.
 *
 * @throws DataError for infinite numbers, which JSON cannot hold.
 * @example
 * ```ts
 * toNdjson({ a: [1, null] }); // '{"a":1}\n{"a":null}\n'
 * ```
 */
export function toNdjson(data: CsvData): string {
  return [...ndjsonParts(data)].join("");
}

/**
 * Writes a table or columns to an NDJSON file (Node only), piece by piece. The file appears whole or not at
 * all.
 *
 * @throws DataError when a value cannot be written or the file cannot; nothing is left behind.
 * @example
 * ```ts
 * await writeNdjson("penguins.ndjson", table);
 * ```
 */
export async function writeNdjson(path: string, data: CsvData): Promise<void> {
  await writeWhole(path, inPieces(ndjsonParts(data)), "writeNdjson", "out.ndjson");
}
