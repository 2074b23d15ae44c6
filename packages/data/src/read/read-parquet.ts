import { DataError } from "../errors";
import { checkOptions } from "../options";
import type { Column } from "../table/column";
import { Table } from "../table/table";
import { unknownColumn } from "../wording";
import { openBudget } from "./budget";
import { type ColumnOptions, checkedSpecs } from "./column-options";
import { kindsKey, readKinds } from "./kinds-note";
import { notInstalled } from "./optional";
import { chunksOf, columnsOf, findFooter, rowsOf, selectColumns } from "./parquet/footer";
import { readParquetColumn } from "./parquet/parquet-column";
import { columnOf } from "./raw-column";
import { type BinarySource, loadBytes } from "./source";

/**
 * Options of {@link readParquet} and {@link readArrow}.
 *
 * @example
 * ```ts
 * const options: ReadTypedOptions = { select: ["age", "income"], columns: { age: "float" } };
 * ```
 */
export interface ReadTypedOptions extends ColumnOptions {
  /** The columns to read, in this order; default all. */
  select?: readonly string[] | undefined;
  /** The most bytes that the file may unpack to; default the larger of 256 MiB and 64 times the file. */
  maxBytes?: number | undefined;
}

/** An error of a library or of a check, told with the file, and the column where it is known. */
export const unreadable = (error: unknown, format: string, file: string, column?: string): DataError => {
  if (error instanceof DataError) return error;
  const where = column === undefined ? file : `${file}, column "${column}"`;
  return new DataError(
    `${where}: expected ${format} that can be read, received ${(error as Error).message}; it is damaged, ` +
      "of another format, or uses what is not supported; write it again with the defaults of its program",
  );
};

/**
 * Reads a Parquet file as a {@link Table}, through hyparquet, which must be installed (`npm i hyparquet`; for
 * files packed with Zstandard also `zstddec`). Numbers, truth values, dates and times keep their kinds; texts
 * are typed as {@link table} does it; a file of {@link writeParquet} gives its kinds back. Times are those of
 * UTC. Whole numbers that float64 cannot hold become texts, which `schema()` tells.
 *
 * Sizes that the file declares are checked against its bytes before memory is taken for them.
 *
 * @param source A path, an address, bytes, a Blob or a stream.
 * @throws DataError when hyparquet is missing, the source cannot be read, is damaged or no Parquet file, or has
 *   columns of lists, maps, records or raw bytes (leave them out with `select`).
 * @example
 * ```ts
 * const bytes = await toParquet(table({ age: [31, null], city: ["Rome", "Oslo"] }));
 * (await readParquet(bytes)).column("age").toArray(); // [31, null]
 * ```
 */
export async function readParquet(source: BinarySource, options: ReadTypedOptions = {}): Promise<Table> {
  checkOptions("readParquet", options, ["columns", "strictColumns", "select", "maxBytes"]);
  const { bytes, name: file } = await loadBytes(source, { who: "readParquet", what: "Parquet" });
  const { parquetMetadata, parquetRead } = await import("hyparquet").catch(
    notInstalled("readParquet", "hyparquet"),
  );
  const budget = openBudget("readParquet", file, bytes.length, options.maxBytes);
  let column: string | undefined;
  try {
    const footer = findFooter(bytes);
    const metadata = parquetMetadata(footer, { geoparquet: false });
    const all = columnsOf(metadata.schema);
    const names = all.map(({ name }) => name);
    const chosen = selectColumns(
      all,
      options.select,
      (name) => new DataError(`${file}: select: ${unknownColumn(name, names)}`),
      file,
    );
    const specs = checkedSpecs(
      options,
      chosen.map(({ name }) => name),
      file,
    );
    const noted = readKinds(metadata.key_value_metadata?.find(({ key }) => key === kindsKey)?.value);
    const rows = rowsOf(metadata, chosen.length, budget);
    const leaves = metadata.schema.filter(
      (element) => (element.num_children ?? 0) <= 0 && element.type !== undefined,
    ).length;
    const parts = { bytes, metadata, read: parquetRead, budget };
    const columns: Column[] = [];
    for (const each of chosen) {
      column = each.name;
      const chunks = chunksOf(metadata, each, leaves, bytes.length - footer.length);
      const raw = await readParquetColumn(parts, each, chunks, rows);
      const spec = Object.hasOwn(specs, each.name) ? specs[each.name] : undefined;
      columns.push(columnOf(each.name, raw, spec, noted.get(each.name), file));
    }
    return new Table(columns, { name: file });
  } catch (error) {
    throw unreadable(error, "Parquet", file, column);
  }
}
