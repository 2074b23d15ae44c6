import { checkErrors, type DiagnoseOptions } from "./errors";
import { nextSteps } from "./next-steps";
import { report } from "./report";

/** The difference of two errors, and whether it is much. */
export interface Gap {
  /** The one error minus the other. */
  readonly gap: number;
  /** Whether it is above the threshold. */
  readonly high: boolean;
  /** What it was compared with. */
  readonly threshold: number;
}

/** What is wrong with a model, and what to do next. */
export interface Diagnosis {
  /** Training error minus baseline error: what the model fails to learn. */
  readonly bias: Gap;
  /** Dev (or train-dev) error minus training error: what it learns that does not hold elsewhere. */
  readonly variance: Gap;
  /** Dev error minus train-dev error: what comes from other data; when `trainDevError` was given. */
  readonly mismatch?: Gap;
  /** Test error minus dev error: what comes from choosing by the dev rows; when `testError` was given. */
  readonly devOverfit?: Gap;
  /** In words: "low bias, high variance". */
  readonly label: string;
  /** What to try, in this order. */
  readonly nextSteps: readonly string[];
  /** All of it as lines for people. */
  toString(): string;
}

/** Above this a gap counts as high when nobody says otherwise: five of a hundred rows. */
const THRESHOLD = 0.05;

/**
 * Judges bias and variance by the basic recipe: compare the training error with the baseline, the dev error with the
 * training error, and mend bias first (Ng, Machine Learning Yearning, 2018).
 *
 * @param options - Error rates from 0 to 1; `trainError` and `devError` at least.
 * @throws RangeError for what is no rate, with a hint when it looks like percent; TypeError for unknown options.
 * @example
 * diagnose({ trainError: 0.01, devError: 0.16 }).label; // "low bias, high variance"
 * diagnose({ trainError: 0.15, devError: 0.3, baselineError: 0.14 }).label; // "low bias, high variance"
 */
export function diagnose(options: DiagnoseOptions): Diagnosis {
  checkErrors(options);
  const { trainError, devError, testError, trainDevError } = options;
  const baselineError = options.baselineError ?? 0;
  const gap = (more: number, less: number, threshold: number): Gap => {
    // Without the last digits, in which 0.2 - 0.15 is not 0.05.
    const difference = +(more - less).toFixed(12);
    return { gap: difference, high: difference > threshold, threshold };
  };
  const varianceThreshold = options.varianceThreshold ?? THRESHOLD;
  const bias = gap(trainError, baselineError, options.biasThreshold ?? THRESHOLD);
  const variance = gap(trainDevError ?? devError, trainError, varianceThreshold);
  const mismatch = trainDevError === undefined ? undefined : gap(devError, trainDevError, varianceThreshold);
  const devOverfit = testError === undefined ? undefined : gap(testError, devError, varianceThreshold);
  const words = [
    `${bias.high ? "high" : "low"} bias`,
    `${variance.high ? "high" : "low"} variance`,
    ...(mismatch?.high ? ["data mismatch"] : []),
    ...(devOverfit?.high ? ["overfitted dev part"] : []),
  ];
  const found = {
    bias,
    variance,
    ...(mismatch === undefined ? {} : { mismatch }),
    ...(devOverfit === undefined ? {} : { devOverfit }),
    label: words.join(", "),
  };
  const diagnosis = { ...found, nextSteps: nextSteps(found, testError !== undefined) };
  // Not enumerable, so that the diagnosis can be compared and written as JSON.
  return Object.defineProperty(diagnosis, "toString", {
    value: () => report({ ...options, baselineError }, diagnosis),
  });
}
