import { describe, expect, it } from "vitest";
import * as data from "../src";
import {
  type Cell,
  columnTransformer,
  DataError,
  type LabelEncoder,
  labelEncoder,
  NotFittedError,
  oneHotEncoder,
  pipeline,
  simpleImputer,
  standardScaler,
  table,
  transformFromJson,
  transformKinds,
} from "../src";

// biome-ignore lint/suspicious/noExplicitAny: one contract for all kinds of transforms.
type Any = any;

interface Contract {
  make: () => Any;
  /** Rows to fit on, and rows of the same form to transform. */
  train: Cell[][];
  next: Cell[][];
  names: string[];
  /** Does inverseTransform give the rows back? */
  inverse: boolean;
  /** Are missing values kept or filled, rather than a category or an error? */
  missing: "kept" | "filled" | "category" | "refused";
  /** The target of the train rows, for those that learn from it. */
  y?: Cell[];
  /** Does fitTransform treat the train rows otherwise than transform does? */
  crossed?: boolean;
  /** What `transformFromJson` needs besides. */
  revive?: data.FromJsonOptions;
}

const numeric: Cell[][] = [
  [1, 10],
  [2, 30],
  [4, 20],
  [3, 70],
];
const nextNumeric: Cell[][] = [
  [0, 15],
  [9, -5],
];
const texts: Cell[][] = [
  ["b", 1],
  ["a", 2],
  ["b", 3],
  ["c", 1],
];
const nextTexts: Cell[][] = [
  ["a", 3],
  ["c", 2],
];
const scaler = {
  train: numeric,
  next: nextNumeric,
  names: ["p", "q"],
  inverse: true,
  missing: "kept" as const,
};

// What is made of rows that leave no gap.
const whole = { ...scaler, inverse: false, missing: "refused" as const };

const counts: Cell[][] = [
  [1, 0],
  [2, 3],
  [1, 0],
  [1, 7],
];

const contracts: Record<string, Contract> = {
  standardScaler: { make: () => data.standardScaler(), ...scaler },
  minMaxScaler: { make: () => data.minMaxScaler({ featureRange: [-1, 2] }), ...scaler },
  maxAbsScaler: { make: () => data.maxAbsScaler(), ...scaler },
  robustScaler: { make: () => data.robustScaler({ quantileRange: [10, 90], unitVariance: true }), ...scaler },
  oneHotEncoder: {
    make: () => oneHotEncoder({ drop: "first" }),
    train: texts,
    next: nextTexts,
    names: ["p_b", "p_c", "q_2", "q_3"],
    inverse: true,
    missing: "category",
  },
  ordinalEncoder: {
    make: () => data.ordinalEncoder({ handleUnknown: "useEncodedValue", unknownValue: Number.NaN }),
    train: texts,
    next: nextTexts,
    names: ["p", "q"],
    inverse: true,
    missing: "kept",
  },
  simpleImputer: {
    make: () => simpleImputer({ addIndicator: true }),
    train: [...numeric, [null, 5]],
    next: nextNumeric,
    names: ["p", "q", "missingindicator_p"],
    inverse: false,
    missing: "filled",
  },
  normalizer: { make: () => data.normalizer({ norm: "l1" }), ...whole },
  binarizer: { make: () => data.binarizer({ threshold: 15 }), ...whole },
  kBinsDiscretizer: {
    make: () => data.kBinsDiscretizer({ nBins: [3, 2], strategy: "uniform" }),
    ...whole,
    // The middles of bins, which an inverse gives back.
    next: [
      [3.5, 25],
      [1.5, 55],
    ],
    names: ["p_0.0", "p_1.0", "p_2.0", "q_0.0", "q_1.0"],
    inverse: true,
  },
  polynomialFeatures: {
    make: () => data.polynomialFeatures({ degree: [2, 3], interactionOnly: true }),
    ...whole,
    names: ["1", "p q"],
  },
  tfidfTransformer: {
    make: () => data.tfidfTransformer({ sublinearTf: true }),
    ...whole,
    train: counts,
    next: counts,
  },
  dateTimeFeatures: {
    make: () => data.dateTimeFeatures({ features: ["year", "day"], cyclical: ["day"] }),
    train: [
      ["2024-03-01", "1999-12-31T23:00:00Z"],
      ["2023-02-28", "2024-06-30T00:30:00Z"],
    ],
    next: [
      ["2020-02-29", "2000-01-01T10:00:00Z"],
      ["1970-01-01", "1969-12-31T12:00:00Z"],
    ],
    names: ["p_year", "p_day_sin", "p_day_cos", "q_year", "q_day_sin", "q_day_cos"],
    inverse: false,
    missing: "kept",
  },
  varianceThreshold: { make: () => data.varianceThreshold(), ...scaler },
  selectKBest: {
    make: () => data.selectKBest({ k: 2 }),
    ...whole,
    inverse: true,
    y: ["no", "yes", "no", "yes"],
  },
  selectPercentile: {
    make: () => data.selectPercentile({ percentile: 100, scoreFunc: data.fRegression }),
    ...whole,
    inverse: true,
    y: [1, 2, 2, 5],
  },
  pca: { make: () => data.pca({ whiten: true }), ...whole, names: ["pca0", "pca1"], inverse: true },
  knnImputer: {
    make: () => data.knnImputer({ nNeighbors: 2, addIndicator: true }),
    train: [...numeric, [null, 5]],
    next: nextNumeric,
    names: ["p", "q", "missingindicator_p"],
    inverse: false,
    missing: "filled",
  },
  missingIndicator: {
    make: () => data.missingIndicator(),
    train: [...numeric, [null, 5], [1, null]],
    next: nextNumeric,
    names: ["missingindicator_p", "missingindicator_q"],
    inverse: false,
    missing: "category",
  },
  targetEncoder: {
    make: () => data.targetEncoder({ cv: 2, randomState: 3 }),
    train: texts,
    next: nextTexts,
    names: ["p", "q"],
    inverse: false,
    missing: "category",
    y: [1.5, 2, 0, 3],
    crossed: true,
  },
  powerTransformer: {
    make: () => data.powerTransformer(),
    ...scaler,
    next: [
      [0, 15],
      [5, 75],
    ],
  },
  quantileTransformer: {
    make: () => data.quantileTransformer({ nQuantiles: 4, outputDistribution: "normal" }),
    ...scaler,
    next: [
      [1.5, 15],
      [3.25, 60],
    ],
  },
  splineTransformer: {
    make: () => data.splineTransformer({ nKnots: 2, degree: 1, extrapolation: "linear" }),
    ...whole,
    names: ["p_sp_0", "p_sp_1", "q_sp_0", "q_sp_1"],
  },
  functionTransformer: {
    make: () => data.functionTransformer({ func: Math.log1p, inverseFunc: Math.expm1 }),
    ...scaler,
    next: [
      [0, 15],
      [9, 100],
    ],
    revive: { functions: { log1p: { func: Math.log1p, inverseFunc: Math.expm1 } } },
  },
  pipeline: { make: () => pipeline([standardScaler(), data.minMaxScaler()]), ...scaler },
  featureUnion: {
    make: () =>
      data.featureUnion(
        { scaled: standardScaler(), asis: "passthrough", gone: "drop" },
        { transformerWeights: { asis: 2 } },
      ),
    train: numeric,
    next: nextNumeric,
    names: ["scaled__p", "scaled__q", "asis__p", "asis__q"],
    inverse: false,
    missing: "kept",
  },
  columnTransformer: {
    make: () =>
      columnTransformer(
        { n: { columns: [1], steps: [simpleImputer(), standardScaler()] } },
        { remainder: "passthrough" },
      ),
    train: numeric,
    next: nextNumeric,
    names: ["n__q", "remainder__p"],
    inverse: false,
    missing: "filled",
  },
};

const asTable = (rows: Cell[][], names = ["p", "q"]) =>
  table(Object.fromEntries(names.map((name, j) => [name, rows.map((row) => row[j]!)])));

const plain = (out: Any): unknown =>
  "toRows" in out ? out.toRows() : "data" in out ? [out.shape, ...out.data] : out;

describe("every exported transform", () => {
  it("has its row here, and nothing escapes", () => {
    const kinds = new Set([
      ...Object.keys(contracts),
      "labelEncoder",
      "labelBinarizer",
      "multiLabelBinarizer",
      "countVectorizer",
      "tfidfVectorizer",
      "hashingVectorizer",
      "transformedTarget",
    ]);
    expect(new Set(transformKinds())).toEqual(kinds);
    for (const [name, value] of Object.entries(data)) {
      if (typeof value !== "function" || /^[A-Z]/.test(name)) continue;
      let made: Any;
      try {
        made = (value as Any)();
        if (made instanceof Promise) made.catch(() => {});
      } catch {
        continue;
      }
      if (typeof made?.fit === "function") expect(kinds).toContain(name);
    }
  });

  describe.each(Object.entries(contracts))("%s", (kind, contract) => {
    const { make, train, next, names, inverse, missing, y, crossed, revive } = contract;

    it("is what it says, and not fitted at first", () => {
      const t = make();
      expect([t.kind, t.fitted]).toEqual([kind, false]);
      for (const call of [
        () => t.transform(next),
        () => t.getFeatureNamesOut(),
        () => t.nFeaturesIn,
        ...(inverse ? [() => t.inverseTransform(next)] : []),
      ]) {
        expect(call).toThrow(NotFittedError);
        expect(call).toThrow(new RegExp(`^${kind}: expected to be fitted first.*fit\\(train\\)`));
      }
    });

    it("refuses an option that there is not", () => {
      const given: Record<string, unknown[]> = {
        pipeline: [[standardScaler()]],
        columnTransformer: [{ n: { columns: [0], steps: [] } }],
        featureUnion: [{ n: standardScaler() }],
        functionTransformer: [{ func: Math.abs }],
      };
      const factory = (data as Any)[kind];
      const [first = {}, ...rest] = given[kind] ?? [];
      const wrong =
        kind === "functionTransformer" || given[kind] === undefined
          ? [{ ...(first as object), withMeen: true }]
          : [first, ...rest, { withMeen: true }];
      expect(() => factory(...wrong)).toThrow(DataError);
      expect(() => factory(...wrong)).toThrow(/withMeen/);
    });

    it("fits without changing its input, and fitTransform is fit then transform", () => {
      const before = JSON.stringify(train);
      const t = make();
      expect(t.fit(train, y)).toBe(t);
      expect([t.fitted, t.nFeaturesIn]).toEqual([true, 2]);
      if (crossed !== true) {
        expect(plain(make().fitTransform(train, y))).toEqual(plain(t.transform(train)));
      }
      expect(JSON.stringify(train)).toBe(before);
      const people = asTable(train);
      const shown = people.toString();
      make().fitTransform(people, y);
      expect(people.toString()).toBe(shown);
      expect(plain(make().fit(train, y).transform(train))).toEqual(plain(t.fit(train, y).transform(train)));
    });

    it("gives the same in turns, and rejects what it would throw", async () => {
      const t = make();
      const out = await t.fitTransformAsync(train, y);
      expect(plain(out)).toEqual(plain(make().fitTransform(train, y)));
      expect(plain(await t.transformAsync(next))).toEqual(plain(t.transform(next)));
      await expect(make().transformAsync(next)).rejects.toThrow(NotFittedError);
      await expect(make().fitAsync([])).rejects.toThrow(/at least one row to fit on/);
      const { test } = data.split(asTable([...train, ...train]), { randomState: 1 });
      await expect(make().fitAsync(test)).rejects.toThrow(data.LeakageError);
    });

    it("gives arrays for tables and rows alike, with feature names", () => {
      const t = make();
      const out = t.fitTransform(train, y);
      expect(out.shape).toEqual([train.length, names.length]);
      expect(out.data).toBeInstanceOf(Float64Array);
      if (kind !== "columnTransformer" && kind !== "pca") {
        expect(t.getFeatureNamesOut()).toEqual(
          names.map((name) =>
            name.replace(/(?<=^|[ _])p(?=$|[ _])/, "x0").replace(/(?<=^|[ _])q(?=$|[ _])/, "x1"),
          ),
        );
      }
      const named = make();
      const fromTable = named.fitTransform(asTable(train), y);
      expect(named.getFeatureNamesOut()).toEqual(names);
      const values = "toNdArray" in fromTable ? fromTable.toNdArray() : fromTable;
      expect([values.shape, ...values.data]).toEqual([out.shape, ...out.data]);
    });

    it("transforms a single row and no row", () => {
      const t = make().fit(train, y);
      const both = t.transform(next);
      const one = t.transform([next[0]!]);
      expect([...one.data]).toEqual([...both.data.slice(0, names.length)]);
      expect(t.transform(asTable(train).take([])).nRows ?? 0).toBe(0);
      expect(() => make().fit([])).toThrow(/at least one row to fit on, received none/);
    });

    it("refuses another width, other names and what is no data", () => {
      const t = make().fit(asTable(train), y);
      expect(() => t.transform([[1, 2, 3]])).toThrow(/expected 2 features.*received 3/);
      expect(() => t.transform(asTable(next, ["p", "z"]))).toThrow(/"q"/);
      expect(() => t.transform(5)).toThrow(/expected a table, an array.*received number/);
      expect(() => t.fit([[1], [2, 3]])).toThrow(/rows of 1 value.*received 2 in row 1/);
      expect(() => t.fit({ data: new Float64Array(3), shape: [3] })).toThrow(
        /shape \[rows, features\], received \[3\]/,
      );
      expect(() => t.fit({ data: new Float64Array(3), shape: [2, 2] })).toThrow(/expected 4 values/);
    });

    it("keeps what it learned when a later fit fails", () => {
      const t = make().fit(train, y);
      const before = plain(t.transform(next));
      expect(() => t.fit([[1], [2, 3]])).toThrow(DataError);
      expect(plain(t.transform(next))).toEqual(before);
    });

    it("survives JSON, fitted and unfitted", () => {
      const t = make();
      const fresh: Any = transformFromJson(JSON.parse(JSON.stringify(t)), revive);
      expect([fresh.kind, fresh.fitted]).toEqual([kind, false]);
      expect(plain(fresh.fitTransform(train, y))).toEqual(plain(t.fitTransform(train, y)));
      const back: Any = transformFromJson(JSON.parse(JSON.stringify(t)), revive);
      expect(plain(back.transform(next))).toEqual(plain(t.transform(next)));
      expect(back.getFeatureNamesOut()).toEqual(t.getFeatureNamesOut());
      expect(back.toJSON()).toEqual(t.toJSON());
    });

    it("refuses damaged JSON", () => {
      const json = JSON.parse(JSON.stringify(make().fit(train, y)));
      // Some learn nothing but the features.
      if (Object.keys(json.state).length > 0) {
        expect(() => transformFromJson({ ...json, state: {} }, revive)).toThrow(DataError);
      }
      expect(() => transformFromJson({ ...json, features: null })).toThrow(/damaged/);
      expect(() => transformFromJson({ ...json, options: null })).toThrow(/damaged/);
    });

    it("has an inverse where it should", () => {
      const t = make().fit(train, y);
      expect(typeof t.inverseTransform === "function").toBe(inverse);
      if (!inverse) return;
      const back = t.inverseTransform(t.transform(next));
      const cells = Array.isArray(back) ? back.flat() : [...back.data];
      next.flat().forEach((cell, i) => {
        if (typeof cell === "number") expect(cells[i]).toBeCloseTo(cell, 12);
        else expect(cells[i]).toBe(cell);
      });
      expect(() => t.inverseTransform([[1, 2, 3, 4, 5, 6, 7]])).toThrow(/received 7/);
    });

    it(`has its policy for missing values: ${missing}`, () => {
      const gaps: Cell[][] = [...train, [null, train[0]![1]!]];
      if (missing === "refused") {
        const refused = new RegExp(
          `^${kind}: expected a value in every row.*row ${train.length} of "x0"; .*simpleImputer`,
        );
        expect(() => make().fit(gaps, y && [...y, y[0]!])).toThrow(refused);
        expect(() => make().fit(train, y).transform(gaps)).toThrow(refused);
        return;
      }
      const known = y && [...y, y[0]!];
      const out = make().fitTransform(gaps, known);
      const last = [...out.data.slice(-names.length)];
      if (missing === "kept") expect(last[0]).toBeNaN();
      else if (missing === "filled" && kind.endsWith("Imputer")) expect(last).not.toContain(Number.NaN);
      else if (missing === "category") expect([...out.data].every(Number.isFinite)).toBe(true);
      if (crossed !== true) {
        expect(plain(make().fit(gaps, known).transform(gaps))).toEqual(plain(out));
      }
    });
  });
});

describe("labelEncoder keeps the contract in one dimension", () => {
  const labels = ["b", "a", "b", "c"];

  it("not fitted, unseen, missing, JSON, inverse, names", () => {
    const t = labelEncoder();
    expect(() => t.transform(labels)).toThrow(NotFittedError);
    expect(() => t.inverseTransform([0])).toThrow(NotFittedError);
    expect(() => t.getFeatureNamesOut()).toThrow(NotFittedError);
    expect([...t.fitTransform(labels).data]).toEqual([1, 0, 1, 2]);
    expect(t.transform(labels).data).toBeInstanceOf(Int32Array);
    expect(t.inverseTransform(t.transform(labels))).toEqual(labels);
    expect(t.getFeatureNamesOut()).toEqual(["label"]);
    const fresh = transformFromJson<LabelEncoder>(JSON.parse(JSON.stringify(labelEncoder())));
    expect(fresh.fitted).toBe(false);
    const back = transformFromJson<LabelEncoder>(JSON.parse(JSON.stringify(t)));
    expect([...back.transform(labels).data]).toEqual([1, 0, 1, 2]);
    expect(() => t.transform(["z"])).toThrow(/unseen labels "z", first in row 0/);
    expect(() => t.inverseTransform([7])).toThrow(/from 0 to 2, received 7/);
    expect(() => labelEncoder().fit([])).toThrow(/at least one row of labels/);
    expect(() => labelEncoder().fit(["a", null])).toThrow(/1 missing one in 2 rows/);
    expect(() => labelEncoder().fit([["a"]] as never)).toThrow(/labels that are numbers, texts/);
  });
});

describe("the async form", () => {
  it("lets the event loop run between pieces", async () => {
    const x = { data: Float64Array.from({ length: 3e6 }, (_, i) => Math.sin(i)), shape: [60_000, 50] };
    let turns = 0;
    let done = false;
    const count = (): void => {
      turns++;
      if (!done) setImmediate(count);
    };
    setImmediate(count);
    const out = await pipeline([standardScaler(), data.robustScaler()]).fitTransformAsync(x);
    done = true;
    expect(out.shape).toEqual(x.shape);
    expect(turns).toBeGreaterThan(5);
  });
});

describe("particular transforms", () => {
  it("scalers refuse infinities, columns without a value, and text that somebody chose", () => {
    expect(() => standardScaler().fit([[1], [Infinity]])).toThrow(
      /finite numbers, received Infinity in row 1 of "x0"/,
    );
    expect(() => standardScaler().fit([[null], [null]])).toThrow(/only missing values in "x0"/);
    expect(() => standardScaler().fit([["a"], ["b"]])).toThrow(/columns of numbers, received text in "x0"/);
    expect(() => standardScaler().fit([[1e300], [-1e300]])).toThrow(/whose squares a float64 can hold/);
    const chosen = columnTransformer({ n: { columns: ["c"], steps: [standardScaler()] } });
    expect(() => chosen.fit(table({ c: ["x", "y"] }))).toThrow(/received text in "c"/);
  });

  it("standardScaler.partialFit equals fit on all", () => {
    const parts = standardScaler()
      .partialFit(numeric.slice(0, 1) as never)
      .partialFit(numeric.slice(1) as never);
    const whole = standardScaler().fit(numeric);
    expect(parts.nSamplesSeen).toEqual(whole.nSamplesSeen);
    parts.var!.forEach((value, j) => {
      expect(value).toBeCloseTo(whole.var![j]!, 12);
    });
    expect(() => parts.partialFit([[1]])).toThrow(/expected 2 features/);
  });

  it("minMaxScaler and maxAbsScaler learn from pieces, one of which may lack a column's values", () => {
    for (const make of [data.minMaxScaler, data.maxAbsScaler]) {
      const whole = make().fit(numeric);
      const parts = make()
        .partialFit(numeric.slice(0, 1) as never)
        .partialFit(numeric.slice(1, 3) as never)
        .partialFit([[null, 70]])
        .partialFit([[3, null]]);
      expect([parts.nSamplesSeen, whole.nSamplesSeen]).toEqual([5, 4]);
      expect(parts.scale).toEqual(whole.scale);
      expect(plain(parts.transform(nextNumeric as never))).toEqual(
        plain(whole.transform(nextNumeric as never)),
      );
      expect(transformFromJson<typeof parts>(JSON.parse(JSON.stringify(parts))).nSamplesSeen).toBe(5);
      expect(() => parts.partialFit([])).toThrow(/at least one row/);
      expect(() => make().partialFit([[null, 1]])).toThrow(/only missing values in "x0"/);
      const [, held] = data.trainTestSplit(data.ndarray([[1], [2], [3], [4]]), { randomState: 0 });
      expect(() => make().partialFit(held)).toThrow(data.LeakageError);
    }
  });

  it("transforms that make features tell of options and values that they cannot take", () => {
    expect(() => data.kBinsDiscretizer({ strategie: "uniform" } as never)).toThrow(
      /received "strategie"; did you mean "strategy"/,
    );
    expect(() => data.kBinsDiscretizer({ nBins: 1 })).toThrow(/nBins as a whole number of at least 2/);
    expect(() => data.kBinsDiscretizer({ encode: "onehot-dense" as never })).toThrow(
      /did you mean "onehotDense"/,
    );
    expect(() => data.kBinsDiscretizer({ nBins: [2, 3] }).fit([[1], [2]])).toThrow(/each of 1 features/);
    const few = data.kBinsDiscretizer({ nBins: 3, strategy: "kmeans" });
    expect(() => few.fit([[1], [2]])).toThrow(/at least 3 rows to find 3 means in "x0", received 2/);
    const codes = data.kBinsDiscretizer({ encode: "ordinal", nBins: 2 }).fit([[1], [2], [3]]);
    expect(() => codes.inverseTransform([[2]])).toThrow(/bins from 0 to 1 for "x0", received 2 in row 0/);
    expect(() => data.normalizer({ norm: "l3" as never })).toThrow(/norm as one of "l1", "l2", "max"/);
    expect(() => data.binarizer({ threshold: Number.NaN })).toThrow(/threshold as a finite number/);
    expect(() => data.polynomialFeatures({ degree: 1.5 })).toThrow(/degree as a whole number/);
    expect(() => data.polynomialFeatures({ degree: [3, 2] })).toThrow(/received \[3,2\]/);
    expect(() => data.polynomialFeatures({ degree: 0, includeBias: false })).toThrow(/at least one term/);
    expect(() => data.polynomialFeatures({ order: "F" as never })).toThrow(/order as one of "C"/);
    const wide = { data: new Float64Array(400), shape: [1, 400] };
    expect(() => data.polynomialFeatures({ degree: 3 }).fit(wide)).toThrow(/at most 1000000 terms/);
    expect(() => data.powerTransformer({ method: "boxCox" }).fit([[1], [0]])).toThrow(
      /numbers above 0 .* received 0 in row 1 of "x0"/,
    );
    const fitted = data.powerTransformer({ method: "boxCox" }).fit([[1], [2], [5]]);
    expect(() => fitted.transform([[-1]])).toThrow(/received -1 in row 0 of "x0"/);
    const tall = new Float64Array(100_000).fill(3);
    tall[90_000] = -2;
    expect(() => fitted.transform({ data: tall, shape: [100_000, 1] })).toThrow(
      /received -2 in row 90000 of "x0"/,
    );
    expect(() => data.powerTransformer({ method: "boxCox" }).fit([[2], [2]])).toThrow(/values that differ/);
    expect(() => data.quantileTransformer({ nQuantiles: 20, subsample: 10 })).toThrow(
      /received nQuantiles 20 and subsample 10/,
    );
    expect(() => data.splineTransformer({ nKnots: 3, extrapolation: "periodic" })).toThrow(
      /more knots than the degree/,
    );
    expect(() => data.splineTransformer({ knots: [[0], [0]] })).toThrow(/received 0 after 0 for feature 0/);
    expect(() => data.splineTransformer().fit([[1]])).toThrow(/at least 2 rows/);
    const strict = data.splineTransformer({ extrapolation: "error" }).fit([[0], [1]]);
    expect(() => strict.transform([[2]])).toThrow(/values from 0 to 1 in "x0".*received 2 in row 0/);
  });

  it("a transform with a seed draws the same rows again after JSON", () => {
    const squares = Array.from({ length: 50 }, (_, i) => [i * i]);
    const drawn = { subsample: 20, randomState: 4 };
    const all: Any[] = [data.kBinsDiscretizer(drawn), data.quantileTransformer({ ...drawn, nQuantiles: 5 })];
    for (const t of all) {
      const fresh: Any = transformFromJson(JSON.parse(JSON.stringify(t)));
      expect(plain(fresh.fitTransform(squares))).toEqual(plain(t.fitTransform(squares)));
    }
  });

  it("splines go on in a line for every feature, also of degree 1", () => {
    const lines = data.splineTransformer({ nKnots: 3, degree: 1, extrapolation: "linear" });
    lines.fit([
      [0, 0],
      [2, 4],
    ]);
    expect([...lines.transform([[-1, 6]]).data]).toEqual([2, -1, 0, 0, -1, 2]);
    const steps = data.splineTransformer({ nKnots: 3, degree: 0 }).fit([[0], [2]]);
    expect([...steps.transform([[-1], [5]]).data]).toEqual([1, 0, 0, 1]);
  });

  it("scalers of a table take its numbers, and the same columns later", () => {
    const people = table({ age: [1, 3], city: ["Rome", "Oslo"], sum: [10, 20] });
    const t = standardScaler();
    expect([...t.fitTransform(people).data]).toEqual([-1, -1, 1, 1]);
    expect(t.getFeatureNamesOut()).toEqual(["age", "sum"]);
    expect([...t.transform(people.drop("city")).data]).toEqual([-1, -1, 1, 1]);
    expect(() => t.transform(people.drop("age"))).toThrow(/expected 2 features \("age", "sum"\)/);
    expect(() => t.transform(people.select(["city"]))).toThrow(/expected the columns "age", "sum"/);
    const moved = table({ sum: [1.5], age: [1] });
    expect(() => t.transform(moved)).toThrow(/received "sum" where "age" was/);
  });

  it("oneHotEncoder tells of unknown categories, and shares columns of rare ones", () => {
    const t = oneHotEncoder().fit(table({ city: ["Rome", "Oslo"] }));
    expect(() => t.transform(table({ city: ["Oslo", "Bonn"] }))).toThrow(
      /unknown categories \["Bonn"\] in column 0 \("city"\), first in row 1, during transform; .*handleUnknown: "ignore"/,
    );
    const rare = oneHotEncoder({ maxCategories: 2, handleUnknown: "infrequentIfExist" });
    const out = rare.fitTransform([["a"], ["a"], ["b"], ["c"]]);
    expect([...out.data]).toEqual([1, 0, 1, 0, 0, 1, 0, 1]);
    expect(rare.infrequentCategories).toEqual([["b", "c"]]);
    expect(rare.inverseTransform([[0, 1]])).toEqual([["infrequent_sklearn"]]);
    expect([...rare.transform([["z"]]).data]).toEqual([0, 1]);
    expect(() => oneHotEncoder({ minFrequency: -1 })).toThrow(/minFrequency as a count/);
    expect(() => oneHotEncoder({ categories: [["a"]] }).fit([["b"]])).toThrow(/during fit; add them/);
    expect(() => oneHotEncoder({ categories: [["a"]] }).fit([["a", "b"]])).toThrow(
      /each of 2 features, received 1/,
    );
    const binary = oneHotEncoder({ drop: "ifBinary" });
    expect([...binary.fitTransform([["a"], ["b"]]).data]).toEqual([0, 1]);
    expect(binary.getFeatureNamesOut()).toEqual(["x0_b"]);
  });

  it("encoders keep the order of an ordinal column", () => {
    const sizes = table(
      { size: ["S", "L", "M"] },
      { columns: { size: { kind: "ordinal", order: ["S", "M", "L"] } } },
    );
    expect([...data.ordinalEncoder().fitTransform(sizes).data]).toEqual([0, 2, 1]);
    const through = pipeline([simpleImputer({ strategy: "mostFrequent" }), data.ordinalEncoder()]);
    expect([...through.fitTransform(sizes).data]).toEqual([0, 2, 1]);
    expect(oneHotEncoder().fit(sizes).getFeatureNamesOut()).toEqual(["size_S", "size_M", "size_L"]);
  });

  it("ordinalEncoder checks its codes", () => {
    expect(() => data.ordinalEncoder({ handleUnknown: "useEncodedValue" })).toThrow(
      /expected unknownValue with/,
    );
    expect(() => data.ordinalEncoder({ unknownValue: -1 })).toThrow(/and only then/);
    const taken = data.ordinalEncoder({ handleUnknown: "useEncodedValue", unknownValue: 1 });
    expect(() => taken.fit([["a"], ["b"]])).toThrow(/none of the codes 0 to 1/);
    expect(() =>
      data
        .ordinalEncoder()
        .fit([["a"]])
        .inverseTransform([[4]]),
    ).toThrow(/codes from 0 to 0, received 4/);
    expect([...data.ordinalEncoder({ encodedMissingValue: -2 }).fitTransform([["a"], [null]]).data]).toEqual([
      0, -2,
    ]);
  });

  it("simpleImputer gives a table for a table and rows for rows with text", () => {
    const people = table({ age: [1, null, 2], city: ["Rome", null, "Rome"], ok: [true, null, true] });
    const filled = simpleImputer({ strategy: "mostFrequent" }).fitTransform(people);
    expect(filled.toRows()[1]).toEqual({ age: 1, city: "Rome", ok: true });
    expect(filled.schema().map(({ kind }) => kind)).toEqual(["integer", "nominal", "boolean"]);
    const mean = simpleImputer().fitTransform(people.select(["age"]));
    expect(mean.column("age").at(1)).toBe(1.5);
    expect(() => simpleImputer().fit(people)).toThrow(/numbers for strategy "mean", received text in "city"/);
    const constant = simpleImputer({ strategy: "constant", fillValue: "?" });
    expect(constant.fitTransform([["a"], [null]])).toEqual([["a"], ["?"]]);
    expect(() => constant.fit([[1], [null]])).toThrow(/a number to fill "x0"/);
    expect(() => simpleImputer({ strategy: "mode" as never })).toThrow(/received "mode"/);
    expect(() => simpleImputer({ missingValues: -1 }).fit([[-1], [null]])).toThrow(
      /1 empty values in "x0" besides/,
    );
  });

  it("pipeline and columnTransformer check their steps", () => {
    expect(() => pipeline([labelEncoder() as never])).toThrow(/keep labelEncoder\(\) for targets/);
    expect(() => pipeline([standardScaler as never])).toThrow(
      /received a function as step 0; call the factory/,
    );
    expect(() => pipeline(5 as never)).toThrow(/a list of transforms, received number/);
    const one = standardScaler();
    expect(() => pipeline([one, one])).toThrow(/the same one twice/);
    expect(() => columnTransformer({})).toThrow(/named groups of \{ columns, steps \}, received none/);
    expect(() => columnTransformer({ a: 5 as never })).toThrow(/received "a" without them/);
    const people = table({ age: [1, 2], city: ["x", "y"] });
    const wrong = columnTransformer({ a: { columns: ["agee"], steps: [] } });
    expect(() => wrong.fit(people)).toThrow(/no column "agee"; did you mean "age"/);
    expect(() => columnTransformer({ a: { columns: [7], steps: [] } }).fit(people)).toThrow(
      /from 0 to 1, received 7/,
    );
    const text = columnTransformer({ a: { columns: ["city"], steps: [] } }).fit(people);
    expect(() => text.transform(people)).toThrow(/received text in "a__city"; end with an encoder/);
    const clash = columnTransformer(
      { a: { columns: ["age"], steps: [] }, b: { columns: ["age"], steps: [] } },
      { verboseFeatureNamesOut: false },
    );
    expect(() => clash.fit(people)).toThrow(/received "age" twice/);
    expect(() =>
      pipeline([simpleImputer()])
        .fit([[1]])
        .inverseTransform([[1]]),
    ).toThrow(/received simpleImputer, which has none/);
    const swapped = columnTransformer({ a: { columns: ["age"], steps: [standardScaler()] } }).fit(people);
    expect([...swapped.transform(people.select(["city", "age"])).data]).toEqual([-1, 1]);
  });

  it("transformFromJson refuses strangers", () => {
    expect(() => transformFromJson({ kind: "standardScalar", options: {} })).toThrow(
      /did you mean "standardScaler"/,
    );
    expect(() => transformFromJson({ kind: "toString", options: {} })).toThrow(/one of the kinds/);
    expect(() => transformFromJson(null)).toThrow(/damaged/);
    const steps = [labelEncoder().toJSON()];
    expect(() => transformFromJson({ kind: "pipeline", options: { steps } })).toThrow(
      /received a labelEncoder/,
    );
  });
});
