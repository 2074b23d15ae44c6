import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import * as data from "../src";
import * as datasets from "../src/datasets";
import { bundle, bundleAll } from "./support/bundle";
import { examplesIn, runExample } from "./support/examples";
import { type Case, expectClose, golden, numbers } from "./support/goldens";
import { packTable } from "./support/pack";

const loaders: Record<string, () => datasets.BundledDataset> = {
  iris: datasets.loadIris,
  wine: datasets.loadWine,
  "breast-cancer": datasets.loadBreastCancer,
  digits: datasets.loadDigits,
  diabetes: datasets.loadDiabetes,
  "diabetes scaled": () => datasets.loadDiabetes({ scaled: true }),
  penguins: datasets.loadPenguins,
  mpg: datasets.loadMpg,
};

const sums = (
  { data: values, shape }: data.NdArray,
  value: (x: number, row: number) => number,
): Float64Array => {
  const width = shape[1] ?? 1;
  const out = new Float64Array(width);
  for (let i = 0; i < values.length; i++) out[i % width]! += value(values[i]!, Math.floor(i / width));
  return out;
};

describe("bundled data sets", () => {
  const { meta, cases } = golden("bundled");

  it.each(cases.map((c): [string, Case] => [c.name, c]))("%s has scikit-learn's numbers", (name, c) => {
    const { x, y, targetNames } = loaders[name]!();
    expect(x.shape).toEqual(c.x_shape);
    const tol = name.endsWith("scaled") ? meta.tol : 0;
    expectClose(x.data.slice(0, c.x_first.data.length), numbers(c.x_first), tol);
    expectClose(x.data.slice(-c.x_last.data.length), numbers(c.x_last), tol);
    expectClose(
      sums(x, (value) => value),
      numbers(c.x_sum),
      meta.tol,
    );
    expectClose(
      sums(x, (value) => value ** 2),
      numbers(c.x_sum_of_squares),
      meta.tol,
    );
    expectClose(
      sums(x, (value, row) => row * value),
      numbers(c.x_by_row),
      meta.tol,
    );
    expect(y.shape).toEqual([c.x_shape[0]]);
    expectClose(y.data.slice(0, 5), numbers(c.y_first), 0);
    expectClose(y.data.slice(-5), numbers(c.y_last), 0);
    expectClose(
      sums(y, (value) => value),
      [c.y_sum],
      meta.tol,
    );
    expectClose(
      sums(y, (value, row) => row * value),
      [c.y_by_row],
      meta.tol,
    );
    expect(targetNames).toEqual(c.target_names);
  });

  const files = ["iris", "wine", "breast-cancer", "diabetes", "penguins", "mpg"];
  it.each(files)("%s is the table of the examples, and packs to its file", async (name) => {
    const path = new URL(`../../../examples/${name.replace("-", "_")}.csv`, import.meta.url);
    const table = await data.readCsv(fileURLToPath(path));
    const own = loaders[name]!().table;
    expect(own.schema()).toEqual(table.schema());
    expect(own.toRows()).toEqual(table.toRows());
    const file = JSON.parse(readFileSync(new URL(`../data/${name}.json`, import.meta.url), "utf8"));
    expect(packTable(table)).toEqual(file);
  });

  it("digits pack to their file", () => {
    const file = JSON.parse(readFileSync(new URL("../data/digits.json", import.meta.url), "utf8"));
    expect(packTable(datasets.loadDigits().table)).toEqual(file);
  });

  it.each(Object.entries(loaders))("%s says where it comes from, and fits together", (name, load) => {
    const set = load();
    expect(set.name).toBe(name.replace(" scaled", ""));
    for (const text of [set.description, set.source, set.licence]) expect(text.length).toBeGreaterThan(2);
    expect(set.table.columnNames).toContain(set.target);
    expect(set.featureNames).not.toContain(set.target);
    expect(set.x.shape).toEqual([set.table.nRows, set.featureNames.length]);
    const origin = data.provenance(set.table);
    expect(origin?.source).toBe(set.name);
    for (const array of [set.x, set.y]) expect(data.provenance(array)?.sourceId).toBe(origin?.sourceId);
    if (!name.endsWith("scaled")) expect(set.x).toEqual(set.table.toNdArray(set.featureNames));
    if (set.targetNames === undefined) return;
    const labels = set.table.column(set.target).toArray();
    expect(Array.from(set.y.data, (code) => set.targetNames![code])).toEqual(labels.map(String));
  });

  it("guards against fitting on rows that another view of them holds out", () => {
    const { table, x } = datasets.loadPenguins();
    data.split(table, { train: 0.6, dev: 0.2, test: 0.2, randomState: 1 });
    expect(() => data.standardScaler().fit(x)).toThrow(data.LeakageError);
  });

  it("has a loader for every file, and refuses unknown options", () => {
    const named = Object.keys(datasets).map((name) => name.slice("load".length).toLowerCase());
    const tested = Object.keys(loaders).filter((name) => !name.includes(" "));
    expect(new Set(named)).toEqual(new Set(tested.map((name) => name.replace("-", ""))));
    expect(() => datasets.loadDiabetes({ scale: true } as Case)).toThrow(
      /expected the options .*, received "scale"/,
    );
  });

  it.each([...examplesIn("datasets")])("the example of %s runs", async (_file, example) => {
    await runExample(example, { ...data, ...datasets });
  });
});

describe("what is bundled", () => {
  it("costs nothing unless it is imported", async () => {
    // From the pixels of digits, and from the names of cars.
    const traces = ["pixel_0_1", "amc ambassador brougham", "sepal_length", "mean_fractal_dimension"];
    const all = await bundleAll("support/everything.ts");
    for (const trace of traces) expect(all).not.toContain(trace);
    const iris = await bundle("support/iris.ts");
    expect(traces.filter((trace) => iris.includes(trace))).toEqual(["sepal_length"]);
  });
});
