import { ConfusionCount, type ConfusionCountOptions } from "./confusion-count";

/** See {@link trueNegatives}. */
export class TrueNegatives extends ConfusionCount {
  /** Its name in Keras. */
  static readonly className: string = "TrueNegatives";

  constructor(options: ConfusionCountOptions = {}) {
    super("trueNegatives", "true_negatives", "trueNegatives", options);
  }
}

/**
 * How many targets of 0 have a prediction that is not above the threshold, by their weights.
 *
 * @throws RangeError for thresholds outside of [0, 1], and when targets and predictions have different shapes.
 * @example
 * trueNegatives().compute([0, 1, 0, 0], [1, 1, 0, 0]); // 2
 */
export function trueNegatives(options: ConfusionCountOptions = {}): TrueNegatives {
  return new TrueNegatives(options);
}
