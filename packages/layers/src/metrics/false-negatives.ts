import { ConfusionCount, type ConfusionCountOptions } from "./confusion-count";

/** See {@link falseNegatives}. */
export class FalseNegatives extends ConfusionCount {
  /** Its name in Keras. */
  static readonly className: string = "FalseNegatives";

  constructor(options: ConfusionCountOptions = {}) {
    super("falseNegatives", "false_negatives", "falseNegatives", options);
  }
}

/**
 * How many targets of 1 have a prediction that is not above the threshold, by their weights.
 *
 * @throws RangeError for thresholds outside of [0, 1], and when targets and predictions have different shapes.
 * @example
 * falseNegatives().compute([0, 1, 1, 1], [0, 1, 0, 0]); // 2
 */
export function falseNegatives(options: ConfusionCountOptions = {}): FalseNegatives {
  return new FalseNegatives(options);
}
