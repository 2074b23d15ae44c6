import { setEngine, type Tensor, zeros } from "@wellfit/core";
import * as layers from "@wellfit/layers";
import { describe, expect, test } from "vitest";
import { resolveMetric } from "../src/metrics/resolve-metric";
import { asFiles } from "./support/as-files";
import { arrayOf, expectClose, type Golden, golden, restoreEngine } from "./support/goldens";

restoreEngine();

interface Case {
  readonly metric: string;
  readonly args: Record<string, unknown>;
  readonly batches: { readonly y_true: Golden; readonly y_pred: Golden; readonly result_so_far: Golden }[];
  readonly result: Golden;
  readonly config: Record<string, unknown>;
  readonly default_name: string;
  readonly weighted?: { readonly sample_weight: Golden; readonly result: Golden };
}

/** Keras computed in float32 too, in another order. */
const TOLERANCE = 2e-6;

const cases = golden<{ metrics: Case[] }>("keras_metrics.json").metrics;

for (const engine of ["wasm", "reference"] as const) {
  describe(`metrics that real Keras computed, on the ${engine} engine`, () => {
    test.each(cases.map((c, i) => ({ ...c, title: `${i} ${c.metric} ${JSON.stringify(c.args)}` })))(
      "$title",
      (c) => {
        setEngine(engine);
        const metric = asFiles(() => resolveMetric({ class_name: c.metric, config: c.args }, "test")).for(
          (c.batches[0] as Case["batches"][0]).y_true.shape,
          (c.batches[0] as Case["batches"][0]).y_pred.shape,
        );
        let states: readonly Tensor[] = metric.states.map(({ shape, dtype }) => zeros(shape, dtype));
        for (const batch of c.batches) {
          const [yTrue, yPred] = [arrayOf(batch.y_true, "float32"), arrayOf(batch.y_pred, "float32")];
          states = metric.update(states, yTrue, yPred);
          expectClose(metric.result(states), batch.result_so_far, TOLERANCE);
          metric.updateState(yTrue, yPred);
          expectClose(metric.currentResult(), batch.result_so_far, TOLERANCE);
        }
        expectClose(metric.result(states), c.result, TOLERANCE);
        states.forEach((state, i) => {
          expect([...state.shape]).toEqual([...(metric.states[i]?.shape ?? [])]);
          expect(state.dtype).toBe(metric.states[i]?.dtype);
        });
        // Keras numbers the names of some kinds.
        expect(metric.name).toBe(c.default_name.replace(/_\d+$/, ""));
        const last = c.batches[c.batches.length - 1] as Case["batches"][0];
        if (c.weighted) {
          const weight = arrayOf(c.weighted.sample_weight, "float32");
          metric.resetState();
          metric.updateState(arrayOf(last.y_true, "float32"), arrayOf(last.y_pred, "float32"), weight);
          expectClose(metric.currentResult(), c.weighted.result, TOLERANCE);
        }
        expect(metric.getConfig()).toEqual({ ...c.config, name: metric.name });
        const named = { class_name: metric.className, config: c.config };
        const again = asFiles(() => resolveMetric(named, "test")).for(last.y_true.shape, last.y_pred.shape);
        expect(again.getConfig()).toEqual(c.config);
      },
    );
  });
}

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
