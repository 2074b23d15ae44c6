import { BestUnderConstraint, type BestUnderConstraintOptions } from "./best-under-constraint";

/** See {@link sensitivityAtSpecificity}. */
export class SensitivityAtSpecificity extends BestUnderConstraint {
  /** Its name in Keras. */
  static readonly className: string = "SensitivityAtSpecificity";

  constructor(options: BestUnderConstraintOptions & { readonly specificity: number }) {
    super(
      "sensitivityAtSpecificity",
      "sensitivity_at_specificity",
      { constrained: "specificity", best: "sensitivity" },
      options,
    );
  }
}

/**
 * The best share of positive targets that is found, `tp / (tp + fn)`, among the thresholds at which at least `specificity` of the
 * negative ones, `tn / (tn + fp)`, are told apart.
 *
 * @param specificity - From 0 to 1.
 * @throws RangeError for numbers out of range, and when targets and predictions have different shapes.
 * @example
 * sensitivityAtSpecificity(0.5).compute([0, 0, 0, 1, 1], [0, 0.3, 0.8, 0.3, 0.8]); // 0.5
 */
export function sensitivityAtSpecificity(
  specificity: number,
  options: BestUnderConstraintOptions = {},
): SensitivityAtSpecificity {
  return new SensitivityAtSpecificity({ ...options, specificity });
}
