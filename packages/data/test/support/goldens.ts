import { readFileSync } from "node:fs";
import { expect } from "vitest";

export interface Packed {
  shape: number[];
  dtype: string;
  data: (number | string | null | boolean)[];
}

// biome-ignore lint/suspicious/noExplicitAny: the cases of a golden file have as many forms as functions.
export type Case = any;

export const golden = (name: string): { meta: Case; cases: Case[] } =>
  JSON.parse(readFileSync(new URL(`../goldens/${name}.json`, import.meta.url), "utf8"));

const special = new Set(["NaN", "Infinity", "-Infinity"]);

/** The flat values of a packed array; in numeric ones the strings "NaN" and the like are numbers. */
export const flat = (packed: Packed): (number | string | boolean | null)[] =>
  packed.data.map((value) =>
    typeof value === "string" && special.has(value) && packed.dtype !== "str" ? Number(value) : value,
  );

export const numbers = (packed: Packed): number[] => flat(packed) as number[];

/** The rows of a packed matrix. */
export const rows = (packed: Packed): (number | string | boolean | null)[][] => {
  const [n, width] = packed.shape as [number, number];
  const values = flat(packed);
  return Array.from({ length: n }, (_, i) => values.slice(i * width, (i + 1) * width));
};

/** Compares numbers to a tolerance relative to 1 + the size of the expected value; NaN equals NaN. */
export const expectClose = (received: ArrayLike<number>, expected: ArrayLike<number>, tol: number): void => {
  expect(received.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    const [r, e] = [received[i]!, expected[i]!];
    if (Number.isNaN(e) || Number.isNaN(r) || Math.abs(e) === Infinity) expect(r).toBe(e);
    else if (!(Math.abs(r - e) <= tol * (1 + Math.abs(e)))) {
      expect.fail(`value ${i}: received ${r}, expected ${e} within ${tol}`);
    }
  }
};
