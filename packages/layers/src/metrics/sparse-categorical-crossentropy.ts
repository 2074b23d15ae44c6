import { SparseCategoricalCrossentropy } from "../losses/sparse-categorical-crossentropy";
import { LossMetric } from "./loss-metric";
import { type MetricOptions, readMetricOptions } from "./metric-options";

/** Options of {@link sparseCategoricalCrossentropyMetric}. */
export interface SparseCategoricalCrossentropyMetricOptions extends MetricOptions {
  /** Whether predictions are what goes into a softmax. Default false. */
  readonly fromLogits?: boolean;
  /** A class number whose rows do not count. Default none. */
  readonly ignoreClass?: number | null;
  /** Where the classes are in predictions. Default -1, the last axis. */
  readonly axis?: number;
}

/** See {@link sparseCategoricalCrossentropyMetric}. */
export class SparseCategoricalCrossentropyMetric extends LossMetric {
  /** Its name in Keras. */
  static readonly className: string = "SparseCategoricalCrossentropy";
  private readonly own: Record<string, unknown>;

  constructor(options: SparseCategoricalCrossentropyMetricOptions = {}) {
    const { name, dtype, fromLogits, ignoreClass, axis } = readMetricOptions(
      "sparseCategoricalCrossentropyMetric",
      "sparse_categorical_crossentropy",
      options,
      { fromLogits: false, ignoreClass: null as number | null, axis: -1 },
    );
    super(name, dtype, new SparseCategoricalCrossentropy({ fromLogits, ignoreClass, axis }));
    this.own = { from_logits: fromLogits, ignore_class: ignoreClass, axis };
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...this.own };
  }
}

/**
 * The mean of the cross-entropy for class numbers as a metric; see {@link sparseCategoricalCrossentropy}.
 *
 * @throws RangeError when there is not one target a row of predictions, or a class number has no column.
 * @example
 * sparseCategoricalCrossentropyMetric().compute([1], [[0.5, 0.5]]); // 0.6931472
 */
export function sparseCategoricalCrossentropyMetric(
  options: SparseCategoricalCrossentropyMetricOptions = {},
): SparseCategoricalCrossentropyMetric {
  return new SparseCategoricalCrossentropyMetric(options);
}
