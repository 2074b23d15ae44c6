import { diagnose } from "@wellfit/experiments";

/** Whether one of the two faults is there. */
export interface Gap {
  /** How far the errors are apart. */
  readonly gap: number;
  /** From where on it counts. */
  readonly threshold: number;
  readonly high: boolean;
}

/** What to make of the errors on train and dev, as it is saved. */
export interface Diagnosis {
  /** In words: "low bias, high variance". */
  readonly label: string;
  readonly trainError: number;
  readonly devError: number;
  /** What the best possible error is taken to be. */
  readonly baselineError: number;
  /** How much worse train is than the best possible. */
  readonly bias: Gap;
  /** How much worse dev is than train. */
  readonly variance: Gap;
  /** What to do next, in order. */
  readonly nextSteps: readonly string[];
}

/**
 * Judges bias and variance. The test part has no say in it: what is tried next must not depend on it.
 *
 * @param errors Error rates from 0 to 1; `baselineError` is that of a human or the best possible.
 */
export const diagnosisOf = (errors: {
  readonly trainError: number;
  readonly devError: number;
  readonly baselineError: number;
}): Diagnosis => {
  const { label, bias, variance, nextSteps } = diagnose(errors);
  const gapOf = ({ gap, threshold, high }: Gap): Gap => ({ gap, threshold, high });
  return { label, ...errors, bias: gapOf(bias), variance: gapOf(variance), nextSteps: [...nextSteps] };
};
