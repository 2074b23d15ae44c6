import { describe, expect, it } from "vitest";
import { audit, DataError, randomState, readCsv, split, type Table, table } from "../src";

const files = {
  iris: "species",
  wine: "cultivar",
  breast_cancer: "diagnosis",
  penguins: "species",
  mpg: "mpg",
  diabetes: "progression",
} as const;
type File = keyof typeof files;
const read = (file: File): Promise<Table> =>
  readCsv(new URL(`../../../examples/${file}.csv`, import.meta.url));

/** The table with one more column. */
const withColumn = (data: Table, name: string, cells: ArrayLike<number | string | boolean | null>): Table =>
  table({
    ...Object.fromEntries(data.columnNames.map((own) => [own, data.column(own).toArray()])),
    [name]: cells,
  } as never);

const found = (report: ReturnType<typeof audit>): string[] =>
  report.findings.map(({ code, severity, columns }) => `${severity} ${code} ${columns.join(",")}`);

describe.each(Object.keys(files) as File[])("%s as it is", (file) => {
  it("raises no error, alone and with parts", async () => {
    const data = await read(file);
    const target = files[file];
    expect(audit(data, { target }).findings.filter(({ severity }) => severity === "error")).toEqual([]);
    for (const randomState of [0, 1, 2]) {
      const report = audit(data, { target, parts: split(data, { randomState }) });
      expect(report.findings.filter(({ severity }) => severity === "error")).toEqual([]);
      expect(report.findings.filter(({ code }) => code === "drift" || code === "partsApart")).toEqual([]);
    }
  });

  it("planted copies of the target are found", async () => {
    const data = await read(file);
    const target = files[file];
    const cells = data.column(target).toArray();
    const kinds = [...new Set(cells)];
    const isNumber = typeof cells[0] === "number";
    const coded = isNumber
      ? cells.map((cell) => 3 - 2 * Number(cell))
      : cells.map((cell) => kinds.indexOf(cell) * 7 + 2);
    const report = audit(withColumn(data, "leak", coded), { target });
    expect(report.ok).toBe(false);
    expect(found(report)[0]).toBe("error targetCopy leak");
    const random = randomState(0);
    const noisy = isNumber
      ? cells.map((cell) => Number(cell) * (1 + 0.01 * Number(random.normal())))
      : coded.map((code) => Number(code) + Number(random.normal()));
    const near = audit(withColumn(data, "leak", noisy), { target });
    expect(near.columns[0]?.column).toBe("leak");
    expect(found(near)).toContainEqual(expect.stringMatching(/^(error|warning) givesTargetAway leak$/));
  });
});

describe("columns that give the target away", () => {
  it("in other words: texts for classes, an order for numbers, one-hot in pieces", async () => {
    const iris = await read("iris");
    const species = iris.column("species").toArray();
    const spanish = { setosa: "una", versicolor: "dos", virginica: "tres" } as Record<string, string>;
    expect(
      found(
        audit(
          withColumn(
            iris,
            "especie",
            species.map((s) => spanish[String(s)]!),
          ),
          { target: "species" },
        ),
      ),
    ).toContain("error targetCopy especie");
    const isSetosa = withColumn(
      iris,
      "isSetosa",
      species.map((s) => s === "setosa"),
    );
    const one = audit(isSetosa, { target: "species" });
    expect(found(one)).toContain("warning targetIndicator isSetosa");
    expect(one.ok).toBe(true);
    const two = audit(
      withColumn(
        isSetosa,
        "isVirginica",
        species.map((s) => (s === "virginica" ? 1 : 0)),
      ),
      {
        target: "species",
      },
    );
    expect(found(two)).toContain("error targetCopy isSetosa,isVirginica");
    expect(two.findings[0]!.fix).toContain('table.drop(["isSetosa","isVirginica"])');
    const mpg = await read("mpg");
    const log = mpg
      .column("mpg")
      .toArray()
      .map((v) => -Math.log(Number(v)));
    expect(audit(withColumn(mpg, "thirst", log), { target: "mpg" }).findings[0]!.message).toMatch(
      /"thirst" is "mpg" under another name: it puts all rows into the same order/,
    );
    const litres = mpg
      .column("mpg")
      .toArray()
      .map((v) => Number(v) * 0.425);
    expect(audit(withColumn(mpg, "kilometres", litres), { target: "mpg" }).findings[0]!.message).toMatch(
      /the same numbers in another unit \(correlation 1\)/,
    );
  });

  it("finds classes of classes, and a rare class that one column gives away", () => {
    const random = randomState(1);
    const n = 2000;
    const y = Array.from({ length: n }, (_, i) => (i % 100 === 0 ? "fraud" : "fine"));
    const data = table({
      amount: random.normal(0, 1, n),
      chargeback: y.map((label) => (label === "fraud" ? 5 : 0) + Math.abs(Number(random.normal(0, 0.5)))),
      y,
    } as never);
    const report = audit(data, { target: "y" });
    expect(found(report)).toEqual(["error givesTargetAway chargeback", "warning imbalance y"]);
    expect(report.findings[0]!.message).toMatch(
      /balanced accuracy (1\.000|0\.99\d), where chance has 0\.500, cross-validated/,
    );
    expect(report.findings[1]!.rows.table!.slice(0, 3)).toEqual([0, 100, 200]);
    const branch = Array.from(random.randint(0, 20, n), (k) => `branch ${k}`);
    const region = table({
      branch,
      noise: random.normal(0, 1, n),
      y: branch.map((b) => Number(b.slice(7)) % 3),
    } as never);
    expect(found(audit(region, { target: "y" }))).toEqual(["error givesTargetAway branch"]);
  });

  it("finds gaps that tell the target", () => {
    const random = randomState(2);
    const n = 400;
    const y = Array.from({ length: n }, (_, i) => i % 2);
    const x = Array.from(random.normal(0, 1, n), (v, i) => (y[i] === 1 && i % 8 !== 1 ? null : v));
    const report = audit(table({ other: random.normal(0, 1, n), cured: x, y } as never), { target: "y" });
    expect(found(report)).toContain("warning missingTells cured");
    const told = report.findings.find(({ code }) => code === "missingTells")!;
    expect(told.message).toMatch(
      /^whether "cured" is missing \(150 rows\) tells much of "y" \(Cramér's V 0\.\d\d, p \de-\d+\)/,
    );
    expect(told.rows.table!.slice(0, 3)).toEqual([3, 5, 7]);
    const all = Array.from(x, (v, i) => (y[i] === 1 ? null : (v ?? 1)));
    expect(found(audit(table({ cured: all, y } as never), { target: "y" }))).toContain(
      "error missingTells cured",
    );
    const values = random.normal(0, 1, n);
    const gaps = Array.from(values, (v, i) => (v > 0.5 ? null : Number(random.normal(0, 1)) + i * 0));
    expect(found(audit(table({ gaps, value: values } as never), { target: "value" }))).toContain(
      "warning missingTells gaps",
    );
  });
});

describe("rows and columns", () => {
  it("finds constant, id and repeated columns, copies of rows, and groups", () => {
    const random = randomState(3);
    const n = 200;
    const base = random.normal(0, 1, n);
    const data = table({
      id: Array.from({ length: n }, (_, i) => i),
      unit: Array.from({ length: n }, () => "cm"),
      empty: Array.from({ length: n }, () => null),
      length: base,
      inches: base.map((v) => v / 2.54),
      patient: Array.from(random.randint(0, 50, n), (k) => `p${k}`),
      y: Array.from(random.randint(0, 2, n)),
    } as never);
    const repeated = data.take([...Array(n).keys(), 5, 9]);
    const report = audit(repeated, { target: "y", groups: "patient" });
    expect(found(report)).toEqual([
      expect.stringMatching(/^warning duplicateRows /),
      "warning groupedRows patient",
      "warning constantColumn unit",
      "warning constantColumn empty",
      "info sameColumn length,inches",
    ]);
    expect(report.findings[0]!.rows.table).toEqual([5, 9, 200, 201]);
    expect(found(audit(data, { target: "y" }))).toContain("warning idColumn id");
    expect(found(audit(data, { target: "y", time: "id" }))).toContain("info timeOrder id");
    expect(
      audit(data.take([1, 0, ...Array(100).keys()]), { target: "y", time: "id" }).findings.find(
        ({ code }) => code === "timeOrder",
      )!.message,
    ).toMatch(/the rows are not in its order/);
  });

  it("takes more groups than a call takes arguments", () => {
    const n = 260_000;
    const group = Int32Array.from({ length: n }, (_, i) => Math.max(0, i - 2));
    const y = Array.from({ length: n }, (_, i) => i % 2);
    const report = audit(table({ group, y }), { target: "y", groups: "group", near: false });
    expect(report.findings.find(({ code }) => code === "groupedRows")!.message).toMatch(
      /^1 of 259998 groups of "group" have several rows \(up to 3\)/,
    );
  });

  it("counts rows without a target out, and names rows of the table", () => {
    const random = randomState(4);
    const x = random.normal(0, 1, 60);
    const data = table({
      x: [...x, ...x.slice(0, 1)],
      y: [...Array(30).fill(null), ...Array.from(random.normal(0, 1, 30)), null],
    } as never);
    const report = audit(data, { target: "y" });
    expect(found(report)).toEqual([]);
    const more = data.take([...Array(60).keys(), 40]);
    expect(audit(more, { target: "y" }).findings[0]!.rows.table).toEqual([40, 60]);
  });
});

describe("drift", () => {
  const drifting = (n: number): Table => {
    const random = randomState(5);
    return table({
      speed: Array.from(random.normal(0, 1, n), (v, i) => v + (i < n * 0.8 ? 0 : 1)),
      spread: Array.from(random.normal(0, 1, n), (v, i) => v * (i < n * 0.8 ? 1 : 3)),
      kind: Array.from(random.randint(0, 4, n), (k, i) => (i >= n * 0.8 && k < 2 ? "new" : `kind ${k}`)),
      still: random.normal(0, 1, n),
      y: Array.from(random.randint(0, 2, n)),
    } as never);
  };

  it("is told column by column with a corrected p-value, and by a classifier", () => {
    const data = drifting(600);
    const report = audit(data, { target: "y", parts: split(data, { shuffle: false }) });
    const drift = report.findings.find(({ code }) => code === "drift")!;
    expect(drift.severity).toBe("warning");
    expect([...drift.columns].sort()).toEqual(["kind", "speed", "spread"]);
    expect(drift.message).toMatch(/^3 columns differ between train and test: /);
    const apart = report.findings.find(({ code }) => code === "partsApart")!;
    expect(apart.message).toMatch(
      /a classifier tells test from train with an area under the ROC curve of 0\.[89]/,
    );
    expect(report.findings.filter(({ message }) => message.includes("and dev"))).toEqual([]);
    expect(report.drift.find(({ column, part }) => column === "still" && part === "test")!.p).toBeGreaterThan(
      0.01,
    );
    expect(report.drift.map(({ test }) => test)).toContain("chiSquared");
    const shuffled = audit(data, { target: "y", parts: split(data, { randomState: 0 }) });
    expect(found(shuffled)).toEqual([]);
  });

  it("is against train, in whatever order the parts are given", () => {
    const data = drifting(600);
    const { train, dev, test } = split(data, { shuffle: false });
    const report = audit(data, { target: "y", parts: { train, dev, test } });
    expect(report.drift.map(({ part }) => part)).not.toContain("train");
    const other = audit(data, { target: "y", parts: { test, dev, train, more: data } as never });
    expect(other.toJSON()).toEqual(report.toJSON());
  });

  it("comes with what checkParts finds", () => {
    const data = drifting(600);
    const { train, test } = split(data, { randomState: 1 });
    const report = audit(data, {
      target: "y",
      parts: { train, test: table([...test.toRows(), ...train.toRows().slice(0, 30)]) },
    });
    expect(found(report)[0]).toMatch(/^error duplicateRows/);
    expect(report.ok).toBe(false);
  });
});

describe("the report", () => {
  it("is text for people and JSON for programs", async () => {
    const penguins = await read("penguins");
    const leaky = withColumn(
      penguins,
      "code",
      penguins
        .column("species")
        .toArray()
        .map((s) => String(s).slice(0, 1)),
    );
    const report = audit(leaky, { target: "species" });
    const text = String(report);
    expect(text).toContain('the table: 344 rows, 8 columns, target "species" (multiclass');
    expect(text).toContain('error: targetCopy\n  "code" is "species" under another name');
    expect(text).toContain("fix: it is the answer under another name");
    expect(text).toMatch(/ {2}code +1\.000\n/);
    expect(text).toMatch(/\n1 error, 0 warnings, 0 remarks$/);
    expect(
      Math.max(
        ...text
          .split("\n")
          .slice(2)
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(110);
    expect(JSON.parse(JSON.stringify(report))).toMatchObject({
      ok: false,
      target: "species",
      task: "multiclass",
      nRows: 344,
      nColumns: 8,
      findings: [{ code: "targetCopy", severity: "error", columns: ["code"], rows: {} }],
    });
    expect(JSON.stringify(audit(penguins, { target: "species" }))).toBe(
      JSON.stringify(audit(penguins, { target: "species" })),
    );
    expect(String(audit(penguins, { target: "species" }))).toContain("nothing found");
  });

  it("refuses what is no table, and unknown columns", async () => {
    const iris = await read("iris");
    expect(() => audit([[1]] as never, { target: "y" })).toThrow(/audit: expected a table, received object/);
    expect(() => audit(iris, { target: "speceis" })).toThrow(/did you mean "species"/);
    expect(() => audit(iris, { target: "species", groups: "petal" })).toThrow(DataError);
    expect(() => audit(iris, { target: "species", time: "species" })).toThrow(/expected times in "species"/);
    expect(() => audit(iris, { target: "species", near: { tolerance: -1 } })).toThrow(/audit: expected near/);
  });
});
