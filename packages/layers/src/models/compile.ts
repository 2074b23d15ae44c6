import { camelCase, snakeCase } from "../common/names";
import { checkNumber, readOptions, show } from "../common/options";
import { serialize } from "../common/resolve";
import { Loss } from "../losses/loss";
import { type LossLike, resolveLoss } from "../losses/resolve-loss";
import type { Metric } from "../metrics/metric";
import { type MetricLike, type NamedMetric, resolveMetric } from "../metrics/resolve-metric";
import type { Optimizer } from "../optimizers/optimizer";
import { type OptimizerLike, resolveOptimizer } from "../optimizers/resolve-optimizer";
import { inOrderOf, isByName } from "./named-data";
import { Pool } from "./pool";

/** One for a model with one output; for several an array or an object by the outputs' names, with null for none. */
export type PerOutput<T> = T | readonly (T | null)[] | Readonly<Record<string, T | null>>;

/** Metrics of a model with one output; for several an array or an object by the outputs' names of one or more each. */
export type MetricsLike =
  | readonly MetricLike[]
  | readonly (MetricLike | readonly MetricLike[] | null)[]
  | Readonly<Record<string, MetricLike | readonly MetricLike[] | null>>;

/** Options of `compile`. */
export interface CompileOptions {
  /** What is minimised: a name, an instance, or a function of targets and predictions; for several outputs one each. */
  readonly loss: PerOutput<LossLike>;
  /** How much the loss of each output counts in what is minimised. Default 1. */
  readonly lossWeights?: readonly number[] | Readonly<Record<string, number>>;
  /** What changes the weights. Default "sgd", as nothing is a better guess without your data. */
  readonly optimizer?: OptimizerLike;
  /** What is shown beside the loss, every row counting alike. Default none. */
  readonly metrics?: MetricsLike;
  /** What is shown beside the loss, rows counting by their weights. Default none. */
  readonly weightedMetrics?: MetricsLike;
}

/** A metric of one of the outputs. */
export interface OutputMetric extends NamedMetric {
  /** Which output, counted from 0. */
  readonly output: number;
  /** Whether rows count by their weights. */
  readonly weighted: boolean;
}

/** What `compile` made of its options, and the programs that were traced for it. */
export interface Compiled {
  /** One for each output; nothing for those that are not trained. */
  readonly losses: readonly (Loss | undefined)[];
  /** How much each counts. */
  readonly lossWeights: readonly number[];
  /** What the loss of each output is called in logs; none for a model with one output. */
  readonly lossKeys: readonly string[];
  readonly optimizer: Optimizer;
  readonly metrics: readonly OutputMetric[];
  /** As they were given, for files. */
  readonly given: CompileOptions;
  /** Programs that may be used again, by the shapes they are for. */
  readonly pool: Pool<unknown>;
}

/** Reads the options of `compile` for a model with these outputs. */
export function readCompileOptions(options: CompileOptions, outputs: readonly string[]): Compiled {
  const given = readOptions("compile", options, {
    loss: undefined as unknown,
    lossWeights: undefined as unknown,
    optimizer: "sgd" as unknown,
    metrics: [] as unknown,
    weightedMetrics: [] as unknown,
  });
  if (given.loss === undefined) {
    throw new TypeError(
      'compile: received no loss, expected one such as "binaryCrossentropy" or "meanSquaredError"',
    );
  }
  const losses = readLosses(given.loss, outputs);
  const several = outputs.length > 1;
  const key = (output: number, name: string): string =>
    several ? camelCase(`${outputs[output]}_${snakeCase(name)}`) : name;
  const metrics = [
    ...readMetrics("metrics", given.metrics, outputs, false),
    ...readMetrics("weightedMetrics", given.weightedMetrics, outputs, true),
  ].map((metric) => ({ ...metric, key: key(metric.output, metric.key) }));
  const lossKeys = several
    ? outputs.flatMap((_, i) => (losses[i] === undefined ? [] : [key(i, "loss")]))
    : [];
  const keys = ["loss", ...lossKeys, ...metrics.map((metric) => metric.key)];
  const twice = keys.find((name, i) => keys.indexOf(name) !== i);
  if (twice !== undefined) {
    throw new TypeError(
      `compile: two metrics have the key ${JSON.stringify(twice)} in logs; give one of them a name`,
    );
  }
  return {
    losses,
    lossWeights: readLossWeights(given.lossWeights, outputs),
    lossKeys,
    optimizer: resolveOptimizer(given.optimizer, "compile: optimizer"),
    metrics,
    given: given as unknown as CompileOptions,
    pool: new Pool(4),
  };
}

function readLosses(given: unknown, outputs: readonly string[]): readonly (Loss | undefined)[] {
  const one = (loss: unknown): Loss | undefined =>
    loss === null || loss === undefined ? undefined : resolveLoss(loss, "compile: loss");
  const each = Array.isArray(given) || (outputs.length > 1 && isByName(given) && !("class_name" in given));
  if (!each) {
    // One loss for several outputs is the loss of each, as in Keras.
    return outputs.map(() => one(given));
  }
  const losses = inOrderOf("compile", "loss", given, outputs).map(one);
  if (losses.length === 1 && Array.isArray(given)) return [one(given[0])];
  if (losses.every((loss) => loss === undefined)) {
    throw new TypeError("compile: received no loss for any output, expected one for at least one of them");
  }
  return losses;
}

function readLossWeights(given: unknown, outputs: readonly string[]): readonly number[] {
  if (given === undefined) return outputs.map(() => 1);
  const list =
    outputs.length === 1 && Array.isArray(given)
      ? given
      : inOrderOf("compile", "lossWeights", given, outputs);
  return outputs.map((name, i) =>
    checkNumber("compile", `lossWeights for ${JSON.stringify(name)}`, list[i] ?? 1, { min: 0 }),
  );
}

function readMetrics(
  what: string,
  given: unknown,
  outputs: readonly string[],
  weighted: boolean,
): readonly OutputMetric[] {
  const entries = metricEntries(what, given, outputs);
  return entries.flatMap((entry, output) => {
    const list = entry === null || entry === undefined ? [] : Array.isArray(entry) ? entry : [entry];
    return list.map((metric) => ({ ...resolveMetric(metric, `compile: ${what}`), output, weighted }));
  });
}

function metricEntries(what: string, given: unknown, outputs: readonly string[]): readonly unknown[] {
  if (Array.isArray(given)) {
    if (given.length === 0) return [];
    if (outputs.length === 1) return [given.flat()];
    return inOrderOf("compile", what, given, outputs);
  }
  if (isByName(given)) return inOrderOf("compile", what, given, outputs);
  throw new TypeError(`compile: received ${what} ${show(given)}, expected an array such as ["accuracy"]`);
}

/** How Keras 3 writes to files what `compile` was given. */
export function compileConfig({ optimizer, given, losses }: Compiled): Record<string, unknown> {
  const loss = (value: unknown, i: number): unknown =>
    value === null || value === undefined
      ? null
      : typeof value === "string"
        ? kerasName(value)
        : serialize(losses[i] as Loss, "keras.losses");
  return {
    optimizer: serialize(optimizer, "keras.optimizers"),
    loss: each(given.loss, losses.length, loss),
    loss_weights: given.lossWeights ?? null,
    metrics: metricsConfig(given.metrics),
    weighted_metrics: metricsConfig(given.weightedMetrics),
    run_eagerly: false,
    steps_per_execution: 1,
    jit_compile: false,
  };

  function metricsConfig(value: unknown): unknown {
    if (Array.isArray(value)) return value.length === 0 ? null : value.map(metricsConfig);
    if (typeof value === "string") return kerasName(value);
    if (typeof value === "function") return (value as { readonly name: string }).name;
    if (value === null || value === undefined) return null;
    if (isByName(value) && !("class_name" in value)) {
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, metricsConfig(one)]));
    }
    if (!("className" in (value as object))) return value;
    return serialize(value as Metric | Loss, value instanceof Loss ? "keras.losses" : "keras.metrics");
  }
}

function each(given: unknown, outputs: number, one: (value: unknown, i: number) => unknown): unknown {
  if (Array.isArray(given)) return given.map(one);
  if (outputs > 1 && isByName(given) && !("class_name" in given)) {
    const names = Object.keys(given).sort();
    return Object.fromEntries(names.map((name, i) => [name, one(given[name], i)]));
  }
  return one(given, 0);
}

/** A name as Keras writes it; those of classes, such as "AUC", are known to it too. */
function kerasName(name: string): string {
  return /^[a-z]/.test(name) ? snakeCase(name) : name;
}
