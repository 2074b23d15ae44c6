import { PositiveShare, type PositiveShareOptions } from "./positive-share";

/** See {@link precision}. */
export class Precision extends PositiveShare {
  /** Its name in Keras. */
  static readonly className: string = "Precision";

  constructor(options: PositiveShareOptions = {}) {
    super("precision", "falsePositives", options);
  }
}

/**
 * The share of positive predictions that are right, `tp / (tp + fp)`; 0 when there are none.
 *
 * @throws RangeError for thresholds outside of [0, 1], a `topK` or `classId` that predictions do not have, and when targets and
 *   predictions have different shapes.
 * @example
 * precision().compute([0, 1, 1, 1], [1, 0, 1, 1]); // 0.6666667
 */
export function precision(options: PositiveShareOptions = {}): Precision {
  return new Precision(options);
}
