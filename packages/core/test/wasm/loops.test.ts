import { afterEach, expect, test } from "vitest";
import * as w from "../../src/index";

afterEach(() => w.setEngine("wasm"));

/** The same computation on both engines. */
function onBoth(compute: () => w.Tensor): [wasm: ArrayLike<number>, reference: ArrayLike<number>] {
  w.setEngine("wasm", { fma: "off" });
  const ours = compute().data();
  w.setEngine("reference");
  return [ours, compute().data()];
}

/** Numbers that float32 holds exactly and whose sums do not round. */
const numbers = (n: number): w.Tensor =>
  w.tensor(Float32Array.from({ length: n }, (_, i) => ((i * 37) % 101) - 50));

// Bodies are repeated in one turn of a loop, so what is left over has several lengths.
const lengths = [4095, 4096, 4097, 4099, 4100, 4104, 4108, 4111, 4113];

test.each(lengths)("every element of %i is computed, where bodies are repeated", (n) => {
  for (const compute of [
    () => numbers(n).mul(3).add(w.arange(n)),
    () =>
      numbers(2 * n)
        .slice([[0, null, 2]])
        .add(1),
    () => w.flip(numbers(n)).sub(numbers(n)),
    () => w.gather(numbers(n), w.arange(n, 0, { step: -1 }).sub(1).cast("int32")),
    () => w.where(numbers(n).greater(0), numbers(n), -1),
    () => numbers(n).sum(),
    () => numbers(n).max(),
    () => numbers(n).cast("int32").min(),
    () =>
      numbers(3 * n)
        .reshape([3, n])
        .sum(1),
    () =>
      numbers(3 * n)
        .reshape([3, n])
        .sum(0),
    () =>
      numbers(3 * n)
        .reshape([n, 3])
        .sum(1),
    () =>
      numbers(3 * n)
        .reshape([3, n])
        .max(0),
    () => w.argMax(numbers(3 * n).reshape([3, n]), 0),
  ]) {
    const [ours, right] = onBoth(compute as () => w.Tensor);
    expect(ours).toEqual(right);
  }
});

test.each([0, 1, 5, 17, 4095, 4096, 4098])("extremes find a NaN at %i", (at) => {
  const values = new Float32Array(4099).fill(1);
  values[at] = Number.NaN;
  w.setEngine("wasm");
  expect(w.tensor(values).max().item()).toBeNaN();
  expect(w.tensor(values).min().item()).toBeNaN();
  values[at] = 7;
  expect(w.tensor(values).max().item()).toBe(7);
  values[at] = Number.NEGATIVE_INFINITY;
  expect(w.tensor(values).min().item()).toBe(Number.NEGATIVE_INFINITY);
});

test.each<[string, (x: w.Tensor) => w.Tensor, number]>([
  ["a product", (x) => x.mul(1e-30), 0],
  ["a sum of tiny numbers", (x) => x.mul(1e-30).add(x.mul(1e-30)), 0],
  ["a root of a tiny number", (x) => x.mul(1e-30).sqrt(), Math.sqrt(1e-40)],
  ["a difference from one", (x) => x.mul(1e-30).add(1).sub(1), 0],
  ["a maximum", (x) => x.mul(1e-30).maximum(0), 0],
  ["a normal product", (x) => x.mul(3e-28), 3e-38],
])("what a variable takes of %s is not denormal", (_, compute, expected) => {
  w.setEngine("wasm");
  const x = w.variable(w.full([9], 1e-10));
  const y = w.variable(w.zeros([9]));
  w.jit(() => y.assign(compute(x.value)))();
  for (const value of y.value.data())
    expect(Math.abs(value - expected)).toBeLessThan(1e-3 * expected + 2 ** -149);
  const tiny = 2 ** -126;
  for (const value of y.value.data()) expect(value === 0 || Math.abs(value) >= tiny).toBe(true);
});
