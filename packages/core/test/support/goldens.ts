import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { type DType, type Tensor, tensor } from "../../src/index";

/** A packed array of a golden file. */
export interface Packed {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly data: readonly (number | string)[];
}

/** A case of the autograd files: what goes in, comes out and flows back. */
export interface AutogradCase {
  readonly name: string;
  // biome-ignore lint/suspicious/noExplicitAny: the arguments have as many forms as operations.
  readonly args: any;
  readonly inputs: Readonly<Record<string, Packed>>;
  readonly output: Packed;
  readonly upstream: Packed;
  readonly grads: Readonly<Record<string, Packed>>;
}

/** The cases of a golden file. */
export function golden<C>(name: string): C[] {
  return JSON.parse(readFileSync(new URL(`../goldens/${name}.json`, import.meta.url), "utf8")).cases as C[];
}

/** The numbers of a packed array; "NaN", "Infinity" and "-Infinity" stand for themselves. */
export function numbers(packed: Packed): number[] {
  return packed.data.map(Number);
}

/** A packed array as a tensor of a float dtype. */
export function unpack(packed: Packed, dtype: DType): Tensor {
  return tensor(numbers(packed), { shape: packed.shape, dtype });
}

/** Compares numbers within `tol` relative to the larger of 1 and the size of what is expected; NaN equals NaN. */
export function expectClose(
  received: ArrayLike<number>,
  expected: ArrayLike<number>,
  tol: number,
  what = "value",
): void {
  if (received.length !== expected.length) {
    expect.fail(`${what}: received ${received.length} numbers, expected ${expected.length}`);
  }
  for (let i = 0; i < expected.length; i++) {
    const r = received[i] as number;
    const e = expected[i] as number;
    if (Object.is(r, e) || r === e) continue;
    if (Number.isFinite(e) && Math.abs(r - e) <= tol * Math.max(1, Math.abs(e))) continue;
    expect.fail(`${what}, element ${i}: received ${r}, expected ${e} within ${tol}`);
  }
}
