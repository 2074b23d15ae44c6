import { ConfusionCount, type ConfusionCountOptions } from "./confusion-count";

/** See {@link truePositives}. */
export class TruePositives extends ConfusionCount {
  /** Its name in Keras. */
  static readonly className: string = "TruePositives";

  constructor(options: ConfusionCountOptions = {}) {
    super("truePositives", "true_positives", "truePositives", options);
  }
}

/**
 * How many targets of 1 have a prediction above the threshold, by their weights.
 *
 * @throws RangeError for thresholds outside of [0, 1], and when targets and predictions have different shapes.
 * @example
 * truePositives().compute([0, 1, 1, 1], [1, 0, 1, 1]); // 2
 */
export function truePositives(options: ConfusionCountOptions = {}): TruePositives {
  return new TruePositives(options);
}
