import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CsvError, DataError, readCsv, table, toCsv, writeCsv } from "../src";

const examples = new URL("../../../examples/", import.meta.url);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "wellfit-data-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("readCsv infers kinds", () => {
  it("of numbers, truth values and categories, with gaps", async () => {
    const t = await readCsv("i,f,b,n,m\n1,1.5,true,x,\n-2,2,FALSE,y,NA\n,?,,null,n/a\n");
    expect(t.schema().map(({ name, kind, missing, unique }) => [name, kind, missing, unique])).toEqual([
      ["i", "integer", 1, 2],
      ["f", "float", 1, 2],
      ["b", "boolean", 1, 2],
      ["n", "nominal", 1, 2],
      ["m", "float", 3, 0],
    ]);
    expect(t.row(0)).toEqual({ i: 1, f: 1.5, b: true, n: "x", m: null });
    expect(t.row(1)).toEqual({ i: -2, f: 2, b: false, n: "y", m: null });
    expect(t.schema()[4]!.notes).toMatchObject([{ code: "allMissing" }]);
  });

  it("and tells which line made a mostly numeric column nominal", async () => {
    const t = await readCsv('name,age\n"two\nlines",31\nb,"old"\nc,44\nd,45\n');
    const [note] = t.schema()[1]!.notes;
    expect(t.column("age").kind).toBe("nominal");
    expect(note).toMatchObject({ code: "mixed" });
    expect(note!.message).toMatch(
      /nominal because of line 4: "old" is not a number \(3 of 4 values are numbers\)/,
    );
  });

  it("keeps codes as texts", async () => {
    const t = await readCsv("zip,card,hex,huge\n00123,12345678901234567890,0x1F,1e999\n10115,2,0x2A,2\n");
    expect(t.schema().map(({ kind }) => kind)).toEqual(["nominal", "nominal", "nominal", "nominal"]);
    expect(t.schema()[0]!.notes[0]!.message).toMatch(/"00123" has leading zeros/);
    expect(t.schema()[1]!.notes[0]!.message).toMatch(/too long for an exact number/);
  });

  it("notes ids and constants", async () => {
    const rows = Array.from({ length: 12 }, (_, i) => `${i + 1},person ${i},${(i * 7) % 12},k,${i * i}`);
    const t = await readCsv(`row,name,user_id,same,square\n${rows.join("\n")}\n`);
    expect(t.schema().map(({ notes }) => notes.map(({ code }) => code))).toEqual([
      ["idLike"],
      ["idLike"],
      ["idLike"],
      ["constant"],
      [],
    ]);
  });

  it("unless the columns are declared", async () => {
    const t = await readCsv("a,b,c,d,e\n1,007,low,yes,5\n2,8,high,no,6\n", {
      columns: {
        a: "float",
        b: "integer",
        c: { kind: "ordinal", order: ["low", "high"] },
        d: { kind: "boolean" },
        e: "nominal",
      },
    });
    expect(t.columnSpecs()).toEqual({
      a: "float",
      b: "integer",
      c: { kind: "ordinal", order: ["low", "high"] },
      d: "boolean",
      e: "nominal",
    });
    expect(t.row(0)).toEqual({ a: 1, b: 7, c: "low", d: true, e: "5" });
    expect(t.column("c").unique()).toEqual(["low", "high"]);
    const again = await readCsv("a,zzz\n3,4\n", { columns: t.columnSpecs(), strictColumns: false });
    expect(again.column("a").kind).toBe("float");
  });
});

describe("readCsv reads", () => {
  const text = 'a,b\r\n1,"x, ""y"""\r\n\r\n2,"line\r\nbreak"\r\n';
  const rows = [
    { a: 1, b: 'x, "y"' },
    { a: 2, b: "line\nbreak" },
  ];

  it("quotes, CRLF, mixed and old Mac line ends, and blank lines", async () => {
    expect((await readCsv(text)).toRows()).toEqual(rows);
    expect((await readCsv(text.replaceAll("\r\n", "\r"))).toRows()).toEqual(rows);
    expect((await readCsv(text.replace("\r\n", "\n"))).toRows()).toEqual(rows);
    expect((await readCsv("a\n1\n2")).nRows).toBe(2);
  });

  it("bytes with or without a byte order mark, buffers, blobs and text objects", async () => {
    const bytes = new TextEncoder().encode(`\ufeff${text}`);
    const sources = [bytes, bytes.buffer as ArrayBuffer, new Blob([bytes]), { text }, `\ufeff${text}`];
    for (const source of sources) expect((await readCsv(source)).toRows()).toEqual(rows);
    const utf16 = new Uint8Array([0xff, 0xfe, ...[..."a\né\n"].flatMap((c) => [c.charCodeAt(0), 0])]);
    expect((await readCsv(utf16)).toRows()).toEqual([{ a: "é" }]);
    const latin = new Uint8Array([97, 10, 0xe9, 10]);
    expect((await readCsv(latin, { encoding: "windows-1252" })).toRows()).toEqual([{ a: "é" }]);
  });

  it("paths, file and data addresses, tabs by the name, other delimiters and headers", async () => {
    const path = join(folder, "t.tsv");
    await writeFile(path, "a\tb\n1\t2\n");
    expect((await readCsv(path)).toRows()).toEqual([{ a: 1, b: 2 }]);
    expect((await readCsv(new URL(`file://${path}`))).columnNames).toEqual(["a", "b"]);
    expect((await readCsv("data:text/csv,a%2Cb%0A1%2C2%0A")).toRows()).toEqual([{ a: 1, b: 2 }]);
    expect((await readCsv("1;2\n3;4\n", { delimiter: ";", header: false })).row(1)).toEqual({ x0: 3, x1: 4 });
    expect((await readCsv("1,2\n3,4\n", { header: ["p", "q"] })).row(0)).toEqual({ p: 1, q: 2 });
    expect((await readCsv("a\n x \n", { trim: false })).row(0)).toEqual({ a: " x " });
    expect((await readCsv("a\n-\n?\n", { missing: ["-"] })).column("a").toArray()).toEqual([null, "?"]);
  });

  it.each([
    ["breast_cancer", 569, 31],
    ["diabetes", 442, 11],
    ["iris", 150, 5],
    ["mpg", 398, 9],
    ["penguins", 344, 7],
    ["wine", 178, 14],
  ])("the example %s", async (name, nRows, nColumns) => {
    const t = await readCsv(new URL(`${name}.csv`, examples));
    expect([t.nRows, t.nColumns]).toEqual([nRows, nColumns]);
    const odd = t.schema().flatMap(({ name, notes }) => notes.map(({ code }) => `${name}: ${code}`));
    expect(odd).toEqual(name === "mpg" ? ["name: idLike"] : []);
  });

  it("penguins with their gaps", async () => {
    const t = await readCsv(new URL("penguins.csv", examples));
    expect(t.schema().map(({ kind, missing }) => [kind, missing])).toEqual([
      ["nominal", 0],
      ["nominal", 0],
      ["float", 2],
      ["float", 2],
      ["integer", 2],
      ["integer", 2],
      ["nominal", 11],
    ]);
    expect(t.toString(1)).toBe(
      [
        "species  island     bill_length_mm  bill_depth_mm  flipper_length_mm  body_mass_g  sex",
        "nominal  nominal             float          float            integer      integer  nominal",
        "Adelie   Torgersen            39.1           18.7                181         3750  MALE",
        "… 343 more",
        "[344 rows × 7 columns]",
      ].join("\n"),
    );
  });
});

describe("readCsv refuses, with line, column and a way to mend", () => {
  const cases: [string, string, object, number | undefined, string | number | undefined, RegExp][] = [
    ["a short record", "a,b,c\n1,2,3\n1,2\n", {}, 3, "c", /expected 3 fields .*received 2; add the missing/],
    ["a long record", 'a,b\n"x\ny",1\n1,2,3\n', {}, 4, 3, /expected 2 fields .*received 3; quote a field/],
    ["an open quote", 'a,b\n1,2\n3,"x\n4,5\n', {}, 3, 2, /closing quote, received the end of the file/],
    ["text after a quote", 'a,b\n"x"y,2\n3,4\n', {}, 2, 1, /after a closing quote/],
    [
      "text in a float",
      "a,b\n1,2\nx,3\n",
      { columns: { a: "float" } },
      3,
      "a",
      /expected a number, received "x"/,
    ],
    [
      "a fraction in an integer",
      "a,b\n1.5,2\n",
      { columns: { a: "integer" } },
      2,
      "a",
      /a whole number, received "1.5"/,
    ],
    [
      "infinity in a float",
      "a,b\ninf,2\n",
      { columns: { a: "float" } },
      2,
      "a",
      /expected a number, received "inf"/,
    ],
    ["maybe in a boolean", "a,b\nmaybe,2\n", { columns: { a: "boolean" } }, 2, "a", /true or false.*"maybe"/],
    [
      "a stranger in an order",
      "a,b\nlow,2\nmid,2\n",
      { columns: { a: { kind: "ordinal", order: ["low", "high"] } } },
      3,
      "a",
      /one of low < high, received "mid"/,
    ],
    ["a name twice", "a,b,a\n1,2,3\n", {}, 1, 3, /received "a" for columns 1 and 3/],
    ["an empty name", "a,,c\n1,2,3\n", {}, 1, 2, /a column name, received an empty one/],
    ["an empty text", "\n\n", {}, undefined, undefined, /received an empty file/],
    ["a header alone", "a,b\n", {}, undefined, undefined, /at least one row below the header/],
    [
      "an unknown column",
      "age,b\n1,2\n",
      { columns: { agee: "float" } },
      undefined,
      undefined,
      /did you mean "age"/,
    ],
    [
      "a name that is no column",
      "age,b\n1,2\n",
      { select: ["agee"] },
      undefined,
      undefined,
      /select: .*"age"/,
    ],
    [
      "a long record in a declared column",
      "a,b\n1,2\n1,x,3\n",
      { columns: { b: "float" } },
      3,
      3,
      /received 3/,
    ],
    [
      "a moment of another form",
      "a,b\n1,3.4.20\n",
      { columns: { b: { kind: "datetime", format: "dd/MM/yyyy" } } },
      2,
      "b",
      /a date-time of the form dd\/MM\/yyyy/,
    ],
    [
      "a point in a number with a decimal comma",
      "a;b\n1.5;2\n",
      { decimal: ",", columns: { a: "float" } },
      2,
      "a",
      /a number, received "1.5"/,
    ],
    ["zero bytes", "a,b\n1,\u0000\n", {}, 2, undefined, /looks like a binary file/],
  ];

  it.each(cases)("%s", async (_what, text, options, line, column, message) => {
    const error = await readCsv({ text, name: "my.csv" }, options).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(CsvError);
    const { message: told, line: at, column: where, file } = error as CsvError;
    expect(told).toMatch(message);
    expect(told.startsWith("my.csv")).toBe(true);
    expect([file, at, where]).toEqual(["my.csv", line, column]);
  });

  it("what cannot be read at all", async () => {
    await expect(readCsv("nowhere.csv")).rejects.toThrow(/"nowhere.csv": there is no such file/);
    await expect(readCsv(folder)).rejects.toThrow(/this is a folder/);
    await expect(readCsv("")).rejects.toThrow(/an empty string/);
    await expect(readCsv(5 as never)).rejects.toThrow(/received number/);
    await expect(readCsv("a\n1\n", { delimiter: ",," })).rejects.toThrow(/delimiter of one character/);
    await expect(readCsv(new Uint8Array([97, 10, 0xff]))).rejects.toThrow(
      /line 2, column "a": expected utf-8 text.*or pass its \{ encoding \}, such as "windows-1252"/,
    );
    await expect(readCsv(new Uint8Array(3), { encoding: "klingon" })).rejects.toThrow(/received "klingon"/);
    await expect(readCsv("http://127.0.0.1:1/x.csv")).rejects.toThrow(/received no answer/);
  });

  it("or gives a table, whatever it is fed", async () => {
    const piece = fc.constantFrom(",", '"', "\n", "\r\n", "1", "2.5", "x", " ", ";", "NA", "\t");
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (pieces) => {
        const text = pieces.join("");
        try {
          const t = await readCsv({ text });
          expect(t.nRows).toBeGreaterThan(0);
          expect(new Set(t.columnNames).size).toBe(t.nColumns);
        } catch (error) {
          expect(error).toBeInstanceOf(DataError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("toCsv and writeCsv", () => {
  it("quote what needs it", () => {
    expect(toCsv({ a: [1, null, -0], b: ["x", "y, z", 'say "hi"\n'] })).toBe(
      'a,b\n1,x\n,"y, z"\n-0,"say ""hi""\n"\n',
    );
    expect(toCsv({ a: [1.5, null] }, { delimiter: ";", missing: "NA" })).toBe("a\n1.5\nNA\n");
    expect(() => toCsv({ a: [1] }, { delimiter: "" })).toThrow(/delimiter of one character/);
  });

  it("read back as they were", async () => {
    const cell = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }));
    const text = fc.option(fc.string({ minLength: 1 }).map((s) => `t${s.replace(/[\r\0]/g, "")}t`));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, text), { minLength: 1, maxLength: 20 }), async (drawn) => {
        const t = table(
          { a: drawn.map(([a]) => a), b: drawn.map(([, b]) => b) },
          { columns: { a: "float", b: "nominal" } },
        );
        const back = await readCsv({ text: toCsv(t) }, { columns: t.columnSpecs(), missing: [""] });
        // A record of nothing but missing values is ",", never a blank line.
        expect(back.toRows()).toEqual(t.toRows());
      }),
    );
    const single = table({ a: [1, null, 3] });
    expect((await readCsv({ text: toCsv(single) })).toRows()).toEqual(single.toRows());
  });

  it("write whole files or none", async () => {
    const path = join(folder, "out.csv");
    await expect(writeCsv(undefined as never, { a: [1] })).rejects.toThrow(/writeCsv: expected the path/);
    await writeCsv(path, { a: [1, 2] });
    expect(await readFile(path, "utf8")).toBe("a\n1\n2\n");
    await expect(writeCsv(join(folder, "no", "out.csv"), { a: [1] })).rejects.toThrow(
      /choose a folder that exists/,
    );
    await expect(writeCsv(folder, { a: [1] })).rejects.toThrow(/writeCsv: expected to write/);
    expect((await readdir(folder)).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });
});
