import type { Data, DataType } from "apache-arrow";
import { DataError } from "../errors";
import { checkOptions } from "../options";
import { kindsKey, writeKinds } from "../read/kinds-note";
import { notInstalled } from "../read/optional";
import type { Column } from "../table/column";
import { isTable, table } from "../table/table";
import type { CsvData } from "../table/write-csv";
import { writeWhole } from "./whole-file";

type Arrow = typeof import("apache-arrow");

/**
 * Options of {@link toArrow} and {@link writeArrow}.
 *
 * @example
 * ```ts
 * const bytes = await toArrow(table, { format: "stream" });
 * ```
 */
export interface WriteArrowOptions {
  /** `"file"` (default), which is also Feather version 2, or `"stream"`. */
  format?: "file" | "stream" | undefined;
}

const bitmap = (length: number, isSet: (row: number) => boolean): Uint8Array => {
  const bits = new Uint8Array(Math.ceil(length / 64) * 8);
  for (let row = 0; row < length; row++) if (isSet(row)) bits[row >> 3]! |= 1 << (row & 7);
  return bits;
};

const dataOf = (arrow: Arrow, column: Column, id: number): Data => {
  const { length, missingCount: nullCount } = column;
  const nullBitmap = nullCount === 0 ? undefined : bitmap(length, (row) => !column.isMissing(row));
  const make = (type: DataType, data: unknown, more: object = {}): Data =>
    arrow.makeData({ type, length, nullCount, nullBitmap, data, ...more } as never);
  switch (column.kind) {
    case "integer": {
      const zeroed = column.values.map((value) => (Number.isNaN(value) ? 0 : value));
      if (zeroed.every((value) => value === (value | 0)))
        return make(new arrow.Int32(), Int32Array.from(zeroed));
      if (zeroed.some((value) => !Number.isSafeInteger(value))) return make(new arrow.Float64(), zeroed);
      return make(new arrow.Int64(), BigInt64Array.from(zeroed, BigInt));
    }
    case "float":
      return make(new arrow.Float64(), column.values);
    case "boolean":
      return make(
        new arrow.Bool(),
        bitmap(length, (row) => column.values[row] === 1),
      );
    case "datetime": {
      const values = BigInt64Array.from(column.values, (value) => (Number.isNaN(value) ? 0n : BigInt(value)));
      return make(new arrow.TimestampMillisecond("UTC"), values);
    }
    case "text":
      return arrow.vectorFromArray(column.texts, new arrow.Utf8()).data[0]!;
    default: {
      const type = new arrow.Dictionary(new arrow.Utf8(), new arrow.Int32(), id, column.kind === "ordinal");
      const dictionary = arrow.vectorFromArray(column.categories, new arrow.Utf8());
      const places = column.codes.map((code) => Math.max(0, code));
      return make(type, places, { dictionary });
    }
  }
};

/**
 * A table or columns as the bytes of Arrow's IPC format, through apache-arrow, which must be installed
 * (`npm i apache-arrow`). Whole numbers are int32 or int64, other numbers float64, date-times timestamps in
 * UTC, categories dictionaries (ordered when ordinal), texts utf8; the kinds are also noted under the key
 * "wellfit" for {@link readArrow}.
 *
 * @throws DataError when apache-arrow is missing, for a table without a column, and for unknown options.
 * @example
 * ```ts
 * const bytes = await toArrow({ age: [31, null], city: ["Rome", "Oslo"] });
 * bytes.length > 0; // true
 * ```
 */
export async function toArrow(data: CsvData, options: WriteArrowOptions = {}): Promise<Uint8Array> {
  checkOptions("toArrow", options, ["format"]);
  const format = options.format ?? "file";
  if (format !== "file" && format !== "stream") {
    throw new DataError(
      `toArrow: expected the format "file" or "stream", received ${JSON.stringify(format)}`,
    );
  }
  const source = isTable(data) ? data : table(data);
  if (source.nColumns === 0) {
    throw new DataError("toArrow: expected at least one column, received none; give the table a column");
  }
  const arrow = await import("apache-arrow").catch(notInstalled("toArrow", "apache-arrow"));
  const columns = source.columnNames.map((name) => source.column(name));
  const children = columns.map((column, id) => dataOf(arrow, column, id));
  const fields = columns.map(({ name }, j) => new arrow.Field(name, children[j]!.type, true));
  const schema = new arrow.Schema(fields, new Map([[kindsKey, writeKinds(columns)]]));
  const struct = arrow.makeData({
    type: new arrow.Struct(fields),
    length: source.nRows,
    nullCount: 0,
    children,
  });
  const batch = new arrow.RecordBatch(schema, struct as never);
  return arrow.tableToIPC(new arrow.Table(schema, [batch]), format);
}

/**
 * Writes a table or columns to an Arrow file (Node only), as {@link toArrow} makes it. The file appears whole
 * or not at all.
 *
 * @throws DataError when apache-arrow is missing or the file cannot be written; nothing is left behind.
 * @example
 * ```ts
 * await writeArrow("penguins.feather", table);
 * ```
 */
export async function writeArrow(
  path: string,
  data: CsvData,
  options: WriteArrowOptions = {},
): Promise<void> {
  await writeWhole(path, [await toArrow(data, options)], "writeArrow", "out.arrow");
}
