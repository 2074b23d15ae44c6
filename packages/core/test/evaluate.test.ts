import { afterEach, expect, test, vi } from "vitest";
import { currentEngine } from "../src/engines/current";
import { jit, type Tensor, tensor } from "../src/index";

afterEach(() => vi.restoreAllMocks());

/** How many programs a piece of work compiles. */
function compilations(work: () => void): number {
  const compile = vi.spyOn(currentEngine(), "compile");
  work();
  const { length } = compile.mock.calls;
  compile.mockRestore();
  return length;
}

const x = tensor([1, 2, 3]);

test("an operation with a number that is another each time is compiled twice, not each time", () => {
  const results: number[] = [];
  const f = (rate: number): Tensor => x.mul(rate).add(0.5).sum();
  expect(
    compilations(() => {
      for (let i = 0; i < 20; i++) results.push(f(i / 4).item());
    }),
  ).toBe(2);
  expect(results).toEqual(Array.from({ length: 20 }, (_, i) => (6 * i) / 4 + 1.5));
});

test("with the same numbers it is compiled once, and so is each exponent", () => {
  const cube = (i: number): number[] => x.sub(7).pow(i).toArray() as number[];
  expect(compilations(() => void cube(3))).toBe(1);
  expect(compilations(() => void cube(3))).toBe(0);
  expect(compilations(() => void cube(2))).toBe(1);
  expect(cube(2)).toEqual([36, 25, 16]);
});

test("numbers that became inputs give the bits that constants give", () => {
  const values = tensor(Array.from({ length: 37 }, (_, i) => Math.sin(i) * 3));
  const f = (a: number, b: number): Tensor => values.div(a).add(b).mul(a).sub(b).exp().mod(a);
  const fixed = new Map([0.1, 3, 7.7].map((a) => [a, f(a, 0.3).toArray()]));
  // The second and third of these were computed from inputs, and so is everything from here on.
  for (const a of [0.1, 3, 7.7]) expect(f(a, 0.3).toArray()).toEqual(fixed.get(a));
  const whole = jit(() => [0.1, 3, 7.7].map((a) => f(a, 0.3)))();
  expect(whole.map((part) => part.toArray())).toEqual([...fixed.values()]);
});
