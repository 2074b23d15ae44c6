import type { ColumnSource } from "hyparquet-writer";
import { DataError } from "../errors";
import { checkOptions } from "../options";
import { kindsKey, writeKinds } from "../read/kinds-note";
import { notInstalled } from "../read/optional";
import type { Column } from "../table/column";
import { isTable, table } from "../table/table";
import type { CsvData } from "../table/write-csv";
import { writeWhole } from "./whole-file";

/**
 * Options of {@link toParquet} and {@link writeParquet}.
 *
 * @example
 * ```ts
 * await writeParquet("penguins.parquet", table, { codec: "none" });
 * ```
 */
export interface WriteParquetOptions {
  /** How pages are packed: `"snappy"` (default) or `"none"`. */
  codec?: "snappy" | "none" | undefined;
  /** Rows of a group, which is read as a whole; default 100,000. */
  rowGroupSize?: number | undefined;
}

const cells = (column: Column): unknown[] => {
  const list: unknown[] = new Array(column.length);
  for (let row = 0; row < column.length; row++) list[row] = column.at(row);
  return list;
};

const sourceOf = (column: Column): ColumnSource => {
  const nullable = column.missingCount > 0;
  const { name } = column;
  switch (column.kind) {
    case "integer": {
      // INT32 where it fits, which every program reads as a whole number.
      const small = column.values.every((value) => Number.isNaN(value) || value === (value | 0));
      const large = column.values.find((value) => Math.abs(value) > Number.MAX_SAFE_INTEGER);
      if (large !== undefined) return { name, data: cells(column), type: "DOUBLE", nullable };
      const data = Array.from(column.values, (value) =>
        Number.isNaN(value) ? null : small ? value : BigInt(value),
      );
      return { name, data, type: small ? "INT32" : "INT64", nullable };
    }
    case "float":
      return { name, data: nullable ? cells(column) : column.values, type: "DOUBLE", nullable };
    case "boolean":
      return { name, data: cells(column), type: "BOOLEAN", nullable };
    case "datetime": {
      const data = Array.from(column.values, (value) => (Number.isNaN(value) ? null : new Date(value)));
      return { name, data, type: "TIMESTAMP", nullable };
    }
    default:
      return { name, data: cells(column), type: "STRING", nullable };
  }
};

/**
 * A table or columns as the bytes of a Parquet file, through hyparquet-writer, which must be installed
 * (`npm i hyparquet-writer`). Whole numbers are INT32 or INT64, other numbers DOUBLE, date-times TIMESTAMP in
 * UTC, categories and texts strings; the kinds, with the order of ordinal columns, are noted under the key
 * "wellfit" for {@link readParquet}.
 *
 * @throws DataError when hyparquet-writer is missing, for a table without a column, and for unknown options.
 * @example
 * ```ts
 * const bytes = await toParquet({ age: [31, null], city: ["Rome", "Oslo"] });
 * bytes.length > 0; // true
 * ```
 */
export async function toParquet(data: CsvData, options: WriteParquetOptions = {}): Promise<Uint8Array> {
  checkOptions("toParquet", options, ["codec", "rowGroupSize"]);
  const codec = options.codec ?? "snappy";
  if (codec !== "snappy" && codec !== "none") {
    throw new DataError(
      `toParquet: expected the codec "snappy" or "none", received ${JSON.stringify(codec)}`,
    );
  }
  const rowGroupSize = options.rowGroupSize ?? 100_000;
  if (!Number.isInteger(rowGroupSize) || rowGroupSize < 1) {
    throw new DataError(
      `toParquet: expected a whole rowGroupSize of 1 or more rows, received ${rowGroupSize}`,
    );
  }
  const source = isTable(data) ? data : table(data);
  if (source.nColumns === 0) {
    throw new DataError(
      "toParquet: expected at least one column, received none; Parquet has no table without",
    );
  }
  const { parquetWriteBuffer } = await import("hyparquet-writer").catch(
    notInstalled("toParquet", "hyparquet-writer"),
  );
  const columns = source.columnNames.map((name) => source.column(name));
  const buffer = parquetWriteBuffer({
    columnData: columns.map(sourceOf),
    codec: codec === "none" ? "UNCOMPRESSED" : "SNAPPY",
    rowGroupSize,
    kvMetadata: [{ key: kindsKey, value: writeKinds(columns) }],
    createdBy: "wellfit",
  });
  return new Uint8Array(buffer);
}

/**
 * Writes a table or columns to a Parquet file (Node only), as {@link toParquet} makes it. The file appears
 * whole or not at all.
 *
 * @throws DataError when hyparquet-writer is missing or the file cannot be written; nothing is left behind.
 * @example
 * ```ts
 * await writeParquet("penguins.parquet", table);
 * ```
 */
export async function writeParquet(
  path: string,
  data: CsvData,
  options: WriteParquetOptions = {},
): Promise<void> {
  await writeWhole(path, [await toParquet(data, options)], "writeParquet", "out.parquet");
}
