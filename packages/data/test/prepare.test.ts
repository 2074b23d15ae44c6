import { describe, expect, it } from "vitest";
import { autoPrepare, inferTask, readCsv, split, type Table, table, transformFromJson } from "../src";

const example = (name: string): Promise<Table> =>
  readCsv(new URL(`../../../examples/${name}.csv`, import.meta.url));
const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

describe("inferTask", () => {
  it.each([
    ["breast_cancer", "diagnosis", "binary", ["benign", "malignant"]],
    ["iris", "species", "multiclass", ["setosa", "versicolor", "virginica"]],
    ["wine", "cultivar", "multiclass", ["class_0", "class_1", "class_2"]],
    ["penguins", "species", "multiclass", ["Adelie", "Chinstrap", "Gentoo"]],
    ["penguins", "sex", "binary", ["FEMALE", "MALE"]],
    ["mpg", "mpg", "regression", undefined],
    ["diabetes", "progression", "regression", undefined],
  ])("%s, %s: %s", async (file, target, task, classes) => {
    const inferred = inferTask(await example(file), target);
    expect(inferred).toMatchObject({ task, classes });
    expect(inferred.why).toContain(`"${target}"`);
    expect(inferred.missing).toBe(target === "sex" ? 11 : 0);
  });

  it("takes class numbers for classes and other numbers for a regression", () => {
    const task = (y: (number | boolean)[]) => inferTask(table({ y }), "y").task;
    expect(task(range(40).map((i) => i % 2))).toBe("binary");
    expect(task(range(40).map((i) => (i % 2) * 5 - 1))).toBe("binary");
    expect(task(range(40).map((i) => i % 4))).toBe("multiclass");
    expect(task(range(40).map((i) => 1 + (i % 3)))).toBe("multiclass");
    expect(task(range(40).map((i) => 3 + (i % 4)))).toBe("regression");
    expect(task(range(40))).toBe("regression");
    expect(task(range(40).map((i) => (i % 2) + 0.5))).toBe("regression");
    expect(task(range(40).map((i) => i % 2 === 0))).toBe("binary");
    const coded = table({ y: range(40).map((i) => i % 4) });
    expect(inferTask(coded, "y", { task: "regression" }).task).toBe("regression");
  });

  it("tells what is wrong with a target", () => {
    const t = table({ a: ["x", "x", "x"], b: [null, null, null], c: ["p", "q", "r"], d: ["p", "q", "p"] });
    expect(() => inferTask(t, "aa")).toThrow(
      /no column "aa"; did you mean "a"\? The columns are "a", "b", "c", "d"/,
    );
    expect(() => inferTask(t, "a")).toThrow(/at least 2 different values.*received "x" in all 3 rows/);
    expect(() => inferTask(t, "b")).toThrow(/received 3 rows, all missing/);
    expect(() => inferTask(t, "c")).toThrow(/received 3 rows for 3 classes/);
    expect(() => inferTask(t, "d")).toThrow(/received 3 rows for 2 classes/);
    expect(() => inferTask(t, "d", { task: "regression" })).toThrow(/"d", which is nominal/);
  });
});

describe("autoPrepare", () => {
  it("prepares penguins, fitted on train only", async () => {
    const { train, dev, test } = split(await example("penguins"), { stratify: "species", randomState: 0 });
    const { transform, columns, notes } = autoPrepare(train, { target: "species" });
    expect(columns).toEqual([
      "bill_length_mm",
      "bill_depth_mm",
      "flipper_length_mm",
      "body_mass_g",
      "island",
      "sex",
    ]);
    expect(
      notes.every(
        ({ dropped, message }) =>
          !dropped && /lacks \d+ values? in the train part, filled with/.test(message),
      ),
    ).toBe(true);
    const xTrain = transform.fitTransform(train);
    expect(xTrain.shape).toEqual([train.nRows, 9]);
    const revived = transformFromJson<typeof transform>(JSON.parse(JSON.stringify(transform)));
    for (const part of [dev, test]) {
      expect([...transform.transform(part).data].every(Number.isFinite)).toBe(true);
      expect(revived.transform(part.drop("species"))).toEqual(transform.transform(part));
    }
  });

  it("leaves out the names of mpg and says why", async () => {
    const mpg = await example("mpg");
    const { transform, notes } = autoPrepare(mpg, { target: "mpg" });
    expect(notes.filter(({ dropped }) => dropped)).toEqual([
      {
        column: "name",
        dropped: true,
        message: '"name" is left out: nearly one value a row (305 values in 398 rows)',
      },
    ]);
    const { train } = split(mpg, { randomState: 0 });
    expect(transform.fit(train).getFeatureNamesOut()).toContain("nominal__origin_japan");
    expect(autoPrepare(mpg, { target: "mpg", keep: ["name"] }).columns).toContain("name");
  });

  it("leaves out constants, empty columns and what is asked for; keeps orders and truth values", () => {
    const t = table(
      {
        y: range(20),
        same: range(20).map(() => "k"),
        none: range(20).map(() => null),
        size: range(20).map((i) => ["S", "L", "M"][i % 3]!),
        ok: range(20).map((i) => (i === 3 ? null : i % 2 === 0)),
        gone: range(20).map((i) => i * i),
      },
      { columns: { size: { kind: "ordinal", order: ["S", "M", "L"] } } },
    );
    const { transform, notes } = autoPrepare(t, { target: "y", drop: ["gone"] });
    expect(notes.map(({ column, dropped }) => [column, dropped])).toEqual([
      ["same", true],
      ["none", true],
      ["ok", false],
      ["gone", true],
    ]);
    const out = transform.fitTransform(t);
    expect(transform.getFeatureNamesOut()).toEqual([
      "ordinal__size",
      "nominal__ok_false",
      "nominal__ok_true",
    ]);
    expect([...out.data].every(Number.isFinite)).toBe(true);
  });

  it("gives zeros for a new category and copes with a column that train lacks", () => {
    const train = table({ y: [1, 2, 3, 4], c: ["a", "b", "a", "b"], n: [1, null, 3, 4] });
    const { transform } = autoPrepare(train, { target: "y" });
    transform.fit(train);
    const next = transform.transform(table({ c: ["z"], n: [null] }));
    expect([...next.data.slice(1)]).toEqual([0, 0]);
    expect(() => transform.transform(table({ c: ["a"] }))).toThrow(/a table without "n" \(it has "c"\)/);
  });

  it("tells of unknown columns and of nothing left", () => {
    const t = table({ y: [1, 2], k: [1, 1] });
    expect(() => autoPrepare(t, { target: "z" })).toThrow(/no column "z"/);
    expect(() => autoPrepare(t, { target: "y", drop: ["zz"] })).toThrow(/no column "zz"/);
    expect(() => autoPrepare(t, { target: "y" })).toThrow(
      /none is left; "k" is left out: the same value \(1\)/,
    );
  });
});

describe("table", () => {
  const people = table({ age: [31, null, 44], city: ["Rome", "Oslo", "Rome"], ok: [true, false, null] });

  it("types columns and rows", () => {
    expect(people.schema().map(({ kind, missing }) => [kind, missing])).toEqual([
      ["integer", 1],
      ["nominal", 0],
      ["boolean", 1],
    ]);
    expect(table(people.toRows()).toRows()).toEqual(people.toRows());
    const nothing = table({});
    expect([nothing.nRows, nothing.columnNames]).toEqual([0, []]);
    expect(String(people)).toContain("[3 rows × 3 columns]");
  });

  it("has its verbs, and leaves itself alone", () => {
    expect(people.select(["ok", "age"]).columnNames).toEqual(["ok", "age"]);
    expect(people.drop("ok").columnNames).toEqual(["age", "city"]);
    expect(
      people
        .filter((row) => row.city === "Rome")
        .column("age")
        .toArray(),
    ).toEqual([31, 44]);
    expect(people.head(1).toRows()).toEqual([{ age: 31, city: "Rome", ok: true }]);
    expect(people.take([2, 2]).column("age").toArray()).toEqual([44, 44]);
    expect([...people.toNdArray(["age", "ok"]).data]).toEqual([31, 1, Number.NaN, 0, 44, Number.NaN]);
    expect(people.hasColumn("age")).toBe(true);
    expect(people.nRows).toBe(3);
  });

  it("tells what is wrong", () => {
    expect(() => people.column("agee")).toThrow(/no column "agee"; did you mean "age"/);
    expect(() => people.take([3])).toThrow(/rows from 0 to 2, received 3/);
    expect(() => people.select([])).toThrow(/at least one column name/);
    expect(() => people.toNdArray()).toThrow(/received "city", which is nominal/);
    expect(() => table({ a: [1], b: [1, 2] })).toThrow(/"a" with 1 rows and "b" with 2/);
    expect(() => table({ a: ["x"] }, { columns: { a: "float" } })).toThrow(
      /expected float values, received "x"/,
    );
    expect(() => table({ a: [1.5] }, { columns: { a: "integer" } })).toThrow(
      /expected integer values, received 1.5/,
    );
    expect(() => table({ a: [Infinity] })).toThrow(/Infinity\) in row 0/);
    expect(() => table({ a: ["x"] }, { columns: { b: "float" } })).toThrow(/no column "b"/);
    expect(() => table({ a: ["x"] }, { columns: { a: { kind: "ordinal", order: ["y"] } } })).toThrow(
      /one of its 1 ordered values \(y\), received "x" in row 0/,
    );
  });
});
