import { type Tensor, zeros } from "@wellfit/core";
import type { Metric } from "@wellfit/layers";
import * as layers from "@wellfit/layers";
import { describe, expect, test } from "vitest";
import { resolveMetric } from "../src/metrics/resolve-metric";
import { arrayOf, expectClose, type Golden, golden } from "./support/goldens";

interface Case {
  readonly metric: string;
  readonly args: Record<string, unknown>;
  readonly batches: { readonly y_true: Golden; readonly y_pred: Golden; readonly result_so_far: Golden }[];
  readonly result: Golden;
  readonly config: Record<string, unknown>;
  readonly default_name: string;
  readonly weighted?: { readonly sample_weight: Golden; readonly result: Golden };
}

const cases = golden<{ metrics: Case[] }>("keras_layers.json").metrics;

describe("metrics that real Keras computed", () => {
  test.each(cases.map((c, i) => ({ ...c, title: `${i} ${c.metric} ${JSON.stringify(c.args)}` })))(
    "$title",
    (c) => {
      const metric = resolveMetric({ class_name: c.metric, config: c.args }, "test").for([], []);
      let states: readonly Tensor[] = metric.states.map(({ shape }) => zeros(shape));
      for (const batch of c.batches) {
        states = metric.update(states, arrayOf(batch.y_true, "float32"), arrayOf(batch.y_pred, "float32"));
        expectClose(metric.result(states), batch.result_so_far, 1e-6);
      }
      expectClose(metric.result(states), c.result, 1e-6);
      expect(metric.name).toBe(c.default_name);
      const last = c.batches[c.batches.length - 1] as Case["batches"][0];
      if (c.weighted) {
        const weight = arrayOf(c.weighted.sample_weight, "float32");
        const value = metric.compute(
          arrayOf(last.y_true, "float32"),
          arrayOf(last.y_pred, "float32"),
          weight,
        );
        expectClose(value, Number(c.weighted.result.data[0]), 1e-6);
      }
      expect(
        resolveMetric({ class_name: metric.className, config: c.config }, "test").for([], []).getConfig(),
      ).toEqual(metric.getConfig());
    },
  );
});

test("every metric has a golden case and comes back from its name", () => {
  const classes = Object.values(layers).filter(
    (v) => typeof v === "function" && v.prototype instanceof layers.Metric && Object.hasOwn(v, "className"),
  ) as unknown as (new () => Metric)[];
  for (const metric of classes.map((C) => new C())) {
    expect(cases.map((c) => c.metric)).toContain(metric.className);
    expect(resolveMetric(metric.className, "test").for([], [])).toEqual(metric);
    expect(resolveMetric(metric.name, "test").for([], [])).toEqual(metric);
  }
  expect(classes.length).toBeGreaterThanOrEqual(5);
});

describe("accuracy is what the shapes say", () => {
  const accuracy = resolveMetric("accuracy", "test");
  test.each([
    [[4], [4, 1], "BinaryAccuracy"],
    [[4, 1], [4, 1], "BinaryAccuracy"],
    [[4], [4, 3], "SparseCategoricalAccuracy"],
    [[4, 1], [4, 3], "SparseCategoricalAccuracy"],
    [[4, 3], [4, 3], "CategoricalAccuracy"],
  ])("targets %j and outputs %j: %s", (targets, outputs, className) => {
    expect(accuracy.for(targets, outputs).className).toBe(className);
  });
  test("and its key is the name that was given", () => {
    expect(accuracy.key).toBe("accuracy");
    expect(resolveMetric("acc", "t").key).toBe("acc");
    expect(resolveMetric("mse", "t").key).toBe("mse");
    expect(resolveMetric("binary_accuracy", "t").key).toBe("binaryAccuracy");
    expect(resolveMetric(layers.mse({ name: "my_error" }), "t").key).toBe("myError");
    expect(
      resolveMetric(function bias(t: Tensor, p: Tensor) {
        return p.sub(t);
      }, "t").key,
    ).toBe("bias");
  });
});

test("errors", () => {
  expect(() => resolveMetric("accurracy", "compile: metrics")).toThrow(
    /compile: metrics: received "accurracy"/,
  );
  expect(() => layers.binaryAccuracy({ threshold: 2 })).toThrow(/threshold 2/);
  expect(layers.binaryAccuracy().compute([[1], [0]], [[0.9], [0.6]])).toBe(0.5);
  expect(() =>
    layers.categoricalAccuracy().compute(
      [1, 0],
      [
        [0.2, 0.8],
        [0.4, 0.6],
      ],
    ),
  ).toThrow(/expected equal shapes/);
});
