import { snakeCase } from "../common/names";
import { readOptions } from "../common/options";
import { serialize } from "../common/resolve";
import type { Loss } from "../losses/loss";
import { type LossLike, resolveLoss } from "../losses/resolve-loss";
import type { Metric } from "../metrics/metric";
import { type MetricLike, type NamedMetric, resolveMetric } from "../metrics/resolve-metric";
import type { Optimizer } from "../optimizers/optimizer";
import { type OptimizerLike, resolveOptimizer } from "../optimizers/resolve-optimizer";
import { Pool } from "./pool";

/** Options of `compile`. */
export interface CompileOptions {
  /** What is minimised: a name, an instance, or a function of targets and predictions. */
  readonly loss: LossLike;
  /** What changes the weights. Default "sgd", as nothing is a better guess without your data. */
  readonly optimizer?: OptimizerLike;
  /** What is shown beside the loss. Default none. */
  readonly metrics?: readonly MetricLike[];
}

/** What `compile` made of its options, and the programs that were traced for it. */
export interface Compiled {
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  readonly metrics: readonly NamedMetric[];
  /** As they were given, for files. */
  readonly given: { readonly loss: unknown; readonly metrics: readonly unknown[] };
  /** Programs that may be used again, by the shapes they are for. */
  readonly pool: Pool<unknown>;
}

/** Reads the options of `compile`. */
export function readCompileOptions(options: CompileOptions): Compiled {
  const given = readOptions("compile", options, {
    loss: undefined as unknown,
    optimizer: "sgd" as unknown,
    metrics: [] as readonly unknown[],
  });
  if (given.loss === undefined) {
    throw new TypeError(
      'compile: received no loss, expected one such as "binaryCrossentropy" or "meanSquaredError"',
    );
  }
  if (!Array.isArray(given.metrics)) {
    throw new TypeError(
      `compile: received metrics ${String(given.metrics)}, expected an array such as ["accuracy"]`,
    );
  }
  const metrics = given.metrics.map((metric) => resolveMetric(metric, "compile: metrics"));
  const keys = ["loss", ...metrics.map((metric) => metric.key)];
  const twice = keys.find((key, i) => keys.indexOf(key) !== i);
  if (twice !== undefined) {
    throw new TypeError(
      `compile: two metrics have the key ${JSON.stringify(twice)} in logs; give one of them a name`,
    );
  }
  return {
    loss: resolveLoss(given.loss, "compile: loss"),
    optimizer: resolveOptimizer(given.optimizer, "compile: optimizer"),
    metrics,
    given: { loss: given.loss, metrics: given.metrics },
    pool: new Pool(4),
  };
}

/** How Keras 3 writes to files what `compile` was given. */
export function compileConfig({ loss, optimizer, given }: Compiled): Record<string, unknown> {
  return {
    optimizer: serialize(optimizer, "keras.optimizers"),
    loss: typeof given.loss === "string" ? snakeCase(given.loss) : serialize(loss, "keras.losses"),
    loss_weights: null,
    metrics: given.metrics.map((metric) =>
      typeof metric === "string"
        ? snakeCase(metric)
        : typeof metric === "function"
          ? (metric as { readonly name: string }).name
          : "className" in (metric as Metric)
            ? serialize(metric as Metric, "keras.metrics")
            : metric,
    ),
    weighted_metrics: null,
    run_eagerly: false,
    steps_per_execution: 1,
    jit_compile: false,
  };
}
