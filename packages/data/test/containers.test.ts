import { describe, expect, it } from "vitest";
import type { Cell } from "../src";
import {
  columnTransformer,
  DataError,
  featureUnion,
  labelEncoder,
  minMaxScaler,
  missingIndicator,
  oneHotEncoder,
  ordinalEncoder,
  pipeline,
  provenance,
  simpleImputer,
  split,
  standardScaler,
  table,
  targetEncoder,
  toNested,
  transformFromJson,
  transformToTable,
} from "../src";
import { type Case, expectClose, golden, numbers, rows } from "./support/goldens";

const { cases } = golden("encoders");

const again = <T>(transform: unknown): T => transformFromJson<T>(JSON.parse(JSON.stringify(transform)));

describe("featureUnion", () => {
  it.each(
    cases
      .filter((c: Case) => c.estimator === "FeatureUnion")
      .map((c: Case) => [JSON.stringify(c.args), c] as const),
  )("gives scikit-learn's numbers, %s", (_args, c) => {
    const union = featureUnion(
      {
        scale: standardScaler(),
        range: pipeline([minMaxScaler(), standardScaler()]),
        rest: "passthrough",
        none: "drop",
      },
      { transformerWeights: c.args.transformer_weights },
    );
    const fitted = union.fitTransform(rows(c.X) as number[][]);
    expect(fitted.shape).toEqual(c.transformed.shape);
    expectClose(fitted.data, numbers(c.transformed), 1e-12);
    expectClose(union.transform(rows(c.X_new) as number[][]).data, numbers(c.transformed_new), 1e-12);
    expect(union.getFeatureNamesOut()).toEqual(c.feature_names_out);
    const back = again<typeof union>(union);
    expect(back.transform(rows(c.X_new) as number[][])).toEqual(union.transform(rows(c.X_new) as number[][]));
  });

  it("hands the target to its parts, and works inside of a column transformer", () => {
    const people = table({ city: ["a", "b", "a", "b"], gap: [1, null, 2, 3], y: [1.5, 2, 3, 4] });
    const prepare = columnTransformer({
      city: {
        columns: ["city"],
        steps: [featureUnion({ mean: targetEncoder({ cv: 2 }), hot: oneHotEncoder() })],
      },
      gap: { columns: ["gap"], steps: [featureUnion({ filled: simpleImputer(), gap: missingIndicator() })] },
    });
    expect(prepare.fitTransform(people, "y").shape).toEqual([4, 5]);
    expect(prepare.getFeatureNamesOut()).toEqual([
      "city__mean__city",
      "city__hot__city_a",
      "city__hot__city_b",
      "gap__filled__gap",
      "gap__gap__missingindicator_gap",
    ]);
    expect(again<typeof prepare>(prepare).transform(people)).toEqual(prepare.transform(people));
  });

  it("checks its parts", () => {
    expect(() => featureUnion([standardScaler()] as never)).toThrow(/expected transforms by name/);
    expect(() => featureUnion({ a: 5 as never })).toThrow(/received 5 as step 0/);
    expect(() => featureUnion({ a: labelEncoder() as never })).toThrow(DataError);
    expect(() => featureUnion({ scaled: standardScaler() }, { transformerWeights: { scald: 2 } })).toThrow(
      /received 2 for "scald"; did you mean "scaled"/,
    );
    const text = featureUnion({ a: "passthrough" }, { transformerWeights: { a: 2 } });
    expect(() => text.fit([["x"]])).toThrow(/numbers to multiply by 2, received text in "x0" of "a"/);
    const clash = featureUnion({ a: standardScaler(), b: "passthrough" }, { verboseFeatureNamesOut: false });
    expect(() => clash.fit([[1]])).toThrow(/received "x0" twice/);
    expect(featureUnion({ a: "drop" }).fitTransform([[1]]).shape).toEqual([1, 0]);
  });
});

describe("columnTransformer selects columns", () => {
  const people = table(
    {
      age: [30, 40, 50],
      height: [1.7, 1.8, null],
      city: ["Rome", "Oslo", "Rome"],
      size: ["S", "L", "M"],
      rich: [true, false, true],
    },
    { columns: { size: { kind: "ordinal", order: ["S", "M", "L"] } } },
  );
  const groups = () => ({
    numeric: { columns: { kind: "numeric" as const }, steps: [simpleImputer(), standardScaler()] },
    ordinal: { columns: { kind: "ordinal" as const }, steps: [ordinalEncoder()] },
    nominal: { columns: { kind: ["nominal", "boolean"] as const }, steps: [oneHotEncoder()] },
  });

  it("by kind", () => {
    const prepare = columnTransformer(groups());
    expect(prepare.fitTransform(people).shape).toEqual([3, 7]);
    expect(prepare.getFeatureNamesOut()).toEqual([
      "numeric__age",
      "numeric__height",
      "ordinal__size",
      "nominal__city_Oslo",
      "nominal__city_Rome",
      "nominal__rich_false",
      "nominal__rich_true",
    ]);
    expect(prepare.columnsOf("nominal")).toEqual(["city", "rich"]);
    expect(() => prepare.columnsOf("dates")).toThrow(/one of the groups "numeric".*received "dates"/);
    const back = again<typeof prepare>(prepare);
    expect(back.transform(people)).toEqual(prepare.transform(people));
    expect(back.fitTransform(people)).toEqual(prepare.transform(people));
    const fresh = again<typeof prepare>(columnTransformer(groups()));
    expect(fresh.fitTransform(people)).toEqual(prepare.transform(people));
    // Later the columns are those of the fit, even where their kinds would be others.
    const next = table({ age: [1.5], height: [1], city: ["Rome"], size: ["S"], rich: [true] });
    expect(prepare.transform(next).shape).toEqual([1, 7]);
    expect(() => prepare.transform(next.drop("height"))).toThrow(/without "height"/);
  });

  it("by a function, which JSON holds as what it selected", () => {
    const make = () =>
      columnTransformer(
        {
          h: { columns: ({ name, index }) => name.startsWith("h") && index === 1, steps: [simpleImputer()] },
        },
        { remainder: "drop" },
      );
    const prepare = make().fit(people);
    expect(prepare.getFeatureNamesOut()).toEqual(["h__height"]);
    expect(again<typeof prepare>(prepare).transform(people)).toEqual(prepare.transform(people));
    expect(() => make().toJSON()).toThrow(/expected to be fitted before it is saved, received a function/);
  });

  it("of arrays by what their values show, and of nothing nothing", () => {
    const cells: Cell[][] = [
      [1, 0.5, "a", true],
      [2, null, "b", false],
    ];
    const of = (kind: "integer" | "float" | "nominal" | "boolean" | "ordinal") =>
      columnTransformer({ k: { columns: { kind }, steps: [] } }, { verboseFeatureNamesOut: false })
        .fit(cells)
        .getFeatureNamesOut();
    expect([of("integer"), of("float"), of("nominal"), of("boolean"), of("ordinal")]).toEqual([
      ["x0"],
      ["x1"],
      ["x2"],
      ["x3"],
      [],
    ]);
    const json = JSON.parse(JSON.stringify(columnTransformer(groups()).fit(people)));
    json.options.groups[0].columns = 5;
    expect(() => transformFromJson(json)).toThrow(/columns as a list or \{ kind \}, received 5/);
  });

  it("reads what was saved before columns had kinds", () => {
    const prepare = columnTransformer({ a: { columns: ["age"], steps: [standardScaler()] } }).fit(people);
    const json = JSON.parse(JSON.stringify(prepare));
    delete json.state.columns;
    expect(transformFromJson(json).transform(people)).toEqual(prepare.transform(people));
  });
});

describe("pipeline", () => {
  it("may have names for its steps", () => {
    const named = pipeline({ fill: simpleImputer(), scale: standardScaler() });
    const x = [[1], [null], [3]];
    expect(named.fitTransform(x)).toEqual(pipeline([simpleImputer(), standardScaler()]).fitTransform(x));
    expect(Object.keys(named.namedSteps)).toEqual(["fill", "scale"]);
    expect(named.namedSteps.scale).toBe(named.steps[1]);
    const back = again<typeof named>(named);
    expect(Object.keys(back.namedSteps)).toEqual(["fill", "scale"]);
    expect(back.transform(x)).toEqual(named.transform(x));
    const list = pipeline([standardScaler(), minMaxScaler(), standardScaler()]);
    expect(Object.keys(list.namedSteps)).toEqual(["standardScaler", "minMaxScaler", "standardScaler-2"]);
    expect(() => pipeline({ 1: standardScaler() })).toThrow(/names that are no numbers, received "1"/);
    expect(() => pipeline(standardScaler() as never)).toThrow(/received standardScaler alone; write \[/);
    expect(() => pipeline({ a: 5 as never })).toThrow(/received 5 as step 0/);
  });

  it("turns back through an encoder where that gives numbers", () => {
    const codes = pipeline([ordinalEncoder(), minMaxScaler()]).fit([[10], [20], [40]]);
    expect(() => codes.inverseTransform([[0.5]])).toThrow(/received ordinalEncoder, which has none/);
  });
});

describe("transformToTable", () => {
  it("gives a table with the features' names and the rows' origin", () => {
    const people = table({ age: [1, 3, 5, 7, 9], city: ["a", "b", "a", "b", "a"] });
    const { train, test } = split(people, { randomState: 0 });
    const prepare = columnTransformer(
      {
        n: { columns: ["age"], steps: [standardScaler()] },
        c: { columns: ["city"], steps: [oneHotEncoder()] },
      },
      { verboseFeatureNamesOut: false },
    ).fit(train);
    const out = transformToTable(prepare, test);
    expect(out.columnNames).toEqual(["age", "city_a", "city_b"]);
    expect(out.schema().map(({ kind }) => kind)).toEqual(["float", "integer", "integer"]);
    expect(out.toNdArray()).toEqual(prepare.transform(test));
    expect(provenance(out)?.part).toBe("test");
    const filled = simpleImputer({ strategy: "mostFrequent" });
    expect(transformToTable(filled.fit(train), test).columnNames).toEqual(["age", "city"]);
    const rowsOut = transformToTable(filled.fit([["a"], [null]]), [[null]]);
    expect([rowsOut.columnNames, rowsOut.row(0)]).toEqual([["x0"], { x0: "a" }]);
    expect(toNested(transformToTable(standardScaler().fit([[0], [2]]), [[4]]).toNdArray())).toEqual([[3]]);
  });
});

describe("simpleImputer", () => {
  it("fills an ordinal column with a text that is not in its order", () => {
    const sizes = table({ size: ["S", null] }, { columns: { size: { kind: "ordinal", order: ["S", "M"] } } });
    const filled = simpleImputer({ strategy: "constant", fillValue: "?" }).fitTransform(sizes);
    expect(filled.column("size").kind).toBe("nominal");
    const inOrder = simpleImputer({ strategy: "constant", fillValue: "M" }).fitTransform(sizes);
    expect(inOrder.column("size").kind).toBe("ordinal");
  });
});
