import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compressionRegistry } from "apache-arrow";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readArrow, readCsv, toArrow, writeArrow } from "../src/index";
import { expectColumns, expectedColumns, goldenBytes, goldenFile, ofEveryKind } from "./support/typed-files";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "wellfit-arrow-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("readArrow", () => {
  for (const [name, columns] of [
    ["file.arrow", 20],
    ["stream.arrows", 20],
    ["zstd.arrow", 20],
    ["lz4.feather", 19],
  ] as const) {
    it(`reads ${name} as pyarrow wrote it`, async () => {
      const read = await readArrow(goldenFile(name));
      expect(read.nColumns).toBe(columns);
      expectColumns(read, await expectedColumns());
    });
  }

  it("reads dictionaries that grow", async () => {
    const read = await readArrow(await goldenBytes("delta.arrows"));
    expect(read.column("k").toArray()).toEqual(["x", "y", null, "z", "x", "y"]);
  });

  it("reads what pandas wrote, and only the columns that are asked for", async () => {
    const csv = await readCsv(new URL("../../../examples/penguins.csv", import.meta.url));
    const read = await readArrow(goldenFile("penguins.feather"), { select: ["species", "body_mass_g"] });
    expect(read.columnNames).toEqual(["species", "body_mass_g"]);
    expect(read.column("species").toArray()).toEqual(csv.column("species").toArray());
    expect(read.column("body_mass_g").toArray()).toEqual(csv.column("body_mass_g").toArray());
    // The register of codecs of the library is as it was.
    expect(compressionRegistry.get(0)).toBeNull();
  });

  it("refuses what a table cannot hold", async () => {
    const path = goldenFile("nested.arrow");
    await expect(readArrow(path)).rejects.toThrow(/"list", which holds List.*select/);
    await expect(readArrow(path, { select: ["raw"] })).rejects.toThrow(/column "raw".*Binary/);
    await expect(readArrow(path, { select: ["b"] })).rejects.toThrow(/no column "b"/);
    expect((await readArrow(path, { select: ["a"] })).toRows()).toEqual([{ a: 1 }, { a: 2 }]);
    await expect(readArrow(new TextEncoder().encode("a,b\n1,2\n3,4\n"))).rejects.toThrow(/received/);
    await expect(readArrow(new TextEncoder().encode("FEA1 and more"))).rejects.toThrow(/version 1/);
    await expect(readArrow(new Uint8Array(0))).rejects.toThrow(/no message/);
    await expect(readArrow((await goldenBytes("file.arrow")).subarray(0, 500))).rejects.toThrow(/was cut/);
    await expect(readArrow(path, { select: ["a"], maxBytes: 10 })).rejects.toThrow(/maxBytes/);
  });
});

describe("toArrow", () => {
  const data = ofEveryKind;

  it("gives kinds and values back", async () => {
    for (const options of [{}, { format: "stream" }] as const) {
      const read = await readArrow(await toArrow(data, options));
      expect(read.toRows()).toEqual(data.toRows());
      expect(read.columnSpecs()).toEqual(data.columnSpecs());
    }
    const none = await readArrow(await toArrow(data.take([])));
    expect(none.nRows).toBe(0);
    expect(none.columnSpecs()).toEqual(data.columnSpecs());
  });

  it("writes whole files or none", async () => {
    await writeArrow(join(folder, "a.arrow"), data);
    expect((await readArrow(join(folder, "a.arrow"))).toRows()).toEqual(data.toRows());
    await expect(writeArrow(join(folder, "none", "b.arrow"), data)).rejects.toThrow(/choose a folder/);
    expect(await readdir(folder)).toEqual(["a.arrow"]);
    await expect(toArrow({})).rejects.toThrow(/at least one column/);
    await expect(toArrow(data, { format: "feather" as never })).rejects.toThrow(/"file" or "stream"/);
  });
});
