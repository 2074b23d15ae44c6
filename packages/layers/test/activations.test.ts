import * as core from "@wellfit/core";
import { grad, setEngine, type Tensor } from "@wellfit/core";
import { activation, activations, binaryCrossentropy, dense, sequential } from "@wellfit/layers";
import { describe, expect, test } from "vitest";
import { logitsOf } from "../src/activations/logits";
import { activationName, resolveActivation } from "../src/activations/resolve-activation";
import { camelCase } from "../src/common/names";
import { resolveLayer } from "../src/layers/resolve-layer";
import { arrayOf, expectClose, type Golden, golden, restoreEngine } from "./support/goldens";

restoreEngine();

interface Case {
  readonly activation: string;
  readonly args: Readonly<Record<string, number | boolean>>;
  readonly x: Golden;
  readonly y: Golden;
  readonly r: Golden;
  readonly grad_of_sum_r_y: Golden;
}

const { cases } = golden<{ cases: Case[] }>("keras_activations.json");
const plain = cases.filter((c) => Object.keys(c.args).length === 0);
const withSettings = cases.filter((c) => Object.keys(c.args).length > 0);
const titled = (some: Case[]): (Case & { title: string })[] =>
  some.map((c) => ({ ...c, title: `${c.activation} ${JSON.stringify(c.args)}` }));

type Settable = (x: Tensor, ...settings: unknown[]) => Tensor;

/** What a user passes for other settings than the defaults: a function around core's, whose settings stand alone. */
function functionOf({ activation: name, args }: Case): (x: Tensor) => Tensor {
  const fn = (core as unknown as Record<string, Settable>)[camelCase(name)] as Settable;
  if (name !== "relu") return (x) => fn(x, ...Object.values(args));
  const options = Object.fromEntries(Object.entries(args).map(([key, value]) => [camelCase(key), value]));
  return (x) => fn(x, options);
}

test("the names are those of real Keras, except for the one that has no defaults", () => {
  const names = new Set(cases.map((c) => c.activation));
  names.delete("threshold");
  expect([...names].map((name) => camelCase(name)).sort()).toEqual(Object.keys(activations).sort());
  expect(() => resolveActivation("threshold", "dense: activation")).toThrow(
    /dense: activation: received "threshold".*\(x\) => threshold\(x, 1, 0\)/,
  );
});

describe.each(["reference", "wasm"] as const)("on the %s engine", (engine) => {
  const close = (f: (x: Tensor) => Tensor, c: Case): void => {
    setEngine(engine);
    const [x, r] = [arrayOf(c.x, "float32"), arrayOf(c.r, "float32")];
    expectClose(f(x), c.y, 2e-6);
    expectClose(grad((z: Tensor) => f(z).mul(r).sum())(x), slopes(f, c), 1e-5);
  };
  // At 0 Keras counts both parts of celu; ours by name does as well, core's function has the slope that is there.
  const slopes = (f: (x: Tensor) => Tensor, c: Case): Golden => {
    if (c.activation !== "celu" || f === activations.celu) return c.grad_of_sum_r_y;
    const data = c.grad_of_sum_r_y.data.map((g, i) => (c.x.data[i] === 0 ? (c.r.data[i] as number) : g));
    return { ...c.grad_of_sum_r_y, data };
  };

  test.each(titled(plain))("$title by name", (c) => {
    for (const name of [c.activation, camelCase(c.activation)]) {
      close(resolveActivation(name, "test"), c);
    }
  });

  test.each(titled(withSettings))("$title as a function", (c) => close(functionOf(c), c));
});

describe("in a file", () => {
  test.each(plain.map((c) => c.activation))("%s has Keras's name", (name) => {
    const made = resolveActivation(camelCase(name), "test");
    expect(activationName(made)).toBe(name);
    const keras = { module: "builtins", class_name: "function", config: name, registered_name: "function" };
    expect(resolveActivation(keras, "test")).toBe(made);
    for (const layer of [activation(name), dense(4, { activation: name })]) {
      expect(layer.getConfig().activation).toBe(name);
      const again = resolveLayer({ class_name: layer.className, config: layer.getConfig() }, "test");
      expect(again.getConfig()).toEqual(layer.getConfig());
    }
  });
});

test("names in every spelling, functions and nothing", () => {
  expect(resolveActivation("leakyRelu", "t")).toBe(activations.leakyRelu);
  expect(resolveActivation("leaky_relu", "t")).toBe(activations.leakyRelu);
  expect(resolveActivation("swish", "t")).toBe(activations.silu);
  expect(resolveActivation("hard_swish", "t")).toBe(activations.hardSilu);
  expect(resolveActivation("hardTanh", "t")).toBe(activations.hardTanh);
  expect(resolveActivation("log_softmax", "t")).toBe(activations.logSoftmax);
  expect(resolveActivation(undefined, "t")).toBe(activations.linear);
  const own = (x: Tensor): Tensor => x.square();
  expect(resolveActivation(own, "t")).toBe(own);
  expect(() => resolveActivation("rellu", "dense: activation")).toThrow(/did you mean "relu"/);
  expect(() => resolveActivation(3, "dense: activation")).toThrow(/dense: activation: received 3/);
});

test("a cross-entropy after sigmoid or softmax is computed from what went into it", () => {
  const x = core.tensor([[200, -200]]);
  for (const kind of ["sigmoid", "softmax"] as const) {
    expect(logitsOf(kind, activations[kind](x))).toBe(x);
    expect(logitsOf(kind, dense(2, { activation: kind, kernelInitializer: "ones" }).apply(x))).toBeDefined();
    expect(logitsOf(kind, activations.tanh(x))).toBeUndefined();
  }
  // A probability of exactly 1 would have no more to say than that it is 1.
  const loss = binaryCrossentropy().call(core.tensor([[0, 1]]), activations.sigmoid(x));
  expect(loss.item()).toBeCloseTo(200, 3);
});

test("sparsemax is that of Keras, also where it is wrong", () => {
  // The first row of m14b, and one that has but one element above 0.
  const x = core.tensor([
    [1.4582716, 0.5702604, 0.7544032, 0.1129166, 0.15098196, -0.67836034],
    [0.3603088, 0.8190236, 0.78580755, -1.3275934, 2.8744795, -0.81076795],
  ]);
  const y = [...activations.sparsemax(x).data()];
  [0.12279832, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0].forEach((v, i) => {
    expect(y[i]).toBeCloseTo(v, 6);
  });
  for (const sum of core.sparsemax(x).sum(-1).data()) expect(sum).toBeCloseTo(1, 6);
});

test("glu halves the last axis, which the next layer knows", () => {
  const model = sequential([
    dense(4, { inputShape: [2], activation: "glu" }),
    activation("glu"),
    dense(3, { activation: "sparsemax" }),
  ]);
  expect(model.predict([[1, 2]]).shape).toEqual([1, 3]);
  expect(model.weights.map((w) => w.shape)).toEqual([[2, 4], [4], [1, 3], [3]]);
});
