import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  conv,
  gelu,
  grad,
  gradients,
  jit,
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

/** Row by row, with each row a gradient. */
const hessian = (f: (z: Tensor) => Tensor, z: Tensor): Tensor =>
  stack(Array.from({ length: z.size }, (_, i) => grad((x: Tensor) => grad(f)(x).slice([i]))(z)));

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
    expectTensors(hessianVector(loss, weights as Tensors, vector), c.hvp as Record<string, Packed>);
    const compiled = jit((at: Tensors, v: Tensors) => hessianVector(loss, at, v));
    expectTensors(compiled(weights as Tensors, vector), c.hvp as Record<string, Packed>);
  },
  hessian_rosenbrock3() {
    const c = caseOf("hessian_rosenbrock3");
    const { z } = unpackAll(c.inputs) as { z: Tensor };
    expectTensor(rosenbrock(z), c.output as Packed, "value");
    expectTensor(grad(rosenbrock)(z), (c.grads as Record<string, Packed>).z as Packed, "gradient");
    expectTensor(hessian(rosenbrock, z), c.hessian as Packed, "hessian");
  },
  hessian_softmax_ce() {
    const c = caseOf("hessian_softmax_ce");
    const { z } = unpackAll(c.inputs) as { z: Tensor };
    const loss = (x: Tensor): Tensor => logSoftmax(x).slice([1]).neg();
    expectTensor(loss(z), c.output as Packed, "value");
    expectTensor(hessian(loss, z), c.hessian as Packed, "hessian");
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
    expectTensors(hessianVector(f, at, vector), c.hvp as Record<string, Packed>);
  },
  hvp_conv2d_same_tanh() {
    const c = caseOf("hvp_conv2d_same_tanh");
    const { x, k } = unpackAll(c.inputs) as { x: Tensor; k: Tensor };
    const f = ({ k }: Tensors): Tensor => conv(x, k!, { padding: "same" }).tanh().square().sum();
    const vector = unpackAll(c.vector as Record<string, Packed>);
    expectTensors(hessianVector(f, { k }, vector), c.hvp as Record<string, Packed>);
  },
  jacobian_softmax() {
    const c = caseOf("jacobian_softmax");
    const z = unpack(c.inputs.z as Packed, "float64");
    const { pullback } = vjp((x: Tensor) => softmax(x), z);
    const row = (i: number): Tensor =>
      pullback(tensor([0, 1, 2, 3].map((j) => (i === j ? 1 : 0))))[0] as Tensor;
    expectTensor(stack([0, 1, 2, 3].map(row)), c.jacobian as Packed, "jacobian");
    // The product with a vector from the right, by differentiating the pullback, which is linear in the cotangent.
    const u = tensor(new Float64Array(4));
    const forward = vjp((cotangent: Tensor) => {
      const [slope] = gradientsAt(cotangent, z);
      return slope as Tensor;
    }, u);
    expectTensor(
      forward.pullback(unpack(c.jvp_vector as Packed, "float64"))[0] as Tensor,
      c.jvp as Packed,
      "jvp",
    );
  },
  ...Object.fromEntries(
    Object.entries(curves).map(([name, f]) => [`nth_derivative_${name}`, () => checkDerivatives(name, f)]),
  ),
};

const gradientsAt = (cotangent: Tensor, z: Tensor): Tensor[] => {
  const { pullback } = vjp((x: Tensor) => softmax(x), z);
  return pullback(cotangent);
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
