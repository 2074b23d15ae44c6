import { describe, expect, it } from "vitest";
import { type Dataset, makeBlobs, makeCircles, makeMoons, makeRegression, provenance } from "../src";
import { type Case, expectClose, golden, numbers } from "./support/goldens";

const makers: Record<string, (args: Case) => Dataset & Partial<Record<"centers" | "coef", Dataset["x"]>>> = {
  make_moons: (a) =>
    makeMoons({ nSamples: a.n_samples, shuffle: a.shuffle, noise: a.noise, randomState: a.random_state }),
  make_circles: (a) =>
    makeCircles({
      nSamples: a.n_samples,
      shuffle: a.shuffle,
      noise: a.noise,
      factor: a.factor,
      randomState: a.random_state,
    }),
  make_blobs: (a) =>
    makeBlobs({
      nSamples: a.n_samples,
      nFeatures: a.n_features,
      centers: a.centers,
      clusterStd: a.cluster_std,
      centerBox: a.center_box,
      shuffle: a.shuffle,
      randomState: a.random_state,
    }),
  make_regression: (a) =>
    makeRegression({
      nSamples: a.n_samples,
      nFeatures: a.n_features,
      nInformative: a.n_informative,
      nTargets: a.n_targets,
      bias: a.bias,
      noise: a.noise,
      shuffle: a.shuffle,
      randomState: a.random_state,
    }),
};

const cases = golden("datasets").cases.filter((c) => c.fn in makers);
const tol = 1e-12;

/** The sums and extremes of each column. */
const checkStats = ({ data, shape }: Dataset["x"], stats: Case): void => {
  const width = shape[1] ?? 1;
  const columns = Array.from({ length: width }, (_, j) => data.filter((_, i) => i % width === j));
  const expected = (value: Case): number[] => (typeof value === "number" ? [value] : numbers(value));
  const sums = columns.map((column) => column.reduce((sum, v) => sum + v, 0));
  const squares = columns.map((column) => column.reduce((sum, v) => sum + v * v, 0));
  expectClose(sums, expected(stats.sum), 1e-10);
  expectClose(squares, expected(stats.sum_of_squares), 1e-10);
  expectClose(
    columns.map((column) => Math.min(...column)),
    expected(stats.min),
    tol,
  );
  expectClose(
    columns.map((column) => Math.max(...column)),
    expected(stats.max),
    tol,
  );
};

describe("generators give scikit-learn's numbers", () => {
  it("has cases for each of them", () => {
    expect(new Set(cases.map((c) => c.fn))).toEqual(new Set(Object.keys(makers)));
  });

  it.each(cases.map((c, i) => [i, c.fn, JSON.stringify(c.args), c] as const))(
    "%i %s %s",
    (_i, fn, _args, c) => {
      const made = makers[fn]!(c.args);
      if (c.X !== undefined) {
        expect(made.x.shape).toEqual(c.X.shape);
        expectClose(made.x.data, numbers(c.X), tol);
        expect(made.y.shape).toEqual(c.y.shape);
        expectClose(made.y.data, numbers(c.y), tol);
      } else {
        expect(made.x.shape).toEqual(c.X_shape);
        expectClose(made.x.data.slice(0, c.X_first.data.length), numbers(c.X_first), tol);
        expectClose(made.x.data.slice(-c.X_last.data.length), numbers(c.X_last), tol);
        checkStats(made.x, c.X_stats);
        expectClose(made.y.data.slice(0, c.y_first.data.length), numbers(c.y_first), tol);
        expectClose(made.y.data.slice(-c.y_last.data.length), numbers(c.y_last), tol);
        checkStats(made.y, c.y_stats);
      }
      if (c.centers !== undefined) expectClose(made.centers!.data, numbers(c.centers), tol);
      if (c.coef !== undefined) expectClose(made.coef!.data, numbers(c.coef), tol);
    },
  );
});

describe("generators", () => {
  it("remember that they are a source", () => {
    expect(provenance(makeMoons({ nSamples: 4 }).x)).toMatchObject({ source: "makeMoons", part: undefined });
  });

  it("take given centers", () => {
    const { x, y } = makeBlobs({
      centers: [
        [100, 0],
        [0, 100],
      ],
      nSamples: [1, 2],
      clusterStd: 0,
      shuffle: false,
    });
    expect([...x.data]).toEqual([100, 0, 0, 100, 0, 100]);
    expect([...y.data]).toEqual([0, 1, 1]);
  });

  it("refuse what makes no sense", () => {
    expect(() => makeMoons({ nSamples: 0 })).toThrow(/makeMoons: expected nSamples/);
    expect(() => makeMoons({ nSamples: 2.5 })).toThrow(/makeMoons: expected nSamples/);
    expect(() => makeMoons({ noise: -1 })).toThrow(/makeMoons: expected noise .* received -1/);
    expect(() => makeCircles({ factor: 1 })).toThrow(/factor of at least 0 and below 1, received 1/);
    expect(() => makeBlobs({ centers: 0 })).toThrow(/at least one center/);
    expect(() => makeBlobs({ nSamples: -1 })).toThrow(/nSamples/);
    expect(() => makeBlobs({ nFeatures: 0 })).toThrow(/at least one feature/);
    expect(() => makeBlobs({ nSamples: [1, 2], centers: 3 })).toThrow(/nSamples for each of 3 centers/);
    expect(() => makeBlobs({ clusterStd: [1, 2] })).toThrow(/clusterStd/);
    expect(() => makeBlobs({ centers: [[1, 2], [3]] })).toThrow(/one length/);
    expect(() => makeRegression({ nSamples: 0 })).toThrow(/nSamples as a whole number of at least 1/);
    expect(() => makeRegression({ noise: -1 })).toThrow(/noise of at least 0/);
  });
});
