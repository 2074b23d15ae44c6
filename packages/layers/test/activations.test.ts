import { grad, type Tensor } from "@wellfit/core";
import { activations } from "@wellfit/layers";
import { describe, expect, test } from "vitest";
import { activationName, resolveActivation } from "../src/activations/resolve-activation";
import { arrayOf, expectClose, type Golden, golden } from "./support/goldens";

interface Case {
  readonly activation: string;
  readonly x: Golden;
  readonly y: Golden;
  readonly r: Golden;
  readonly grad_of_sum_r_y: Golden;
}

const cases = golden<{ activations: Case[] }>("keras_layers.json").activations;

describe("activations that real Keras computed", () => {
  test("are all there are", () => {
    expect(cases.map((c) => resolveActivation(c.activation, "test")).sort()).toEqual(
      Object.values(activations).sort(),
    );
  });

  test.each(cases.map((c) => ({ ...c, title: c.activation })))("$title", (c) => {
    const activation = resolveActivation(c.activation, "test");
    const [x, r] = [arrayOf(c.x, "float32"), arrayOf(c.r, "float32")];
    expectClose(activation(x), c.y, 2e-6);
    expectClose(grad((z: Tensor) => activation(z).mul(r).sum())(x), c.grad_of_sum_r_y, 4e-6);
    expect(activationName(activation)).toBe(c.activation);
  });
});

test("names in every spelling, functions and nothing", () => {
  expect(resolveActivation("leakyRelu", "t")).toBe(activations.leakyRelu);
  expect(resolveActivation("leaky_relu", "t")).toBe(activations.leakyRelu);
  expect(resolveActivation("swish", "t")).toBe(activations.silu);
  expect(resolveActivation(undefined, "t")).toBe(activations.linear);
  const own = (x: Tensor): Tensor => x.square();
  expect(resolveActivation(own, "t")).toBe(own);
  expect(() => resolveActivation("rellu", "dense: activation")).toThrow(/did you mean "relu"/);
  expect(() => resolveActivation(3, "dense: activation")).toThrow(/dense: activation: received 3/);
});
