import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DataError, type ReadCsvOptions, randomState, readCsv, type Table, toCsv } from "../src";

const example = (name: string): Uint8Array =>
  readFileSync(new URL(`../../../examples/${name}.csv`, import.meta.url)).subarray(0, 1500);

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

const seeds: readonly Uint8Array[] = [
  example("penguins"),
  example("mpg"),
  example("iris"),
  text('id,"name, first",when,x\r\n1,"a ""b""\r\nc",2020-04-03,1.5\r\n2,é🐧,2020-04-04T10:00:00Z,\r\n'),
  text("a;b;c\n1,5;1.234,5;true\n-2,5;NA;false\n"),
  text("# remark\na\tb\n1\t25/04/2020\n2\t03/04/2020\n"),
  text("x|y\n007|12345678901234567890\n1e5|-.5\n"),
  text("\ufeffa,b\n1,2\n"),
];

// Pieces that mean something to a reader, and some that do not.
const pieces: readonly Uint8Array[] = [
  ...[
    "",
    ",",
    ";",
    "\t",
    "|",
    '"',
    '""',
    "\n",
    "\r",
    "\r\n",
    " ",
    "#",
    "NA",
    "-",
    ".",
    "e",
    "0",
    "9".repeat(30),
  ],
  ...["1e999", "true", "2020-02-30", "\u00a0", "\ufeff", "🐧", "x".repeat(300), '"\n"', ",,,,", "\n\n\n"],
]
  .map(text)
  .concat([
    Uint8Array.of(0),
    Uint8Array.of(0xff),
    Uint8Array.of(0xc3),
    Uint8Array.of(0xff, 0xfe),
    Uint8Array.of(0x80),
  ]);

const options: readonly ReadCsvOptions[] = [
  {},
  {},
  {},
  { header: false },
  { ragged: "skip", badNames: "number" },
  { ragged: "fill", badNames: "number", comment: "#" },
  { decimal: ",", thousands: "." },
  { trim: false, missing: [] },
  { skipRows: 1, maxRows: 3 },
  { encoding: "windows-1252" },
  { encoding: "utf-16le" },
  { delimiter: " " },
  { missing: ["", "1", "2020-04-03"] },
  {
    strictColumns: false,
    columns: { a: "integer", x: "float", b: { kind: "datetime", format: "dd/MM/yyyy" } },
  },
];

const draws = (seed: number): ((n: number) => number) => {
  const rng = randomState(seed);
  const drawn = rng.random(64);
  let at = 0;
  return (n) => Math.floor(drawn[at++ % drawn.length]! * n);
};

const mutate = (bytes: Uint8Array, draw: (n: number) => number): Uint8Array => {
  let out = bytes;
  for (let times = 1 + draw(4); times > 0; times--) {
    const at = draw(out.length + 1);
    const to = Math.min(out.length, at + draw(draw(2) === 0 ? 3 : 60));
    const parts = [
      () => [out.subarray(0, at), pieces[draw(pieces.length)]!, out.subarray(at)],
      () => [out.subarray(0, at), pieces[draw(pieces.length)]!, out.subarray(to)],
      () => [out.subarray(0, at), out.subarray(to)],
      () => [out.subarray(0, to), out.subarray(at)],
      () => [out.subarray(0, at)],
    ][draw(5)]!();
    out = Uint8Array.from(parts.flatMap((part) => [...part]));
  }
  return out;
};

const read = async (
  source: Parameters<typeof readCsv>[0],
  given: ReadCsvOptions,
): Promise<Table | string> => {
  try {
    return await readCsv(source, { ...given, name: "fuzz" });
  } catch (error) {
    if (error instanceof DataError) return error.message;
    throw error;
  }
};

describe("readCsv gives a table or a clear error", () => {
  it.each(Array.from({ length: 42 }, (_, i) => i))("for 500 mutated inputs, part %i", async (part) => {
    let tables = 0;
    for (let i = 0; i < 500; i++) {
      const draw = draws(part * 500 + i);
      const bytes = mutate(seeds[draw(seeds.length)]!, draw);
      const given = options[draw(options.length)]!;
      const whole = await read(bytes, given);
      if (typeof whole === "string") {
        expect(whole).toMatch(/^(fuzz|readCsv)\b.*expected|: there is no column/s);
      } else {
        tables++;
        expect(whole.nRows).toBeGreaterThan(0);
        expect(new Set(whole.columnNames).size).toBe(whole.nColumns);
        for (const { notes } of whole.schema())
          for (const { message } of notes) expect(message).not.toMatch(/undefined|NaN /);
      }
      if (i % 7 !== 0) continue;
      // However the bytes come, they say the same; and what is written reads back.
      const n = 1 + draw(9);
      const cuts = Array.from({ length: Math.ceil(bytes.length / n) }, (_, k) =>
        bytes.subarray(k * n, k * n + n),
      );
      const cut = await read(cuts, given);
      if (typeof whole === "string" || typeof cut === "string") {
        // Of two mistakes the one may be met first that stands in an earlier piece.
        if (/zero bytes|bytes that are none/.test(String(whole))) expect(typeof cut).toBe("string");
        else expect(cut).toBe(whole);
        continue;
      }
      expect(cut.toRows()).toEqual(whole.toRows());
      expect(cut.schema()).toEqual(whole.schema());
      const again = await readCsv(
        { text: toCsv(whole, { missing: "~" }) },
        { columns: whole.columnSpecs(), missing: ["~"], delimiter: ",", trim: false, badNames: "number" },
      );
      expect(again.column(again.columnNames[0]!).toArray()).toEqual(
        whole.column(whole.columnNames[0]!).toArray(),
      );
    }
    expect(tables).toBeGreaterThan(80);
  });
});
