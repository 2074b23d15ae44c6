import { grad, ones, setEngine, type Tensor, tensor } from "@wellfit/core";
import * as layers from "@wellfit/layers";
import { describe, expect, test } from "vitest";
import { resolveRegularizer } from "../src/regularizers/resolve-regularizer";
import { arrayOf, engines, expectClose, type Golden, golden, restoreEngine } from "./support/goldens";

restoreEngine();

interface Case {
  readonly kind: string;
  readonly name: string;
  readonly args: Record<string, unknown>;
  readonly w: Golden;
  readonly penalty: number;
  readonly grad: Golden;
}

const cases = golden<{ cases: Case[] }>("regularizers_initializers.json").cases.filter(
  (c) => c.kind === "regularizer" && c.grad !== undefined,
);

for (const { engine, dtype, tolerance } of engines) {
  describe(`penalties of Keras in ${dtype} on the ${engine} engine`, () => {
    test.each(cases.map((c, i) => ({ ...c, title: `${i} ${c.name}` })))("$title", (c) => {
      setEngine(engine);
      const name = c.name.replace(/\(.*/, "");
      const made = resolveRegularizer({ class_name: name, config: c.args }, "test") as layers.Regularizer;
      const w = arrayOf(c.w, dtype);
      expectClose(made.call(w).item(), c.penalty, tolerance);
      expectClose(grad((x: Tensor) => made.call(x))(w), c.grad, tolerance);
      expect(resolveRegularizer({ class_name: made.className, config: made.getConfig() }, "test")).toEqual(
        made,
      );
    });
  });
}

test("weights and outputs are penalised as in Keras's own example", () => {
  const layer = layers.dense(5, {
    kernelInitializer: "ones",
    useBias: false,
    kernelRegularizer: layers.l1(0.01),
    activityRegularizer: layers.l2(0.01),
  });
  const pass = layers.forwardPass(true, 0);
  layer.run(ones([5, 5]).mul(2), pass);
  expect(layer.regularizationLosses().map((loss) => loss.item())).toEqual([expect.closeTo(0.25, 6)]);
  expect(pass.losses.map((loss) => loss.item())).toEqual([expect.closeTo(5, 5)]);
});

test("every regularizer is known by name and refuses what is below 0", () => {
  const classes = Object.values(layers).filter(
    (v) => typeof v === "function" && v.prototype instanceof layers.Regularizer,
  ) as unknown as (new (
    options?: object,
  ) => layers.Regularizer)[];
  expect(classes.length).toBeGreaterThanOrEqual(3);
  for (const made of classes.map((C) => new C())) {
    expect(resolveRegularizer(made.className.toLowerCase(), "test")).toEqual(made);
    const [first] = Object.keys(made.getConfig()) as [string];
    expect(() => resolveRegularizer({ class_name: made.className, config: { [first]: -1 } }, "t")).toThrow(
      /at least 0/,
    );
  }
  expect(resolveRegularizer(undefined, "test")).toBeUndefined();
  expect(() => resolveRegularizer("l3", "dense: kernelRegularizer")).toThrow(
    /dense: kernelRegularizer: received "l3".*expected a regularizer/,
  );
  const own = resolveRegularizer((w: Tensor) => w.sum(), "test") as layers.Regularizer;
  expect(own.call(tensor([1, 2])).item()).toBe(3);
});
