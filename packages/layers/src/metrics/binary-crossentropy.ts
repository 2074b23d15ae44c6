import { BinaryCrossentropy } from "../losses/binary-crossentropy";
import { LossMetric } from "./loss-metric";
import { type MetricOptions, readMetricOptions } from "./metric-options";

/** Options of {@link binaryCrossentropyMetric}. */
export interface BinaryCrossentropyMetricOptions extends MetricOptions {
  /** Whether predictions are what goes into a sigmoid. Default false. */
  readonly fromLogits?: boolean;
  /** How much of each target is spread evenly over the classes, from 0 to 1. Default 0. */
  readonly labelSmoothing?: number;
}

/** See {@link binaryCrossentropyMetric}. */
export class BinaryCrossentropyMetric extends LossMetric {
  /** Its name in Keras. */
  static readonly className: string = "BinaryCrossentropy";
  /** Other names it is known by. */
  static readonly aliases: readonly string[] = ["bce"];
  private readonly own: { readonly from_logits: boolean; readonly label_smoothing: number };

  constructor(options: BinaryCrossentropyMetricOptions = {}) {
    const { name, dtype, fromLogits, labelSmoothing } = readMetricOptions(
      "binaryCrossentropyMetric",
      "binary_crossentropy",
      options,
      { fromLogits: false, labelSmoothing: 0 },
    );
    super(name, dtype, new BinaryCrossentropy({ fromLogits, labelSmoothing }));
    this.own = { from_logits: fromLogits, label_smoothing: labelSmoothing };
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...this.own };
  }
}

/**
 * The mean of the binary cross-entropy as a metric; see {@link binaryCrossentropy}.
 *
 * @throws RangeError when targets and predictions have different shapes.
 * @example
 * binaryCrossentropyMetric().compute([[1]], [[0.5]]); // 0.6931472
 */
export function binaryCrossentropyMetric(
  options: BinaryCrossentropyMetricOptions = {},
): BinaryCrossentropyMetric {
  return new BinaryCrossentropyMetric(options);
}
