import { describe, expect, it } from "vitest";
import { type NdArray, pca, randomState, table } from "../src";
import { type Case, expectClose, golden, numbers, type Packed } from "./support/goldens";

const { cases } = golden("pca");

const array = ({ data, shape }: Packed): NdArray => ({ data: Float64Array.from(data as number[]), shape });

const expectOrthonormal = ({ data, shape: [k = 0, p = 0] }: NdArray): void => {
  for (let a = 0; a < k; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let j = 0; j < p; j++) sum += data[a * p + j]! * data[b * p + j]!;
      expect(sum).toBeCloseTo(a === b ? 1 : 0, 12);
    }
  }
};

const random = (nRows: number, width: number): NdArray<Float64Array> => {
  const state = randomState(5);
  const mix = Float64Array.from({ length: width * width }, () => state.normal());
  const data = new Float64Array(nRows * width);
  for (let i = 0; i < nRows; i++) {
    for (let k = 0; k < width; k++) {
      const value = state.normal();
      for (let j = 0; j < width; j++) data[i * width + j]! += value * mix[k * width + j]!;
    }
  }
  return { data, shape: [nRows, width] };
};

describe("pca gives scikit-learn's numbers", () => {
  it.each(cases.map((c) => [c.name, c] as [string, Case]))("%s", (_name, c) => {
    const t = pca(c.options).fit(array(c.X));
    expect(t.nComponents).toBe(c.nComponents);
    expectClose(t.mean, numbers(c.mean), 1e-14);
    expectClose(t.singularValues, numbers(c.singularValues), c.tol);
    expectClose(t.explainedVariance, numbers(c.explainedVariance), c.tol);
    expectClose(t.explainedVarianceRatio, numbers(c.explainedVarianceRatio), c.tol);
    expectClose([t.noiseVariance], [c.noiseVariance], c.tol);
    expectOrthonormal(t.components);
    expect(t.components.shape).toEqual(c.components.shape);
    expectClose(t.components.data, numbers(c.components), c.tol);
  });

  it("keeps the digits of small singular values", () => {
    // Two columns that differ by 1e-9: in XᵀX they are the same.
    const x = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => [i, i + 1e-9 * (i % 2)]);
    const [large, small] = pca().fit(x).singularValues;
    expect(large).toBeCloseTo(Math.sqrt(84), 8);
    // The part of the second column that lies across (1, 1) and is no line: 1e-9 (i mod 2) less its trend.
    const off = x.map(([a, b]) => b! - a!);
    const mean = off.reduce((sum, value) => sum + value, 0) / 8;
    const slope = off.reduce((sum, value, i) => sum + (value - mean) * (i - 3.5), 0) / 42;
    const rest = Math.sqrt(
      off.reduce((sum, value, i) => sum + (value - mean - slope * (i - 3.5)) ** 2, 0) / 2,
    );
    expect(small! / rest).toBeCloseTo(1, 6);
  });
});

describe("pca keeps its laws", () => {
  it("scores have the variances, are uncorrelated, and lead back", () => {
    const x = random(700, 13);
    const t = pca();
    const out = t.fitTransform(x);
    expectOrthonormal(t.components);
    const variances = t.explainedVariance;
    for (let a = 0; a < 13; a++) {
      let furthest = 0;
      for (let b = 0; b <= a; b++) {
        let sum = 0;
        for (let i = 0; i < 700; i++) sum += out.data[i * 13 + a]! * out.data[i * 13 + b]!;
        expect(sum / 699).toBeCloseTo(a === b ? variances[a]! : 0, 9);
      }
      for (let i = 0; i < 700; i++) {
        if (Math.abs(out.data[i * 13 + a]!) > Math.abs(furthest)) furthest = out.data[i * 13 + a]!;
      }
      expect(furthest).toBeGreaterThan(0);
    }
    expectClose(t.inverseTransform(out).data, x.data, 1e-12);
    const white = pca({ whiten: true, nComponents: 3 });
    const whitened = white.fitTransform(x);
    let square = 0;
    for (let i = 0; i < 700; i++) square += whitened.data[i * 3 + 2]! ** 2;
    expect(square / 699).toBeCloseTo(1, 10);
    expect(white.noiseVariance).toBeCloseTo(variances.slice(3).reduce((a, b) => a + b) / 10, 10);
  });

  it("many rows go by their products, to the same result", () => {
    const x = random(13_000, 40);
    const products = pca({ nComponents: 5 }).fit(x);
    // A doubled column has a condition that the products do not bear.
    const wide = new Float64Array(13_000 * 41);
    for (let i = 0; i < 13_000; i++) {
      wide.set(x.data.subarray(i * 40, (i + 1) * 40), i * 41);
      wide[i * 41 + 40] = 1e-9 * x.data[i * 40]!;
    }
    const exact = pca({ nComponents: 5 }).fit({ data: wide, shape: [13_000, 41] });
    expectClose(products.singularValues, exact.singularValues, 1e-12);
    const same = exact.components.data.filter((_, i) => i % 41 < 40);
    expectClose(products.components.data, same, 1e-9);
    expect(pca().fit({ data: wide, shape: [13_000, 41] }).explainedVariance[40]).toBeLessThan(1e-24);
  });

  it("few rows of many features: as many axes as rows, which lead back", () => {
    const x = random(9, 40);
    const t = pca();
    const out = t.fitTransform(x);
    expect(out.shape).toEqual([9, 9]);
    expectOrthonormal(t.components);
    expect(t.explainedVariance[8]).toBeLessThan(1e-20);
    expectClose(t.inverseTransform(out).data, x.data, 1e-12);
  });

  it("constant, doubled and missing columns", () => {
    const x = table({ a: [1, 2, 4, 3], one: [7, 7, 7, 7], twice: [2, 4, 8, 6], name: ["p", "q", "r", "s"] });
    const t = pca();
    expect(t.fitTransform(x).shape).toEqual([4, 3]);
    expect(t.getFeatureNamesOut()).toEqual(["pca0", "pca1", "pca2"]);
    expectOrthonormal(t.components);
    expect(t.explainedVarianceRatio[0]).toBeCloseTo(1, 14);
    expect([...t.explainedVariance.slice(1)].every((value) => value < 1e-28)).toBe(true);
  });

  it("counts as it was asked to", () => {
    const x = [
      [2, 0, 0],
      [-2, 0, 0],
      [0, 1, 0],
      [0, -1, 0],
    ];
    expect(pca({ nComponents: 0.79 }).fit(x).nComponents).toBe(1);
    expect(pca({ nComponents: 0.81 }).fit(x).nComponents).toBe(2);
    expect(pca({ nComponents: 1 }).fit(x).nComponents).toBe(1);
    expect(pca({ nComponents: null }).fit(x).nComponents).toBe(3);
    expect(pca().fit(x).nSamples).toBe(4);
  });

  it("refuses what has no answer", () => {
    expect(() => pca({ nComponents: 0 })).toThrow(/a count of at least 1.*received 0/);
    expect(() => pca({ nComponents: 1.5 })).toThrow(/received 1.5/);
    expect(() => pca({ nComponents: "all" as never })).toThrow(/received "all"/);
    expect(() => pca({ svdSolver: "full" } as never)).toThrow(/received "svdSolver"/);
    expect(() =>
      pca({ nComponents: 3 }).fit([
        [1, 2],
        [3, 4],
      ]),
    ).toThrow(/at most 2.*received 3/);
    expect(() =>
      pca({ nComponents: "mle" }).fit([
        [1, 2, 3],
        [3, 4, 9],
      ]),
    ).toThrow(/2 rows of 3 features/);
    expect(() => pca().fit([[1, 2]])).toThrow(/at least 2 rows/);
    expect(() =>
      pca().fit([
        [1, 2],
        [1, 2],
      ]),
    ).toThrow(/2 rows that are all the same/);
    expect(() => pca().fit([[1e200], [-1e200]])).toThrow(/squares a float64 can hold/);
  });
});
