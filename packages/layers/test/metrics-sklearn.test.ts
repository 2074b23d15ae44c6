import { oneHot, setEngine, type Tensor, tensor } from "@wellfit/core";
import type { Metric } from "@wellfit/layers";
import * as layers from "@wellfit/layers";
import { describe, expect, test } from "vitest";
import { arrayOf, type Golden, golden, num, restoreEngine } from "./support/goldens";

restoreEngine();

interface Case {
  readonly kind: string;
  readonly name: string;
  readonly y_true: Golden;
  readonly y_pred?: Golden;
  readonly y_score?: Golden;
  readonly results: {
    readonly fn: string;
    readonly args: { readonly average?: "binary" | "micro" | "macro" | "weighted" | null } & Record<
      string,
      unknown
    >;
    readonly value: number | string | Golden;
  }[];
}

const { cases } = golden<{ cases: Case[] }>("sklearn_metrics.json");
const dtype = "float64";
const options = { dtype } as const;

/** Labels as one-hot columns of the labels that occur. */
function columns({ y_true, y_pred }: Case): [Tensor, Tensor] {
  const labels = [...new Set([...y_true.data, ...(y_pred as Golden).data])].sort();
  return [y_true, y_pred as Golden].map((y) =>
    oneHot(tensor(Int32Array.from(y.data, (x) => labels.indexOf(x))), labels.length, dtype),
  ) as [Tensor, Tensor];
}

function classification(
  c: Case,
  fn: string,
  { average, beta }: Case["results"][0]["args"],
): Metric | undefined {
  if (fn === "accuracy_score") return layers.categoricalAccuracy(options);
  const count = columns(c)[0].shape[1] as number;
  if (average === "binary" && count > 1) {
    const classId = 1;
    if (fn === "precision_score") return layers.precision({ ...options, classId });
    if (fn === "recall_score") return layers.recall({ ...options, classId });
  }
  if (average === "micro") {
    if (fn === "precision_score") return layers.precision(options);
    if (fn === "recall_score") return layers.recall(options);
  }
  if (fn === "jaccard_score" && average === "macro") return layers.oneHotMeanIou(count, options);
  if (average === "binary") return undefined;
  if (fn === "f1_score") return layers.f1Score({ ...options, average: average ?? null, threshold: 0.5 });
  if (fn === "fbeta_score") return layers.fBetaScore({ ...options, average: "macro", beta: beta as number });
  return undefined;
}

function regression(c: Case, fn: string, args: Record<string, unknown>): Metric | undefined {
  const constant = new Set(c.y_true.data).size === 1;
  if (args.multioutput !== undefined && fn !== "r2_score") return undefined;
  switch (fn) {
    case "mean_squared_error":
      return args.squared === false && c.name !== "multioutput"
        ? layers.rootMeanSquaredError(options)
        : args.squared === false
          ? undefined
          : layers.mse(options);
    case "mean_absolute_error":
      return layers.mae(options);
    case "mean_absolute_percentage_error":
      return c.y_true.data.includes(0) ? undefined : layers.mape(options);
    case "mean_squared_log_error":
      return layers.msle(options);
    case "r2_score": {
      // scikit-learn has numbers of its own for targets that are all equal.
      if (constant) return undefined;
      const how = args.multioutput === "raw_values" ? null : undefined;
      const byVariance = args.multioutput === "variance_weighted";
      return layers.r2Score({
        ...options,
        ...(how === null ? { classAggregation: null } : {}),
        ...(byVariance ? { classAggregation: "varianceWeightedAverage" } : {}),
      });
    }
  }
  return undefined;
}

function metricFor(c: Case, fn: string, args: Case["results"][0]["args"]): Metric | undefined {
  switch (c.kind) {
    case "classification":
      return classification(c, fn, args);
    case "regression":
      return regression(c, fn, args);
    case "scores": {
      const oneClass = new Set(c.y_true.data).size === 1;
      const logits = c.y_score?.data.some((x) => num(x) < 0 || num(x) > 1);
      if (fn === "log_loss") {
        // Keras keeps probabilities further away from 0 and 1.
        const certain = c.y_score?.data.some((x) => num(x) === 0 || num(x) === 1);
        return logits || certain ? undefined : layers.binaryCrossentropyMetric(options);
      }
      return oneClass || logits ? undefined : layers.auc({ ...options, numThresholds: 10_001 });
    }
    default:
      // Of equal predictions, Keras takes all to be among the first, and scikit-learn those that come last.
      if (fn === "top_k_accuracy_score" && !c.name.startsWith("hard")) {
        return layers.sparseTopKCategoricalAccuracy({ ...options, k: args.k as number });
      }
      if (fn === "roc_auc_score") return layers.auc({ ...options, numThresholds: 10_001, multiLabel: true });
      return c.name.startsWith("hard") ? undefined : layers.sparseCategoricalCrossentropyMetric(options);
  }
}

let compared = 0;

describe("metrics that scikit-learn computed", () => {
  test.each(cases.map((c) => ({ ...c, title: `${c.kind} ${c.name}` })))("$title", (c) => {
    setEngine("reference");
    for (const { fn, args, value } of c.results) {
      const metric = metricFor(c, fn, args);
      if (metric === undefined) continue;
      let [yTrue, yPred] =
        c.kind === "classification"
          ? columns(c)
          : [arrayOf(c.y_true, dtype), arrayOf((c.y_pred ?? c.y_score) as Golden, dtype)];
      if (c.kind !== "classification" && yPred.rank === 1) yPred = yPred.expandDims(-1);
      if (c.kind === "multiclass_scores" && fn === "roc_auc_score") {
        yTrue = oneHot(yTrue.cast("int32"), yPred.shape[1] as number, dtype);
      }
      const weights = args.sample_weight as Golden | undefined;
      metric.updateState(yTrue, yPred, weights && arrayOf(weights, dtype));
      const found = [...metric.currentResult().data()];
      const expected = typeof value === "object" ? value.data.map(num) : [num(value)];
      const times = fn === "mean_absolute_percentage_error" ? 100 : 1;
      expect(found.length).toBe(expected.length);
      expected.forEach((x, i) => {
        const difference = Math.abs((found[i] as number) - x * times) / (1 + Math.abs(x));
        // Keras adds 1e-7 to what it divides by.
        expect(difference, `${fn} ${JSON.stringify(args)}: ${found[i]}, expected ${x}`).toBeLessThan(1e-6);
      });
      compared++;
    }
  });

  test("a good part of them is compared", () => {
    expect(compared).toBeGreaterThan(140);
  });
});
