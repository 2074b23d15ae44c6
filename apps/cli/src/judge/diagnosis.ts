import { diagnose } from "@wellfit/experiments";

/** Whether a fault is there. */
export interface Gap {
  /** How far two errors are apart. */
  readonly gap: number;
  /** Above this it counts. */
  readonly threshold: number;
  readonly high: boolean;
}

/** What to make of the errors, as it is saved. */
export interface Diagnosis {
  /** In words: "low bias, high variance". */
  readonly label: string;
  readonly trainError: number;
  readonly devError: number;
  readonly testError: number;
  /** What the best possible error is taken to be. */
  readonly baselineError: number;
  /** How much worse train is than the best possible. */
  readonly bias: Gap;
  /** How much worse dev is than train. */
  readonly variance: Gap;
  /** How much worse test is than dev: what comes of choosing by dev. */
  readonly devOverfit: Gap;
  /** What to do next, in order. */
  readonly nextSteps: readonly string[];
}

const gapOf = ({ gap, threshold, high }: Gap): Gap => ({ gap, threshold, high });

/**
 * Judges bias and variance.
 *
 * @param errors Error rates from 0 to 1; `baselineError` is that of a human or the best possible.
 */
export const diagnosisOf = (
  errors: Pick<Diagnosis, "trainError" | "devError" | "testError" | "baselineError">,
): Diagnosis => {
  const { label, bias, variance, devOverfit, nextSteps } = diagnose(errors);
  return {
    label,
    ...errors,
    bias: gapOf(bias),
    variance: gapOf(variance),
    devOverfit: gapOf(devOverfit ?? { gap: 0, threshold: variance.threshold, high: false }),
    nextSteps: [...nextSteps],
  };
};
