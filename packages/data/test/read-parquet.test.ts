import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { provenance, readCsv, readParquet, toParquet, writeParquet } from "../src/index";
import { expectColumns, expectedColumns, goldenBytes, goldenFile, ofEveryKind } from "./support/typed-files";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "wellfit-parquet-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("readParquet", () => {
  for (const name of ["plain", "snappy", "gzip-v2", "zstd", "lz4", "brotli", "delta", "delta-length"]) {
    it(`reads ${name}.parquet as pyarrow wrote it`, async () => {
      const read = await readParquet(goldenFile(`${name}.parquet`));
      const expected = await expectedColumns();
      expect(read.nColumns).toBe(16);
      expectColumns(read, expected);
    });
  }

  it("tells what float64 cannot hold and what is infinite", async () => {
    const read = await readParquet(await goldenBytes("plain.parquet"));
    const notes = Object.fromEntries(read.schema().map(({ name, notes }) => [name, notes[0]?.message]));
    expect(notes.big).toMatch(/nominal because of 1152921504606846976/);
    expect(notes.inf).toMatch(/1 infinite/);
    const rounded = await readParquet(await goldenBytes("plain.parquet"), {
      columns: { big: "float", i8: "float" },
    });
    expect(rounded.column("big").at(0)).toBe(2 ** 60);
    expect(rounded.columnSpecs().i8).toBe("float");
  });

  it("reads what pandas wrote, and only the columns that are asked for", async () => {
    const csv = await readCsv(new URL("../../../examples/penguins.csv", import.meta.url));
    const read = await readParquet(goldenFile("penguins.parquet"), { select: ["species", "body_mass_g"] });
    expect(read.columnNames).toEqual(["species", "body_mass_g"]);
    expect(read.column("species").toArray()).toEqual(csv.column("species").toArray());
    expect(read.column("body_mass_g").toArray()).toEqual(csv.column("body_mass_g").toArray());
    expect(provenance(read)?.source).toBe("penguins.parquet");
    const stream = new Blob([(await goldenBytes("penguins.parquet")) as Uint8Array<ArrayBuffer>]).stream();
    expect((await readParquet(stream)).nRows).toBe(344);
  });

  it("refuses what a table cannot hold", async () => {
    const path = goldenFile("nested.parquet");
    await expect(readParquet(path)).rejects.toThrow(/"list", which holds lists.*select/);
    await expect(readParquet(path, { select: ["rec"] })).rejects.toThrow(/holds records/);
    await expect(readParquet(path, { select: ["raw"] })).rejects.toThrow(
      /column "raw".*bytes that are no text/,
    );
    await expect(readParquet(path, { select: ["b"] })).rejects.toThrow(/no column "b"/);
    await expect(readParquet(path, { select: ["a"], columns: { raw: "text" } })).rejects.toThrow(
      /no column "raw"/,
    );
    expect((await readParquet(path, { select: ["a"] })).toRows()).toEqual([{ a: 1 }, { a: 2 }]);
    await expect(readParquet(new TextEncoder().encode("a,b\n1,2\n3,4\n"))).rejects.toThrow(/PAR1/);
    await expect(readParquet(path, { select: ["a"], maxBytes: 10 })).rejects.toThrow(/maxBytes/);
    await expect(readParquet(path, { maxBytes: 0 })).rejects.toThrow(/positive/);
  });
});

describe("toParquet", () => {
  const data = ofEveryKind;

  it("gives kinds and values back", async () => {
    for (const options of [{}, { codec: "none" }, { rowGroupSize: 2 }] as const) {
      const read = await readParquet(await toParquet(data, options));
      expect(read.toRows()).toEqual(data.toRows());
      expect(read.columnSpecs()).toEqual(data.columnSpecs());
    }
    const none = await readParquet(await toParquet(data.take([])));
    expect(none.nRows).toBe(0);
    expect(none.columnSpecs()).toEqual(data.columnSpecs());
  });

  it("writes whole files or none", async () => {
    await writeParquet(join(folder, "a.parquet"), data);
    expect((await readParquet(join(folder, "a.parquet"))).toRows()).toEqual(data.toRows());
    await expect(writeParquet(join(folder, "none", "b.parquet"), data)).rejects.toThrow(/choose a folder/);
    expect(await readdir(folder)).toEqual(["a.parquet"]);
    await expect(toParquet({})).rejects.toThrow(/at least one column/);
    await expect(toParquet(data, { codec: "gzip" as never })).rejects.toThrow(/"snappy" or "none"/);
    await expect(toParquet(data, { rowGroupSize: 0 })).rejects.toThrow(/rowGroupSize/);
  });
});
