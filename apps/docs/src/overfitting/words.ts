import type { Outcome } from "./network";

const whole = new Intl.NumberFormat("en");

/** A count with separators: "4,000". */
export function count(value: number): string {
  return whole.format(Math.round(value));
}

/** A count of epochs in words: "1 epoch", "4,000 epochs". */
export function epochsInWords(value: number): string {
  return `${count(value)} ${value === 1 ? "epoch" : "epochs"}`;
}

/** A loss with three digits that count; "none" before the first epoch. */
export function lossInWords(value: number | undefined): string {
  if (value === undefined) return "none";
  return Math.abs(value) >= 0.001 || value === 0 ? value.toFixed(3) : value.toExponential(1);
}

/** A share in percent: "91.4%"; "none" before the first epoch. */
export function shareInWords(value: number | undefined): string {
  return value === undefined ? "none" : `${(100 * value).toFixed(1)}%`;
}

/** How a training ended, for the line that screen readers say aloud. */
export function outcomeInWords(outcome: Outcome): string {
  if (outcome.stoppedEpoch === undefined) {
    const back =
      outcome.bestEpoch === undefined ? "" : ` The weights of epoch ${count(outcome.bestEpoch)} are back.`;
    return `Finished after ${epochsInWords(outcome.epochs)}.${back}`;
  }
  return (
    `Early stopping ended the training after ${epochsInWords(outcome.stoppedEpoch)}; ` +
    `the weights of epoch ${count(outcome.bestEpoch ?? outcome.stoppedEpoch)} are back.`
  );
}
