import type { RecordBatch } from "apache-arrow";
import { DataError } from "../errors";
import { checkOptions } from "../options";
import type { Column } from "../table/column";
import { Table } from "../table/table";
import { listNames, unknownColumn } from "../wording";
import { rawArrowColumn } from "./arrow/arrow-column";
import { type CheckedMessages, checkMessages } from "./arrow/messages";
import { openBudget } from "./budget";
import { checkedSpecs } from "./column-options";
import { kindsKey, readKinds } from "./kinds-note";
import { notInstalled } from "./optional";
import { columnOf } from "./raw-column";
import { type ReadTypedOptions, unreadable } from "./read-parquet";
import { type BinarySource, loadBytes } from "./source";

type Arrow = typeof import("apache-arrow");

const readBatches = (
  arrow: Arrow,
  messages: CheckedMessages,
): { batches: RecordBatch[]; schema: RecordBatch["schema"] } => {
  const { stream, compression, unpacked } = messages;
  const open = (): { batches: RecordBatch[]; schema: RecordBatch["schema"] } => {
    const reader = arrow.RecordBatchReader.from(stream).open();
    // The reader forgets its schema at the end.
    const { schema } = reader;
    return { schema, batches: [...reader].filter((batch) => batch.numRows > 0) };
  };
  if (compression === undefined) return open();
  // The library asks for packed values in the order in which they were unpacked when they were checked. Its
  // register of codecs belongs to the whole program, so what stood there is put back before anybody sees it.
  const registry = arrow.compressionRegistry;
  const before = registry.get(compression);
  let next = 0;
  registry.set(compression, {
    decode: (packed) => {
      const part = unpacked[next++];
      if (part === undefined || part.packed !== packed.length)
        throw new Error("packed values that cannot be told apart");
      return part.bytes;
    },
  });
  try {
    return open();
  } finally {
    registry.set(compression, before as never);
  }
};

/**
 * Reads Arrow's IPC format as a {@link Table}: a file (also a Feather file of version 2) or a stream, through
 * apache-arrow, which must be installed (`npm i apache-arrow`; for values packed with Zstandard also
 * `zstddec`). Numbers, truth values, dates and times keep their kinds; a dictionary becomes a nominal column, an
 * ordered one an ordinal column; other texts are typed as {@link table} does it; what {@link writeArrow} wrote
 * has its kinds back. Times are those of UTC. Whole numbers that float64 cannot hold become texts, which
 * `schema()` tells.
 *
 * Sizes that the file declares are checked against its bytes before memory is taken for them.
 *
 * @param source A path, an address, bytes, a Blob or a stream.
 * @throws DataError when apache-arrow is missing, the source cannot be read, is damaged or not of this format,
 *   or has columns of lists, records or raw bytes (leave them out with `select`).
 * @example
 * ```ts
 * const bytes = await toArrow(table({ age: [31, null], city: ["Rome", "Oslo"] }));
 * (await readArrow(bytes)).column("city").toArray(); // ["Rome", "Oslo"]
 * ```
 */
export async function readArrow(source: BinarySource, options: ReadTypedOptions = {}): Promise<Table> {
  checkOptions("readArrow", options, ["columns", "strictColumns", "select", "maxBytes"]);
  const { bytes, name: file } = await loadBytes(source, { who: "readArrow", what: "Arrow" });
  const arrow = await import("apache-arrow").catch(notInstalled("readArrow", "apache-arrow"));
  const budget = openBudget("readArrow", file, bytes.length, options.maxBytes);
  let name: string | undefined;
  try {
    const messages = await checkMessages(bytes, budget, "readArrow");
    const { batches, schema } = readBatches(arrow, messages);
    const names = schema.fields.map((field) => field.name);
    if (new Set(names).size < names.length) throw new Error("columns of the same name");
    const chosen = options.select ?? names;
    for (const each of chosen) {
      if (!names.includes(each)) throw new DataError(`${file}: select: ${unknownColumn(each, names)}`);
    }
    const nested = chosen.find(
      (each) => (schema.fields[names.indexOf(each)]!.type.children ?? []).length > 0,
    );
    if (nested !== undefined) {
      const flat = names.filter((_, j) => (schema.fields[j]!.type.children ?? []).length === 0);
      throw new DataError(
        `${file}: expected columns of single values, received "${nested}", which holds ${String(schema.fields[names.indexOf(nested)]!.type)}; ` +
          `flatten it before, or leave it out with { select: [${listNames(flat)}] }`,
      );
    }
    const specs = checkedSpecs(options, chosen, file);
    const noted = readKinds(schema.metadata.get(kindsKey));
    const rows = batches.reduce((sum, batch) => sum + batch.numRows, 0);
    if (rows !== messages.rows) throw new Error(`${rows} of ${messages.rows} rows`);
    const columns: Column[] = [];
    for (const each of chosen) {
      name = each;
      const j = names.indexOf(each);
      const parts = batches.map((batch) => batch.data.children[j]!);
      const uneven = parts.findIndex((part, i) => part === undefined || part.length !== batches[i]!.numRows);
      if (uneven >= 0)
        throw new Error(
          `${parts[uneven]?.length ?? 0} values in a batch of ${batches[uneven]!.numRows} rows`,
        );
      const raw = rawArrowColumn(arrow, schema.fields[j]!.type, parts, rows);
      const spec = Object.hasOwn(specs, each) ? specs[each] : undefined;
      columns.push(columnOf(each, raw, spec, noted.get(each), file));
    }
    return new Table(columns, { name: file });
  } catch (error) {
    throw unreadable(error, "Arrow", file, name);
  }
}
