import { camelCase, normalName } from "../common/names";
import { type Family, resolve, type SerializedObject } from "../common/resolve";
import { BinaryAccuracy } from "./binary-accuracy";
import { CategoricalAccuracy } from "./categorical-accuracy";
import { MeanAbsoluteErrorMetric } from "./mae";
import { FunctionMetric } from "./mean-metric";
import { Metric, type MetricFunction } from "./metric";
import { MeanSquaredErrorMetric } from "./mse";
import { SparseCategoricalAccuracy } from "./sparse-categorical-accuracy";

/** What is accepted wherever a metric is: a name, an instance, a function, or a serialized object. */
export type MetricLike =
  | "accuracy"
  | "binaryAccuracy"
  | "categoricalAccuracy"
  | "sparseCategoricalAccuracy"
  | "mse"
  | "mae"
  | Metric
  | MetricFunction
  | SerializedObject
  | (string & {});

const family: Family<Metric> = {
  kind: "metric",
  module: "keras.metrics",
  isOne: (value) => value instanceof Metric,
  // A new one is added here as well as exported; the tests of the family notice when it is not.
  classes: () => [
    BinaryAccuracy,
    CategoricalAccuracy,
    MeanAbsoluteErrorMetric,
    MeanSquaredErrorMetric,
    SparseCategoricalAccuracy,
  ],
  fromFunction: (fn) => new FunctionMetric(fn as unknown as MetricFunction),
};

/** A metric that may have to see shapes before it knows what it is. */
export interface NamedMetric {
  /** The key in logs. */
  readonly key: string;
  /** The metric for targets and predictions of these shapes. */
  for(targetShape: readonly number[], outputShape: readonly number[]): Metric;
}

/**
 * The metric that a name, a config or a function stands for. Its key in logs is the name as it was given, in camelCase.
 *
 * @throws TypeError that lists the names there are.
 */
export function resolveMetric(value: unknown, where: string): NamedMetric {
  if (typeof value === "string" && ["accuracy", "acc"].includes(normalName(value))) {
    return { key: value, for: accuracyFor };
  }
  const metric = resolve(family, value, where);
  const named = typeof value === "string" ? value : metric.name;
  return { key: camelCase(named), for: () => metric };
}

/** Which accuracy fits, by Keras's rule: one column is binary, class numbers are sparse, the rest is one-hot. */
function accuracyFor(targetShape: readonly number[], outputShape: readonly number[]): Metric {
  const columns = outputShape[outputShape.length - 1] ?? 1;
  if (columns === 1 || outputShape.length < 2) return new BinaryAccuracy({ name: "accuracy" });
  const sparse = targetShape.length < outputShape.length || targetShape[targetShape.length - 1] === 1;
  if (sparse) return new SparseCategoricalAccuracy({ name: "accuracy" });
  return new CategoricalAccuracy({ name: "accuracy" });
}
