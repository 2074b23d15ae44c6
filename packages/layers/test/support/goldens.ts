import { readFileSync } from "node:fs";
import { type DType, setEngine, type Tensor, tensor } from "@wellfit/core";
import { afterEach, expect } from "vitest";

/** An array in a golden file. */
export interface Golden {
  readonly shape: number[];
  readonly dtype: string;
  readonly data: (number | string)[];
}

/** A golden file beside the tests. */
export function golden<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../goldens/${name}`, import.meta.url), "utf8")) as T;
}

/** "NaN" and "Infinity" are strings in JSON. */
export const num = (x: number | string): number => (typeof x === "string" ? Number(x) : x);

/** A golden array as a tensor. */
export function arrayOf({ data, shape }: Golden, dtype: DType): Tensor {
  return tensor(Float64Array.from(data, num), { shape, dtype });
}

/** Each element within `tolerance` of the golden one, relative to 1 + its size. */
export function expectClose(actual: Tensor | number, expected: Golden | number, tolerance: number): void {
  const got = typeof actual === "number" ? [actual] : [...actual.data()];
  const want = typeof expected === "number" ? [expected] : expected.data.map(num);
  if (typeof actual !== "number" && typeof expected !== "number")
    expect([...actual.shape]).toEqual(expected.shape);
  expect(got.length).toBe(want.length);
  want.forEach((w, i) => {
    const g = got[i] as number;
    if (Number.isNaN(w) || !Number.isFinite(w)) expect(g, `element ${i}`).toBe(w);
    else {
      const difference = Math.abs(g - w) / (1 + Math.abs(w));
      expect(difference, `element ${i}: ${g}, expected ${w}`).toBeLessThanOrEqual(tolerance);
    }
  });
}

/** The engines, the dtype that each is tried in, and what its results may differ by. */
export const engines = [
  { engine: "reference", dtype: "float64", tolerance: 1e-10 },
  { engine: "wasm", dtype: "float32", tolerance: 3e-6 },
] as const;

/** Goes back to the default engine after each test of a file. */
export function restoreEngine(): void {
  afterEach(() => setEngine("wasm"));
}
