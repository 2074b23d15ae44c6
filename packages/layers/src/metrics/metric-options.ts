import { readOptions } from "../common/options";

/** Options that all metrics have. */
export interface MetricOptions {
  /** The name in configs, and in camelCase the key in logs. Default: the kind of metric in snake_case. */
  readonly name?: string;
  /** What it is added up in. Default "float32". */
  readonly dtype?: "float32" | "float64";
}

/** The options of a metric with their defaults: its own and those that all metrics have. */
export type GivenMetricOptions<D> = D & { readonly name: string; readonly dtype: unknown };

/**
 * Reads the options of a metric.
 *
 * @param where - The name of the factory.
 * @param name - The default name, in snake_case.
 * @param own - The metric's own options and their defaults.
 */
export function readMetricOptions<D extends object>(
  where: string,
  name: string,
  options: object | undefined,
  own: D,
): GivenMetricOptions<D> {
  return readOptions(where, options, { ...own, name, dtype: undefined as unknown });
}
