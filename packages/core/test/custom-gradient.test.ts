import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  customGradient,
  grad,
  gradients,
  jit,
  log1p,
  printGraph,
  setEngine,
  stopGradient,
  type Tensor,
  tensor,
  vjp,
  where,
} from "../src/index";
import { expectClose } from "./support/goldens";

/** log(1 + e**x), with the derivative that holds where e**x overflows. */
const log1pExp = customGradient((x: Tensor) => {
  const e = x.exp();
  return { value: log1p(e), gradient: (g) => g.mul(e.add(1).pow(-1).neg().add(1)) };
});

const double = (x: readonly number[]): Tensor => tensor(new Float64Array(x));

describe.each(["reference", "wasm"] as const)("customGradient on %s", (engine) => {
  beforeAll(() => setEngine(engine));
  afterAll(() => setEngine("wasm"));

  test("gives the value of the function and the gradient of one's own", () => {
    const x = tensor([0, 100]);
    expectClose(log1pExp(tensor([0, 1])).data(), [Math.log(2), Math.log(1 + Math.E)], 1e-6);
    const slope = grad((t: Tensor) => log1pExp(t).sum());
    expectClose(slope(x).data(), [0.5, 1], 1e-6);
    expectClose(jit(slope)(x).data(), [0.5, 1], 1e-6);
    expectClose(jit(() => slope(x))().data(), [0.5, 1], 1e-6);
  });

  test("has second derivatives where the gradient is written with tensor operations", () => {
    const second = grad((t: Tensor) => grad((u: Tensor) => log1pExp(u).sum())(t).sum());
    const s = 1 / (1 + Math.exp(-0.7));
    expectClose(second(double([0.7])).data(), [s * (1 - s)], 1e-12);
    expectClose(jit(second)(double([0.7])).data(), [s * (1 - s)], 1e-12);
  });

  test("straight through, reversed, clipped: a gradient need not be the true one", () => {
    const rounded = customGradient((x: Tensor) => ({
      value: where(x.greater(0.5), 1, 0).cast(x.dtype),
      gradient: (g) => g,
    }));
    expect(grad((x: Tensor) => rounded(x).mul([2, 3]).sum())(tensor([0.2, 0.8])).toArray()).toEqual([2, 3]);
    const reversed = customGradient((x: Tensor) => ({ value: x, gradient: (g) => [g.mul(-2)] }));
    const { value, pullback } = vjp((x: Tensor) => reversed(x.mul(3)), tensor([1, 2]));
    expect(value.toArray()).toEqual([3, 6]);
    expect(pullback(tensor([1, 10]))[0]?.toArray()).toEqual([-6, -60]);
  });

  test("several arguments, some without a gradient, and others that are no tensors", () => {
    const f = customGradient((a: Tensor, by: number, b: Tensor, at: Tensor) => ({
      value: a.mul(b).mul(by).add(at),
      gradient: (g) => [g.mul(b).mul(by * 10), null, undefined, [5, 5]],
    }));
    const [a, b, c] = [tensor([1, 2]), tensor([3, 4]), tensor([0, 1])];
    const y = f(a, 2, b, c);
    expect(gradients(y.sum(), [a, b, c]).map((g) => g.toArray())).toEqual([
      [60, 80],
      [0, 0],
      [5, 5],
    ]);
    expect(y.toArray()).toEqual([6, 17]);
    const twice = customGradient((p: Tensor, q: Tensor) => ({ value: p.mul(q), gradient: (g) => [g, g] }));
    expect(grad((x: Tensor) => twice(x, x).sum())(a).toArray()).toEqual([2, 2]);
  });

  test("programs of other marks with the same structure do not share gradients", () => {
    const times = (n: number) =>
      customGradient((x: Tensor) => ({ value: x.mul(1), gradient: (g) => g.mul(n) }));
    const slopes = [2, 3].map((n) => grad((x: Tensor) => times(n)(x).sum())(tensor([1, 1])).toArray());
    expect(slopes).toEqual([
      [2, 2],
      [3, 3],
    ]);
  });

  test("jit compiles once", () => {
    const f = jit(grad((x: Tensor) => log1pExp(x).sum()));
    f(tensor([1, 2]));
    f(tensor([3, 4]));
    expect(f.traces).toBe(1);
  });
});

test("printed graphs show the name", () => {
  expect(printGraph(log1pExp(tensor([1])))).toMatch(/identity\(.*\{mark: customGradient\}/);
  const halved = customGradient(function halve(x: Tensor) {
    return { value: x.mul(0.5), gradient: (g) => g };
  });
  expect(printGraph(halved, tensor([1]))).toContain("{mark: halve}");
});

describe("mistakes", () => {
  const slopeOf = (gradient: (g: Tensor) => never): (() => unknown) => {
    const f = customGradient(function mine(x: Tensor) {
      return { value: x.sum(1), gradient };
    });
    return () => grad((x: Tensor) => f(x).sum())(tensor([[1, 2]]));
  };
  test.each<[string, () => unknown, string]>([
    [
      "another shape",
      slopeOf((g) => g as never),
      "customGradient: the gradient of mine for argument 0 has shape [1], expected [1, 2], the shape of the argument; sum " +
        "over what was broadcast",
    ],
    [
      "too many gradients",
      slopeOf((g) => [g, g] as never),
      "customGradient: the gradient of mine returned 2 gradients for 1 arguments; return one for each, null for those " +
        "without",
    ],
    [
      "an integer",
      slopeOf(() => tensor([[1, 2]], { dtype: "int32" }) as never),
      "customGradient: the gradient of mine for argument 0 is int32, expected float32; cast it",
    ],
    [
      "a tensor alone",
      () => customGradient(((x: Tensor) => x) as never)(tensor(1) as never),
      "customGradient: customGradient returned a tensor, expected { value, gradient } with a tensor and a function of its " +
        "gradient",
    ],
    [
      "nothing",
      () => customGradient((() => undefined) as never)(),
      "customGradient: customGradient returned undefined, expected { value, gradient } with a tensor and a function of its " +
        "gradient",
    ],
    [
      "a value without a fraction",
      () => customGradient((x: Tensor) => ({ value: x.greater(0), gradient: (g) => g }))(tensor(1)),
      "customGradient: the value of customGradient is bool, expected a float; cast it",
    ],
    [
      "a gradient for what is closed over",
      () =>
        grad((w: Tensor) =>
          customGradient((x: Tensor) => ({ value: x.mul(w), gradient: (g) => g }))(tensor(2)),
        )(tensor(3)),
      "customGradient: customGradient uses a float32 [] tensor that a gradient is taken with respect to, but that is none " +
        "of its arguments, so it would get no gradient; pass it as an argument, or use stopGradient(it) inside",
    ],
  ])("%s", (_, f, message) => {
    expect(f).toThrow(message);
  });

  test("what is closed over may be used as a constant", () => {
    const slope = grad((w: Tensor) =>
      customGradient((x: Tensor) => ({ value: x.mul(stopGradient(w)), gradient: (g) => g }))(w.mul(2)).sum(),
    );
    expect(slope(tensor([3])).toArray()).toEqual([2]);
  });
});
