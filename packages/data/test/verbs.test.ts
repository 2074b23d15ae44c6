import { fileURLToPath } from "node:url";
import { tableFromArrays, tableToIPC } from "apache-arrow";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  DataError,
  LeakageError,
  provenance,
  readArrow,
  readCsv,
  split,
  standardScaler,
  type Table,
  table,
} from "../src";

const penguins = await readCsv(fileURLToPath(new URL("../../../examples/penguins.csv", import.meta.url)));

const people = table(
  {
    name: ["Ann", "Bob", "Cyd", "Dan", "Eve"],
    age: [31, null, 19, 44, 19],
    city: ["Rome", "Oslo", null, "Oslo", "Rome"],
    size: ["M", "S", "L", null, "S"],
  },
  { columns: { size: { kind: "ordinal", order: ["S", "M", "L"] } } },
);

const cells = (t: Table) => t.toRows().map((row) => Object.values(row));

describe("verbs give pandas' numbers", () => {
  // Made with pandas 3.0.6 from the same file.
  it("groupBy and summarize", () => {
    const summed = penguins.groupBy("species").summarize({
      n: "count",
      mass: ["body_mass_g", "mean"],
      sd: ["body_mass_g", "std"],
      bill: ["bill_length_mm", "median"],
      top: ["island", "mostFrequent"],
    });
    expect(summed.columnNames).toEqual(["species", "n", "mass", "sd", "bill", "top"]);
    const expected = [
      ["Adelie", 152, 3700.662251655629, 458.56612591013476, 38.8, "Dream"],
      ["Chinstrap", 68, 3733.0882352941176, 384.3350813871915, 49.55, "Dream"],
      ["Gentoo", 124, 5076.0162601626016, 504.11623665709169, 47.3, "Biscoe"],
    ];
    cells(summed).forEach((row, i) => {
      row.forEach((cell, j) => {
        const want = expected[i]![j]!;
        if (typeof want === "number") expect(cell).toBeCloseTo(want, 9);
        else expect(cell).toBe(want);
      });
    });
  });

  it("describe", () => {
    const rows = new Map(
      penguins
        .describe()
        .toRows()
        .map((row) => [row.column, row]),
    );
    const mass = rows.get("body_mass_g")!;
    expect([mass.count, mass.missing, mass.min, mass["25%"], mass["50%"], mass["75%"], mass.max]).toEqual([
      342, 2, 2700, 3550, 4050, 4750, 6300,
    ]);
    expect(mass.mean).toBeCloseTo(4201.754385964912, 9);
    expect(mass.std).toBeCloseTo(801.9545356980956, 9);
    expect(rows.get("species")).toMatchObject({
      count: 344,
      unique: 3,
      top: "Adelie",
      freq: 152,
      mean: null,
    });
  });

  it("sort", () => {
    const rows = provenance(penguins.sort(["species", "body_mass_g"], { descending: ["body_mass_g"] }))!.rows;
    expect([...rows.slice(0, 8)]).toEqual([109, 101, 81, 7, 39, 45, 111, 17]);
  });

  it("sample, with the same seeds", () => {
    const rowsOf = (t: Table) => [...provenance(t)!.rows];
    expect(rowsOf(penguins.sample(5, { randomState: 1 }))).toEqual([306, 341, 291, 102, 289]);
    expect(rowsOf(penguins.sample(0.02, { randomState: 3 }))).toEqual([186, 289, 222, 15, 273, 205, 180]);
    expect(penguins.sample(500, { replace: true, randomState: 1 }).nRows).toBe(500);
  });

  it("join", () => {
    const left = table({ k: ["a", "b", "c", "b"], x: [1, 2, 3, 4] });
    const right = table({ k: ["b", "d", "b", "a"], x: [10, 20, 30, 40] });
    const joined = (how: "inner" | "left" | "right" | "full") => left.join(right, { on: "k", how });
    const inner = [
      ["a", 1, 40],
      ["b", 2, 10],
      ["b", 2, 30],
      ["b", 4, 10],
      ["b", 4, 30],
    ];
    expect(joined("inner").columnNames).toEqual(["k", "x_left", "x_right"]);
    expect(cells(joined("inner"))).toEqual(inner);
    expect(cells(joined("left"))).toEqual([...inner.slice(0, 3), ["c", 3, null], ...inner.slice(3)]);
    expect(cells(joined("right"))).toEqual([
      ["b", 2, 10],
      ["b", 4, 10],
      ["d", null, 20],
      ["b", 2, 30],
      ["b", 4, 30],
      ["a", 1, 40],
    ]);
    expect(cells(joined("full")).sort()).toEqual([...inner, ["c", 3, null], ["d", null, 20]].sort());
    const ids = (values: number[]) => table({ id: values, x: values });
    expect(
      ids([1, 2])
        .join(ids([2, 3]), { on: "id", how: "full" })
        .columnSpecs().id,
    ).toBe("integer");
    expect(
      ids([1, 2])
        .join(ids([2, 0.5]), { on: "id", how: "full" })
        .columnSpecs().id,
    ).toBe("float");
  });
});

describe("verbs", () => {
  it("rename, derive and dropMissing leave the table as it is", () => {
    const before = people.toString();
    const more = people.rename({ age: "years" }).derive({
      adult: (row) => (row.years === null ? null : Number(row.years) >= 20),
      years: (row) => row.years,
    });
    expect(more.columnNames).toEqual(["name", "years", "city", "size", "adult"]);
    expect(more.column("adult").toArray()).toEqual([true, null, false, true, false]);
    expect(more.column("size").kind).toBe("ordinal");
    expect(people.derive({ k: [1, 2, 1, 2, 1] }, { columns: { k: "nominal" } }).column("k").kind).toBe(
      "nominal",
    );
    expect(people.dropMissing().column("name").toArray()).toEqual(["Ann", "Eve"]);
    expect(people.dropMissing("age").nRows).toBe(4);
    expect(people.toString()).toBe(before);
  });

  it("take the names of properties that every object has for those of columns", () => {
    const rows = [
      { constructor: "Ferrari", toString: 1, a: 2 },
      { constructor: "Williams", toString: null, a: 3 },
    ] as never;
    const cars = table(rows);
    expect(cars.columnNames).toEqual(["constructor", "toString", "a"]);
    expect(cars.toRows()).toEqual(rows);
    const odd = table({ ["__proto__"]: [1, 2], a: [3, 4] }).filter((row) => row.a === 4);
    expect(Object.entries(odd.row(0))).toEqual([
      ["__proto__", 2],
      ["a", 4],
    ]);
    const renamed = cars.rename({ a: "b" });
    expect(renamed.columnNames).toEqual(["constructor", "toString", "b"]);
    expect(
      renamed
        .derive({ c: (row) => row.constructor as never })
        .column("c")
        .toArray(),
    ).toEqual(["Ferrari", "Williams"]);
  });

  it("sort puts missing values last, keeps ties, and knows the order of an ordinal column", () => {
    const names = (t: Table) => t.column("name").toArray().join(" ");
    expect(names(people.sort("age"))).toBe("Cyd Eve Ann Dan Bob");
    expect(names(people.sort("age", { descending: true }))).toBe("Dan Ann Cyd Eve Bob");
    expect(names(people.sort("size"))).toBe("Bob Eve Ann Cyd Dan");
    expect(names(people.sort(["city", "age"]))).toBe("Dan Bob Eve Ann Cyd");
  });

  it("groups have missing keys of their own, and can be walked", () => {
    const groups = people.groupBy("city");
    expect(groups.nGroups).toBe(3);
    expect([...groups].map(({ keys, table: t }) => [keys.city, t.nRows])).toEqual([
      ["Oslo", 2],
      ["Rome", 2],
      [null, 1],
    ]);
    const summed = groups.summarize({
      oldest: ["age", "max"],
      gaps: ["age", "missing"],
      biggest: ["size", "max"],
      names: (group) => group.column("name").toArray().join("+"),
    });
    expect(cells(summed)).toEqual([
      ["Oslo", 44, 1, "S", "Bob+Dan"],
      ["Rome", 31, 0, "M", "Ann+Eve"],
      [null, 19, 0, "L", "Cyd"],
    ]);
    expect(summed.column("biggest").kind).toBe("ordinal");
  });

  it("concat keeps kinds and finds columns by name", () => {
    const both = people.concat(people.select(["size", "city", "age", "name"]));
    expect(both.nRows).toBe(10);
    expect(both.columnSpecs()).toEqual(people.columnSpecs());
    expect(cells(both.take([5, 6, 7, 8, 9]))).toEqual(cells(people));
    expect(
      table({ a: [1] })
        .concat(table({ a: [0.5] }))
        .column("a").kind,
    ).toBe("float");
  });

  it("keep infinite values, which files may hold, though a table is not made of them", async () => {
    const columns = { key: [1, 2, 2], x: Float64Array.of(1, Infinity, -Infinity) };
    const read = await readArrow(tableToIPC(tableFromArrays(columns), "file"));
    const x = (t: Table, name = "x") => t.column(name).toArray();
    expect(read.schema()[1]?.notes[0]?.message).toMatch(/2 infinite values/);
    expect(x(read.concat(read))).toEqual([1, Infinity, -Infinity, 1, Infinity, -Infinity]);
    expect(x(read.concat(table({ key: [3], x: [7] })))).toEqual([1, Infinity, -Infinity, 7]);
    expect(x(read.join(read.drop("key"), { on: "x", how: "full" }))).toEqual(x(read));
    const keys = table({ x: [1, 5] });
    expect(x(keys.join(read, { on: "x", how: "full" }))).toEqual([1, 5, Infinity, -Infinity]);
    expect(x(read.groupBy("key").summarize({ most: ["x", "max"] }), "most")).toEqual([1, Infinity]);
    expect(x(read.describe(), "max")).toEqual([2, Infinity]);
    expect(() => read.concat(table({ key: [3], x: [Infinity] }))).toThrow(/expected float values.*Infinity/);
  });

  it("say what is wrong", () => {
    expect(() => people.rename({ agee: "x" })).toThrow(/did you mean "age"/);
    expect(() => people.rename({ age: "city" })).toThrow(/received "city" twice/);
    expect(() => people.derive({ x: [1, 2] })).toThrow(/5 values for "x".*received 2/);
    expect(() => people.sort([])).toThrow(/at least one column/);
    expect(() => people.sort("age", { descending: ["agee"] })).toThrow(DataError);
    expect(() => people.sample(9)).toThrow(/a count up to 5 or a fraction below 1, received 9/);
    expect(() => people.sample(-1)).toThrow(DataError);
    expect(() => people.groupBy([])).toThrow(/at least one column/);
    expect(() => people.groupBy("city").summarize({ m: ["age", "meen" as never] })).toThrow(
      /did you mean "mean"/,
    );
    expect(() => people.groupBy("city").summarize({ m: ["name", "mean"] })).toThrow(
      /column of numbers.*nominal/,
    );
    expect(() => people.groupBy("city").summarize({ m: ["name", "max"] })).toThrow(/with an order/);
    expect(() => people.groupBy("city").summarize({ m: 5 as never })).toThrow(/"count", \[column, summary\]/);
    expect(() => people.join(people, {})).toThrow(/\{ on: "id" \}/);
    expect(() => people.join(people, { leftOn: "age", rightOn: "name" })).toThrow(
      /of one kind.*integer.*nominal/,
    );
    expect(() => people.join(people, { on: "age", how: "outer" as never })).toThrow(/"inner", "left"/);
    expect(() => people.concat(people.drop("age"))).toThrow(/without "age"/);
    expect(() => people.concat(people.derive({ age: people.column("name").toArray() }))).toThrow(
      /of one kind/,
    );
  });

  it("remember where rows came from", () => {
    const { train, test } = split(penguins, { randomState: 1 });
    for (const held of [
      test.rename({ body_mass_g: "mass" }),
      test.derive({ one: () => 1 }),
      test.sort("body_mass_g"),
      test.sample(10, { randomState: 1 }),
      test.dropMissing(),
      test.groupBy("species").summarize({ mass: ["body_mass_g", "mean"] }),
      train.concat(test),
      train.join(test, { on: "species" }),
    ]) {
      expect(() => standardScaler().fit(held)).toThrow(LeakageError);
    }
    const own = train.groupBy("species").summarize({ mass: ["body_mass_g", "mean"] });
    expect(standardScaler().fit(own).fitted).toBe(true);
  });

  it("grouping takes every row once, sorting is a permutation, joining with itself finds itself", () => {
    const value = fc.option(fc.constantFrom("x", "y", "z"), { nil: null });
    const row = fc.record({ a: value, b: fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }) });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (rows) => {
        const t = table({ id: rows.map((_, i) => i), a: rows.map(({ a }) => a), b: rows.map(({ b }) => b) });
        const ids = [...t.groupBy(["a", "b"])].flatMap((group) => group.table.column("id").toArray());
        expect(ids.sort((x, y) => Number(x) - Number(y))).toEqual(t.column("id").toArray());
        const sorted = t.sort(["b", "a"]).column("id").toArray();
        expect(new Set(sorted).size).toBe(rows.length);
        const same = t.join(t, { on: "id" });
        expect(same.column("a_left").toArray()).toEqual(same.column("a_right").toArray());
        expect(same.nRows).toBe(rows.length);
      }),
      { numRuns: 50 },
    );
  });
});
