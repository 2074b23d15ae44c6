import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DataError, type NumberColumn, type ReadCsvOptions, readCsv, readTsv } from "../src";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The pieces of bytes, n at a time. */
async function* inPieces(bytes: Uint8Array, n: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += n) yield bytes.subarray(from, from + n);
}

const utf16 = (text: string, big: boolean): Uint8Array =>
  Uint8Array.from(
    [...text]
      .flatMap((c) => c.split(""))
      .flatMap((c) => {
        const code = c.charCodeAt(0);
        return big ? [code >> 8, code & 255] : [code & 255, code >> 8];
      }),
  );

describe("readCsv reads any source, piece by piece", () => {
  const text =
    'id,name,when,x\r\n1,"a ""quoted""\r\nname é",2020-04-03,1.5\r\n\r\n2,🐧,2020-04-04,\r\n003,,2020-04-05,x\r\n';
  const bytes = utf8(text);

  it("cut at any place", async () => {
    const whole = await readCsv(bytes);
    expect(whole.schema().map(({ kind }) => kind)).toEqual(["nominal", "nominal", "datetime", "nominal"]);
    expect(whole.row(0)).toEqual({ id: "1", name: 'a "quoted"\nname é', when: "2020-04-03", x: "1.5" });
    for (let n = 1; n <= bytes.length; n++) {
      const cut = await readCsv(inPieces(bytes, n));
      expect(cut.toRows()).toEqual(whole.toRows());
      expect(cut.schema()).toEqual(whole.schema());
    }
    for (const encoding of ["utf-16le", "utf-16be"]) {
      const other = utf16(`\ufeff${text}`, encoding === "utf-16be");
      for (const n of [1, 2, 3, 7, 1000]) {
        expect((await readCsv(inPieces(other, n))).toRows()).toEqual(whole.toRows());
      }
      const bare = utf16(text, encoding === "utf-16be");
      expect((await readCsv(bare, { encoding })).toRows()).toEqual(whole.toRows());
      await expect(readCsv(bare)).rejects.toThrow(/zero bytes.*pass \{ encoding: "utf-16le" \}/);
    }
  });

  it("streams, texts in pieces, blobs, files and iterables", async () => {
    const rows = (await readCsv(bytes)).toRows();
    const stream = (): ReadableStream<Uint8Array> => new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
    const units = text.split("");
    for (const source of [stream(), units, [bytes], new File([text], "my.csv"), inPieces(bytes, 5)]) {
      expect((await readCsv(source)).toRows()).toEqual(rows);
    }
    const locked = stream();
    locked.getReader();
    await expect(readCsv(locked)).rejects.toThrow(/received a locked one/);
    const broken = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.error(new Error("reset by the peer"));
      },
    });
    const cut = readCsv(broken);
    await expect(cut).rejects.toThrow(DataError);
    await expect(cut).rejects.toThrow(
      /whole CSV of CSV stream, received a broken stream \(reset by the peer/,
    );
    await expect(readCsv([1 as never])).rejects.toThrow(/received a piece of type number/);
    await expect(readCsv(new File(["a\n"], "my.csv"))).rejects.toThrow(/^my.csv: expected at least one row/);
    await expect(readCsv(["a\n"], { name: "mine" })).rejects.toThrow(/^mine: expected at least one row/);
  });

  it("more than a piece of it, with a surprise at the end", async () => {
    const lines = Array.from({ length: 60_000 }, (_, i) => `${i},${i / 8},c${i % 7}`);
    const long = `a,b,c\n${lines.join("\n")}\n1,?,"${"x".repeat(1_500_000)}"\nlast,2,c1\n`;
    const t = await readCsv({ text: long });
    expect(t.nRows).toBe(60_002);
    expect(t.schema().map(({ kind, missing, unique }) => [kind, missing, unique])).toEqual([
      ["nominal", 0, 60_001],
      ["float", 1, 60_000],
      ["nominal", 0, 8],
    ]);
    expect(t.schema()[0]!.notes[0]!.message).toMatch(/because of line 60003: "last" is not a number/);
    expect([t.column("a").at(59_999), t.column("a").at(60_001)]).toEqual(["59999", "last"]);
    expect((t.column("b") as NumberColumn).values[59_999]).toBe(59_999 / 8);
  });

  it("encodings, or tells the place of bytes that are of another", async () => {
    const latin = Uint8Array.from([...utf8("a,b\n1,x\n2,caf"), 0xe9, 10]);
    await expect(readCsv(latin)).rejects.toThrow(
      /line 3, column "b": expected utf-8 text, received bytes that are none \("caf�"\)/,
    );
    await expect(readCsv(Uint8Array.from([0xe9, 44, 98, 10, 49, 44, 50]))).rejects.toThrow(
      /line 1, column 1/,
    );
    for (const encoding of ["latin1", "windows-1252", "iso-8859-1"]) {
      expect((await readCsv(latin, { encoding })).column("b").at(1)).toBe("café");
    }
    const lone = utf16("\ufeffa\nb\n\ud800c\n", false);
    await expect(readCsv(lone)).rejects.toThrow(/expected utf-16le text/);
    await expect(readCsv(utf8("a\n1\n"), { encoding: "klingon" })).rejects.toThrow(/received "klingon"/);
  });
});

describe("readCsv finds the delimiter and says so", () => {
  it.each([
    ["a;b\n1,5;2\n", ";", /semicolons.*pass \{ delimiter: ";" \} to say so/],
    ["a\tb\n1\t2\n", "\t", /tabs/],
    ["a|b\n1|2\n", "|", /bars/],
    ['"a,b";c\n"1,2";3\n', ";", /semicolons/],
    ["a,b;c\n1,2;3\n", ",", /commas.*semicolons would be possible too/],
  ])("%j", async (text, delimiter, note) => {
    const t = await readCsv({ text });
    expect(t.notes.join()).toMatch(note);
    expect((await readCsv({ text }, { delimiter })).toRows()).toEqual(t.toRows());
    expect((await readCsv({ text }, { delimiter })).notes).toEqual([]);
  });

  it("but a comma goes without saying", async () => {
    expect((await readCsv("a,b\n1,2\n")).notes).toEqual([]);
    expect((await readCsv("a\nx;y\nz\n")).columnNames).toEqual(["a"]);
    expect((await readTsv("a\tb\n1,5\t2\n")).toRows()).toEqual([{ a: "1,5", b: 2 }]);
  });
});

describe("readCsv takes options", () => {
  const values = async (text: string, options: ReadCsvOptions = {}): Promise<unknown> =>
    (await readCsv({ text }, options)).toRows().map((row) => Object.values(row));

  it("decimal and thousands marks", async () => {
    expect(await values("a;b\n1,5;1.234,5\n-,5;-1.234.567\n", { decimal: ",", thousands: "." })).toEqual([
      [1.5, 1234.5],
      [-0.5, -1_234_567],
    ]);
    expect(await values('a,b\n"1,234","12,34"\n5,6\n', { thousands: "," })).toEqual([
      [1234, "12,34"],
      [5, "6"],
    ]);
    expect(await values("a\n1 234,5\n", { thousands: " ", decimal: "," })).toEqual([[1234.5]]);
    expect(await values("a\n1\u00a0234\n", { thousands: "\u00a0" })).toEqual([[1234]]);
    const t = await readCsv("a\n1,5\n2,5\nx\n", { decimal: ",", delimiter: ";" });
    expect(t.schema()[0]!.notes[0]!.message).toMatch(/"x" is not a number \(2 of 3 values are numbers\)/);
  });

  it("comments, lines at the top, a number of rows, columns", async () => {
    const text = "made by a machine, version 2\n# units: cm\na,b,c\n# first\n1,x,p\n\n2,y,q\n3,z\n";
    const options = { skipRows: 1, comment: "#", maxRows: 2 };
    expect(await values(text, options)).toEqual([
      [1, "x", "p"],
      [2, "y", "q"],
    ]);
    expect((await readCsv({ text }, { ...options, select: ["c", "a"] })).columnNames).toEqual(["c", "a"]);
    await expect(readCsv({ text }, { ...options, maxRows: 3 })).rejects.toThrow(/line 8, column "c"/);
    await expect(readCsv("a\n1\n", { skipRows: 5 })).rejects.toThrow(/an empty file/);
    expect(await values("a\n// no\n1\n//", { comment: "//" })).toEqual([[1]]);
  });

  it("ragged records and bad names", async () => {
    const ragged = "a,b,c\n1,2,3\n4,5\n6,7,8,9\nx\n1,1,1\n";
    const skipped = await readCsv({ text: ragged }, { ragged: "skip" });
    expect(skipped.toRows()).toEqual([
      { a: 1, b: 2, c: 3 },
      { a: 1, b: 1, c: 1 },
    ]);
    expect(skipped.notes).toEqual([
      "3 records with another number of fields than 3 were left out, the first on line 3",
    ]);
    const filled = await readCsv({ text: ragged.replace(",9", "") }, { ragged: "fill" });
    expect(filled.toRows()[1]).toEqual({ a: "4", b: 5, c: null });
    expect(filled.notes[0]).toMatch(/2 records .* filled with missing values, the first on line 3/);
    await expect(readCsv({ text: ragged }, { ragged: "fill" })).rejects.toThrow(/line 4, column 4/);
    const named = await readCsv("a,,a,a_2\n1,2,3,4\n", { badNames: "number" });
    expect(named.columnNames).toEqual(["a", "column2", "a_3", "a_2"]);
    expect(named.notes[1]).toMatch(/column 3 has the name "a" of column 1; it is called "a_3" here/);
  });

  it("missing texts that are numbers, and spaces that stay", async () => {
    const sentinel = await readCsv("a\n1\n-9.5\n2\n", { missing: ["-9.5"] });
    expect([sentinel.columnSpecs().a, sentinel.column("a").toArray()]).toEqual(["integer", [1, null, 2]]);
    expect(await values("a,b\n-999,-999.0\n1,2\n", { missing: ["-999"] })).toEqual([
      [null, -999],
      [1, 2],
    ]);
    expect(await values("a,b\n, \n1, x\n", { trim: false })).toEqual([
      [null, " "],
      [1, " x"],
    ]);
    expect(await values('a,b\n" 1\u3000"\t,\u00a0é\u00a0\n2,é\n')).toEqual([
      [1, "é"],
      [2, "é"],
    ]);
  });

  it("refuses what means nothing", async () => {
    const bad: [object, RegExp][] = [
      [{ delimeter: ";" }, /received "delimeter"/],
      [{ decimal: ".", thousands: "." }, /received "." for both/],
      [{ thousands: "." }, /for both; give both/],
      [{ decimal: ",", delimiter: "," }, /other than the delimiter/],
      [{ decimal: "ab" }, /decimal mark of one character/],
      [{ delimiter: "é" }, /delimiter of ASCII/],
      [{ comment: "" }, /a comment mark/],
      [{ skipRows: -1 }, /skipRows to be a whole number from 0/],
      [{ maxRows: 0 }, /maxRows to be a whole number from 1/],
      [{ ragged: "yes" }, /ragged as one of "error", "fill", "skip"/],
      [{ badNames: 1 }, /badNames/],
      [{ select: [] }, /at least one name in select/],
      [{ columns: { a: "int" } }, /for column "a", received \{"kind":"int"\}/],
      [{ columns: { a: { kind: "ordinal" } } }, /received no order/],
    ];
    for (const [options, message] of bad) {
      await expect(readCsv("a\n1\n", options as ReadCsvOptions)).rejects.toThrow(message);
      await expect(readCsv("a\n1\n", options as ReadCsvOptions)).rejects.toBeInstanceOf(DataError);
    }
  });
});

describe("readCsv reads numbers to the last bit", () => {
  it("as Number does", async () => {
    const texts = [
      "0",
      "-0",
      "1",
      "00.5",
      ".5",
      "5.",
      "-.25",
      "123456789012345",
      "9007199254740991",
      "0.1",
      "0.30000000000000004",
      "1e5",
      "1E-7",
      "+3",
      "+3.25",
      "123456.789012345678",
      "0.000000000000000000000001",
      "4.35",
      "2.675",
      "1.7976931348623157e308",
      "5e-324",
      "999999999999999",
      "0.999999999999999",
      "12345678.9012345",
    ];
    for (let i = 0; i < 3000; i++) {
      texts.push(
        String(((i * 2_654_435_761) % 4_294_967_296) / 10 ** (i % 18)),
        (i / 997).toFixed(i % 15),
        String(Math.sin(i)),
      );
    }
    for (const quote of ["", '"']) {
      const t = await readCsv({ text: `x\n${texts.map((text) => `${quote}${text}${quote}`).join("\n")}\n` });
      const { values, kind } = t.column("x") as NumberColumn;
      expect(kind).toBe("float");
      texts.forEach((text, i) => {
        if (!Object.is(values[i], Number(text))) expect([text, values[i]]).toEqual([text, Number(text)]);
      });
    }
  });
});

describe("a file on a disk", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "wellfit-csv-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("is read twice when a column turns out to be text, and closed when enough is read", async () => {
    const path = join(folder, "long.csv");
    const lines = Array.from({ length: 60_000 }, (_, i) => `${i},${i % 2 === 0 ? "yes" : "no"}`);
    await writeFile(path, `a,b\n${lines.join("\n")}\nend,no\n`);
    const t = await readCsv(path);
    expect([t.nRows, t.column("a").at(60_000)]).toEqual([60_001, "end"]);
    expect((await readCsv(path, { maxRows: 3 })).column("a").toArray()).toEqual([0, 1, 2]);
  });
});
