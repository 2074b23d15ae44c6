// One of everything, for the digests of `fma: "off"`. It is handed the package, so that a browser can hand it the built
// one, and takes its numbers from Philox, whose bits are the same everywhere.

import type * as Wellfit from "../../src/index";
import type { DType, Tensor } from "../../src/index";

type Package = typeof Wellfit;

/** What every place must compute: the bytes of all results, by subject. */
export type Bits = Record<string, string>;

/** Runs everything on whatever engine is set. */
export function battery(w: Package): Bits {
  const out: Bits = {};
  const keep = (name: string, ...results: readonly Tensor[]): void => {
    out[name] = results.map(hexOf).join("");
  };
  const numbers = (seed: number, shape: readonly number[], low: number, high: number): Tensor =>
    w.randomUniform(w.randomKey(seed), shape, low, high);

  elementwise(w, numbers, keep);
  products(w, numbers, keep);
  const x = numbers(20, [37, 53], -3, 3);
  keep("sums", x.sum(), x.sum(0), x.sum(1), x.mean([0, 1]), w.prod(x.slice([0])), w.logSumExp(x, 1));
  keep("extremes", x.max(0), x.min(1), w.argMax(x, 1), w.argMin(x, 0));
  keep("cumulative", w.cumSum(x, 1), w.cumProd(x.slice([null, [0, 9]]), 1), w.logCumSumExp(x, 0));
  keep("sorted", w.sort(x, 1), w.argSort(x, 0), w.median(x, 1));
  keep("softmax", w.softmax(x), w.logSoftmax(x, 0));
  keep("long sum", numbers(21, [100_003], 0, 1).sum());
  keep(
    "moved",
    w
      .pad(x, [
        [1, 2],
        [0, 3],
      ])
      .transpose(),
    w.concat([x, x.mul(2)], 1),
    w.flip(x, [1]),
  );
  const key = w.randomKey(7);
  keep("random bits", w.randomBits(key, [101]), w.randomInt(key, [33], -5, 90), w.randomPermutation(key, 40));
  keep(
    "random floats",
    w.randomNormal(key, [257]),
    w.randomTruncatedNormal(key, [63]),
    w.randomBernoulli(key, [40], 0.3),
  );
  const [pictures, kernels] = [numbers(22, [2, 7, 8, 19], -1, 1), numbers(23, [3, 3, 19, 17], -1, 1)];
  const energy = ([x, k]: readonly [Tensor, Tensor]): Tensor =>
    w.conv(x, k, { padding: "same" }).square().mean();
  keep("convolution of 3x3", ...w.grad(energy)([pictures, kernels]));
  keep("training", ...training(w, numbers));
  keep("convolutional training", ...convolutionalTraining(w, numbers));
  return out;
}

type Numbers = (seed: number, shape: readonly number[], low: number, high: number) => Tensor;
type Keep = (name: string, ...results: readonly Tensor[]) => void;

function elementwise(w: Package, numbers: Numbers, keep: Keep): void {
  const [any, unit, positive] = [
    numbers(1, [203], -9, 9),
    numbers(2, [203], -1, 1),
    numbers(3, [203], 0, 40),
  ];
  const edge = w.tensor([
    0,
    -0,
    1,
    -1,
    1e-40,
    -1e-40,
    1.1754944e-38,
    3.4e38,
    -3.4e38,
    88.8,
    -103.9,
    1e9,
    0.5,
    1.5,
    2.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ]);
  const wide = ["exp", "expm1", "sin", "cos", "tan", "atan", "sinh", "cosh", "tanh", "asinh", "erf"] as const;
  const more = [
    "sigmoid",
    "floor",
    "ceil",
    "round",
    "abs",
    "sign",
    "relu",
    "softplus",
    "gelu",
    "silu",
    "mish",
    "elu",
  ] as const;
  for (const name of [...wide, ...more]) keep(name, w[name](any), w[name](edge));
  for (const name of ["asin", "acos", "atanh"] as const) keep(name, w[name](unit), w[name](edge));
  for (const name of ["log", "log1p", "sqrt", "rsqrt", "reciprocal"] as const)
    keep(name, w[name](positive), w[name](edge));
  keep("acosh", w.acosh(positive.add(1)), w.acosh(edge));
  const other = numbers(4, [203], -4, 4);
  const edges: readonly [Tensor, Tensor] = [edge.expandDims(1), edge];
  for (const name of ["add", "sub", "mul", "div", "mod", "pow", "maximum", "minimum", "atan2"] as const)
    keep(name, w[name](any, other), w[name](...edges));
  for (const name of ["equal", "less", "greaterEqual"] as const)
    keep(name, w[name](any, other), w[name](...edges));
  keep("pow of positives", w.pow(positive, other));
  const ints = any.mul(1e8).cast("int32");
  keep(
    "integers",
    ints.mul(ints),
    ints.add(ints),
    ints.sub(7),
    ints.mod(w.tensor(13, { dtype: "int32" })),
    ints.neg(),
  );
  keep("casts", edge.cast("int32"), any.cast("bool"), ints.cast("float32"), any.cast("float64"));
  // What needs no more than arithmetic is the same in float64 too.
  const [a, b] = [any.cast("float64").div(3), other.cast("float64").div(7)];
  keep(
    "float64",
    a.add(b),
    a.mul(b),
    a.div(b),
    a.mod(b),
    a.abs().sqrt(),
    a.sum(),
    a.reshape([29, 7]).matmul(b.reshape([7, 29])),
  );
}

function products(w: Package, numbers: Numbers, keep: Keep): void {
  const sizes = [
    [1, 1, 1],
    [3, 5, 7],
    [4, 8, 16],
    [1, 33, 65],
    [65, 33, 1],
    [17, 1, 19],
    [61, 67, 71],
    [128, 300, 40],
  ] as const;
  for (const [m, k, n] of sizes) {
    const [a, b] = [numbers(m + 2 * k, [m, k], -2, 2), numbers(k + 3 * n, [k, n], -2, 2)];
    keep(
      `product of ${m}x${k} and ${k}x${n}`,
      a.matmul(b),
      a.matmul(b.transpose().mul(1).transpose()),
      w.relu(
        a
          .transpose()
          .mul(1)
          .transpose()
          .matmul(b)
          .add(numbers(5, [n], -1, 1)),
      ),
    );
  }
  keep("batched product", numbers(6, [3, 1, 9, 11], -1, 1).matmul(numbers(7, [2, 11, 13], -1, 1)));
  keep("einsum", w.einsum("bij,bkj->ik", numbers(8, [3, 6, 7], -1, 1), numbers(9, [3, 5, 7], -1, 1)));
}

/** Steps of Adam, with the program that a model would have. */
function train(
  w: Package,
  first: readonly Tensor[],
  steps: number,
  loss: (weights: Tensor[]) => Tensor,
): Tensor[] {
  const weights = first.map((value) => w.variable(value));
  const slots = first.map(({ shape }) => [w.variable(w.zeros(shape)), w.variable(w.zeros(shape))] as const);
  const step = w.jit((t: Tensor) => {
    const [value, gradients] = w.valueAndGrad(loss)(weights.map((weight) => weight.value));
    const rate = w.sqrt(w.sub(1, w.pow(0.999, t))).div(w.sub(1, w.pow(0.9, t)));
    slots.forEach(([mean, square], i) => {
      const gradient = gradients[i] as Tensor;
      mean.assign(mean.value.mul(0.9).add(gradient.mul(0.1)));
      square.assign(square.value.mul(0.999).add(gradient.square().mul(0.001)));
      const change = mean.value.div(square.value.sqrt().add(1e-7)).mul(rate).mul(0.01);
      weights[i]?.assign((weights[i] as { value: Tensor }).value.sub(change));
    });
    return value;
  });
  const losses = Array.from({ length: steps }, (_, i) => step(w.tensor(i + 1)));
  return [...losses, ...weights.map((weight) => weight.value)];
}

function training(w: Package, numbers: Numbers): Tensor[] {
  const x = numbers(30, [23, 6], -1, 1);
  const labels = w.oneHot(
    w.arange(23, undefined, { dtype: "int32" }).mod(w.tensor(5, { dtype: "int32" })),
    5,
  );
  const first = [
    numbers(31, [6, 19], -0.4, 0.4),
    w.zeros([19]),
    numbers(32, [19, 5], -0.4, 0.4),
    w.zeros([5]),
  ];
  return train(w, first, 25, ([a, b, c, d]) => {
    const mask = w.randomBernoulli(w.randomKey(33), [23, 19], 0.8).cast("float32");
    const hidden = w.tanh(x.matmul(a as Tensor).add(b as Tensor)).mul(mask);
    const scores = hidden.matmul(c as Tensor).add(d as Tensor);
    return w.logSoftmax(scores).mul(labels).sum(-1).mean().neg();
  });
}

function convolutionalTraining(w: Package, numbers: Numbers): Tensor[] {
  const x = numbers(40, [5, 9, 10, 3], -1, 1);
  const first = [numbers(41, [3, 3, 3, 6], -0.3, 0.3), numbers(42, [4 * 5 * 6, 2], -0.2, 0.2)];
  return train(w, first, 6, ([kernel, dense]) => {
    const seen = w.relu(w.conv(x, kernel as Tensor, { padding: "same" }));
    const pooled = w.maxPool(seen, 2);
    return pooled
      .reshape([5, 4 * 5 * 6])
      .matmul(dense as Tensor)
      .sigmoid()
      .square()
      .mean();
  });
}

/** The bytes as hexadecimal digits. All NaNs are one, because no standard says which of them an operation gives. */
function hexOf(result: Tensor): string {
  const data = result.data();
  const size: Record<DType, number> = { float32: 4, float64: 8, int32: 4, bool: 1 };
  const view = new DataView(new ArrayBuffer(data.length * size[result.dtype]));
  data.forEach((x, i) => {
    if (result.dtype === "float32") view.setFloat32(4 * i, x, true);
    else if (result.dtype === "float64") view.setFloat64(8 * i, x, true);
    else if (result.dtype === "int32") view.setInt32(4 * i, x, true);
    else view.setUint8(i, x);
    if (Number.isNaN(x))
      for (let b = 0; b < size[result.dtype]; b++) view.setUint8(size[result.dtype] * i + b, 0xff);
  });
  return Array.from(new Uint8Array(view.buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
