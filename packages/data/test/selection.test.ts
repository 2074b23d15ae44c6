import { describe, expect, it } from "vitest";
import type { NdArray } from "../src";
import * as data from "../src";
import { digamma } from "../src/special/digamma";
import { fisherTail } from "../src/special/incomplete-beta";
import { chiSquareTail } from "../src/special/incomplete-gamma";
import { logGamma } from "../src/special/log-gamma";
import { type Case, expectClose, golden, numbers, type Packed } from "./support/goldens";

const file = golden("selection") as unknown as Record<string, Case[]> & { special: Case };
// biome-ignore lint/suspicious/noExplicitAny: functions and transforms by their names.
const named = data as any;

const array = (packed: Packed): NdArray => ({
  data: Float64Array.from(numbers(packed)),
  shape: packed.shape,
});

describe("special functions agree with SciPy", () => {
  it.each(Object.entries({ fisherTail, chiSquareTail, logGamma, digamma }))("%s", (name, compute) => {
    for (const row of file.special[name]) {
      const want = row.at(-1);
      const got = (compute as (...values: number[]) => number)(...row.slice(0, -1));
      if (want === 0) expect(got).toBeLessThan(1e-14);
      else expect(Math.abs(got / want - 1), `${row}: ${got}`).toBeLessThan(1e-11);
    }
  });
});

describe("scores agree with scikit-learn", () => {
  it.each(file.scores!.map((c) => [c.function, c.name, c] as [string, string, Case]))(
    "%s, %s",
    (name, _, c) => {
      const { scores, pValues } = named[name](array(c.X), c.y, c.options);
      expectClose(scores, numbers(c.scores), c.tol);
      if (c.pValues === null) expect(pValues).toBeUndefined();
      else {
        expectClose(pValues, numbers(c.pValues), c.tol);
        numbers(c.pValues).forEach((want, j) => {
          if (want > 0) expect(Math.abs(Math.log(pValues[j]) - Math.log(want))).toBeLessThan(1e-6);
        });
      }
    },
  );

  it("takes tables and the name of the target", () => {
    const flowers = data.table({ a: [1, 2, 8, 9], b: [5, 4, 5, 4], y: ["p", "p", "q", "q"] });
    expect([...data.fClassif(flowers, "y").scores]).toEqual([98, 0]);
    expect(() => data.fClassif(flowers, "z")).toThrow(/no column "z"/);
    expect(() => data.fClassif(flowers, ["p"])).toThrow(/each of 4 rows, received 1/);
    expect(() => data.fRegression(flowers, "y")).toThrow(/y as finite numbers, received "p"/);
    expect(() => data.chi2([[1], [-1]], [0, 1])).toThrow(/not negative, received -1 in row 1 of "x0"/);
    expect(() => data.fClassif([[1], [2]], [1, 1])).toThrow(/at least 2 classes in y, received 1/);
    expect(() => data.fClassif([[1], [null]], [1, 2])).toThrow(/missing one in row 1 of "x0"/);
    expect(() => data.mutualInfoClassif([[1], [2]], [1, 2])).toThrow(/nNeighbors.*from 1 to 1.*received 3/);
    expect(() =>
      data.mutualInfoClassif([[1], [2]], [1, 2], { nNeighbors: 1, discreteFeatures: [4] }),
    ).toThrow(/places from 0 to 0, received 4/);
  });

  it("equal numbers are told apart by noise, the same with the same seed", () => {
    const x = Array.from({ length: 40 }, (_, i) => [i % 4]);
    const y = x.map(([a]) => (a! < 2 ? "low" : "high"));
    const one = data.mutualInfoClassif(x, y, { randomState: 3 }).scores[0]!;
    expect(one).toBe(data.mutualInfoClassif(x, y, { randomState: 3 }).scores[0]);
    expect(one).toBeGreaterThan(0.5);
  });
});

describe("selections agree with scikit-learn", () => {
  it.each(file.selections!.map((c) => [c.kind, c.name, c] as [string, string, Case]))(
    "%s, %s",
    (kind, _, c) => {
      for (const scoreFunc of [c.function, named[c.function]]) {
        const selector = named[kind]({ ...c.options, scoreFunc });
        selector.fit(array(c.X), c.y);
        expect(selector.getSupport()).toEqual(c.support);
        const rows = array(c.X);
        const width = rows.shape[1]!;
        const few = { data: rows.data.slice(0, 3 * width), shape: [3, width] };
        const out = selector.transform(few);
        expect(out.shape).toEqual(c.transformed.shape);
        expect([...out.data]).toEqual(numbers(c.transformed));
        if (c.inverse !== null) expect([...selector.inverseTransform(out).data]).toEqual(numbers(c.inverse));
        expect(JSON.parse(JSON.stringify(selector)).options.scoreFunc).toBe(c.function);
      }
    },
  );

  it.each(file.variances!.map((c) => [c.name, c] as [string, Case]))("varianceThreshold, %s", (_, c) => {
    const selector = data.varianceThreshold(c.options);
    const out = selector.fitTransform(array(c.X));
    expectClose(selector.variances, numbers(c.variances), 1e-14);
    expect(selector.getSupport()).toEqual(c.support);
    expect([...out.data]).toEqual(numbers(c.transformed));
  });
});

describe("selectors", () => {
  const x = data.table({ a: [1, 2, 8, 9], city: ["p", "q", "p", "q"], b: [5, 4, 5, 4], y: [0, 0, 1, 1] });

  it("take the numbers of a table, and its target by name", () => {
    const selector = data.selectKBest({ k: 1 });
    expect([...selector.fitTransform(x, "y").data]).toEqual([1, 2, 8, 9]);
    expect(selector.getFeatureNamesOut()).toEqual(["a"]);
    expect(selector.getSupport()).toEqual([true, false]);
    expect([...selector.scores]).toEqual([98, 0]);
    expect(selector.pValues![1]).toBe(1);
    const prepare = data.pipeline([data.standardScaler(), data.selectKBest({ k: 1 })]);
    expect(prepare.fitTransform(x.drop("city"), "y").shape).toEqual([4, 1]);
    expect(prepare.inverseTransform([[1]]).shape).toEqual([1, 2]);
  });

  it("take a score of one's own, which JSON cannot hold", () => {
    const last: data.ScoreFunction = (rows) => ({
      scores: Float64Array.from({ length: rows.shape[1]! }, (_, j) => j),
    });
    const selector = data.selectKBest({ scoreFunc: last, k: 1 });
    const fresh = data.transformFromJson(JSON.parse(JSON.stringify(selector)));
    expect(() => fresh.fit([[1, 2]], [1])).toThrow(/saved with a function of its own/);
    selector.fit([[1, 2]], [1]);
    const back = data.transformFromJson(JSON.parse(JSON.stringify(selector)));
    expect([...back.transform([[1, 2]]).data]).toEqual([2]);
    expect(selector.pValues).toBeNull();
    const wrong = data.selectKBest({ scoreFunc: () => ({ scores: new Float64Array(1) }) });
    expect(() => wrong.fit([[1, 2]], [1])).toThrow(/one for each of 2 features, received 1/);
  });

  it("refuse what they cannot use", () => {
    expect(() => data.selectKBest().fit([[1], [2]])).toThrow(/expected the target to learn from/);
    expect(() => data.selectKBest({ k: -1 })).toThrow(/k as a whole number of at least 0, received -1/);
    expect(() => data.selectKBest({ scoreFunc: "anova" as never })).toThrow(
      /scoreFunc as one of.*received "anova"/,
    );
    expect(() => data.selectPercentile({ percentile: 101 })).toThrow(/from 0 to 100, received 101/);
    expect(() => data.varianceThreshold({ threshold: -1 })).toThrow(/at least 0, received -1/);
    expect(() => data.varianceThreshold().fit([[1], [1]])).toThrow(/variance above 0.*lower threshold/);
  });
});
