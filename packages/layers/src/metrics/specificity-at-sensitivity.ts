import { BestUnderConstraint, type BestUnderConstraintOptions } from "./best-under-constraint";

/** See {@link specificityAtSensitivity}. */
export class SpecificityAtSensitivity extends BestUnderConstraint {
  /** Its name in Keras. */
  static readonly className: string = "SpecificityAtSensitivity";

  constructor(options: BestUnderConstraintOptions & { readonly sensitivity: number }) {
    super(
      "specificityAtSensitivity",
      "specificity_at_sensitivity",
      { constrained: "sensitivity", best: "specificity" },
      options,
    );
  }
}

/**
 * The best share of negative targets that is told apart, `tn / (tn + fp)`, among the thresholds at which at least `sensitivity`
 * of the positive ones, `tp / (tp + fn)`, are found.
 *
 * @param sensitivity - From 0 to 1.
 * @throws RangeError for numbers out of range, and when targets and predictions have different shapes.
 * @example
 * specificityAtSensitivity(0.5).compute([0, 0, 0, 1, 1], [0, 0.3, 0.8, 0.3, 0.8]); // 0.6666667
 */
export function specificityAtSensitivity(
  sensitivity: number,
  options: BestUnderConstraintOptions = {},
): SpecificityAtSensitivity {
  return new SpecificityAtSensitivity({ ...options, sensitivity });
}
