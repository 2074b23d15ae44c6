import { describe, expect, it } from "vitest";
import { chiSquared, chiSquaredTail, holm, kolmogorovSmirnov } from "../src/audit/distributions";
import { golden } from "./support/goldens";

const cases = golden("two-sample-tests").cases[0];

describe("the two-sample tests have scipy's numbers", () => {
  it("kolmogorovSmirnov: D exactly, p between the exact and the asymptotic one, or near them", () => {
    for (const { a, b, d, asymp, exact } of cases.ks) {
      const { effect, p } = kolmogorovSmirnov(Float64Array.from(a), Float64Array.from(b));
      expect(effect).toBeCloseTo(d, 14);
      expect(Math.abs(Math.log(p / exact))).toBeLessThan(Math.abs(Math.log(asymp / exact)) + 0.12);
    }
    const some = Float64Array.of(1, 2, Number.NaN);
    expect(kolmogorovSmirnov(some, some)).toEqual({ effect: 0, p: 1 });
    expect(kolmogorovSmirnov(some, new Float64Array())).toEqual({ effect: 0, p: 1 });
  });

  it("chiSquared with Cramér's V, and the tail of the distribution", () => {
    for (const { table, p, v } of cases.chiSquared) {
      const result = chiSquared(table);
      expect(result.p / p).toBeCloseTo(1, 9);
      expect(result.effect).toBeCloseTo(v, 12);
    }
    for (const { x, df, p } of cases.chiSquaredTail) expect(chiSquaredTail(x, df) / p).toBeCloseTo(1, 9);
    expect(chiSquaredTail(0, 3)).toBe(1);
    expect(
      chiSquared([
        [5, 0],
        [7, 0],
      ]),
    ).toEqual({ effect: 0, p: 1 });
    // Categories that are too rare for the test count together.
    const rare = chiSquared([
      [50, 50, 2, 1, 3],
      [50, 50, 1, 2, 3],
    ]);
    expect(rare.p).toBeCloseTo(
      chiSquared([
        [50, 50, 6],
        [50, 50, 6],
      ]).p,
      12,
    );
  });

  it("holm corrects in order", () => {
    expect(holm([0.01, 0.04, 0.03])).toEqual([0.03, 0.06, 0.06]);
    expect(holm([0.9, 0.9])).toEqual([1, 1]);
    expect(holm([])).toEqual([]);
  });
});
