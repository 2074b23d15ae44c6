import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  readArrow,
  readCsv,
  readJson,
  readNdjson,
  readParquet,
  type Table,
  table,
  toArrow,
  toCsv,
  toJson,
  toNdjson,
  toParquet,
} from "../src/index";

// Whatever is in a table, it is the same when it comes back: names, kinds, order of categories, every cell.

const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.constantFrom(
    "",
    " ",
    "NA",
    "null",
    "1",
    "-0",
    "true",
    "2020-01-01",
    "a,b",
    'a"b',
    "a\nb",
    "ä",
    "\ud83d\ude00",
  ),
);
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { freq: 4 });

const columnOf = (
  rows: number,
): fc.Arbitrary<{ cells: (string | number | boolean | null)[]; spec: object | string }> => {
  const list = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<(T | null)[]> =>
    fc.array(maybe(value), { minLength: rows, maxLength: rows });
  const number = fc.double({ noNaN: true, noDefaultInfinity: true });
  const whole = fc.oneof(fc.integer(), fc.maxSafeInteger());
  const day = fc.integer({ min: -(10 ** 12), max: 4 * 10 ** 12 }).map((at) => new Date(at).toISOString());
  return fc.oneof(
    list(number).map((cells) => ({ cells, spec: "float" })),
    list(whole).map((cells) => ({ cells, spec: "integer" })),
    list(fc.boolean()).map((cells) => ({ cells, spec: "boolean" })),
    list(text).map((cells) => ({ cells, spec: "nominal" })),
    list(text).map((cells) => ({ cells, spec: "text" })),
    list(day).map((cells) => ({ cells, spec: "datetime" })),
    list(fc.constantFrom("low", "middle", "high")).map((cells) => ({
      cells,
      spec: { kind: "ordinal", order: ["low", "middle", "high", "never"] },
    })),
  );
};

const tables: fc.Arbitrary<Table> = fc
  .tuple(
    fc.integer({ min: 1, max: 9 }),
    fc.uniqueArray(fc.string({ minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 }),
  )
  .chain(([rows, names]) =>
    fc.tuple(
      fc.constant(names),
      fc.array(columnOf(rows), { minLength: names.length, maxLength: names.length }),
    ),
  )
  .map(([names, columns]) =>
    table(Object.fromEntries(names.map((name, j) => [name, columns[j]!.cells])) as never, {
      columns: Object.fromEntries(names.map((name, j) => [name, columns[j]!.spec])) as never,
    }),
  );

const expectSame = (read: Table, written: Table): void => {
  expect(read.columnNames).toEqual(written.columnNames);
  expect(read.columnSpecs()).toEqual(written.columnSpecs());
  for (const name of written.columnNames) {
    expect([name, read.column(name).toArray()]).toEqual([name, written.column(name).toArray()]);
  }
};

const check = async (back: (written: Table) => Promise<Table>, runs = 150): Promise<void> => {
  await fc.assert(
    fc.asyncProperty(tables, async (written) => expectSame(await back(written), written)),
    { numRuns: runs, seed: 5 },
  );
};

describe("a table that was written is read back as it was", () => {
  it("from JSON with a schema", () => check((data) => readJson(toJson(data, { form: "table" }))));
  it("from JSON by rows and by columns, told the kinds", async () => {
    await check((data) => readJson(toJson(data), { columns: data.columnSpecs() }));
    await check((data) => readJson(toJson(data, { form: "columns" }), { columns: data.columnSpecs() }));
  });
  it("from NDJSON, told the kinds", () =>
    check((data) => readNdjson(toNdjson(data), { columns: data.columnSpecs() })));
  it("from Parquet", () => check(async (data) => readParquet(await toParquet(data, { rowGroupSize: 4 }))));
  it("from Arrow files and streams", async () => {
    await check(async (data) => readArrow(await toArrow(data)));
    await check(async (data) => readArrow(await toArrow(data, { format: "stream" })));
  });
  it("from CSV, told the kinds, where texts are no sign of a missing value", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            a: maybe(fc.double({ noNaN: true, noDefaultInfinity: true })),
            b: fc.constantFrom("x", "y z", 'a"b'),
          }),
          {
            minLength: 1,
            maxLength: 9,
          },
        ),
        async (rows) => {
          const written = table(rows, { columns: { a: "float", b: "nominal" } });
          expectSame(await readCsv(toCsv(written), { columns: written.columnSpecs() }), written);
        },
      ),
      { numRuns: 150, seed: 5 },
    );
  });
});
