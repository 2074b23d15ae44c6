import { BestUnderConstraint, type BestUnderConstraintOptions } from "./best-under-constraint";

/** See {@link precisionAtRecall}. */
export class PrecisionAtRecall extends BestUnderConstraint {
  /** Its name in Keras. */
  static readonly className: string = "PrecisionAtRecall";

  constructor(options: BestUnderConstraintOptions & { readonly recall: number }) {
    super("precisionAtRecall", "precision_at_recall", { constrained: "recall", best: "precision" }, options);
  }
}

/**
 * The best precision, `tp / (tp + fp)`, among the thresholds at which the recall, `tp / (tp + fn)`, is at least `recall`.
 *
 * @param recall - From 0 to 1.
 * @throws RangeError for numbers out of range, and when targets and predictions have different shapes.
 * @example
 * precisionAtRecall(0.5).compute([0, 0, 0, 1, 1], [0, 0.3, 0.8, 0.3, 0.8]); // 0.5
 */
export function precisionAtRecall(
  recall: number,
  options: BestUnderConstraintOptions = {},
): PrecisionAtRecall {
  return new PrecisionAtRecall({ ...options, recall });
}
