import { expect } from "vitest";
import { type Tensor, tensor } from "../../src/index";

/** The gradient of a function by central differences, element by element. */
export function differences(
  f: (operands: readonly Tensor[]) => Tensor,
  at: readonly Tensor[],
  h: number,
): number[][] {
  return at.map((operand, i) => {
    const numbers = operand.data();
    return Array.from(numbers, (x, j) => {
      const moved = (by: number): number => {
        const changed = numbers.slice();
        changed[j] = x + by;
        return f(at.map((t, k) => (k === i ? tensor(changed, { shape: t.shape }) : t))).item();
      };
      return (moved(h) - moved(-h)) / (2 * h);
    });
  });
}

/** Compares gradients with differences. */
export function expectSlopes(
  received: readonly Tensor[],
  expected: readonly number[][],
  tol: number,
  what: string,
): void {
  received.forEach((g, i) => {
    g.data().forEach((x, j) => {
      const e = expected[i]?.[j] as number;
      if (!(Math.abs(x - e) <= tol * Math.max(1, Math.abs(e))))
        expect.fail(`${what} of operand ${i}, element ${j}: received ${x}, differences give ${e}`);
    });
  });
}
