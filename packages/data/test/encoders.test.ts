import { describe, expect, it } from "vitest";
import type { Cell } from "../src";
import * as data from "../src";
import { type Case, expectClose, flat, golden, numbers, type Packed, rows } from "./support/goldens";

const { cases } = golden("encoders");
const of = (estimator: string): Case[] => cases.filter((c) => c.estimator === estimator);
const titled = (estimator: string) =>
  of(estimator).map((c, i) => [c.note ?? `${i} ${JSON.stringify(c.args)}`, c] as const);

const camel = (text: string): string =>
  text.replace(/[_-]([a-z])/g, (_, letter: string) => letter.toUpperCase());

// biome-ignore lint/suspicious/noExplicitAny: options of many transforms.
const optionsOf = (args: Case): any =>
  Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      camel(name),
      typeof value === "string" ? camel(value) : value,
    ]),
  );

const matrix = (packed: Packed): Cell[][] => rows(packed) as Cell[][];
const tol = 1e-12;

const expectArray = (
  received: { data: ArrayLike<number>; shape: readonly number[] },
  expected: Packed,
  within = tol,
): void => {
  expect(received.shape).toEqual(expected.shape);
  expectClose(received.data, numbers(expected), within);
};

describe("targetEncoder gives scikit-learn 1.6.1's numbers", () => {
  it.each(titled("TargetEncoder"))("%s", (_note, c) => {
    const encoder = data.targetEncoder(optionsOf(c.args));
    const y = flat(c.y);
    expectArray(encoder.fitTransform(matrix(c.X), y), c.fit_transformed);
    expectArray(encoder.transform(matrix(c.X_new)), c.transformed_new);
    expect(encoder.targetType).toBe(c.target_type);
    expect(encoder.classes).toEqual(c.classes === null ? null : flat(c.classes));
    expectClose(encoder.targetMean, numbers(c.target_mean), tol);
    expect(encoder.encodings.length).toBe(c.encodings.length);
    encoder.encodings.forEach((table, i) => {
      expectClose(table, numbers(c.encodings[i]), tol);
    });
    expect(encoder.getFeatureNamesOut()).toEqual(c.feature_names_out);
    const fitted = data.targetEncoder(optionsOf(c.args)).fit(matrix(c.X), y);
    expect(fitted.transform(matrix(c.X_new))).toEqual(encoder.transform(matrix(c.X_new)));
  });

  it("inside of a pipeline the next step learns from the cross-fitted codes", () => {
    const c = of("Pipeline")[0];
    const scaler = data.standardScaler();
    const both = data.pipeline([data.targetEncoder({ randomState: 0 }), scaler]);
    expectArray(both.fitTransform(matrix(c.X), flat(c.y)), c.transformed);
    expectArray(both.transform(matrix(c.X_new)), c.transformed_new);
    expectClose(scaler.mean, numbers(c.mean), tol);
    const grouped = data.columnTransformer({
      all: { columns: [0, 1], steps: [data.targetEncoder({ randomState: 0 }), data.standardScaler()] },
    });
    expectArray(grouped.fitTransform(matrix(c.X), flat(c.y)), c.transformed);
  });

  it("takes the target of a table by name, and keeps it out of the features", () => {
    const people = data.table({
      city: ["a", "a", "b", "b", "a", "b"],
      rich: [true, false, true, true, false, true],
    });
    const encoder = data.targetEncoder({ randomState: 0, cv: 2 });
    expect(encoder.fitTransform(people, "rich").shape).toEqual([6, 1]);
    expect(encoder.classes).toEqual([false, true]);
    expect(encoder.transform(people)).toEqual(encoder.transform(people.drop("rich")));
    const prepare = data.columnTransformer({
      c: { columns: ["city"], steps: [data.targetEncoder({ cv: 2 })] },
    });
    expect(prepare.fit(people, "rich").transform(people.drop("rich")).shape).toEqual([6, 1]);
  });

  it("does not count rows of categories that are not listed", () => {
    const encoder = data.targetEncoder({ categories: [["a", "b"]], smooth: 0 });
    encoder.fit([["a"], ["b"], ["c"]], [1.5, 2, 9]);
    expect(encoder.encodings).toEqual([Float64Array.of(1.5, 2)]);
    expectClose(encoder.transform([["c"]]).data, [12.5 / 3], tol);
  });

  it("refuses what it cannot learn from", () => {
    const x = [["a"], ["b"], ["a"]];
    expect(() => data.targetEncoder().fit(x)).toThrow(/expected the target to learn from, received none/);
    expect(() => data.targetEncoder().fit(x, [1, null, 2])).toThrow(/1 missing value in 3 rows/);
    expect(() => data.targetEncoder().fitTransform(x, [1.5, 2, 3])).toThrow(/at least 5 rows for cv 5/);
    expect(() => data.targetEncoder({ cv: 3 }).fitTransform(x, ["p", "q", "r"])).toThrow(
      /a class with at least 3 rows for cv 3, received 3 classes of at most 1/,
    );
    const texts = data.targetEncoder({ targetType: "continuous" });
    expect(() => texts.fit(x, ["p", "q", "r"])).toThrow(/y as finite numbers, received "p" in row 0/);
    expect(() => data.targetEncoder({ targetType: "binary" }).fit(x, [1, 2, 3])).toThrow(/received 3/);
    expect(() => data.targetEncoder({ targetType: "class" as never })).toThrow(/received "class"/);
    expect(() => data.targetEncoder({ smooth: -1 })).toThrow(/smooth "auto" or a number/);
    expect(() => data.targetEncoder({ cv: 1 })).toThrow(/folds of at least 2, received 1/);
  });
});

describe("binarizers of labels", () => {
  it.each(titled("LabelBinarizer"))("labelBinarizer %s", (_note, c) => {
    const binarizer = data.labelBinarizer(optionsOf(c.args));
    expectArray(binarizer.fitTransform(c.labels), c.transformed);
    expect(binarizer.classes).toEqual(flat(c.classes));
    expect(binarizer.inverseTransform(binarizer.transform(c.labels))).toEqual(c.labels);
    expectArray(binarizer.transform(c.new), c.transformed_new);
    expect(binarizer.inverseTransform(c.scores)).toEqual(flat(c.inverse_of_scores));
  });

  it.each(titled("MultiLabelBinarizer"))("multiLabelBinarizer %s", (_note, c) => {
    const binarizer = data.multiLabelBinarizer(optionsOf(c.args));
    expectArray(binarizer.fitTransform(c.labels), c.transformed);
    expect(binarizer.classes).toEqual(flat(c.classes));
    expect(binarizer.inverseTransform(binarizer.transform(c.labels))).toEqual(c.inverse);
  });

  it("labelBinarizer takes probabilities, columns and thresholds", () => {
    const binarizer = data.labelBinarizer().fit(["no", "yes"]);
    expect(binarizer.inverseTransform(Float32Array.of(0.4, 0.6))).toEqual(["no", "yes"]);
    expect(binarizer.inverseTransform([0.4, 0.6], { threshold: 0.3 })).toEqual(["yes", "yes"]);
    expect(binarizer.inverseTransform([[0.8, 0.2]])).toEqual(["no"]);
    expect(binarizer.inverseTransform({ data: Float64Array.of(0.9), shape: [1] })).toEqual(["yes"]);
    expect(binarizer.getFeatureNamesOut()).toEqual(["yes"]);
    const column = data.table({ s: ["a", "b", "c"] }).column("s");
    expect(data.labelBinarizer().fit(column).getFeatureNamesOut()).toEqual(["a", "b", "c"]);
    expect(() => data.labelBinarizer({ negLabel: 1 })).toThrow(/negLabel below posLabel, received 1 and 1/);
    expect(() => data.labelBinarizer().fit([["a"]] as never)).toThrow(/use multiLabelBinarizer/);
    expect(() => data.labelBinarizer().fit(data.ndarray([[0, 1]]))).toThrow(/shape \[1, 2\]/);
    expect(() => data.labelBinarizer().fit(["a", null])).toThrow(/1 missing one in 2 rows/);
    expect(() => data.labelBinarizer().fit([])).toThrow(/at least one row of labels/);
    expect(() =>
      data
        .labelBinarizer()
        .fit(column)
        .inverseTransform([[1, 0]]),
    ).toThrow(/3 columns.*received 2/);
  });

  it("multiLabelBinarizer takes sets and texts, and tells of labels it does not know", () => {
    const binarizer = data.multiLabelBinarizer({ separator: "|" });
    const films = data.table({ genre: ["comedy|drama", null, "drama | "] }).column("genre");
    expect(data.toNested(binarizer.fitTransform(films))).toEqual([
      [1, 1],
      [0, 0],
      [0, 1],
    ]);
    expect(binarizer.getFeatureNamesOut()).toEqual(["comedy", "drama"]);
    const sets = data.multiLabelBinarizer().fit([new Set(["a"]), ["b"]]);
    expect(() => sets.transform([["c"]])).toThrow(/unknown label "c" in row 0/);
    const ignoring = data.multiLabelBinarizer({ handleUnknown: "ignore" }).fit([["a"]]);
    expect([...ignoring.transform([["c", "a"]]).data]).toEqual([1]);
    expect(() => sets.fit(["ab"])).toThrow(/received "ab" in row 0; .*separator/);
    expect(() => sets.fit([[null]])).toThrow(/a list with a missing label/);
    expect(() => sets.fit(5 as never)).toThrow(/a list of labels for each row, received number/);
    expect(() => data.multiLabelBinarizer({ classes: ["a", "a"] })).toThrow(/received "a" twice/);
    expect(() => sets.inverseTransform([[1]])).toThrow(/2 columns, one for each class, received 1/);
    expect(() => sets.inverseTransform([[0.5, 1]])).toThrow(/0 or 1, received 0.5 in row 0/);
  });

  it.each([
    ["labelEncoder", () => data.labelEncoder(), ["b", "a", "c"]],
    ["labelBinarizer", () => data.labelBinarizer({ negLabel: -1 }), ["b", "a", "c"]],
    ["multiLabelBinarizer", () => data.multiLabelBinarizer(), [["b"], [], ["a", "b"]]],
  ] as const)("%s: not fitted, JSON, leakage", (kind, make, labels) => {
    // biome-ignore lint/suspicious/noExplicitAny: three kinds in one test.
    const t: any = make();
    expect([t.kind, t.fitted]).toEqual([kind, false]);
    for (const call of [
      () => t.transform(labels),
      () => t.inverseTransform([[1]]),
      () => t.getFeatureNamesOut(),
      () => t.classes,
    ]) {
      expect(call).toThrow(data.NotFittedError);
    }
    // biome-ignore lint/suspicious/noExplicitAny: three kinds in one test.
    const again = (): any => data.transformFromJson(JSON.parse(JSON.stringify(t)));
    expect(again().fitted).toBe(false);
    t.fit(labels);
    expect(again().transform(labels)).toEqual(t.transform(labels));
    expect(again().toJSON()).toEqual(t.toJSON());
    expect(() => data.transformFromJson({ ...t.toJSON(), state: {} })).toThrow(data.DataError);
    const [, test] = data.trainTestSplit([...labels, ...labels] as unknown[], { randomState: 0 });
    expect(() => t.fit(test)).toThrow(data.LeakageError);
    expect(t.fit(test, { allowLeakage: true })).toBe(t);
    expect(() => make().fitTransform(test as never)).toThrow(data.LeakageError);
  });
});

describe("options that there are not", () => {
  it.each([
    ["labelBinarizer", data.labelBinarizer, "posLabl", "posLabel"],
    ["multiLabelBinarizer", data.multiLabelBinarizer, "class", "classes"],
    ["targetEncoder", data.targetEncoder, "smoth", "smooth"],
    ["knnImputer", data.knnImputer, "neighbors", "nNeighbors"],
    ["missingIndicator", data.missingIndicator, "feature", "features"],
    ["featureUnion", (options: object) => data.featureUnion({ a: "drop" }, options), "weights", undefined],
    ["transformedTarget", data.transformedTarget, "transform", "transformer"],
  ] as const)("%s refuses them", (who, make, wrong, right) => {
    // biome-ignore lint/suspicious/noExplicitAny: options of many transforms.
    expect(() => (make as any)({ [wrong]: 1 })).toThrow(
      new RegExp(
        `^${who}: expected the options .*received "${wrong}"; ${right ? `did you mean "${right}"` : ""}`,
      ),
    );
  });
});

describe("missing values", () => {
  it.each(titled("MissingIndicator"))("missingIndicator %s", (_note, c) => {
    const indicator = data.missingIndicator(optionsOf(c.args));
    expectArray(indicator.fitTransform(matrix(c.X)), c.transformed);
    expectArray(indicator.transform(matrix(c.X_new)), c.transformed_new);
    expect(indicator.indicated).toEqual(flat(c.features));
    expect(indicator.getFeatureNamesOut()).toEqual(c.feature_names_out);
  });

  it("missingIndicator tells of new gaps", () => {
    const indicator = data.missingIndicator().fit([[null, 1]]);
    expect(() => indicator.transform([[1, null]])).toThrow(
      /received some in "x1"; pass \{ features: "all" \}/,
    );
    expect([...data.missingIndicator({ missingValues: "?" }).fitTransform([["?"], ["a"]]).data]).toEqual([
      1, 0,
    ]);
    expect(() => data.missingIndicator({ features: "some" as never })).toThrow(/received "some"/);
  });

  it.each(titled("KNNImputer"))("knnImputer, %s", (note, c) => {
    const options = optionsOf(c.args);
    if (note === "function") options.weights = (distances: Float64Array) => distances.map((d) => 1 / (1 + d));
    const imputer = data.knnImputer(options);
    const array = (packed: Packed) => ({ data: Float64Array.from(numbers(packed)), shape: packed.shape });
    // scikit-learn takes distances from products, so that two equal rows are about 1e-8 apart; here they are at 0.
    const within = options.weights === undefined ? 1e-9 : 2e-6;
    expectArray(imputer.fitTransform(array(c.X)), c.transformed, within);
    expectArray(imputer.transform(array(c.X_new)), c.transformed_new, within);
    // With keep_empty_features it forgets to name the kept one.
    const names = c.args.keep_empty_features ? [...c.feature_names_out, "x4"] : c.feature_names_out;
    expect(imputer.getFeatureNamesOut()).toEqual(names);
  });

  it.each(titled("SimpleImputer"))("simpleImputer, %s", (_note, c) => {
    const imputer = data.simpleImputer(optionsOf(c.args));
    const given = (packed: Packed): Cell[][] | data.NdArray =>
      packed.dtype === "object"
        ? matrix(packed)
        : { data: Float64Array.from(numbers(packed)), shape: packed.shape };
    const expectOut = (received: data.ImputerOutput, expected: Packed): void => {
      if (Array.isArray(received)) expect(received).toEqual(matrix(expected));
      else expectArray(received as data.NdArray<Float64Array>, expected);
    };
    expectOut(imputer.fitTransform(given(c.X) as never), c.transformed);
    const again = data.transformFromJson<data.SimpleImputer>(JSON.parse(JSON.stringify(imputer)));
    for (const one of [imputer, again]) {
      expectOut(one.transform(given(c.X_new) as never), c.transformed_new);
      expect(one.getFeatureNamesOut()).toEqual(c.feature_names_out);
    }
    expect(imputer.statistics).toEqual(flat(c.statistics));
  });

  it("simpleImputer keeps an empty column of a table as a column of zeros", () => {
    const columns = { city: "nominal", size: "float" } as const;
    const people = data.table({ city: [null, null], size: [1, null] }, { columns });
    const options = { strategy: "mostFrequent", keepEmptyFeatures: true } as const;
    const imputer = data.simpleImputer(options).fit(people);
    expect(imputer.transform(people).toRows()).toEqual([
      { city: 0, size: 1 },
      { city: 0, size: 1 },
    ]);
    const texts = data.table({ city: ["Rome", null], size: [null, 2] }, { columns });
    expect(imputer.transform(texts).column("city").toArray()).toEqual(["Rome", "0"]);
    expect(data.simpleImputer({ strategy: "mostFrequent" }).fitTransform(people).columnNames).toEqual([
      "size",
    ]);
  });

  it("knnImputer gives a table for a table, and refuses what it cannot use", () => {
    const people = data.table({ age: [1, null, 3], height: [1.5, 1.6, 1.8] });
    const filled = data.knnImputer({ nNeighbors: 1 }).fitTransform(people);
    expect(filled.column("age").toArray()).toEqual([1, 1, 3]);
    expect(filled.schema().map(({ kind }) => kind)).toEqual(["integer", "float"]);
    expect(() => data.knnImputer().fit([["a"], [null]])).toThrow(/received text in "x0"/);
    expect(() => data.knnImputer({ nNeighbors: 0 })).toThrow(/nNeighbors as a whole number/);
    expect(() => data.knnImputer({ weights: "near" as never })).toThrow(/received "near"/);
    const wrong = data.knnImputer({ weights: () => [] }).fit([
      [1, 2],
      [3, 4],
    ]);
    expect(() => wrong.transform([[null, 2]])).toThrow(/a weight for each of 2 distances, received 0/);
    expect(() => wrong.toJSON()).toThrow(/received a function, which JSON cannot hold/);
  });
});
