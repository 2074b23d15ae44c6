import { CategoricalCrossentropy } from "../losses/categorical-crossentropy";
import { LossMetric } from "./loss-metric";
import { type MetricOptions, readMetricOptions } from "./metric-options";

/** Options of {@link categoricalCrossentropyMetric}. */
export interface CategoricalCrossentropyMetricOptions extends MetricOptions {
  /** Whether predictions are what goes into a softmax. Default false. */
  readonly fromLogits?: boolean;
  /** How much of each target is spread evenly over the classes, from 0 to 1. Default 0. */
  readonly labelSmoothing?: number;
  /** Where the classes are. Default -1, the last axis. */
  readonly axis?: number;
}

/** See {@link categoricalCrossentropyMetric}. */
export class CategoricalCrossentropyMetric extends LossMetric {
  /** Its name in Keras. */
  static readonly className: string = "CategoricalCrossentropy";
  private readonly own: Record<string, unknown>;

  constructor(options: CategoricalCrossentropyMetricOptions = {}) {
    const { name, dtype, fromLogits, labelSmoothing, axis } = readMetricOptions(
      "categoricalCrossentropyMetric",
      "categorical_crossentropy",
      options,
      { fromLogits: false, labelSmoothing: 0, axis: -1 },
    );
    super(name, dtype, new CategoricalCrossentropy({ fromLogits, labelSmoothing, axis }));
    this.own = { from_logits: fromLogits, label_smoothing: labelSmoothing, axis };
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...this.own };
  }
}

/**
 * The mean of the cross-entropy for one-hot targets as a metric; see {@link categoricalCrossentropy}.
 *
 * @throws RangeError when targets and predictions have different shapes.
 * @example
 * categoricalCrossentropyMetric().compute([[0, 1]], [[0.5, 0.5]]); // 0.6931472
 */
export function categoricalCrossentropyMetric(
  options: CategoricalCrossentropyMetricOptions = {},
): CategoricalCrossentropyMetric {
  return new CategoricalCrossentropyMetric(options);
}
