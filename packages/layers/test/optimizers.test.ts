import { jit, setEngine, type Tensor, tensor, variable } from "@wellfit/core";
import type { Optimizer } from "@wellfit/layers";
import * as layers from "@wellfit/layers";
import { describe, expect, test } from "vitest";
import { resolveOptimizer } from "../src/optimizers/resolve-optimizer";
import { arrayOf, engines, expectClose, type Golden, golden, restoreEngine } from "./support/goldens";

restoreEngine();

interface Goldens {
  readonly meta: { readonly initial: Golden[]; readonly gradients: Golden[][] };
  readonly cases: {
    readonly optimizer: string;
    readonly overrides: Record<string, unknown>;
    readonly trajectory: Golden[][];
  }[];
}

const { meta, cases } = golden<Goldens>("optimizers.json");
for (const { engine, dtype } of engines) {
  const tolerance = dtype === "float64" ? 1e-12 : 2e-6;
  describe(`ten steps of Keras in ${dtype} on the ${engine} engine`, () => {
    test.each(cases.map((c) => ({ ...c, title: `${c.optimizer} ${JSON.stringify(c.overrides)}` })))(
      "$title",
      (c) => {
        setEngine(engine);
        const optimizer = resolveOptimizer({ class_name: c.optimizer, config: c.overrides }, "test");
        const weights = meta.initial.map((w, i) => variable(arrayOf(w, dtype), { name: `w${i}` }));
        const step = jit((...gradients: Tensor[]) => optimizer.apply(gradients, weights));
        c.trajectory.forEach((expected, t) => {
          step(...(meta.gradients[t] as Golden[]).map((g) => arrayOf(g, dtype)));
          weights.forEach((w, i) => {
            expectClose(w.value, expected[i] as Golden, tolerance);
          });
        });
        expect(optimizer.iterations).toBe(c.trajectory.length);
      },
    );
  });
}

const factories: Record<string, (options?: never) => Optimizer> = { sgd: layers.sgd, adam: layers.adam };

test("every optimizer is here", () => {
  const classes = Object.values(layers).filter(
    (v) => typeof v === "function" && v.prototype instanceof layers.Optimizer,
  );
  expect(Object.keys(factories)).toHaveLength(classes.length);
});

describe.each(Object.entries(factories))("%s", (name, factory) => {
  test("comes back from its config", () => {
    const made = factory({ learningRate: 0.3, clipNorm: 1, weightDecay: 0.1 } as never);
    const again = resolveOptimizer({ class_name: made.className, config: made.getConfig() }, "test");
    expect(again.getConfig()).toEqual(made.getConfig());
    expect(resolveOptimizer(name, "test").getConfig()).toEqual(factory().getConfig());
  });

  test("goes down a slope", () => {
    const optimizer = factory({ learningRate: 0.1 } as never);
    const w = variable(tensor([1]), { name: "w" });
    for (let i = 0; i < 20; i++) optimizer.apply([w.value.mul(2)], [w]);
    expect(Math.abs(w.value.item())).toBeLessThan(0.5);
  });

  test("changes its rate while it runs, without another program", () => {
    const optimizer = factory({ learningRate: 0 } as never);
    const w = variable(tensor([1]), { name: "w" });
    const step = jit((g: Tensor) => optimizer.apply([g], [w]));
    step(tensor([1]));
    expect(w.value.item()).toBe(1);
    optimizer.learningRate = 0.5;
    step(tensor([1]));
    expect(w.value.item()).toBeLessThan(1);
    expect(step.traces).toBe(1);
  });

  test("leaves everything alone where it is told to", () => {
    const optimizer = factory({} as never);
    const w = variable(tensor([1]), { name: "w" });
    optimizer.apply([tensor([1])], [w]);
    const before = [w, ...optimizer.variables].map((v) => [...v.data()]);
    optimizer.apply([tensor([Number.NaN])], [w], tensor(false));
    expect([w, ...optimizer.variables].map((v) => [...v.data()])).toEqual(before);
  });

  test("belongs to one model", () => {
    const optimizer = factory();
    const w = variable(tensor([1]), { name: "w" });
    optimizer.apply([tensor([1])], [w]);
    expect(() => optimizer.apply([tensor([1])], [variable(tensor([1]))])).toThrow(/make a new one/);
  });

  test.each([
    [{ learningRate: -1 }, /learningRate -1, expected a number at least 0/],
    [{ learningRate: Number.NaN }, /learningRate NaN/],
    [{ learningRat: 1 }, /unknown option "learningRat" \(did you mean "learningRate"\?\)/],
    [{ clipNorm: 0 }, /clipNorm 0, expected a number above 0/],
    [{ clipValue: -1 }, /clipValue -1/],
    [{ globalClipNorm: "1" }, /globalClipNorm "1"/],
    [{ weightDecay: -0.1 }, /weightDecay -0.1/],
  ])("refuses %o", (options, message) => {
    expect(() => factory(options as never)).toThrow(message);
  });
});

test("clipping is done by norm, then by the norm of all, then by value", () => {
  const w = [variable(tensor([0, 0]), { name: "a" }), variable(tensor([0]), { name: "b" })];
  const optimizer = layers.sgd({
    learningRate: 1,
    clipNorm: 5,
    globalClipNorm: Math.sqrt(2),
    clipValue: 0.7,
  });
  optimizer.apply([tensor([30, 40]), tensor([-50])], w);
  // [3, 4] and [-5] after the first, then 0.2 of that, then at most 0.7.
  expectClose((w[0] as (typeof w)[0]).value, { shape: [2], dtype: "", data: [-0.6, -0.7] }, 1e-6);
  expectClose((w[1] as (typeof w)[0]).value, { shape: [1], dtype: "", data: [0.7] }, 1e-6);
});

test("features of Keras that are switched on in a file and not here are refused", () => {
  const config = { learning_rate: 0.1, use_ema: true };
  expect(() => resolveOptimizer({ class_name: "SGD", config }, "test")).toThrow(/useEma true/);
  const schedule = { learning_rate: { class_name: "ExponentialDecay", config: {} } };
  expect(() => resolveOptimizer({ class_name: "Adam", config: schedule }, "test")).toThrow(/schedule/);
  expect(() => resolveOptimizer("rmsProp", "compile: optimizer")).toThrow(/"adam", "sgd"/);
});
