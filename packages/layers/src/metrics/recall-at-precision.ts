import { BestUnderConstraint, type BestUnderConstraintOptions } from "./best-under-constraint";

/** See {@link recallAtPrecision}. */
export class RecallAtPrecision extends BestUnderConstraint {
  /** Its name in Keras. */
  static readonly className: string = "RecallAtPrecision";

  constructor(options: BestUnderConstraintOptions & { readonly precision: number }) {
    super("recallAtPrecision", "recall_at_precision", { constrained: "precision", best: "recall" }, options);
  }
}

/**
 * The best recall, `tp / (tp + fn)`, among the thresholds at which the precision, `tp / (tp + fp)`, is at least `precision`.
 *
 * @param precision - From 0 to 1.
 * @throws RangeError for numbers out of range, and when targets and predictions have different shapes.
 * @example
 * recallAtPrecision(0.8).compute([0, 0, 1, 1], [0, 0.5, 0.3, 0.9]); // 0.5
 */
export function recallAtPrecision(
  precision: number,
  options: BestUnderConstraintOptions = {},
): RecallAtPrecision {
  return new RecallAtPrecision({ ...options, precision });
}
