import { PositiveShare, type PositiveShareOptions } from "./positive-share";

/** See {@link recall}. */
export class Recall extends PositiveShare {
  /** Its name in Keras. */
  static readonly className: string = "Recall";

  constructor(options: PositiveShareOptions = {}) {
    super("recall", "falseNegatives", options);
  }
}

/**
 * The share of positive targets that are found, `tp / (tp + fn)`; 0 when there are none.
 *
 * @throws RangeError for thresholds outside of [0, 1], a `topK` or `classId` that predictions do not have, and when targets and
 *   predictions have different shapes.
 * @example
 * recall().compute([0, 1, 1, 1], [1, 0, 1, 1]); // 0.6666667
 */
export function recall(options: PositiveShareOptions = {}): Recall {
  return new Recall(options);
}
