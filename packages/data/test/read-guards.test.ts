import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readArrow, readParquet, table, toArrow, toParquet } from "../src/index";
import { FlatBytes, type TableRule } from "../src/read/arrow/flatbuffer";
import { openBudget } from "../src/read/budget";
import { unpackLz4Frame, unpackLz4Hadoop, unpackLz4Raw } from "../src/read/codecs/lz4";
import { unpackSnappy } from "../src/read/codecs/snappy";
import { unpack } from "../src/read/codecs/unpack";
import { checkDelta } from "../src/read/parquet/delta";
import { checkRuns } from "../src/read/parquet/runs";
import { ThriftReader } from "../src/read/parquet/thrift";
import { checkValues } from "../src/read/parquet/values";

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const struct = (data: Uint8Array): unknown => new ThriftReader(data, 0, data.length).struct();

describe("what files declare is not believed", () => {
  it("in Thrift: lengths, nesting, long numbers", () => {
    // A list of 2^31 structs, a text of 2^28 bytes, lists in lists without end, a number of 60 bytes.
    expect(() => struct(bytes(0x19, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x07))).toThrow(
      /more than there are bytes/,
    );
    expect(() => struct(bytes(0x18, 0xff, 0xff, 0xff, 0x7f))).toThrow(/more than there are bytes/);
    expect(() => struct(new Uint8Array(1e6).fill(0x1c))).toThrow(/nest too deep/);
    expect(() => struct(bytes(0x16, ...new Array<number>(60).fill(0xff), 0))).toThrow(/too long/);
    expect(() => struct(bytes(0x1b, 0))).toThrow(/type/);
    expect(() => struct(bytes(0x15))).toThrow(/end early/);
    expect(struct(bytes(0x15, 0x02, 0x16, 0x03, 0x11, 0x12, 0x18, 1, 65, 0))).toEqual({
      1: 1,
      2: -2n,
      3: true,
      4: false,
      5: bytes(65),
    });
  });

  it("in runs: more values than a page has, runs without an end", () => {
    const runs = (data: Uint8Array, width: number, count: number): number =>
      checkRuns(data, 0, data.length, width, count).ones;
    expect(runs(bytes(0x06, 1, 0x03, 0b101), 1, 11)).toBe(5);
    expect(() => runs(bytes(0xfe, 0xff, 0xff, 0xff, 0x0f, 1), 1, 8)).toThrow(/more than its 8 values/);
    expect(() => runs(bytes(0xff, 0xff, 0xff, 0xff, 0x0f), 0, 8)).toThrow(/too long/);
    expect(() => runs(bytes(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1), 1, 8)).toThrow(/too long/);
    expect(() => runs(bytes(0, 0, 0, 0), 0, 8)).toThrow(/0 of its 8 values/);
    expect(() => runs(bytes(0x04, 7), 1, 8)).toThrow(/level 7/);
  });

  it("in deltas: sizes of blocks, widths, shared parts of texts", () => {
    // Blocks of 128 in 4 parts, one value: 5.
    expect(Array.from(checkDelta(bytes(0x80, 1, 4, 1, 10), 0, 1, true).values)).toEqual([5]);
    expect(() => checkDelta(bytes(0x80, 1, 0, 9, 0), 0, 9, true)).toThrow(/in 0 parts/);
    expect(() => checkDelta(bytes(0xff, 0xff, 0xff, 0xff, 0x7f, 1, 9, 0), 0, 9, true)).toThrow(/blocks of/);
    expect(() => checkDelta(bytes(0x80, 1, 4, 9, 0, 0, 255, 0, 0, 0), 0, 9, true)).toThrow(/255 bits/);
    expect(() => checkDelta(bytes(0x80, 1, 4, 7, 0), 0, 9, true)).toThrow(/7 of its 9/);
    const column = { type: "BYTE_ARRAY", typeLength: 0, dictionary: false };
    const budget = openBudget("test", "test", 0, undefined);
    // A text that shares 1,000 bytes with one that is not there.
    const page = bytes(0x80, 1, 4, 1, 0xd0, 0x0f, 0x80, 1, 4, 1, 0);
    expect(() => checkValues(page, 0, 1, 7, column, budget)).toThrow(/share more/);
    expect(() => checkValues(page, 0, 1, 8, column, budget)).toThrow(/dictionary that is not there/);
    expect(() => checkValues(page, 0, 1, 99, column, budget)).toThrow(/encoding/);
  });

  it("in FlatBuffers: places outside, circles, and the same table over and over", () => {
    const rule = (): TableRule => ({ 0: { tables: rule } });
    // Root at 8; its list of fields at 4 says that field 0 stands at 4; that refers to a vector at 16.
    const circle = new Uint8Array(64);
    const view = new DataView(circle.buffer);
    view.setUint32(0, 12, true);
    view.setUint16(4, 6, true);
    view.setUint16(6, 8, true);
    view.setUint16(8, 4, true);
    view.setInt32(12, 8, true);
    view.setUint32(16, 4, true);
    view.setUint32(20, 2, true);
    view.setUint32(24, 2 ** 32 - 12, true);
    view.setUint32(28, 2 ** 32 - 16, true);
    const flat = new FlatBytes(circle);
    expect(() => flat.check(flat.root(), rule())).toThrow(/not there/);
    view.setUint32(20, 2 ** 30, true);
    expect(() => new FlatBytes(circle).check(12, rule())).toThrow(/not there/);
    expect(() => new FlatBytes(bytes(1, 2)).root()).toThrow(/not there/);
    // A table of fields of 7 bytes, of which the library would read the eighth.
    view.setUint16(4, 7, true);
    expect(() => new FlatBytes(circle).check(12, rule())).toThrow(/table of 7 bytes/);
  });

  it("in packed data", async () => {
    const out = new Uint8Array(8);
    // Snappy: a literal of 2^32 bytes; a copy before the start; a copy of more than was declared.
    expect(() => unpackSnappy(bytes(8, 0xfc, 0xff, 0xff, 0xff, 0xff, 1), out)).toThrow(/end early/);
    expect(() => unpackSnappy(bytes(8, 0x01, 4), out)).toThrow(/nowhere/);
    expect(() => unpackSnappy(bytes(8, 0, 65, 0xfe, 1, 0), out)).toThrow(/longer/);
    expect(() => unpackSnappy(bytes(8, 0, 65), out)).toThrow(/shorter/);
    expect(() => unpackLz4Raw(bytes(0x1f, 65, 1, 0, ...new Array<number>(50).fill(255)), out)).toThrow(
      /early/,
    );
    expect(() => unpackLz4Raw(bytes(0x1f, 65, 1, 0, 255, 0), out)).toThrow(/longer/);
    expect(() => unpackLz4Raw(bytes(0x10, 65, 9, 0), out)).toThrow(/nowhere/);
    expect(() => unpackLz4Hadoop(bytes(0, 0, 0, 8, 255, 255, 255, 255, 0), out)).toThrow();
    expect(() => unpackLz4Frame(bytes(4, 0x22, 0x4d, 0x18, 0x40, 0x40, 0, 255, 255, 0, 0), out)).toThrow(
      /early/,
    );
    await expect(unpack("SNAPPY", bytes(1, 2, 3), 1e9, "test")).rejects.toThrow(/cannot be the 1000000000/);
    await expect(unpack("ZSTD", bytes(0x28, 0xb5, 0x2f, 0xfd, 0, 0, 1, 0, 0), 1e9, "test")).rejects.toThrow(
      /cannot be/,
    );
    await expect(unpack("GZIP", gzipSync(new Uint8Array(9000)), 8000, "test")).rejects.toThrow(/longer/);
    await expect(unpack("LZO", bytes(1), 1, "test")).rejects.toThrow(/LZO/);
  });

  it("in whole files: rows that are not there", async () => {
    const parquet = await toParquet(table({ a: [1, 2, 3], b: ["x", "y", "x"] }), { codec: "none" });
    const arrow = await toArrow(table({ a: [1, 2, 3], b: ["x", "y", "x"] }));
    for (const [data, read] of [
      [parquet, readParquet],
      [arrow, readArrow],
    ] as const) {
      // Each byte in turn becomes 255, then 0: nothing but a table or a DataError comes out.
      for (let at = 0; at < data.length; at++) {
        for (const value of [255, 0]) {
          const changed = data.slice();
          changed[at] = value;
          const outcome = await read(changed).catch((error: Error) => error);
          if (outcome instanceof Error) expect(outcome.name).toBe("DataError");
        }
      }
    }
  });

  it("though large files that are right are read", async () => {
    const rows = 300_000;
    const data = table({ a: new Float64Array(rows).fill(7), b: new Array<string>(rows).fill("same") });
    const bytes = await toParquet(data);
    expect(bytes.length).toBeLessThan(300_000);
    const read = await readParquet(bytes);
    expect(read.nRows).toBe(rows);
    expect([read.column("a").unique(), read.column("b").unique()]).toEqual([[7], ["same"]]);
    expect(read.columnNames.map((name) => read.column(name).missingCount)).toEqual([0, 0]);
  });
});
