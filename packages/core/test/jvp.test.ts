import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  abs,
  argMax,
  averagePool,
  concat,
  conv,
  cumProd,
  cumSum,
  customGradient,
  einsum,
  gather,
  grad,
  hessian,
  hessianVectorProduct,
  jacobian,
  jit,
  jvp,
  layerNorm,
  logSoftmax,
  max,
  maximum,
  maxPool,
  type NdArrayLike,
  pad,
  prod,
  scan,
  scatterAdd,
  setEngine,
  softmax,
  sort,
  type Tensor,
  tensor,
  topK,
  topological,
  tril,
  vjp,
} from "../src/index";
import { expectClose } from "./support/goldens";
import { domains, generator, sample } from "./support/numbers";

const double = (x: readonly number[]): Tensor => tensor(new Float64Array(x));
const numbers = (shape: readonly number[], seed = "numbers"): Tensor =>
  sample(shape, "float64", domains.positive, generator(seed));

/** Functions of a matrix of 3 by 4, of all kinds that a gradient passes. */
const functions: Record<string, (x: Tensor) => Tensor> = {
  softmax: (x) => softmax(x),
  identity: (x) => x,
  "nothing of it": () => numbers([2, 2]),
  "a scalar": (x) => x.log().sum(),
  matmul: (x) => x.matmul(numbers([4, 2])).tanh(),
  "matmul from the right": (x) => numbers([2, 3]).matmul(x.exp()),
  "matmul with itself": (x) => x.matmul(x.transpose()),
  "batched matmul": (x) => numbers([2, 5, 3]).matmul(x).square(),
  einsum: (x) => einsum("ij,kj->ik", x, numbers([5, 4])).square(),
  convolution: (x) => conv(x.reshape([1, 3, 4, 1]), numbers([2, 2, 1, 2]), { padding: "same" }).square(),
  "max pooling": (x) => maxPool(x.reshape([1, 3, 4, 1]), [1, 2]),
  "mean pooling": (x) => averagePool(x.square().reshape([1, 12, 1]), 3, { strides: 2, padding: "same" }),
  max: (x) => max(x, 1),
  "max of ties": (x) => max(concat([x, x]).mul(2), 0),
  "maximum of ties": (x) => maximum(x.mul(2), x.add(x)),
  prod: (x) => prod(x, [0, 1]),
  gather: (x) => gather(x, [2, 0, 2], 1).sin(),
  scatterAdd: (x) => scatterAdd([1, 1, 4], x.square(), [5, 4]),
  "slice and pad": (x) =>
    pad(
      x
        .slice([
          [null, null, -1],
          [1, 3],
        ])
        .sqrt(),
      [
        [1, 0],
        [0, 2],
      ],
    ),
  concat: (x) => concat([x, numbers([3, 2]), x.mul(x)], 1),
  broadcast: (x) =>
    x
      .slice([1])
      .broadcastTo([2, 3, 4])
      .mul(numbers([4])),
  "running sums and products": (x) => cumProd(cumSum(x, 0), 1),
  sorted: (x) => sort(x.sin(), 0),
  "the largest": (x) => topK(x, 2).values.square(),
  "places that depend on it": (x) => gather(x, argMax(x, 1), 1).mul(x.slice([null, [0, 3]])),
  "layer norm": (x) => layerNorm(x),
  "a loop": (x) => {
    const step = (c: Tensor, row: Tensor): [Tensor, Tensor] => {
      const next = c
        .matmul(numbers([4, 4]))
        .add(row.mul(x.slice([1])))
        .tanh();
      return [next, next.square()];
    };
    const [last, all] = scan(step, x.slice([[0, 1]]), x.reshape([3, 1, 4]));
    return concat([last, all.reshape([3, 4])]);
  },
  triangle: (x) => tril(x).sum(0),
  reshape: (x) => x.reshape([2, 6]).transpose().pow(3),
  "where the largest is": (x) => x.mul(argMax(x, 1).reshape([3, 1])),
  "a second derivative": (x) => grad((y: Tensor) => y.sin().mul(y.sum()).sum())(x),
  "a gradient of one's own": (x) =>
    customGradient((y: Tensor) => ({ value: y.square(), gradient: (g) => g.mul(y).mul(2) }))(x.exp()),
};

describe.each(["reference", "wasm"] as const)("on %s", (engine) => {
  beforeAll(() => setEngine(engine));
  afterAll(() => setEngine("wasm"));

  test.each(Object.entries(functions))("jvp and both jacobians agree with pullbacks: %s", (_, f) => {
    const x = numbers([3, 4], "x");
    const t = numbers([3, 4], "t");
    const { value, pullback } = vjp(f, x);
    const rows = Array.from({ length: value.size }, (_, i) => {
      const seed = new Float64Array(value.size);
      seed[i] = 1;
      return [...pullback(tensor(seed, { shape: value.shape }))[0].data()];
    });
    const shape = [...value.shape, ...x.shape];
    for (const mode of ["auto", "reverse", "forward"] as const) {
      const j = jacobian(f, { mode });
      for (const received of [j(x), jit(j)(x)]) {
        expect(received.shape).toEqual(shape);
        expect(received.dtype).toBe("float64");
        expectClose(received.data(), rows.flat(), 1e-12, mode);
      }
    }
    const along = t.data();
    const expected = rows.map((row) => row.reduce((sum, slope, i) => sum + slope * (along[i] as number), 0));
    for (const run of [jvp, jit((g: typeof f, a: [Tensor], b: [Tensor]) => jvp(g, a, b))]) {
      const pushed = run(f, [x], [t]);
      expectClose(pushed.value.data(), value.data(), 1e-12, "value");
      expect(pushed.tangent.shape).toEqual(value.shape);
      expectClose(pushed.tangent.data(), expected, 1e-11, "tangent");
    }
  });

  test("jvp takes and gives trees, in whatever order their keys stand", () => {
    const f = ({ a, rest: [b] }: { a: Tensor; rest: [Tensor] }, by: number, c: Tensor) => ({
      product: a.mul(b).mul(by),
      others: [c.square(), a.sum()],
    });
    const [a, b, c] = [double([1, 2]), double([3, 4]), double([5])];
    const { value, tangent } = jvp(
      f,
      [{ a, rest: [b] }, 2, c],
      [{ rest: [double([1, 0])], a: double([0, 1]) }, 2, c],
    );
    expect(value.product.toArray()).toEqual([6, 16]);
    expect(tangent.product.toArray()).toEqual([2, 8]);
    expect(tangent.others.map((x) => x.toArray())).toEqual([[50], 1]);
  });

  test("tangents may be arrays of numbers and take the dtype of the primal", () => {
    const along: NdArrayLike = { data: new Float64Array([1, 2]), shape: [2] };
    const { tangent } = jvp((x: Tensor) => x.square(), [tensor([1, 2])], [along]);
    expect(tangent.dtype).toBe("float32");
    expect(tangent.toArray()).toEqual([2, 8]);
  });

  test("jvp of jvp, gradients of jvp and jvp of gradients", () => {
    const cube = (x: Tensor): Tensor => x.mul(x).mul(x);
    const one = double([1]);
    const twice = jvp((x: Tensor) => jvp(cube, [x], [one]).tangent, [double([2])], [one]);
    expect([twice.value.item(), twice.tangent.item()]).toEqual([12, 12]);
    expect(grad((x: Tensor) => jvp(cube, [x], [one]).tangent.sum())(double([2])).item()).toBe(12);
    expect(grad((t: Tensor) => jvp(cube, [double([2])], [t]).tangent.sum())(double([5])).item()).toBe(12);
    const slope = grad((x: Tensor) => cube(x).sum());
    expect(jvp(slope, [double([2])], [one]).tangent.item()).toBe(12);
  });

  test("the jacobian of one argument of several, and the gradient of a jacobian", () => {
    const f = (a: Tensor, b: Tensor): Tensor => a.mul(b).mul(b);
    const [a, b] = [double([1, 2]), double([3, 4])];
    expect(jacobian(f, { argnum: 1 })(a, b).toArray()).toEqual([
      [6, 0],
      [0, 16],
    ]);
    const trace = (x: Tensor): Tensor => jacobian((y: Tensor) => y.pow(3))(x).sum();
    expect(grad(trace)(double([1, 2])).toArray()).toEqual([6, 12]);
    expect(jacobian((x: Tensor) => x.mul(2))(tensor([])).shape).toEqual([0, 0]);
    expect(jacobian((x: Tensor) => x.sum())(tensor(new Float64Array(0))).toArray()).toEqual([]);
    expect(jacobian((x: Tensor) => x.mul(2))(tensor(3)).toArray()).toBe(2);
  });

  test("hessians, and their products with vectors over a tree", () => {
    const f = (x: Tensor, y: Tensor): Tensor => x.mul(x).mul(y).sum();
    const [x, y] = [double([1, 2]), double([3, 4])];
    expect(hessian(f)(x, y).toArray()).toEqual([
      [6, 0],
      [0, 8],
    ]);
    expect(hessian(f, { argnum: 1 })(x, y).toArray()).toEqual([
      [0, 0],
      [0, 0],
    ]);
    const loss = ({ w, b }: { w: Tensor; b: Tensor }): Tensor => x.mul(w).add(b).pow(3).sum();
    const at = { w: double([1, 1]), b: double([0]) };
    const { value, gradient, product } = hessianVectorProduct(
      loss,
      [at],
      [{ w: double([1, 0]), b: double([2]) }],
    );
    expect(value.item()).toBe(9);
    expect([gradient[0].w.toArray(), gradient[0].b.toArray()]).toEqual([[3, 24], [15]]);
    // 6 (x w + b) times [[x x, x], [x, 1]] for each x, times [v, 2].
    expect([product[0].w.toArray(), product[0].b.toArray()]).toEqual([[18, 48], [42]]);
    const full = hessian((w: Tensor) => loss({ ...at, w }))(at.w);
    expect(full.toArray()).toEqual([
      [6, 0],
      [0, 48],
    ]);
  });

  test("a hessian of a hundred numbers is one program, no larger than for two", () => {
    const f = (x: Tensor): Tensor => logSoftmax(x).slice([1]).neg().add(x.square().sum()).sum();
    const count = (n: number): number =>
      topological(jit(hessian(f)).program(numbers([n])).outputs, (node) => node.inputs.length === 0).length;
    expect(count(100)).toBe(count(2));
    const x = numbers([100]);
    const h = hessian(f)(x).data();
    const p = softmax(x).data();
    for (const [i, j] of [
      [0, 0],
      [7, 7],
      [3, 98],
    ] as const) {
      const expected = (i === j ? (p[i] as number) + 2 : 0) - (p[i] as number) * (p[j] as number);
      expectClose([h[100 * i + j] as number], [expected], 1e-12);
    }
  });

  test("vjp takes and gives trees", () => {
    const { value, pullback } = vjp(
      (p: { w: Tensor; b: Tensor }, by: number) => [p.w.mul(by), { last: p.b.square() }] as const,
      { w: tensor([1, 2]), b: tensor(3) },
      10,
    );
    expect(value[0].toArray()).toEqual([10, 20]);
    const [p, by] = pullback([tensor([1, 2]), { last: { data: new Float32Array([5]), shape: [] } }]);
    expect([p.w.toArray(), p.b.toArray(), by]).toEqual([[10, 20], 30, 10]);
    expect(pullback([tensor([0, 1]), { last: tensor(1) }])[0].w.toArray()).toEqual([0, 10]);
  });
});

describe("loops over what vjp gives keep nothing of the way", () => {
  test("values and gradients that were read are plain numbers", () => {
    const { value, pullback } = vjp((x: Tensor) => abs(x).sqrt(), tensor([4, 9]));
    const [slope] = pullback(tensor([1, 1]));
    expect(value.toArray()).toEqual([2, 3]);
    expect(value.inputs.length).toBe(0);
    expectClose(slope.data(), [1 / 4, 1 / 6], 1e-6);
    expect(slope.inputs.length).toBe(0);
    // The pullback still has what it needs.
    expectClose(pullback(tensor([4, 6]))[0].data(), [1, 1], 1e-6);
  });

  test("a long loop that never looks stays short", () => {
    let w = tensor([1, 2]);
    for (let i = 0; i < 600; i++) {
      const { pullback } = vjp((x: Tensor) => x.square(), w);
      w = w.sub(pullback(tensor([1, 1]))[0].mul(0.01));
      expect(w.depth).toBeLessThan(300);
    }
    expectClose(w.data(), [0.98 ** 600, 2 * 0.98 ** 600], 1e-6);
  });

  test("inside grad they stay part of its graph", () => {
    const slope = grad((x: Tensor) => {
      const { value, pullback } = vjp((y: Tensor) => y.pow(3), x);
      const [g] = pullback(tensor([1, 1]));
      expect(g.toArray()).toEqual([3, 12]);
      expect(value.toArray()).toEqual([1, 8]);
      return g.mul(value).sum();
    })(tensor([1, 2]));
    // (3 x**2 * x**3)' = 15 x**4
    expect(slope.toArray()).toEqual([15, 240]);
    // A pullback from outside, of a cotangent that is differentiated.
    const { pullback } = vjp((y: Tensor) => y.pow(3), tensor([1, 2]));
    const outer = grad((c: Tensor) => {
      const [g] = pullback(c);
      expect(g.toArray()).toEqual([3, 12]);
      return g.square().sum();
    })(tensor([1, 1]));
    expect(outer.toArray()).toEqual([18, 288]);
  });
});

const x = tensor([1, 2]);

test.each<[string, () => unknown, string]>([
  [
    "tangents of another shape",
    () => jvp((a: Tensor) => a, [x], [tensor([1])]),
    "jvp: the list of tangents has shape [1], expected [2]",
  ],
  [
    "too few tangents",
    () => jvp((a: Tensor, b: Tensor) => a.mul(b), [x, x], [x] as never),
    "jvp: the list of tangents must hold a tensor for every tensor of what it goes with, in the same arrays and objects",
  ],
  [
    "a tangent that is no tensor",
    () => jvp((a: { w: Tensor }) => a.w, [{ w: x }], [{ b: x }] as never),
    "jvp: the list of tangents must hold a tensor for every tensor of what it goes with, in the same arrays and objects",
  ],
  [
    "no primals",
    () => jvp((a: number) => x.mul(a), [2], [2]),
    "jvp: the list of primals holds no tensor to differentiate with respect to; pass tensor(...) or an array or object of " +
      "tensors",
  ],
  [
    "an integer primal",
    () => jvp((a: Tensor) => a, [tensor(1, { dtype: "int32" })], [x]),
    "jvp: received a tensor of int32, expected a float; cast it first",
  ],
  [
    "a result without a fraction",
    () => jvp((a: Tensor) => a.greater(0), [x], [x]),
    "jvp: the function returned a result of bool, expected a float",
  ],
  [
    "a result that is no tensor",
    () => vjp((() => 3) as never, x as never),
    "vjp: the function returned 3, expected a tensor",
  ],
  [
    "a cotangent of another shape",
    () => vjp((a: Tensor) => a.sum(), x).pullback(x),
    "vjp: the gradient of the value has shape [2], expected []",
  ],
  [
    "the jacobian of a tree",
    () => jacobian((a: { w: Tensor }) => a.w)({ w: x }),
    "jacobian: argument 0 is [object Object], expected a tensor; join several with concat, or differentiate with respect " +
      "to one after the other with argnum",
  ],
  [
    "the jacobian of a list",
    () => jacobian(((a: Tensor) => [a]) as never)(x),
    "jacobian: the function returned Tensor float32[2] [1, 2], expected a tensor",
  ],
  [
    "an unknown mode",
    () => jacobian((a: Tensor) => a, { mode: "backward" as never }),
    'jacobian: received mode "backward", expected "auto", "reverse" or "forward"',
  ],
  [
    "the hessian of a vector",
    () => hessian((a: Tensor) => a)(x),
    "valueAndGrad: the function returned shape [2], expected a scalar; end it with sum() or mean()",
  ],
  [
    "the hessian's product of a vector",
    () => hessianVectorProduct((a: Tensor) => a, [x], [x]),
    "hessianVectorProduct: the function returned shape [2], expected a scalar tensor; end it with sum() or mean()",
  ],
])("%s", (_, f, message) => {
  expect(f).toThrow(message);
});
