import { describe, expect, it } from "vitest";
import {
  autoPrepare,
  inferTask,
  oneHotEncoder,
  readCsv,
  simpleImputer,
  standardScaler,
  table,
  toCsv,
} from "../src";

const notesOf = (values: readonly unknown[]): [string, string | undefined, string | undefined] => {
  const [column] = table({ x: values as string[] }).schema();
  return [column!.kind, column!.notes[0]?.code, column!.notes[0]?.message];
};

describe("datetime columns", () => {
  it.each([
    [
      ["2020-04-03", null, "1969-12-31"],
      [Date.UTC(2020, 3, 3), Number.NaN, -86_400_000],
    ],
    [
      ["2020-04-03T10:30:00Z", "2020-04-03 12:30:00+02:00"],
      [1_585_909_800_000, 1_585_909_800_000],
    ],
    [
      ["2020-04-03T10:30", "2020-04-03T10:30:15.25"],
      [1_585_909_800_000, 1_585_909_815_250],
    ],
    [
      ["2020/02/29", "0001-01-01"],
      [Date.UTC(2020, 1, 29), -62_135_596_800_000],
    ],
    [
      [new Date(5), null, new Date(Number.NaN)],
      [5, Number.NaN, Number.NaN],
    ],
    [
      ["3 Apr 2020", "12 May 2020"],
      [Date.UTC(2020, 3, 3), Date.UTC(2020, 4, 12)],
    ],
    [["April 3, 2020 10:30", "May 12, 2020 9:05"], undefined],
    [
      ["25/04/2020", "03/04/2020"],
      [Date.UTC(2020, 3, 25), Date.UTC(2020, 3, 3)],
    ],
    [
      ["04/25/2020", "04/03/2020"],
      [Date.UTC(2020, 3, 25), Date.UTC(2020, 3, 3)],
    ],
    [
      ["25.4.2020 7:05:09", "3.4.2020 17:05:09"],
      [1_587_798_309_000, 1_585_933_509_000],
    ],
  ])("are inferred from %j", (given, milliseconds) => {
    const column = table({ x: given as string[] }).column("x");
    if (milliseconds === undefined) {
      expect(column.kind).toBe("nominal");
      return;
    }
    expect(column.kind).toBe("datetime");
    expect([...(column as { values: Float64Array }).values]).toEqual(milliseconds);
    const read = given.map((value) => (value === null || value instanceof Date ? null : value));
    if (given.some((value) => value instanceof Date)) return;
    expect(notesOf(read)[0]).toBe("datetime");
  });

  it("give ISO 8601, days alone where no row has a time of day", () => {
    const days = table({ d: ["25/04/2020", null], t: [new Date(1500), new Date(0)] });
    expect(days.row(0)).toEqual({ d: "2020-04-25", t: "1970-01-01T00:00:01.500Z" });
    expect(days.row(1)).toEqual({ d: null, t: "1970-01-01T00:00:00Z" });
    expect(days.take([1]).row(0)).toEqual({ d: null, t: "1970-01-01T00:00:00Z" });
    expect(days.column("t").unique()).toEqual(["1970-01-01T00:00:00Z", "1970-01-01T00:00:01.500Z"]);
    expect(days.columnSpecs()).toEqual({ d: { kind: "datetime", format: "dd/MM/yyyy" }, t: "datetime" });
    expect(days.toString()).toMatch(/datetime.*\n2020-04-25/);
  });

  it("are never guessed where a text can be read in two ways", () => {
    const [kind, code, message] = notesOf(["03/04/2020", "05/06/2020"]);
    expect([kind, code]).toEqual(["nominal", "dateLike"]);
    expect(message).toMatch(
      /"03\/04\/2020" can be read in more than one way; declare the column \{ kind: "datetime", format: "dd\/MM\/yyyy" \} or \{ kind: "datetime", format: "MM\/dd\/yyyy" \}/,
    );
    expect(notesOf(["25/04/20"]).slice(0, 2)).toEqual(["nominal", "dateLike"]);
    expect(notesOf(["25/04/2020", "04/25/2020"]).slice(0, 2)).toEqual(["nominal", "dateLike"]);
    expect(notesOf(["2020-02-30", "2020-02-03", "2020-02-04"])[2]).toMatch(
      /row 0: "2020-02-30" is not a date \(2 of 3 values are dates\)/,
    );
    expect(notesOf(["25/04/2020"])[2]).toBe(
      'datetime, read as dd/MM/yyyy because of row 0: "25/04/2020" can be read in no other way',
    );
    expect(notesOf(["2020-04-03 10:00", "2020-04-03T10:00Z"])[2]).toMatch(/without are taken as UTC/);
  });

  it.each([
    ["dd/MM/yyyy", "03/04/2020", "2020-04-03"],
    ["MM/dd/yy", "04/03/69", "1969-04-03"],
    ["yyyy-dd-MM", "2020-03-04", "2020-04-03"],
    ["d MMM yyyy, h:mm a", "3 Apr 2020, 12:05 am", "2020-04-03T00:05:00Z"],
    ["d MMM yyyy, h:mm a", "3 apr 2020, 1:05 PM", "2020-04-03T13:05:00Z"],
    ["MMMM d yyyy", "October 31 2021", "2021-10-31"],
    ["yyyyMMdd'T'HHmmssX", "20200403T103000+0230", "2020-04-03T08:00:00Z"],
    ["HH:mm:ss.SSS yyyy-MM-dd", "10:30:00.5 2020-04-03", "2020-04-03T10:30:00.500Z"],
    ["epochSeconds", "1.5", "1970-01-01T00:00:01.500Z"],
    ["epochMilliseconds", "-1", "1969-12-31T23:59:59.999Z"],
    [undefined, "2020-04-03", "2020-04-03"],
  ])("are read in the form %s", async (format, text, iso) => {
    const spec = { kind: "datetime" as const, format };
    expect(
      table({ x: [text] }, { columns: { x: spec } })
        .column("x")
        .at(0),
    ).toBe(iso);
    const csv = await readCsv({ text: `x\n"${text}"\n` }, { columns: { x: spec } });
    expect(csv.column("x").at(0)).toBe(iso);
    if (format?.startsWith("y") === true) return;
    const back = await readCsv({ text: toCsv(csv) }, { columns: csv.columnSpecs() });
    if (format === undefined || !format.startsWith("epoch")) expect(back.toRows()).toEqual(csv.toRows());
  });

  it("refuse what is no date, and formats that say nothing", async () => {
    const read = (text: string, format?: string) =>
      table({ x: [text] }, { columns: { x: { kind: "datetime", format } } });
    expect(() => read("31/04/2020", "dd/MM/yyyy")).toThrow(/datetime values \(dd\/MM\/yyyy\), received "31/);
    expect(() => read("13:00 pm 2020", "hh:mm a yyyy")).toThrow(/received "13:00/);
    expect(() => read("2020-04-03T24:00")).toThrow(/row 0/);
    expect(() => read("x", "dd/MM")).toThrow(/which has no year/);
    expect(() => read("x", "yyyy-MM-qq")).toThrow(/received "qq" in "yyyy-MM-qq"/);
    expect(() => read("x", "yyyy-MM-yy")).toThrow(/two of year/);
    await expect(readCsv("a,b\n1,x\n", { columns: { b: "datetime" } })).rejects.toThrow(
      /line 2, column "b": expected a date-time in ISO 8601/,
    );
  });

  it("are neither numbers nor categories", () => {
    const days = Array.from({ length: 20 }, (_, i) => new Date(i * 86_400_000));
    const t = table({ day: days, n: days.map((_, i) => (i * 7) % 20), y: days.map((_, i) => i % 2 === 0) });
    expect(() => t.toNdArray()).toThrow(/received "day", which is datetime; leave it out, or make columns/);
    expect(() => standardScaler().fit(t.select(["day"]))).toThrow(/encode text|"day"/);
    expect(() => inferTask(t, "day")).toThrow(/received "day", which is datetime/);
    const { columns, notes } = autoPrepare(t, { target: "y" });
    expect(columns).toEqual(["n"]);
    expect(notes[0]!.message).toMatch(/"day" is left out: a moment is no quantity/);
  });

  it("stay what they are when gaps are filled", () => {
    const t = table({ day: ["2020-04-03", null], w: ["x", null] });
    const filled = simpleImputer({ strategy: "mostFrequent" }).fitTransform(t);
    expect(filled.schema().map(({ kind }) => kind)).toEqual(["datetime", "nominal"]);
    expect(filled.row(1)).toEqual({ day: "2020-04-03", w: "x" });
    const words = simpleImputer({ strategy: "constant" }).fitTransform(t.select(["day"]));
    expect(words.column("day").toArray()).toEqual(["2020-04-03", "missing_value"]);
    expect(oneHotEncoder().fitTransform(t.select(["day"]).take([0])).shape).toEqual([1, 1]);
  });
});

describe("text columns", () => {
  const reviews = [
    "The film is long, and I fell asleep before it ended.",
    "I have seen it twice, and I would go and see it again.",
    null,
  ];

  it("are inferred from long texts that hardly come twice", async () => {
    const t = table({ review: reviews, y: [1, 2, 3] });
    const column = t.column("review");
    expect(column.kind === "text" && column.texts).toEqual(reviews);
    expect([column.missingCount, column.unique().length, column.at(2)]).toEqual([1, 2, null]);
    expect(t.schema()[0]!.notes[0]).toMatchObject({
      code: "inferred",
      message: expect.stringMatching(/^text, because its 2/),
    });
    const back = await readCsv({ text: toCsv(t) });
    expect(back.column("review").toArray()).toEqual(reviews);
    expect(back.column("review").kind).toBe("text");
    expect(t.take([2, 0]).column("review").toArray()).toEqual([null, reviews[0]]);
    expect(t.columnSpecs()).toEqual({ review: "text", y: "integer" });
    expect(() => t.toNdArray()).toThrow(/"review", which is text/);
    expect(() => inferTask(t, "review")).toThrow(/declare the column "nominal"/);
    expect(autoPrepare(t.take([0, 1]), { target: "review" }).columns).toEqual(["y"]);
    expect(() => autoPrepare(t, { target: "y" })).toThrow(/free text is no category/);
  });

  it("or declared", () => {
    const t = table({ a: ["x", 1, null] }, { columns: { a: "text" } });
    expect(t.column("a").toArray()).toEqual(["x", "1", null]);
    expect(table({ review: reviews }, { columns: { review: "nominal" } }).column("review").kind).toBe(
      "nominal",
    );
  });
});

describe("schema() warns of", () => {
  it("numbers kept as texts, mixed values and dates among others", async () => {
    expect(notesOf(["1", "2.5"])).toEqual([
      "nominal",
      "numericText",
      'nominal, though all of its 2 values look like numbers stored as text; declare the column "float" to have numbers',
    ]);
    expect(table({ x: ["1", " 2 "] }, { columns: { x: "integer" } }).row(1)).toEqual({ x: 2 });
    expect(notesOf([1, "a", true])).toEqual([
      "nominal",
      "mixed",
      "nominal because its values have several types: 1 of type number, 1 of type string, 1 of type boolean; give them one type",
    ]);
    expect(notesOf(["1,5", "2,25", "3"])[2]).toMatch(/such as "1,5"; read the file with \{ decimal: "," \}/);
    expect(notesOf(["1,500", "2"])[2]).toMatch(/decimal|thousands/);
    expect(notesOf(["007"])[1]).toBe("numericText");
    expect(notesOf(["a", "b"])[1]).toBeUndefined();
    const t = await readCsv("a\n1\n2\nx\n");
    expect(t.column("a").noteCode).toBe("mixed");
    expect(t.take([0]).column("a").noteCode).toBe("mixed");
    expect(() => table({ a: [1] }, { columns: { a: "int" as never } })).toThrow(/received "int"/);
  });
});
