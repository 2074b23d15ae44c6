/** The error rates that a diagnosis is made of: shares from 0 to 1. */
export interface Errors {
  /** On the rows the model was trained on. */
  readonly trainError: number;
  /** On rows it has not seen, by which choices are made. */
  readonly devError: number;
  /** On rows that nothing was chosen by. */
  readonly testError?: number;
  /** The least that can be expected: of people, of the best known method, or 0. Default 0. */
  readonly baselineError?: number;
  /** On unseen rows from where the training rows come, when dev rows come from elsewhere. */
  readonly trainDevError?: number;
}

/** Options of {@link diagnose}. */
export interface DiagnoseOptions extends Errors {
  /** Above this the gap between training and baseline error counts as high bias. Default 0.05. */
  readonly biasThreshold?: number;
  /** Above this the gap between dev (or train-dev) and training error counts as high variance. Default 0.05. */
  readonly varianceThreshold?: number;
}

const rates = ["trainError", "devError", "testError", "baselineError", "trainDevError"] as const;
const thresholds = ["biasThreshold", "varianceThreshold"] as const;
const known: readonly string[] = [...rates, ...thresholds];

/**
 * Throws unless every error is a rate and nothing is misspelt.
 *
 * @throws TypeError or RangeError that says what was expected.
 */
export function checkErrors(options: DiagnoseOptions): void {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(
      `diagnose: received ${String(options)}, expected an object such as { trainError: 0.01, devError: 0.16 }`,
    );
  }
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) {
      throw new TypeError(
        `diagnose: received the unknown option ${JSON.stringify(name)}, expected some of ${known.join(", ")}`,
      );
    }
  }
  for (const name of [...rates, ...thresholds]) {
    const value: unknown = options[name];
    if (value === undefined && name !== "trainError" && name !== "devError") continue;
    if (typeof value === "number" && value >= 0 && value <= 1) continue;
    throw new RangeError(
      `diagnose: received ${name} ${String(value)}, expected a number from 0 to 1${hint(value)}`,
    );
  }
}

function hint(value: unknown): string {
  if (typeof value === "number" && value > 1 && value <= 100) {
    return `; as a share ${value}% is ${+(value / 100).toPrecision(6)}`;
  }
  if (typeof value === "number" && value < 0) return "; an error is not below 0, though a gap may be";
  if (value === undefined) return "; the error is 1 - accuracy";
  return "";
}
