import { expect, test } from "vitest";
import {
  averagePool,
  conv,
  grad,
  jit,
  maxPool,
  ones,
  printKernels,
  setEngine,
  type Tensor,
  tensor,
} from "../src/index";

test.each(["reference", "wasm"] as const)(
  "equal largest elements: the gradient goes to the first, on %s",
  (engine) => {
    setEngine(engine);
    const x = tensor([
      [
        [[1], [2]],
        [[2], [2]],
      ],
    ]);
    expect(grad((x: Tensor) => maxPool(x, 2).sum())(x).toArray()).toEqual([
      [
        [[0], [1]],
        [[0], [0]],
      ],
    ]);
    // Windows that overlap add up.
    const line = tensor([[[0], [5], [1], [5]]]);
    expect(grad((x: Tensor) => maxPool(x, 2, { strides: 1 }).sum())(line).toArray()).toEqual([
      [[0], [2], [0], [1]],
    ]);
    // Along three axes each of them gets all of it, as in TensorFlow.
    const volume = ones([1, 2, 1, 2, 1]);
    expect(grad((x: Tensor) => maxPool(x, [2, 1, 1]).sum())(volume).data()).toEqual(
      new Float32Array([1, 1, 1, 1]),
    );
    setEngine("wasm");
  },
);

test("NaN is the largest, as NumPy has it", () => {
  expect(maxPool(tensor([[[1], [Number.NaN], [3], [2]]]), 2).data()).toEqual(
    new Float32Array([Number.NaN, 3]),
  );
});

test("what lies outside does not count in a mean", () => {
  expect(averagePool(tensor([[[2], [4], [6]]]), 2, { padding: "same" }).toArray()).toEqual([[[3], [6]]]);
});

test("misuse is told with shapes and what to do", () => {
  expect(() => maxPool(ones([4, 4]), 2)).toThrow(/\[4, 4\].*expected \[batch, …, channels\]/);
  expect(() => maxPool(ones([1, 3, 1]), 4)).toThrow(
    /window of 4 elements does not fit into axis 1, which has 3/,
  );
  expect(() => averagePool(ones([1, 4, 4, 1]), [2, 2, 2])).toThrow(
    /one whole number of at least 1, or 2 of them/,
  );
  expect(() => maxPool(ones([1, 4, 1]), 2, { padding: "full" as "same" })).toThrow(
    /"full", expected "valid"/,
  );
  expect(() => conv(ones([1, 4, 4, 3]), ones([3, 3, 2, 8]))).toThrow(
    /\[1, 4, 4, 3\], a kernel of \[3, 3, 2, 8\]/,
  );
  expect(() => conv(ones([1, 2, 2, 1]), ones([3, 3, 1, 1]))).toThrow(/does not fit into axis 1, which has 2/);
  expect(() => conv(ones([1, 4, 4, 3]), ones([3, 3, 3, 8]), { strides: 0 })).toThrow(
    /conv: strides: received \[0, 0\]/,
  );
  expect(() => conv(ones([1, 4, 4, 4]), ones([3, 3, 2, 3]), { groups: 2 })).toThrow(
    /groups that divide both/,
  );
  expect(() => conv(ones([1, 4, 4, 1]), ones([3, 3, 1, 1]), { padding: "causal" })).toThrow(
    /one axis of time/,
  );
});

test.each([
  [2, 2],
  [3, 2],
  [3, 1],
  // Windows of more than nine elements are gone through in a loop.
  [4, 2],
])(
  "windows of %i, %i apart: the same numbers and gradients on every engine, NaN and equal ones too",
  (size, strides) => {
    const values = Float32Array.from({ length: 2 * 9 * 8 * 5 }, (_, i) => ((i * 7919) % 23) - 11);
    values[40] = Number.NaN;
    values[333] = Number.POSITIVE_INFINITY;
    const [x, ...more] = ["reference", "wasm"].map((engine) => {
      setEngine(engine as "wasm");
      const x = tensor(values, { shape: [2, 9, 8, 5] });
      const pooled = (x: Tensor): Tensor => maxPool(x, size, { strides });
      return { value: pooled(x).data(), gradient: grad((x: Tensor) => pooled(x).mul(2).sum())(x).data() };
    });
    expect(more).toEqual([x]);
  },
);

test("the largest of a small window is found in one pass with what stands before and after", () => {
  setEngine("wasm");
  const x = ones([2, 8, 8, 16]);
  const kernels = (size: number): string[] =>
    printKernels(
      jit((x: Tensor) => maxPool(x.mul(2).sin(), size).exp()),
      x,
    )
      .split("\n")
      .filter((line) => line.startsWith("kernel"));
  expect(kernels(2)).toEqual(["kernel 0: exp"]);
  expect(kernels(4)).toEqual(["kernel 0: max+exp"]);
});

test("few elements of an operand that a long chain of operations made of itself", () => {
  const doubled = jit((x: Tensor) =>
    Array.from({ length: 60 })
      .reduce<Tensor>((y) => y.add(y).div(2), x)
      .max(1),
  );
  conv(ones([1, 3, 1]), ones([3, 1, 1]));
  expect(doubled(tensor([[1, 4, 2]])).toArray()).toEqual([4]);
});
