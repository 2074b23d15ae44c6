import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  conv,
  gelu,
  grad,
  gradients,
  hessian,
  hessianVectorProduct,
  jacobian,
  jit,
  jvp,
  logSoftmax,
  mean,
  type NdArrayLike,
  norm,
  reciprocal,
  setEngine,
  silu,
  softmax,
  softplus,
  stack,
  type Tensor,
  tensor,
  valueAndGrad,
  vjp,
} from "../src/index";
import { normalize } from "./support/golden-layers";
import { expectClose, golden, numbers, type Packed, unpack } from "./support/goldens";

interface SecondOrderCase {
  readonly name: string;
  readonly inputs: Readonly<Record<string, Packed>>;
  readonly vector?: Readonly<Record<string, Packed>>;
  readonly output?: Packed;
  readonly grads?: Readonly<Record<string, Packed>>;
  readonly hvp?: Readonly<Record<string, Packed>>;
  readonly hessian?: Packed;
  readonly jacobian?: Packed;
  readonly jvp?: Packed;
  readonly jvp_vector?: Packed;
  readonly input_gradient?: Packed;
  readonly d1?: Packed;
  readonly d2?: Packed;
  readonly d3?: Packed;
}

type Tensors = Record<string, Tensor>;

const cases = new Map(golden<SecondOrderCase>("autograd_second_order").map((c) => [c.name, c]));
const caseOf = (name: string): SecondOrderCase => cases.get(name) as SecondOrderCase;
const TOL = 1e-9;

const unpackAll = (packed: Readonly<Record<string, Packed>>): Tensors =>
  Object.fromEntries(Object.entries(packed).map(([name, p]) => [name, unpack(p, "float64")]));

const expectTensor = (received: Tensor | NdArrayLike, expected: Packed, what: string): void => {
  expect(received.shape).toEqual(expected.shape);
  expectClose((received as Tensor).data(), numbers(expected), TOL, what);
};

const expectTensors = (received: Tensors, expected: Readonly<Record<string, Packed>>): void => {
  for (const [name, packed] of Object.entries(expected)) expectTensor(received[name] as Tensor, packed, name);
};

/** The Hessian times a vector, over a tree of tensors: the gradient of the gradient's product with the vector. */
function hessianVector(f: (at: Tensors) => Tensor, at: Tensors, vector: Tensors): Tensors {
  return grad((x: Tensors) => {
    const g = grad(f)(x);
    return Object.keys(vector)
      .map((name) => (g[name] as Tensor).mul(vector[name] as Tensor).sum())
      .reduce((a, b) => a.add(b));
  })(at);
}

/** By gradients, by the product's own function, and by the jacobian of the gradient. */
function expectProducts(
  f: (at: Tensors) => Tensor,
  at: Tensors,
  vector: Tensors,
  expected: Readonly<Record<string, Packed>>,
): void {
  expectTensors(hessianVector(f, at, vector), expected);
  expectTensors(hessianVectorProduct(f, [at], [vector]).product[0], expected);
  expectTensors(jvp((x: Tensors) => grad(f)(x), [at], [vector]).tangent, expected);
  const compiled = jit((x: Tensors, v: Tensors) => hessianVectorProduct(f, [x], [v]).product[0]);
  expectTensors(compiled(at, vector), expected);
}

/** Row by row, with each row a gradient. */
const rowByRow = (f: (z: Tensor) => Tensor, z: Tensor): Tensor =>
  stack(Array.from({ length: z.size }, (_, i) => grad((x: Tensor) => grad(f)(x).slice([i]))(z)));

function expectHessian(f: (z: Tensor) => Tensor, z: Tensor, expected: Packed): void {
  expectTensor(rowByRow(f, z), expected, "row by row");
  expectTensor(hessian(f)(z), expected, "hessian");
  expectTensor(jit(hessian(f))(z), expected, "jit of the hessian");
  expectTensor(jacobian(grad(f), { mode: "forward" })(z), expected, "forward over reverse");
}

const mlp = ({ X, W1, b1, W2 }: Tensors): Tensor => X!.matmul(W1!).add(b1!).tanh().matmul(W2!);

const penalty = (p: Tensors): Tensor => {
  const slope = grad((X: Tensor) => mlp({ ...p, X }).sum())(p.X as Tensor);
  return mean(norm(slope, 1).sub(1).square());
};

const rosenbrock = (z: Tensor): Tensor => {
  const [head, tail] = [z.slice([[0, -1]]), z.slice([[1]])];
  return tail.sub(head.square()).square().mul(100).add(head.neg().add(1).square()).sum();
};

const curves: Record<string, (x: Tensor) => Tensor> = {
  exp: (x) => x.exp(),
  tanh: (x) => x.tanh(),
  sigmoid: (x) => x.sigmoid(),
  softplus: (x) => softplus(x),
  "x^4": (x) => x.pow(4),
  log: (x) => x.log(),
  sqrt: (x) => x.sqrt(),
  sin: (x) => x.sin(),
  "1/x": (x) => reciprocal(x),
  silu: (x) => silu(x),
  gelu: (x) => gelu(x),
};

const checks: Record<string, () => void> = {
  gradient_penalty() {
    const c = caseOf("gradient_penalty");
    const p = unpackAll(c.inputs);
    const [value, grads] = jit((at: Tensors) => valueAndGrad(penalty)(at))(p);
    expectTensor(value, c.output as Packed, "penalty");
    expectTensors(grads, c.grads as Record<string, Packed>);
    expectTensor(
      grad((X: Tensor) => mlp({ ...p, X }).sum())(p.X as Tensor),
      c.input_gradient as Packed,
      "slope",
    );
  },
  hvp_mlp_mse() {
    const c = caseOf("hvp_mlp_mse");
    const { X, y, ...weights } = unpackAll(c.inputs);
    const loss = (at: Tensors): Tensor =>
      mlp({ ...at, X: X as Tensor })
        .sub(y as Tensor)
        .square()
        .mean();
    const [value, grads] = valueAndGrad(loss)(weights as Tensors);
    expectTensor(value, c.output as Packed, "loss");
    expectTensors(grads, c.grads as Record<string, Packed>);
    const vector = unpackAll(c.vector as Record<string, Packed>);
    expectProducts(loss, weights as Tensors, vector, c.hvp as Record<string, Packed>);
  },
  hessian_rosenbrock3() {
    const c = caseOf("hessian_rosenbrock3");
    const { z } = unpackAll(c.inputs) as { z: Tensor };
    expectTensor(rosenbrock(z), c.output as Packed, "value");
    expectTensor(grad(rosenbrock)(z), (c.grads as Record<string, Packed>).z as Packed, "gradient");
    expectHessian(rosenbrock, z, c.hessian as Packed);
  },
  hessian_softmax_ce() {
    const c = caseOf("hessian_softmax_ce");
    const { z } = unpackAll(c.inputs) as { z: Tensor };
    const loss = (x: Tensor): Tensor => logSoftmax(x).slice([1]).neg();
    expectTensor(loss(z), c.output as Packed, "value");
    expectHessian(loss, z, c.hessian as Packed);
  },
  hvp_layernorm() {
    const c = caseOf("hvp_layernorm");
    const f = ({ x }: Tensors): Tensor =>
      normalize(x as Tensor, [-1], 1e-3)
        .mul(1.5)
        .sin()
        .sum();
    const at = unpackAll(c.inputs);
    expectTensor(f(at), c.output as Packed, "value");
    const vector = unpackAll(c.vector as Record<string, Packed>);
    expectProducts(f, at, vector, c.hvp as Record<string, Packed>);
  },
  hvp_conv2d_same_tanh() {
    const c = caseOf("hvp_conv2d_same_tanh");
    const { x, k } = unpackAll(c.inputs) as { x: Tensor; k: Tensor };
    const f = ({ k }: Tensors): Tensor => conv(x, k!, { padding: "same" }).tanh().square().sum();
    const vector = unpackAll(c.vector as Record<string, Packed>);
    expectProducts(f, { k }, vector, c.hvp as Record<string, Packed>);
  },
  jacobian_softmax() {
    const c = caseOf("jacobian_softmax");
    const z = unpack(c.inputs.z as Packed, "float64");
    const f = (x: Tensor): Tensor => softmax(x);
    const { pullback } = vjp(f, z);
    const row = (i: number): Tensor => pullback(tensor([0, 1, 2, 3].map((j) => (i === j ? 1 : 0))))[0];
    expectTensor(stack([0, 1, 2, 3].map(row)), c.jacobian as Packed, "row by row");
    for (const mode of ["reverse", "forward"] as const) {
      expectTensor(jacobian(f, { mode })(z), c.jacobian as Packed, mode);
      expectTensor(jit(jacobian(f, { mode }))(z), c.jacobian as Packed, `jit, ${mode}`);
    }
    const { tangent } = jvp(f, [z], [unpack(c.jvp_vector as Packed, "float64")]);
    expectTensor(tangent, c.jvp as Packed, "jvp");
  },
  ...Object.fromEntries(
    Object.entries(curves).map(([name, f]) => [`nth_derivative_${name}`, () => checkDerivatives(name, f)]),
  ),
};

function checkDerivatives(name: string, f: (x: Tensor) => Tensor): void {
  const c = caseOf(`nth_derivative_${name}`);
  const at = unpack(c.inputs.a as Packed, "float64");
  const derivative = (g: (x: Tensor) => Tensor) => grad((x: Tensor) => g(x).sum());
  const [first, second, third] = [
    derivative(f),
    derivative(derivative(f)),
    derivative(derivative(derivative(f))),
  ];
  const all = (x: Tensor): Tensor[] => [f(x), first(x), second(x), third(x)];
  for (const values of [all(at), jit(all)(at)]) {
    values.forEach((value, i) => {
      expectTensor(value, [c.output, c.d1, c.d2, c.d3][i] as Packed, `derivative ${i}`);
    });
  }
}

test("every second-order case is tested", () => {
  expect(Object.keys(checks).sort()).toEqual([...cases.keys()].sort());
});

describe.each(["reference", "wasm"] as const)("%s", (engine) => {
  beforeAll(() => setEngine(engine));
  afterAll(() => setEngine("wasm"));
  test.each(Object.keys(checks))("%s", (name) => checks[name]?.());

  test("gradients of gradients along a graph that is not a function", () => {
    const x = tensor(new Float64Array([0.3, -2]));
    const y = x.pow(3).sum();
    const [first] = gradients(y, [x]) as [Tensor];
    const [second] = gradients(first.sum(), [x]) as [Tensor];
    expectClose(second.data(), [1.8, -12], TOL);
  });
});
