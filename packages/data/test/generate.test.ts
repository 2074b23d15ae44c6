import { describe, expect, it } from "vitest";
import * as data from "../src";
import { type Dataset, makeBlobs, makeCircles, makeMoons, makeRegression, provenance } from "../src";
import { examplesIn, runExample } from "./support/examples";
import { type Case, expectClose, golden, numbers } from "./support/goldens";

type Maker = (options: Case) => Dataset & Partial<Record<"centers" | "coef", Dataset["x"]>>;

const camel = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Calls the function of a case; `coef` and `return_centers` are always given here. */
const make = (fn: string, args: Case): ReturnType<Maker> => {
  const { coef: _coef, return_centers: _centers, ...rest } = args;
  const options = Object.fromEntries(Object.entries(rest).map(([key, value]) => [camel(key), value]));
  return ((data as Case)[camel(fn)] as Maker)(options);
};

const cases = [...golden("datasets").cases, ...golden("datasets_1_6").cases];
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
    const makers = Object.keys(data).filter((name) => name.startsWith("make"));
    const ours = ["makeSpirals", "makeXor"];
    expect(new Set([...cases.map((c) => camel(c.fn)), ...ours])).toEqual(new Set(makers));
  });

  it.each(cases.map((c, i) => [i, c.fn, JSON.stringify(c.args), c] as const))(
    "%i %s %s",
    (_i, fn, _args, c) => {
      const made = make(fn, c.args);
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

  it("refuse options that they do not have", () => {
    const makers = Object.entries<Case>(data).filter(([name]) => name.startsWith("make"));
    expect(makers.length).toBeGreaterThan(12);
    for (const [name, maker] of makers) {
      expect(() => maker({ nSample: 10 }), name).toThrow(
        new RegExp(`^${name}: expected the options .*, received "nSample"; did you mean "nSamples"`),
      );
    }
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
    expect(() => makeBlobs({ clusterStd: Infinity })).toThrow(/clusterStd as one standard deviation/);
    expect(() => makeBlobs({ centerBox: [0, Number.NaN] })).toThrow(/centerBox as two finite numbers/);
    expect(() => makeBlobs({ centers: [[1, 2], [3]] })).toThrow(/one length/);
    expect(() => makeRegression({ nSamples: 0 })).toThrow(/nSamples as a whole number of at least 1/);
    expect(() => makeRegression({ noise: -1 })).toThrow(/noise of at least 0/);
    const classification = (options: data.MakeClassificationOptions) => () =>
      data.makeClassification(options);
    expect(classification({ nSamples: 0 })).toThrow(/makeClassification: expected nSamples/);
    expect(classification({ nFeatures: 3 })).toThrow(/of at most nFeatures \(3\), received 4/);
    expect(classification({ nClasses: 3 })).toThrow(/at most 2\^nInformative \(4\), .* received 6/);
    expect(classification({ weights: [0.7, 0.7] })).toThrow(
      /shares that sum to at most 1, received \[0.7,0.7\]/,
    );
    expect(classification({ weights: [0.1, 0.2, 0.3] })).toThrow(/weights as 2 \(or 1\) shares/);
    expect(classification({ flipY: 2 })).toThrow(/flipY from 0 to 1/);
    expect(classification({ classSep: -1 })).toThrow(/classSep of at least 0/);
    expect(classification({ shift: [1, 2] })).toThrow(/shift as a finite number, 20 of them, or null/);
    expect(classification({ nsamples: 3 } as Case)).toThrow(/received "nsamples"; did you mean "nSamples"/);
    expect(() => data.makeGaussianQuantiles({ nSamples: 2 })).toThrow(
      /nSamples as a whole number of at least 3/,
    );
    expect(() => data.makeGaussianQuantiles({ mean: [1] })).toThrow(/mean as 2 finite numbers/);
    expect(() => data.makeGaussianQuantiles({ cov: -1 })).toThrow(/cov as a variance/);
    expect(() => data.makeFriedman1({ nFeatures: 4 })).toThrow(/nFeatures as a whole number of at least 5/);
    expect(() => data.makeFriedman2({ noise: -1 })).toThrow(/makeFriedman2: expected noise/);
    expect(() => data.makeSwissRoll({ nSamples: -1 })).toThrow(/makeSwissRoll: expected nSamples/);
    expect(() => data.makeSpirals({ turns: 0 })).toThrow(/turns above 0/);
    expect(() => data.makeSpirals({ noise: -1 })).toThrow(/makeSpirals: expected noise/);
    expect(() => data.makeXor({ gap: 1 })).toThrow(/gap of at least 0 and below 1/);
  });

  it("winds an arm for each class, from the middle out", () => {
    const { x, y } = data.makeSpirals({ nSamples: 7, nClasses: 3, shuffle: false });
    expect([...y.data]).toEqual([0, 0, 0, 1, 1, 2, 2]);
    const radii = Array.from(y.data, (_, i) => Math.hypot(x.data[2 * i]!, x.data[2 * i + 1]!));
    expectClose(radii, [1 / 3, 2 / 3, 1, 1 / 2, 1, 1 / 2, 1], tol);
    const again = data.makeSpirals({ nSamples: 7, noise: 0.1, randomState: 1 });
    expect(again).toEqual(data.makeSpirals({ nSamples: 7, noise: 0.1, randomState: 1 }));
  });

  it("keeps the points of an exclusive or off the axes", () => {
    const { x, y } = data.makeXor({ nSamples: 400, gap: 0.2, randomState: 1 });
    for (let i = 0; i < 400; i++) {
      const [a, b] = [x.data[2 * i]!, x.data[2 * i + 1]!];
      expect(Math.min(Math.abs(a), Math.abs(b))).toBeGreaterThanOrEqual(0.2);
      expect(Math.max(Math.abs(a), Math.abs(b))).toBeLessThanOrEqual(1);
      expect(y.data[i]).toBe(a > 0 === b > 0 ? 0 : 1);
    }
    expect(y.data.reduce((sum, label) => sum + label, 0)).toBeGreaterThan(150);
    expect(data.makeXor({ nSamples: 5, noise: 1, randomState: 1 }).y.data).toEqual(
      data.makeXor({ nSamples: 5, randomState: 1 }).y.data,
    );
  });
});

describe("the examples in the documentation of generators", () => {
  it.each(examplesIn("generate"))("of %s", async (_file, example) => {
    await runExample(example, data);
  });
});
