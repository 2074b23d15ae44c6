import { camelKeys } from "../common/names";
import { show } from "../common/options";
import { customObject, isSerialized, serialize } from "../common/resolve";
import { FunctionLoss, Loss } from "../losses/loss";
import { resolveLoss } from "../losses/resolve-loss";
import { LossMetric } from "./loss-metric";
import type { MetricFunction } from "./metric";
import { type MetricOptions, readMetricOptions } from "./metric-options";

/** See {@link meanMetricWrapper}. */
export class MeanMetricWrapper extends LossMetric {
  /** Its name in Keras. */
  static readonly className: string = "MeanMetricWrapper";
  private readonly fn: Loss | MetricFunction;

  constructor(options: MetricOptions & { readonly fn: Loss | MetricFunction }) {
    const where = "meanMetricWrapper";
    const { name, dtype, fn } = readMetricOptions(where, "", options, {
      fn: undefined as Loss | MetricFunction | undefined,
    });
    if (!(fn instanceof Loss) && typeof fn !== "function") {
      throw new TypeError(
        `${where}: received ${show(fn)} as fn, expected a loss, or a function of targets and predictions`,
      );
    }
    const loss = fn instanceof Loss ? fn : new FunctionLoss(fn);
    super(name === "" ? loss.name || "mean_metric_wrapper" : name, dtype, loss);
    this.fn = fn;
  }

  /** Makes one from what `getConfig` gave; functions of the user's own are looked for among `customObjects`. */
  static fromConfig(config: Readonly<Record<string, unknown>>): MeanMetricWrapper {
    const { fn, ...rest } = config;
    return new MeanMetricWrapper({ ...camelKeys(rest), fn: functionOf(fn) });
  }

  override getConfig(): Record<string, unknown> {
    const { fn } = this;
    return {
      ...super.getConfig(),
      fn:
        fn instanceof Loss
          ? serialize(fn, "keras.losses")
          : { module: "builtins", class_name: "function", config: fn.name, registered_name: fn.name },
    };
  }
}

/** What Keras wrote for a function or a loss. */
function functionOf(fn: unknown): Loss | MetricFunction {
  const name = isSerialized(fn) && fn.class_name === "function" ? (fn.config as unknown) : fn;
  if (typeof name === "string") {
    const custom = customObject(name);
    if (typeof custom === "function") return custom as MetricFunction;
  }
  return resolveLoss(name, "meanMetricWrapper: fn");
}

/**
 * The mean over rows of what a function makes of targets and predictions, or of a loss.
 *
 * @param fn - Gives one value a row, or several of which the mean is taken.
 * @param options - `name` is the function's own by default.
 * @throws TypeError for what is no function and no loss.
 * @example
 * meanMetricWrapper((t, p) => p.sub(t), { name: "bias" }).compute([[1], [2]], [[2], [4]]); // 1.5
 */
export function meanMetricWrapper(fn: Loss | MetricFunction, options: MetricOptions = {}): MeanMetricWrapper {
  return new MeanMetricWrapper({ ...options, fn });
}
