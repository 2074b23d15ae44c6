import { ConfusionCount, type ConfusionCountOptions } from "./confusion-count";

/** See {@link falsePositives}. */
export class FalsePositives extends ConfusionCount {
  /** Its name in Keras. */
  static readonly className: string = "FalsePositives";

  constructor(options: ConfusionCountOptions = {}) {
    super("falsePositives", "false_positives", "falsePositives", options);
  }
}

/**
 * How many targets of 0 have a prediction above the threshold, by their weights.
 *
 * @throws RangeError for thresholds outside of [0, 1], and when targets and predictions have different shapes.
 * @example
 * falsePositives().compute([0, 1, 0, 0], [0, 0, 1, 1]); // 2
 */
export function falsePositives(options: ConfusionCountOptions = {}): FalsePositives {
  return new FalsePositives(options);
}
