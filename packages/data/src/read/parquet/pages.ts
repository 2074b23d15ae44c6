import type { Budget } from "../budget";
import { unpack } from "../codecs/unpack";
import { checkRuns } from "./runs";
import { countOf, ThriftReader, type ThriftStruct } from "./thrift";
import { checkPlain, checkValues, type PageColumn } from "./values";

/** A part of a column as the file describes it. */
export interface Chunk {
  readonly start: number;
  readonly end: number;
  readonly codec: string;
  readonly optional: boolean;
  readonly rows: number;
  readonly column: Omit<PageColumn, "dictionary">;
}

/** A page that was unpacked: how long it was packed, and its bytes. */
export interface UnpackedPage {
  readonly packed: number;
  readonly bytes: Uint8Array;
}

const struct = (value: unknown, what: string): ThriftStruct => {
  if (typeof value !== "object" || value === null) throw new Error(`a page without its ${what}`);
  return value as ThriftStruct;
};

/**
 * Walks the pages of a column part: unpacks them and checks that levels and values are what the headers
 * say, so that the reader behind never makes an array, or runs a loop, that the bytes do not bear out.
 */
export const checkChunk = async (
  file: Uint8Array,
  chunk: Chunk,
  budget: Budget,
  who: string,
): Promise<UnpackedPage[]> => {
  const unpacked: UnpackedPage[] = [];
  const column: PageColumn = { ...chunk.column, dictionary: false };
  const unpackPage = async (packed: Uint8Array, size: number, isPacked: boolean): Promise<Uint8Array> => {
    if (chunk.codec === "UNCOMPRESSED" || !isPacked) {
      if (packed.length !== size)
        throw new Error(`a page of ${packed.length} bytes that should have ${size}`);
      return packed;
    }
    budget.take(size, `a page of ${size} bytes`);
    const bytes = size === 0 ? new Uint8Array(0) : await unpack(chunk.codec, packed, size, who);
    unpacked.push({ packed: packed.length, bytes });
    return bytes;
  };
  const dataPage = async (body: Uint8Array, size: number, header: ThriftStruct): Promise<number> => {
    const values = countOf(header[1], "a page with a number of values");
    if (values > chunk.rows) throw new Error(`a page with ${values} values in a group of ${chunk.rows} rows`);
    const page = await unpackPage(body, size, true);
    let start = 0;
    let there = values;
    if (chunk.optional) {
      if (page.length < 4) throw new Error("a page that ends before its levels");
      const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
      start = 4 + view.getUint32(0, true);
      there = checkRuns(page, 4, start, 1, values).ones;
    }
    checkValues(page, start, there, countOf(header[2], "a page with the encoding"), column, budget);
    return values;
  };
  const dataPageV2 = async (body: Uint8Array, size: number, header: ThriftStruct): Promise<number> => {
    const values = countOf(header[1], "a page with a number of values");
    const nulls = countOf(header[2], "a page with a number of nulls");
    const levels = countOf(header[5], "a page with a length of levels");
    if (values > chunk.rows || nulls > values) {
      throw new Error(
        `a page with ${values} values, ${nulls} of them null, in a group of ${chunk.rows} rows`,
      );
    }
    if (header[6] !== 0 || (!chunk.optional && levels > 0))
      throw new Error("a page with levels that its column has not");
    if (levels > body.length || levels > size) throw new Error("a page whose levels end after it");
    const there = chunk.optional ? checkRuns(body, 0, levels, 1, values).ones : values;
    if (there !== values - nulls) throw new Error(`a page with ${nulls} nulls that has ${values - there}`);
    const page = await unpackPage(body.subarray(levels), size - levels, header[7] !== false);
    checkValues(page, 0, there, countOf(header[4], "a page with the encoding"), column, budget);
    return values;
  };
  const reader = new ThriftReader(file, chunk.start, chunk.end);
  let rows = 0;
  while (rows < chunk.rows && reader.offset < chunk.end - 1) {
    const header = reader.struct();
    const size = countOf(header[2], "a page with a size");
    const packed = countOf(header[3], "a page with a packed size");
    const from = reader.offset;
    if (from + packed > chunk.end)
      throw new Error(`a page of ${packed} bytes where ${chunk.end - from} are left`);
    const body = file.subarray(from, from + packed);
    reader.offset += packed;
    if (header[1] === 2) {
      const count = countOf(
        struct(header[7], "dictionary header")[1],
        "a dictionary with a number of values",
      );
      const page = await unpackPage(body, size, true);
      // A value of a bit at least, so this bounds the array of them.
      if (count > page.length * 8) throw new Error(`a dictionary of ${count} values in ${page.length} bytes`);
      checkPlain(page, 0, count, column);
      column.dictionary = true;
    } else if (header[1] === 0) rows += await dataPage(body, size, struct(header[5], "header"));
    else if (header[1] === 3) rows += await dataPageV2(body, size, struct(header[8], "header"));
    else throw new Error(`a page of a type that is not supported (${String(header[1])})`);
  }
  if (rows !== chunk.rows) throw new Error(`${rows} values in a group of ${chunk.rows} rows`);
  return unpacked;
};
