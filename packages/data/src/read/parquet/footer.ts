import type { FileMetaData, SchemaElement } from "hyparquet";
import { DataError } from "../../errors";
import { listNames } from "../../wording";
import type { Budget } from "../budget";
import type { Chunk } from "./pages";
import { countOf, ThriftReader } from "./thrift";

/** A column of a Parquet file: where it stands in the footer's schema, and whether a table can hold it. */
export interface ParquetColumn {
  readonly name: string;
  readonly element: SchemaElement;
  /** Why a table cannot hold it; undefined when it can. */
  readonly nested: string | undefined;
  /** The place of its parts in each row group. */
  readonly leaf: number;
}

/** Where the footer of a Parquet file is, checked without making anything of it. */
export const findFooter = (bytes: Uint8Array): Uint8Array => {
  const mark = (at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (bytes.length < 12 || mark(0) !== "PAR1" || mark(bytes.length - 4) !== "PAR1") {
    const encrypted = mark(Math.max(0, bytes.length - 4)) === "PARE";
    throw new Error(
      encrypted ? "an encrypted file, which is not supported" : 'no file that starts and ends with "PAR1"',
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(bytes.length - 8, true);
  if (length > bytes.length - 12) throw new Error(`a footer of ${length} bytes in a file of ${bytes.length}`);
  new ThriftReader(bytes, bytes.length - 8 - length, bytes.length - 8).struct();
  return bytes.subarray(bytes.length - 8 - length);
};

const subtree = (
  schema: readonly SchemaElement[],
  at: number,
  depth: number,
): { next: number; leaves: number } => {
  const children = schema[at]?.num_children ?? 0;
  if (depth > 32) throw new Error("a schema that nests too deep");
  if (children <= 0) return { next: at + 1, leaves: 1 };
  let next = at + 1;
  let leaves = 0;
  for (let child = 0; child < children; child++) {
    if (next >= schema.length) throw new Error("a schema that lacks columns");
    const below = subtree(schema, next, depth + 1);
    next = below.next;
    leaves += below.leaves;
  }
  return { next, leaves };
};

/** The columns of the file, from its schema, which is written as a tree from the root on. */
export const columnsOf = (schema: readonly SchemaElement[]): ParquetColumn[] => {
  const columns: ParquetColumn[] = [];
  let leaf = 0;
  const count = countOf(schema[0]?.num_children ?? 0, "a schema with a number of columns");
  for (let at = 1; columns.length < count; ) {
    const element = schema[at];
    if (element === undefined || typeof element.name !== "string")
      throw new Error("a schema that lacks columns");
    const { next, leaves } = subtree(schema, at, 0);
    const nested =
      (element.num_children ?? 0) > 0 || element.repetition_type === "REPEATED"
        ? `holds ${element.converted_type === "MAP" ? "maps" : element.converted_type === "LIST" || element.repetition_type === "REPEATED" ? "lists" : "records"}`
        : undefined;
    columns.push({ name: element.name, element, nested, leaf });
    at = next;
    leaf += leaves;
  }
  return columns;
};

/** The columns that are asked for, all of them such that a table can hold. */
export const selectColumns = (
  columns: readonly ParquetColumn[],
  select: readonly string[] | undefined,
  unknown: (name: string) => DataError,
  file: string,
): ParquetColumn[] => {
  const names = columns.map(({ name }) => name);
  if (new Set(names).size < names.length) throw new Error("columns of the same name");
  const chosen = (select ?? names).map((name) => {
    const column = columns.find((candidate) => candidate.name === name);
    if (column === undefined) throw unknown(name);
    return column;
  });
  const nested = chosen.find((column) => column.nested !== undefined);
  if (nested !== undefined) {
    const flat = columns.filter((column) => column.nested === undefined).map(({ name }) => name);
    throw new DataError(
      `${file}: expected columns of single values, received "${nested.name}", which ${nested.nested}; ` +
        `flatten it before, or leave it out with { select: [${listNames(flat)}] }`,
    );
  }
  return chosen;
};

/** The parts of a column, one for each row group, as the footer describes them, checked against the file. */
export const chunksOf = (
  metadata: FileMetaData,
  column: ParquetColumn,
  leaves: number,
  footerStart: number,
): Chunk[] =>
  metadata.row_groups.map((group) => {
    if (group.columns.length !== leaves) {
      throw new Error(`a row group of ${group.columns.length} columns where the schema has ${leaves}`);
    }
    const part = group.columns[column.leaf]!;
    const meta = part.meta_data;
    if (part.file_path !== undefined || meta === undefined)
      throw new Error("a column whose data are in another file");
    if (
      meta.path_in_schema.length !== 1 ||
      meta.path_in_schema[0] !== column.name ||
      meta.type !== column.element.type
    ) {
      throw new Error(`a column part "${meta.path_in_schema.join(".")}" where "${column.name}" should be`);
    }
    const first = countOf(meta.dictionary_page_offset || meta.data_page_offset, "a column at the offset");
    const length = countOf(meta.total_compressed_size, "a column with a size");
    if (first + length > footerStart)
      throw new Error(`a column part that ends at ${first + length}, after its data`);
    return {
      start: first,
      end: first + length,
      codec: String(meta.codec),
      optional: column.element.repetition_type !== "REQUIRED",
      rows: countOf(group.num_rows, "a row group with a number of rows"),
      column: { type: String(column.element.type), typeLength: column.element.type_length ?? 0 },
    };
  });

/** How many rows the file has, checked against its row groups and against the memory that they take. */
export const rowsOf = (metadata: FileMetaData, columns: number, budget: Budget): number => {
  const rows = countOf(metadata.num_rows, "a number of rows");
  let sum = 0;
  for (const group of metadata.row_groups)
    sum += countOf(group.num_rows, "a row group with a number of rows");
  if (sum !== rows) throw new Error(`${rows} rows, of which the row groups have ${sum}`);
  budget.take(rows * Math.max(1, columns) * 8, `${rows} rows of ${columns} columns`);
  return rows;
};
