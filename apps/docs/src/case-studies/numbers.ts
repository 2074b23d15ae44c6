import type { Outcome } from "@wellfit/experiments";

/** One final number of a run. */
export interface FinalNumber {
  /** Its name in an outcome, such as "testAccuracy". */
  readonly name: string;
  /** The number, every digit of it. */
  readonly value: number;
}

const labels: Readonly<Record<string, string>> = {
  trainAccuracy: "Training accuracy",
  testAccuracy: "Test accuracy",
  trainLoss: "Training loss",
  testLoss: "Test loss",
  testR2: "Variance explained, test",
  stopEpoch: "Last epoch",
  bestEpoch: "Epoch of the best value",
  checkpointEpoch: "Epoch of the best test accuracy",
  checkpointAccuracy: "Best test accuracy",
};

/** What a number is called on a page. */
export function labelOf(name: string): string {
  const kernel = /^kernelNorm(\d+)$/.exec(name);
  return kernel === null ? (labels[name] ?? name) : `Norm of kernel ${kernel[1]}`;
}

/** The final numbers of a run in the order in which they are shown; none of a run that is not finite. */
export function finalNumbers({ stopped, ...outcome }: Outcome): FinalNumber[] {
  const all: Readonly<Record<string, unknown>> = { ...outcome, ...stopped };
  return Object.keys(labels).flatMap((name) => {
    const value = all[name];
    return typeof value === "number" ? [{ name, value }] : [];
  });
}

/** A number with the digits that count: four of a share, six of a loss, all of an epoch. */
export function inDigits(name: string, value: number): string {
  if (name.endsWith("Epoch")) return String(Math.round(value * 10) / 10);
  if (name.endsWith("Accuracy")) return value.toFixed(4);
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-4 || size >= 1e6) ? value.toExponential(4) : value.toPrecision(6);
}

/** How many digits after the point show a number with so many that count. */
const decimals = (value: number, digits: number): number =>
  value === 0 ? 0 : Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(value))));

/** A mean with its standard deviation, of which two digits count: "11.96 ± 0.15". */
export function withSpread(name: string, mean: number, sd: number): string {
  if (name.endsWith("Accuracy")) return `${mean.toFixed(3)} ± ${sd.toFixed(3)}`;
  if (name.endsWith("Epoch")) return `${mean.toFixed(0)} ± ${sd.toFixed(0)}`;
  const places = sd === 0 ? decimals(mean, 3) : decimals(sd, 2);
  if (places > 8) return `${mean.toExponential(2)} ± ${sd.toExponential(1)}`;
  return `${mean.toFixed(places)} ± ${sd.toFixed(places)}`;
}

/** Where a mean is accepted: "0.893 to 0.936". */
export function inBounds(name: string, [low = Number.NaN, high = Number.NaN]: readonly number[]): string {
  const places = name.endsWith("Accuracy") ? 3 : decimals(high - low, 3);
  return `${low.toFixed(places)} to ${high.toFixed(places)}`;
}
