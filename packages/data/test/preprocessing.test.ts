import { describe, expect, it } from "vitest";
import type { Cell, NdArray } from "../src";
import * as data from "../src";
import { type Case, expectClose, flat, golden, numbers, type Packed, rows } from "./support/goldens";

const { cases } = golden("preprocessing");
// What those lack, by scikit-learn 1.6.1.
const more = golden("features").cases;

const camel = (text: string): string =>
  text.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

// scikit-learn's words for what ours call by camelCase names.
const words: Record<string, string> = {
  most_frequent: "mostFrequent",
  if_binary: "ifBinary",
  infrequent_if_exist: "infrequentIfExist",
  use_encoded_value: "useEncodedValue",
  "onehot-dense": "onehotDense",
  "yeo-johnson": "yeoJohnson",
  "box-cox": "boxCox",
};
const unused = /^(copy|dtype|metric|sparse|sparse_output|verbose|keep_empty_features|ignore_implicit_zeros)$/;

const optionsOf = (args: Case): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(args)
      .filter(([name]) => !unused.test(name))
      .map(([name, value]) => [
        camel(name),
        typeof value === "string"
          ? value === "NaN"
            ? Number.NaN
            : (words[value] ?? value)
          : (value ?? undefined),
      ]),
  );

// biome-ignore lint/suspicious/noExplicitAny: one driver for all kinds of transforms.
type Any = any;

const factories: Record<string, (options: Any) => Any> = {
  StandardScaler: data.standardScaler,
  MinMaxScaler: data.minMaxScaler,
  MaxAbsScaler: data.maxAbsScaler,
  RobustScaler: data.robustScaler,
  OneHotEncoder: data.oneHotEncoder,
  OrdinalEncoder: data.ordinalEncoder,
  LabelEncoder: data.labelEncoder,
  SimpleImputer: data.simpleImputer,
  LabelBinarizer: data.labelBinarizer,
  KNNImputer: data.knnImputer,
  Normalizer: data.normalizer,
  Binarizer: data.binarizer,
  KBinsDiscretizer: data.kBinsDiscretizer,
  PolynomialFeatures: data.polynomialFeatures,
  // How the axes are found is not for the caller to say.
  PCA: ({ nComponents, whiten }) => data.pca({ nComponents, whiten }),
  PowerTransformer: data.powerTransformer,
  QuantileTransformer: data.quantileTransformer,
  SplineTransformer: data.splineTransformer,
};

// Names that a NumPy array holds as an attribute, here getters without the underscore.
const attribute: Record<string, string> = {
  data_min_: "dataMin",
  data_max_: "dataMax",
  data_range_: "dataRange",
};
const nameOf = (fitted: string): string => attribute[fitted] ?? camel(fitted.replace(/_$/, ""));

const input = (packed: Packed): Any => {
  if (packed.shape.length === 1) return flat(packed);
  const matrix = rows(packed);
  return packed.dtype === "object"
    ? matrix
    : { data: Float64Array.from(numbers(packed)), shape: packed.shape };
};

const expectCells = (received: Cell[][], expected: Packed, tol: number): void => {
  expect([received.length, received[0]?.length]).toEqual(expected.shape);
  const want = flat(expected);
  received.flat().forEach((cell, i) => {
    if (typeof want[i] === "number" && typeof cell === "number") expectClose([cell], [want[i]], tol);
    else expect(cell).toBe(want[i]);
  });
};

const expectOutput = (received: Any, expected: Packed, tol: number): void => {
  if (Array.isArray(received)) {
    if (expected.shape.length === 1) expect(received).toEqual(flat(expected));
    else expectCells(received, expected, tol);
    return;
  }
  expect((received as NdArray).shape).toEqual(expected.shape);
  expectClose((received as NdArray).data, numbers(expected), tol);
};

const expectFitted = (transform: Any, name: string, expected: Case, tol: number): void => {
  // The dropped place of each feature is told by the feature names.
  if (name === "drop_idx_") return;
  const received = transform[nameOf(name)];
  if (name === "n_samples_seen_") {
    const want = typeof expected === "number" ? expected : numbers(expected);
    // scikit-learn keeps one number when no value is missing; ours tells each feature, where it counts at all.
    if (received === undefined || typeof received === "number") expect(typeof want).toBe("number");
    else if (typeof want === "number") expect(new Set(received)).toEqual(new Set([want]));
    else expectClose(received, want, tol);
  } else if (expected === null) expect(received).toBeNull();
  else if (Array.isArray(expected)) {
    expect(received).toEqual(expected.map((list: Packed | null) => (list === null ? null : flat(list))));
  } else if (typeof expected === "number") expectClose([received], [expected], tol);
  else if (expected.data[0]?.shape !== undefined) {
    expected.data.forEach((list: Packed, j: number) => {
      expectClose(received[j], numbers(list), tol);
    });
  } else if ("shape" in received) expectOutput(received, expected, tol);
  else if (expected.dtype === "float64") expectClose(received, numbers(expected), tol);
  else expect([...received]).toEqual(flat(expected));
};

const check = (c: Case): void => {
  const { tol = 1e-12 } = c;
  const make = () => factories[c.estimator]!(optionsOf(c.args));
  if (c.error !== undefined) {
    expect(() => make().fit(input(c.X))).toThrow(/expected .* received /);
    return;
  }
  const transform = make();
  expectOutput(transform.fitTransform(input(c.X)), c.transformed, tol);
  for (const [attr, value] of Object.entries(c.fitted)) expectFitted(transform, attr, value, tol);
  if (c.feature_names_out !== undefined) expect(transform.getFeatureNamesOut()).toEqual(c.feature_names_out);
  if (c.inverse_of_transformed !== undefined) {
    expectOutput(transform.inverseTransform(input(c.transformed)), c.inverse_of_transformed, tol);
  }
  if (c.error_new !== undefined) {
    expect(() => transform.transform(input(c.X_new))).toThrow(/un(known|seen)/);
  } else if (c.X_new !== undefined) {
    expectOutput(transform.transform(input(c.X_new)), c.transformed_new, tol);
    if (c.inverse_of_transformed_new !== undefined) {
      expectOutput(transform.inverseTransform(input(c.transformed_new)), c.inverse_of_transformed_new, tol);
    }
  }
};

const titled = (list: Case[]) =>
  list.map((c, i) => [i, c.estimator, c.note ?? JSON.stringify(optionsOf(c.args)), c] as const);

// Centred rows that are no more than the features have no spread along the last axis, which may be any.
const flatCase = (c: Case): boolean => c.estimator === "PCA" && c.X.shape[0] <= c.X.shape[1];
const mine = cases.filter((c) => c.estimator in factories && !flatCase(c));

describe("transforms give scikit-learn's numbers", () => {
  it("has all cases", () => {
    const counts = Object.fromEntries(
      Object.keys(factories).map((name) => [name, mine.filter((c) => c.estimator === name).length]),
    );
    expect(counts).toEqual({
      StandardScaler: 7,
      MinMaxScaler: 7,
      MaxAbsScaler: 3,
      RobustScaler: 4,
      OneHotEncoder: 9,
      OrdinalEncoder: 6,
      LabelEncoder: 3,
      SimpleImputer: 9,
      LabelBinarizer: 2,
      KNNImputer: 1,
      Normalizer: 3,
      Binarizer: 1,
      KBinsDiscretizer: 7,
      PolynomialFeatures: 4,
      PCA: 4,
      PowerTransformer: 5,
      QuantileTransformer: 5,
      SplineTransformer: 0,
    });
  });

  it("drives every case of the file", () => {
    const apart = ["StandardScaler.partial_fit", "ColumnTransformer", "Pipeline", "leakage_right_way"];
    const others = cases.filter((c) => flatCase(c) || apart.includes(c.estimator));
    expect([mine.length, others.length]).toEqual([80, 5]);
    expect(mine.length + others.length).toBe(cases.length);
  });

  it.each(titled(mine))("%i %s %s", (_i, _name, _note, c) => check(c));

  it.each(titled(more.filter((c) => c.estimator in factories)))("by 1.6.1: %i %s %s", (_i, _name, _note, c) =>
    check(c),
  );

  it.each([
    ["StandardScaler", data.standardScaler],
    ["MinMaxScaler", data.minMaxScaler],
    ["MaxAbsScaler", data.maxAbsScaler],
  ] as const)("%s.partial_fit", (name, make) => {
    const c = [...cases, ...more].find((item) => item.estimator === `${name}.partial_fit`)!;
    const scaler = make();
    const all = rows(c.X) as number[][];
    for (let i = 0; i < all.length; i += c.args.chunk) scaler.partialFit(all.slice(i, i + c.args.chunk));
    for (const [attr, value] of Object.entries(c.fitted)) expectFitted(scaler, attr, value, c.tol);
  });

  it("scalers take truth values for 0 and 1, in fitTransform as in transform", () => {
    const truths = [
      [true, 1],
      [null, 3],
      [false, 2],
    ];
    for (const make of [data.standardScaler, data.minMaxScaler, data.maxAbsScaler, data.robustScaler]) {
      const scaler = make();
      const asNumbers = make().fitTransform(
        truths.map((row) => row.map((v) => (v === null ? v : Number(v)))),
      );
      expect(scaler.fitTransform(truths)).toEqual(asNumbers);
      expect(scaler.transform(truths)).toEqual(asNumbers);
    }
    expect(data.minMaxScaler().fitTransform(truths).data).toEqual(
      Float64Array.of(1, 0, Number.NaN, 1, 0, 0.5),
    );
  });

  it("PCA of fewer rows than features", () => {
    const [c] = cases.filter(flatCase);
    const axes = data.pca({ whiten: true });
    const out = axes.fitTransform(input(c.X));
    expect(out.shape).toEqual(c.transformed.shape);
    const firstTwo = (values: ArrayLike<number>): number[] =>
      [...(values as number[])].filter((_, i) => i % 3 < 2);
    expectClose(firstTwo(out.data), firstTwo(numbers(c.transformed)), c.tol);
    expectClose(axes.components.data.slice(0, 8), numbers(c.fitted.components_).slice(0, 8), c.tol);
    for (const name of ["mean_", "explained_variance_", "explained_variance_ratio_", "singular_values_"]) {
      expectFitted(axes, name, c.fitted[name], c.tol);
    }
    expect([axes.noiseVariance, axes.nComponents]).toEqual([0, 3]);
  });

  it("FunctionTransformer", () => {
    const c = more.find((item) => item.estimator === "FunctionTransformer")!;
    const logs = data.functionTransformer({ func: Math.log1p, inverseFunc: Math.expm1 });
    expectOutput(logs.fitTransform(input(c.X)), c.transformed, c.tol);
    expectOutput(logs.inverseTransform(input(c.inverse_of)), c.inverse, c.tol);
  });

  it("ColumnTransformer", () => {
    const c = cases.find((item) => item.estimator === "ColumnTransformer")!;
    const prepare = data.columnTransformer({
      num: { columns: [0], steps: [data.minMaxScaler()] },
      cat: { columns: [1], steps: [data.oneHotEncoder()] },
    });
    expectOutput(prepare.fitTransform(rows(c.X)), c.transformed, c.tol);
  });

  it("Pipeline", () => {
    const c = cases.find((item) => item.estimator === "Pipeline")!;
    const both = data.pipeline([data.simpleImputer(), data.standardScaler(), data.pca({ nComponents: 2 })]);
    expectOutput(both.fitTransform(input(c.X)), c.transformed, c.tol);
    expectOutput(both.transform(input(c.X_new)), c.transformed_new, c.tol);
  });

  it("the slide on leakage: the right way, and the wrong way on purpose", () => {
    const c = cases.find((item) => item.estimator === "leakage_right_way")!;
    const x = input(c.X) as NdArray<Float64Array>;
    const wrong = data.minMaxScaler({ allowLeakage: true });
    expectOutput(wrong.fitTransform(x), c.wrong_way_all_scaled, c.tol);
    const [train, test] = data.trainTestSplit(x, {
      testSize: c.args.test_size,
      randomState: c.args.random_state,
    });
    expectOutput(train, c.train, 0);
    expectOutput(test, c.test, 0);
    const scaler = data.minMaxScaler();
    expectOutput(scaler.fitTransform(train), c.train_scaled, c.tol);
    expectOutput(scaler.transform(test), c.test_scaled, c.tol);
  });
});

describe("the normal quantile", () => {
  it("agrees with scikit-learn's clip of quantile transforms", async () => {
    const { normalQuantile } = await import("../src/transform/normal-quantile");
    // ppf(1e-7 - spacing(1)), the bound that the golden file notes.
    expectClose([normalQuantile(1e-7 - 2 ** -52)], [-5.199337582605575], 1e-9);
    expectClose([normalQuantile(0.975), normalQuantile(0.5)], [1.959963984540054, 0], 1e-15);
    expectClose([normalQuantile(1e-20)], [-9.26234008979841], 1e-14);
  });

  it("and the share below it agree with scipy", async () => {
    const { normalCdf } = await import("../src/transform/normal-cdf");
    const { normalQuantile } = await import("../src/transform/normal-quantile");
    const c = more.find((item) => item.estimator === "norm.cdf")!;
    numbers(c.transformed).forEach((share, i) => {
      const z = numbers(c.X)[i]!;
      expect(Math.abs(normalCdf(z) - share)).toBeLessThanOrEqual(1e-13 * share);
      if (z < 3) expect(normalQuantile(share)).toBeCloseTo(z, 12);
    });
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
  });
});
