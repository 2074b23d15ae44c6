import type { Budget } from "../budget";
import { unpack } from "../codecs/unpack";
import { FlatBytes, type TableRule } from "./flatbuffer";

/** Messages that were checked: the bytes that hold them, their rows, and what was unpacked of them, in order. */
export interface CheckedMessages {
  readonly stream: Uint8Array;
  readonly rows: number;
  /** LZ4 or Zstandard, as Arrow numbers them; undefined when nothing is packed. */
  readonly compression: number | undefined;
  readonly unpacked: readonly { packed: number; bytes: Uint8Array }[];
}

const keyValue = (): TableRule => ({ 0: "text", 1: "text" });
// A zone is the text of a timestamp, the ids those of a union; other types hold numbers only.
const type = (number: number): TableRule =>
  number === 10 ? { 1: "text" } : number === 14 ? { 1: { items: 4 } } : {};
const dictionary = (): TableRule => ({ 1: { table: () => ({}) } });
const field = (): TableRule => ({
  0: "text",
  4: { table: dictionary },
  5: { tables: field },
  6: { tables: keyValue },
});
const schema: TableRule = { 1: { tables: field }, 2: { tables: keyValue }, 3: { items: 8 } };
const batch = (): TableRule => ({
  1: { items: 16 },
  2: { items: 16 },
  3: { table: () => ({}) },
  4: { items: 8 },
});
const footerRule: TableRule = {
  1: { table: () => schema },
  2: { items: 24 },
  3: { items: 24 },
  4: { tables: keyValue },
};
const headers: Readonly<Record<number, TableRule>> = { 1: schema, 2: { 1: { table: batch } }, 3: batch() };

// Types stand in unions, of which the number is another field; so they are checked field by field.
const checkTypes = (flat: FlatBytes, fields: number | undefined, depth: number): number => {
  if (fields === undefined) return 0;
  if (depth > 40) throw new Error("a schema that nests too deep");
  const vector = flat.target(fields);
  const length = flat.length(vector, 4);
  for (let i = 0; i < length; i++) {
    const table = flat.target(vector + 4 + 4 * i);
    const at = flat.field(table, 3);
    if (at === undefined) throw new Error("a column without a type");
    flat.check(flat.target(at), type(flat.byte(flat.field(table, 2))));
    checkTypes(flat, flat.field(table, 5), depth + 1);
  }
  return length;
};

// A schema's number of columns; numbers must be in the order that typed arrays have everywhere.
const checkSchema = (flat: FlatBytes, table: number): number => {
  if (flat.byte(flat.field(table, 0)) !== 0) {
    throw new Error("numbers in big-endian order, which are not supported");
  }
  return checkTypes(flat, flat.field(table, 1), 0);
};

// apache-arrow itself leaves the schema out in front, and keeps it in the table of contents alone.
const checkFooter = (bytes: Uint8Array): { columns: number; dictionaries: number[]; batches: number[] } => {
  const flat = new FlatBytes(bytes);
  const footer = flat.root();
  flat.check(footer, footerRule);
  const table = flat.field(footer, 1);
  if (table === undefined) throw new Error("a file without a schema");
  const blocks = (number: number): number[] => {
    const at = flat.field(footer, number);
    if (at === undefined) return [];
    const vector = flat.target(at);
    return Array.from({ length: flat.length(vector, 24) }, (_, i) => flat.long(vector + 4 + 24 * i));
  };
  return { columns: checkSchema(flat, flat.target(table)), dictionaries: blocks(2), batches: blocks(3) };
};

interface Part {
  readonly packed: Uint8Array;
  readonly size: number;
}

// The lengths of a batch against its body. Gives the rows, and the buffers that are packed.
const checkBatch = (
  flat: FlatBytes,
  table: number,
  body: Uint8Array,
): { rows: number; compression: number | undefined; parts: Part[] } => {
  const rows = flat.long(flat.field(table, 0));
  const regions = (number: number): [number, number][] => {
    const at = flat.field(table, number);
    if (at === undefined) return [];
    const vector = flat.target(at);
    return Array.from({ length: flat.length(vector, 16) }, (_, i) => {
      const from = vector + 4 + 16 * i;
      return [flat.long(from), flat.long(from + 8)];
    });
  };
  const buffers = regions(2);
  const packing = flat.field(table, 3);
  const compression = packing === undefined ? undefined : flat.byte(flat.field(flat.target(packing), 0));
  const parts: Part[] = [];
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  let bytes = 0;
  for (const [offset, length] of buffers) {
    if (offset < 0 || length < 0 || offset + length > body.length) {
      throw new Error(`values from byte ${offset} to ${offset + length} of ${body.length}`);
    }
    bytes += length;
    if (compression === undefined || length === 0) continue;
    if (length < 8) throw new Error("packed values without their length");
    const size = Number(view.getBigInt64(offset, true));
    if (size === -1) continue;
    if (!Number.isSafeInteger(size) || size < 0) throw new Error(`packed values of ${size} bytes`);
    bytes += size;
    parts.push({ packed: body.subarray(offset + 8, offset + length), size });
  }
  for (const [length] of regions(1)) {
    if (length < 0 || length > Math.max(rows, 8 * bytes))
      throw new Error(`a column of ${length} values in ${bytes} bytes`);
  }
  if (rows < 0) throw new Error(`${rows} rows`);
  const counts = flat.field(table, 4);
  if (counts !== undefined) {
    const vector = flat.target(counts);
    let sum = 0;
    for (let i = 0; i < flat.length(vector, 8); i++) {
      const count = flat.long(vector + 4 + 8 * i);
      sum += count;
      if (count < 0 || sum > buffers.length) throw new Error(`a column of ${count} buffers`);
    }
  }
  return { rows, compression, parts };
};

const codecs: Readonly<Record<number, string>> = { 0: "LZ4_FRAME", 1: "ZSTD" };

/** Walks the messages of an Arrow stream, or of a file, which is a stream with a table of contents behind. */
export const checkMessages = async (
  bytes: Uint8Array,
  budget: Budget,
  who: string,
): Promise<CheckedMessages> => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));
  const isFile = text(0, 6) === "ARROW1";
  let start = 0;
  let end = bytes.length;
  if (text(0, 4) === "FEA1") throw new Error("a Feather file of version 1; write it again as version 2");
  if (isFile) {
    if (bytes.length < 22 || text(end - 6, end) !== "ARROW1") throw new Error("an Arrow file that was cut");
    const footer = view.getUint32(end - 10, true);
    start = 8;
    end -= 10 + footer;
    if (end < start) throw new Error(`a footer of ${footer} bytes in a file of ${bytes.length}`);
  }
  const unpacked: { packed: number; bytes: Uint8Array }[] = [];
  let at = start;
  let rows = 0;
  let columns = 0;
  let compression: number | undefined;
  let contents: ReturnType<typeof checkFooter> | undefined;
  const places: { dictionaries: number[]; batches: number[] } = { dictionaries: [], batches: [] };
  while (at + 4 <= end) {
    let length = view.getInt32(at, true);
    let from = at + 4;
    if (length === -1 && from + 4 <= end) {
      length = view.getInt32(from, true);
      from += 4;
    }
    if (length === 0) break;
    if (length < 8 || from + length > end)
      throw new Error(`metadata of ${length} bytes where ${end - from} are left`);
    const flat = new FlatBytes(bytes.subarray(from, from + length));
    const message = flat.root();
    const kind = flat.byte(flat.field(message, 1));
    const rule = headers[kind];
    if (rule === undefined) throw new Error(`a message of a kind that is not supported (${kind})`);
    flat.check(message, { 2: { table: () => rule }, 4: { tables: keyValue } });
    const header = flat.field(message, 2);
    if (header === undefined) throw new Error("a message without its header");
    const bodyLength = flat.long(flat.field(message, 3));
    from += length;
    if (bodyLength < 0 || from + bodyLength > end)
      throw new Error(`values of ${bodyLength} bytes where ${end - from} are left`);
    const body = bytes.subarray(from, from + bodyLength);
    const table = flat.target(header);
    if (kind === 1) {
      if (at !== start) throw new Error("a second schema");
      columns = checkSchema(flat, table);
    } else {
      if (at === start) {
        if (!isFile) throw new Error("values before a schema");
        contents = checkFooter(bytes.subarray(end, bytes.length - 10));
        columns = contents.columns;
      }
      places[kind === 2 ? "dictionaries" : "batches"].push(at);

      const inner = kind === 2 ? flat.field(table, 1) : undefined;
      if (kind === 2 && inner === undefined) throw new Error("a dictionary without values");
      const checked = checkBatch(flat, inner === undefined ? table : flat.target(inner), body);
      if (kind === 3) {
        rows += checked.rows;
        budget.take(checked.rows * Math.max(1, columns) * 8, `${checked.rows} rows of ${columns} columns`);
      }
      compression = checked.compression ?? compression;
      for (const { packed, size } of checked.parts) {
        const codec = codecs[checked.compression!];
        if (codec === undefined)
          throw new Error(`values packed in a way that is not supported (${checked.compression})`);
        budget.take(size, `packed values of ${size} bytes`);
        unpacked.push({ packed: packed.length, bytes: await unpack(codec, packed, size, who) });
      }
    }
    at = from + bodyLength;
  }
  if (isFile && at === start) {
    contents = checkFooter(bytes.subarray(end, bytes.length - 10));
    columns = contents.columns;
  }
  if (contents !== undefined) {
    const found = [...places.dictionaries, ...places.batches];
    const listed = [...contents.dictionaries, ...contents.batches];
    const same = found.length === listed.length && found.every((place, i) => place === listed[i]);
    if (!same) throw new Error("a table of contents that is not that of the file");
    return { stream: bytes, rows, compression, unpacked };
  }
  if (at === start) throw new Error("no message of an Arrow file or stream");
  return { stream: bytes.subarray(start, at), rows, compression, unpacked };
};
