import { expect, it } from "vitest";
import * as data from "../src";

// More than a call takes arguments, which is about 120,000: code that spreads its data into a call fails here.
const n = 300_000;
const ascending = Float64Array.from({ length: n }, (_, i) => i);

it("ordinalEncoder takes any number of categories", () => {
  const codes = data
    .ordinalEncoder()
    .fitTransform({ data: ascending.map((i) => n - i - 0.5), shape: [n, 1] });
  expect([codes.data[0], codes.data[1], codes.data[n - 1]]).toEqual([n - 1, n - 2, 0]);
});

it("choice draws any number with chances and without replacement", () => {
  const p = new Array<number>(n).fill(1 / n);
  const drawn = data.randomState(0).choice(n, { size: n, replace: false, p });
  expect(new Set(drawn).size).toBe(n);
});

it("classificationReport takes any number of classes", () => {
  const text = data.classificationReport(ascending, ascending) as string;
  expect(text).toMatch(/\n {6}299999 {7}1\.00 {6}1\.00 {6}1\.00 {9}1\n/);
});

it("a table shows any number of rows", () => {
  const lines = data.table({ a: ascending }).toString(n).split("\n");
  expect(lines).toHaveLength(n + 3);
  expect(lines.at(-2)).toBe(" 299999");
});

it("kBinsDiscretizer lays any number of bins", () => {
  const bins = data.kBinsDiscretizer({ nBins: n, strategy: "kmeans", encode: "ordinal", subsample: null });
  expect(bins.fitTransform({ data: ascending, shape: [n, 1] }).data.at(-1)).toBe(n - 1);
});

it("splineTransformer takes any number of knots", () => {
  const knots = [...ascending].map((i) => [i]);
  for (const extrapolation of ["constant", "periodic"] as const) {
    const splines = data.splineTransformer({ knots, extrapolation }).fit([[0], [1]]);
    expect(splines.getFeatureNamesOut().length).toBeGreaterThanOrEqual(n - 1);
  }
});

it("featureUnion joins any number of features", () => {
  const union = data.featureUnion({ same: "passthrough" });
  expect(union.fitTransform({ data: ascending, shape: [1, n] }).data).toEqual(ascending);
});

it("varianceThreshold looks at any number of features", () => {
  expect(() => data.varianceThreshold().fit({ data: ascending, shape: [1, n] })).toThrow(
    /received 300000 features of at most 0; lower threshold/,
  );
});

it("transformedTarget turns any number of targets in a row back", () => {
  const target = data.transformedTarget({ func: "sqrt" }).fit({ data: ascending, shape: [1, n] });
  expect(target.fitted).toBe(true);
});
