import { createReadStream } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  JsonError,
  provenance,
  readJson,
  readNdjson,
  table,
  toJson,
  toNdjson,
  writeJson,
  writeNdjson,
} from "../src/index";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "wellfit-json-"));
});
afterAll(() => rm(folder, { recursive: true }));

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const fault = async (
  promise: Promise<unknown>,
): Promise<[number | undefined, number | undefined, string]> => {
  const error = await promise.then(
    () => new Error("nothing was thrown"),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(JsonError);
  const { line, column, message } = error as JsonError;
  return [line, column, message];
};

describe("readJson", () => {
  it("takes rows, with names that some lack", async () => {
    const rows = await readJson('[{"a": 1, "b": "x"}, {"b": "y", "c": true}, {"a": null}]');
    expect(rows.schema().map(({ name, kind, missing }) => [name, kind, missing])).toEqual([
      ["a", "integer", 2],
      ["b", "nominal", 1],
      ["c", "boolean", 2],
    ]);
    expect(provenance(rows)?.source).toBe("JSON text");
  });

  it("takes columns", async () => {
    const columns = await readJson('{"a": [1.5, null], "b": ["x", "y"]}', {
      columns: { b: { kind: "ordinal", order: ["y", "x"] } },
    });
    expect(columns.column("a").toArray()).toEqual([1.5, null]);
    expect(columns.columnSpecs().b).toEqual({ kind: "ordinal", order: ["y", "x"] });
  });

  it("takes every kind of source, also packed", async () => {
    const text = '[{"a": 1}]';
    const path = join(folder, "a.json");
    await writeFile(path, text);
    await writeFile(`${path}.gz`, gzipSync(text));
    const utf16 = new Uint8Array([0xff, 0xfe, ...Buffer.from(text, "utf16le")]);
    const sources = [
      path,
      `${path}.gz`,
      new URL(`file://${path}`),
      bytes(`\ufeff${text}`),
      bytes(text).buffer as ArrayBuffer,
      utf16,
      new Blob([text]),
      new Blob([text]).stream(),
      createReadStream(path),
      { text },
      `data:application/json,${encodeURIComponent(text)}`,
    ];
    for (const source of sources) expect((await readJson(source)).toRows()).toEqual([{ a: 1 }]);
    await expect(readJson(join(folder, "none.json"))).rejects.toThrow(/no such file/);
    await expect(readJson(folder)).rejects.toThrow(/folder/);
    const strings = createReadStream(path, { encoding: "utf8" });
    await expect(readJson(strings as never)).rejects.toThrow(/stream of Uint8Array, received string/);
    await expect(readJson(createReadStream(join(folder, "none")))).rejects.toThrow(/broken stream/);
    await expect(readJson("")).rejects.toThrow(/empty string/);
    await expect(readJson(3 as never)).rejects.toThrow(/received number/);
    await expect(readJson(new Uint8Array([0x5b, 0xff, 0x5d]))).rejects.toThrow(/UTF-8/);
    await expect(readJson(gzipSync(text).subarray(0, 15))).rejects.toThrow(/whole gzip data/);
  });

  it("says where it stops being JSON", async () => {
    expect(await fault(readJson('[{"a": 1},\n {"a": }]'))).toEqual([
      2,
      8,
      'JSON text, line 2, column 8: expected a value, received "}]"; mend the JSON there',
    ]);
    expect((await fault(readJson('[{"a": 1}\n{"a": 2}]'))).slice(0, 2)).toEqual([2, 1]);
    expect((await fault(readJson('[{"a": 1},\n{a: 2}]'))).slice(0, 2)).toEqual([2, 2]);
    expect((await fault(readJson('[{"a": "x\ny"}]'))).slice(0, 2)).toEqual([1, 8]);
    expect((await fault(readJson('[{"a": "\\q"}]'))).slice(0, 2)).toEqual([1, 8]);
    expect((await fault(readJson('[{"a" 1}]'))).slice(0, 2)).toEqual([1, 7]);
    expect((await fault(readJson('[{"a": 1}] 2'))).slice(0, 2)).toEqual([1, 12]);
    expect((await fault(readJson('[{"a": 1},\n'))).slice(0, 2)).toEqual([2, 1]);
    expect((await fault(readJson('[{"a": 01}]'))).slice(0, 2)).toEqual([1, 9]);
    expect((await fault(readJson(`${"[".repeat(100_000)}\n`)))[2]).toMatch(/expected a value/);
  });

  it("says where JSON is no table", async () => {
    expect(await fault(readJson('[{"a": 1},\n {"a": [2]}]'))).toEqual([
      2,
      8,
      'JSON text, line 2, column 8: expected a number, a text, a truth value or null for "a", received an array; flatten it first',
    ]);
    expect(await fault(readJson('[{"a": 1},\n 7]'))).toEqual([
      2,
      2,
      'JSON text, line 2, column 2: expected an object for row 1, such as {"age": 31}, received a number',
    ]);
    expect((await fault(readJson('{"a": [1],\n "b": [1, 2]}'))).slice(0, 2)).toEqual([2, 7]);
    expect((await fault(readJson('{"a": [1],\n "b": 2}'))).slice(0, 2)).toEqual([2, 7]);
    expect((await fault(readJson('{"a": [1, {}]}'))).slice(0, 2)).toEqual([1, 11]);
    expect((await fault(readJson({ text: "3" })))[2]).toMatch(/received a number/);
    expect((await fault(readJson("[]")))[2]).toMatch(/at least one column/);
    expect((await fault(readJson('{"schema": {"fields": [{}]}, "data": []}'))).slice(0, 2)).toEqual([1, 24]);
    await expect(readJson('[{"a": 1}]', { columns: { b: "float" } })).rejects.toThrow(/no column "b"/);
    await expect(readJson('[{"a": "x"}]', { columns: { a: "float" } })).rejects.toThrow(
      /expected float values/,
    );
  });

  it("does not let names that rows lack take all memory", async () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => `{"a${i}":1}`);
    await expect(readJson(`[${rows.join(",")}]`)).rejects.toThrow(/maxBytes/);
    await expect(readNdjson(rows.join("\n"))).rejects.toThrow(/maxBytes/);
  });

  it("reads what pandas writes with a schema", async () => {
    const { pandas } = JSON.parse(await readFile(new URL("goldens/json.json", import.meta.url), "utf8"));
    const read = await readJson({ text: JSON.stringify(pandas) });
    expect(read.columnSpecs()).toMatchObject({
      whole: "integer",
      real: "float",
      truth: "boolean",
      size: { kind: "ordinal", order: ["small", "middle", "large"] },
      colour: "nominal",
    });
    expect(read.row(1)).toMatchObject({ whole: 2, real: null, truth: false, size: "small", colour: "red" });
  });
});

describe("readNdjson", () => {
  it("takes a line for each row, in pieces that end anywhere", async () => {
    const text = '\ufeff{"a": 1, "b": "é"}\r\n\n{"a": 2}\n{"b": "ü"}';
    const all = bytes(text);
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0; at < all.length; at++) controller.enqueue(all.subarray(at, at + 1));
        controller.close();
      },
    });
    for (const source of [text, all, stream, gzipSync(text)]) {
      expect((await readNdjson(source)).toRows()).toEqual([
        { a: 1, b: "é" },
        { a: 2, b: null },
        { a: null, b: "ü" },
      ]);
    }
  });

  it("says which line is wrong", async () => {
    expect((await fault(readNdjson('{"a": 1}\n\n{"a": 1,}\n'))).slice(0, 2)).toEqual([3, 9]);
    expect((await fault(readNdjson('{"a": 1}\n{"a": {"b": 2}}\n'))).slice(0, 2)).toEqual([2, 7]);
    expect((await fault(readNdjson("[\n")))[2]).toMatch(/readJson/);
    expect((await fault(readNdjson("\n")))[2]).toMatch(/at least one line/);
  });
});

describe("writers", () => {
  const data = table(
    {
      id: [1, 2, 3],
      x: [0.1, null, -0],
      ok: [true, null, false],
      'a "b"': ["é\n", null, "z"],
      size: ["S", "L", null],
    },
    { columns: { size: { kind: "ordinal", order: ["S", "M", "L"] } } },
  );

  it("keep values in every form, and kinds with a schema", async () => {
    for (const form of ["rows", "columns", "table"] as const) {
      const read = await readJson(
        toJson(data, { form }),
        form === "table" ? {} : { columns: data.columnSpecs() },
      );
      expect(read.toRows()).toEqual(data.toRows());
      expect(read.columnSpecs()).toEqual(data.columnSpecs());
    }
    const lines = await readNdjson(toNdjson(data), { columns: data.columnSpecs() });
    expect(lines.toRows()).toEqual(data.toRows());
  });

  it("write whole files or none", async () => {
    const own = join(folder, "whole");
    const { mkdir } = await import("node:fs/promises");
    await mkdir(own);
    await writeJson(join(own, "a.json"), data);
    await writeNdjson(join(own, "a.ndjson"), data);
    expect(await readFile(join(own, "a.json"), "utf8")).toBe(toJson(data));
    expect(await readFile(join(own, "a.ndjson"), "utf8")).toBe(toNdjson(data));
    // The last row fails after rows were written.
    const broken = { a: [1, 2, Number.POSITIVE_INFINITY] };
    await expect(writeJson(join(own, "b.json"), broken)).rejects.toThrow(/finite|Infinity/);
    await expect(writeNdjson(join(own, "none", "b.ndjson"), data)).rejects.toThrow(/choose a folder/);
    await expect(writeJson("", data)).rejects.toThrow(/out\.json/);
    expect((await readdir(own)).sort()).toEqual(["a.json", "a.ndjson"]);
    expect(() => toJson(data, { form: "tables" as never })).toThrow(/"rows", "columns" or "table"/);
  });

  it("write empty tables that read back", async () => {
    const empty = data.take([]);
    const read = await readJson(toJson(empty, { form: "table" }));
    expect(read.nRows).toBe(0);
    expect(read.columnSpecs()).toEqual(empty.columnSpecs());
  });
});
