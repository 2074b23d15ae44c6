import { afterAll, describe, expect, test, vi } from "vitest";
import {
  conv,
  convTranspose,
  grad,
  jacobian,
  jit,
  jvp,
  ones,
  pad,
  printKernels,
  type Shape,
  scan,
  setEngine,
  type Tensor,
  tensor,
  valueAndGrad,
  variable,
} from "../src/index";
import { domains, generator, sample } from "./support/numbers";
import { canRelax } from "./wasm/relaxed";

// A slow machine is no mistake.
vi.setConfig({ testTimeout: 0 });

afterAll(() => setEngine("wasm"));

const numbers = (shape: Shape, seed: string, dtype: "float32" | "float64" = "float32"): Tensor =>
  sample(shape, dtype, domains.any, generator(seed));

/** Every engine against the reference. */
const ENGINES = canRelax() ? (["off", "auto"] as const) : (["off"] as const);

/** The largest difference, as a share of the largest number. */
function difference(mine: Tensor, right: Tensor): number {
  expect(mine.shape).toEqual(right.shape);
  const [a, b] = [mine.data(), right.data()];
  const scale = Math.max(...Array.from(b, Math.abs));
  return Math.max(...Array.from(a, (x, i) => Math.abs(x - (b[i] as number)))) / scale;
}

function agree(f: (...xs: Tensor[]) => readonly Tensor[], ...xs: Tensor[]): void {
  setEngine("reference");
  const right = jit(f)(...xs);
  for (const fma of ENGINES) {
    setEngine("wasm", { fma });
    jit(f)(...xs).forEach((mine, i) => {
      expect(difference(mine, right[i] as Tensor), `result ${i}, fma ${fma}`).toBeLessThan(2e-6);
    });
  }
}

const usesTiles = (f: () => Tensor): boolean => {
  setEngine("wasm");
  return printKernels(jit(f)).includes("tileMap");
};

describe("a convolution of 3x3 by way of tiles", () => {
  const cases: readonly [Shape, number, "valid" | "same"][] = [
    [[2, 8, 8, 16], 16, "valid"],
    [[2, 8, 8, 16], 16, "same"],
    [[3, 7, 9, 17], 19, "valid"],
    [[3, 9, 6, 19], 17, "same"],
    [[8, 3, 3, 48], 40, "valid"],
    [[6, 4, 3, 40], 48, "valid"],
    [[1, 3, 16, 24], 32, "valid"],
    [[5, 5, 5, 32], 24, "same"],
  ];
  test.each(cases)("of %j to %i filters, %s: results and both gradients", (shape, filters, padding) => {
    const [x, kernel] = [numbers(shape, "x"), numbers([3, 3, shape[3] as number, filters], "kernel")];
    expect(usesTiles(() => conv(x, kernel, { padding }))).toBe(true);
    const loss = ([x, kernel]: readonly [Tensor, Tensor]): Tensor =>
      conv(x, kernel, { padding }).square().sum();
    agree((x, kernel) => [conv(x, kernel, { padding }), ...grad(loss)([x, kernel] as const)], x, kernel);
  });

  test("forward products and gradients of gradients", () => {
    const [x, kernel] = [numbers([2, 6, 6, 16], "x"), numbers([3, 3, 16, 16], "kernel")];
    const cube = (k: Tensor): Tensor => conv(x, k).pow(3).sum();
    agree(
      (kernel, direction) => [
        jvp(cube, [kernel], [direction]).tangent,
        grad((k: Tensor) => grad(cube)(k).mul(direction).sum())(kernel),
      ],
      kernel,
      numbers([3, 3, 16, 16], "direction"),
    );
  });

  test("of one picture for each of several kernels, and with channels in front", () => {
    agree(
      (x, kernel) => [conv(x.transpose([0, 2, 3, 1]), kernel.transpose([2, 3, 1, 0]))],
      numbers([2, 20, 9, 8], "x"),
      numbers([18, 20, 3, 3], "kernel"),
    );
  });

  test.each([1, 2])("a transposed convolution, %i apart", (strides) => {
    agree(
      (x, kernel) => {
        const spread = ([x, kernel]: readonly [Tensor, Tensor]): Tensor =>
          convTranspose(x, kernel, { strides });
        return [
          spread([x, kernel]),
          ...grad((both: readonly [Tensor, Tensor]) => spread(both).square().sum())([x, kernel]),
        ];
      },
      numbers([2, 6, 5, 16], "x"),
      numbers([3, 3, 18, 16], "kernel"),
    );
  });

  test("in a loop, and for many directions at once", () => {
    const kernel = numbers([3, 3, 16, 16], "kernel").mul(0.1);
    const step = (x: Tensor): Tensor => conv(x, kernel, { padding: "same" }).tanh();
    agree(
      (x) => [
        scan((x: Tensor) => [step(x), x.sum()], x, undefined, { length: 4 })[0],
        jacobian((scale: Tensor) => step(x.mul(scale)).sum([0, 1, 2]))(ones([16])),
      ],
      numbers([2, 6, 6, 16], "x"),
    );
  });

  test("what follows it is done in its last step, and an optimizer in that of its gradient", () => {
    const [x, bias] = [numbers([2, 7, 8, 16], "x"), numbers([16], "bias")];
    const layer = (x: Tensor, kernel: Tensor, bias: Tensor): Tensor =>
      conv(x, kernel, { padding: "same" }).add(bias).relu();
    const kernel = variable(numbers([3, 3, 16, 16], "kernel"));
    setEngine("wasm");
    const text = printKernels(jit(() => layer(x, kernel.value, bias)));
    expect(text).toContain("tileMap+relu");
    agree((x, kernel, bias) => [layer(x, kernel, bias)], x, kernel.value, bias);
    const trained = ["reference", "wasm"].map((engine) => {
      setEngine(engine as "wasm");
      const weights = variable(numbers([3, 3, 16, 16], "kernel"));
      const moment = variable(numbers([3, 3, 16, 16], "kernel").mul(0));
      const step = jit(() => {
        const [value, gradient] = valueAndGrad((k: Tensor) => layer(x, k, bias).square().mean())(
          weights.value,
        );
        moment.assign(moment.value.mul(0.9).add(gradient));
        weights.assign(weights.value.sub(moment.value.mul(0.01)));
        return value;
      });
      const losses = [1, 2, 3, 4, 5].map(() => step().item());
      return { losses, weights: weights.value };
    });
    const [right, mine] = trained as [(typeof trained)[0], (typeof trained)[0]];
    expect(difference(mine.weights, right.weights)).toBeLessThan(2e-6);
    mine.losses.forEach((loss, i) => {
      expect(loss / (right.losses[i] as number)).toBeCloseTo(1, 6);
    });
    expect(mine.losses[4]).toBeLessThan(mine.losses[0] as number);
  });

  test("is as exact as sums in float32 are", () => {
    const x = numbers([1, 12, 12, 64], "x", "float64");
    const kernel = numbers([3, 3, 64, 64], "kernel", "float64");
    setEngine("wasm", { fma: "off" });
    const exact = conv(x, kernel);
    expect(difference(conv(x.cast("float32"), kernel.cast("float32")), exact)).toBeLessThan(1e-6);
  });

  test("an element that is no number reaches no further than its tile", () => {
    const values = new Float32Array(8 * 8 * 16).fill(1);
    // Row 2, column 5.
    values[(2 * 8 + 5) * 16] = Number.NaN;
    setEngine("wasm");
    const out = conv(tensor(values, { shape: [1, 8, 8, 16] }), ones([3, 3, 16, 16])).data();
    for (let row = 0; row < 6; row++) {
      for (let column = 0; column < 6; column++) {
        const seen = row <= 2 && row + 2 >= 2 && column <= 5 && column + 2 >= 5;
        const near = 2 * Math.floor(row / 2) <= 2 && 2 * Math.floor(column / 2) + 3 >= 5;
        const value = out[(row * 6 + column) * 16] as number;
        if (seen) expect(value).toBeNaN();
        else if (!near) expect(value).toBe(144);
      }
    }
  });
});

test("tiles are kept for the gradient while they are small, and large ones are not made at all", () => {
  setEngine("wasm");
  const kernels = (shape: Shape): number => {
    const step = jit((kernel: Tensor) => {
      const energy = (k: Tensor): Tensor => conv(x.value, k).square().sum();
      return valueAndGrad(energy)(kernel);
    });
    const x = variable(numbers(shape, "x"));
    return printKernels(step, ones([3, 3, shape[3] as number, 16])).split("tileMap").length - 1;
  };
  // Of the input, the kernel and the products; of the results' gradient and of what becomes the kernel's.
  expect(kernels([2, 12, 12, 16])).toBe(5);
  expect(kernels([1, 140, 140, 16])).toBe(6);
  expect(kernels([1, 610, 610, 16])).toBe(0);
});

test("what makes the last tile whole are zeros, whatever the picture was padded with", () => {
  const around = [
    [0, 0],
    [1, 0],
    [1, 0],
    [0, 0],
  ] as const;
  const total = (kernel: Tensor): Tensor =>
    conv(pad(ones([2, 8, 8, 16]), around, Number.NEGATIVE_INFINITY), kernel).sum();
  setEngine("wasm");
  // The last tap of a kernel never lies on the first row or column.
  expect(
    grad(total)(ones([3, 3, 16, 16]))
      .slice([2, 2, 0, 0])
      .item(),
  ).toBe(2 * 7 * 7);
});

test("what would not gain by it is computed as it is", () => {
  const of = (shape: Shape, kernel: Shape, options = {}, dtype: "float32" | "float64" = "float32") =>
    usesTiles(() => conv(numbers(shape, "x", dtype), numbers(kernel, "kernel", dtype), options));
  expect(of([2, 9, 9, 32], [3, 3, 32, 32])).toBe(true);
  // Few channels, filters or places.
  expect(of([2, 9, 9, 3], [3, 3, 3, 32])).toBe(false);
  expect(of([2, 9, 9, 32], [3, 3, 32, 4])).toBe(false);
  expect(of([1, 4, 4, 64], [3, 3, 64, 64])).toBe(false);
  // Other windows.
  expect(of([2, 9, 9, 32], [5, 5, 32, 32])).toBe(false);
  expect(of([2, 9, 9, 32], [3, 3, 32, 32], { strides: 2 })).toBe(false);
  expect(of([2, 9, 9, 32], [3, 3, 32, 32], { dilationRate: 2 })).toBe(false);
  expect(of([2, 9, 32], [3, 32, 32])).toBe(false);
  // Doubles are for exact numbers.
  expect(of([2, 9, 9, 32], [3, 3, 32, 32], {}, "float64")).toBe(false);
  // No pictures.
  expect(of([0, 9, 9, 32], [3, 3, 32, 32])).toBe(false);
});
