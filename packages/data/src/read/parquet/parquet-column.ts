import type { FileMetaData, ParquetParsers, SchemaElement } from "hyparquet";
import type { Budget } from "../budget";
import { inexactNote, infiniteNote, NumberSink, type RawColumn } from "../raw-column";
import type { ParquetColumn } from "./footer";
import { type Chunk, checkChunk, type UnpackedPage } from "./pages";

type Read = typeof import("hyparquet").parquetRead;

/** What reads columns of one file. */
export interface ParquetFile {
  readonly bytes: Uint8Array;
  readonly metadata: FileMetaData;
  readonly read: Read;
  readonly budget: Budget;
}

const dayMilliseconds = 86_400_000;

const decodeText = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Error("bytes that are no text");
  }
};

/** Whole milliseconds, those before 1970 too. */
export const floorDivide = (value: bigint, by: bigint): number => {
  const rest = value % by;
  return Number((value - (rest < 0n ? rest + by : rest)) / by);
};

// Moments as milliseconds since 1970, texts strictly.
const parsers: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (value: bigint) => Number(value),
  timestampFromMicroseconds: (value: bigint) => floorDivide(value, 1000n),
  timestampFromNanoseconds: (value: bigint) => floorDivide(value, 1_000_000n),
  dateFromDays: (value: number) => value * dayMilliseconds,
  stringFromBytes: decodeText,
  jsonFromBytes: decodeText,
} as Partial<ParquetParsers>;

const isDatetime = ({ type, converted_type, logical_type }: SchemaElement): boolean =>
  type === "INT96" ||
  converted_type === "DATE" ||
  converted_type === "TIMESTAMP_MILLIS" ||
  converted_type === "TIMESTAMP_MICROS" ||
  logical_type?.type === "DATE" ||
  logical_type?.type === "TIMESTAMP";

const readChunk = async (
  file: ParquetFile,
  column: ParquetColumn,
  group: number,
  pages: UnpackedPage[],
): Promise<ArrayLike<unknown>[]> => {
  const { bytes, metadata } = file;
  // The reader calls back where nobody hears an error, so values are only kept there and looked at later.
  const parts: ArrayLike<unknown>[] = [];
  // The reader asks for pages in their order, and gets those that were unpacked when they were checked.
  let next = 0;
  const unpacked = (packed: Uint8Array, size: number): Uint8Array => {
    const page = pages[next];
    if (page === undefined || page.packed !== packed.length || page.bytes.length !== size) {
      throw new Error("pages that cannot be told apart");
    }
    next++;
    return page.bytes;
  };
  const rowGroup = metadata.row_groups[group]!;
  const part = rowGroup.columns[column.leaf]!;
  await file.read({
    file: {
      byteLength: bytes.length,
      slice: (start, end) => bytes.slice(start, end).buffer,
    },
    // The reader sees a file of this column alone, so that it takes no other for it.
    metadata: {
      ...metadata,
      schema: [{ ...metadata.schema[0]!, num_children: 1 }, column.element],
      num_rows: rowGroup.num_rows,
      row_groups: [{ ...rowGroup, columns: [part] }],
    },
    columns: [column.name],
    compressors: { [String(part.meta_data?.codec)]: unpacked },
    parsers,
    onChunk: ({ columnData }) => parts.push(columnData),
  });
  return parts;
};

/** The values of one column, read through hyparquet part by part, each checked before. */
export const readParquetColumn = async (
  file: ParquetFile,
  column: ParquetColumn,
  chunks: readonly Chunk[],
  rows: number,
): Promise<RawColumn> => {
  const { element } = column;
  const parts = async (take: (part: ArrayLike<unknown>) => void): Promise<void> => {
    for (let group = 0; group < chunks.length; group++) {
      if (chunks[group]!.rows === 0) continue;
      const pages = await checkChunk(file.bytes, chunks[group]!, file.budget, "readParquet");
      for (const part of await readChunk(file, column, group, pages)) take(part);
    }
  };
  const bad = (): Error => new Error("values that its type has not");
  const texts = async (show: (value: unknown) => string | null): Promise<(string | null)[]> => {
    const list: (string | null)[] = [];
    await parts((part) => {
      for (let i = 0; i < part.length; i++) list.push(show(part[i]));
    });
    if (list.length !== rows) throw new Error(`${list.length} of ${rows} values`);
    return list;
  };
  const isText =
    (element.type === "BYTE_ARRAY" && element.converted_type !== "DECIMAL") ||
    element.logical_type?.type === "UUID";
  if (isText) {
    return {
      kind: "texts",
      texts: await texts((value) => {
        if (value === null || typeof value === "string") return value;
        throw bad();
      }),
    };
  }
  const sink = new NumberSink(rows);
  let count = 0;
  await parts((part) => {
    if (!sink.add(part))
      throw part.length > 0 && part[0] instanceof Uint8Array ? new Error("binary values") : bad();
    count += part.length;
  });
  if (count !== rows) throw new Error(`${count} of ${rows} values`);
  const { values, inexact } = sink;
  if (element.type === "BOOLEAN") return { kind: "boolean", values };
  if (isDatetime(element)) return { kind: "datetime", values };
  const isWhole =
    (element.type === "INT32" || element.type === "INT64") &&
    element.converted_type !== "DECIMAL" &&
    element.logical_type?.type !== "DECIMAL";
  if (!isWhole) return { kind: "float", values, note: infiniteNote(values) };
  if (inexact === undefined) return { kind: "integer", values };
  return {
    kind: "texts",
    texts: await texts((value) => (value === null ? null : String(value))),
    note: inexactNote(inexact),
  };
};
