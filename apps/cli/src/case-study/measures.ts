import type { CaseResult } from "@wellfit/experiments";
import { score, short } from "../terminal/wording";

/** A number that cases have, by its name in `CaseResult.summary`. */
export interface Measure {
  /** Its name in results. */
  readonly name: string;
  /** What it is called in tables. */
  readonly title: string;
  /** Its values in words. */
  readonly write: (value: number) => string;
}

/** An epoch: whole, or with one decimal where it is a mean. */
const epoch = (value: number): string =>
  Number.isFinite(value) ? value.toLocaleString("en-US", { maximumFractionDigits: 1 }) : "–";

/** Scores: the higher, the better. */
export const scores: readonly Measure[] = [
  { name: "trainAccuracy", title: "train accuracy", write: score },
  { name: "testAccuracy", title: "test accuracy", write: score },
  { name: "testR2", title: "test R²", write: (value) => value.toFixed(4) },
];

/** What else there is to see. */
export const details: readonly Measure[] = [
  { name: "trainLoss", title: "train loss", write: short },
  { name: "testLoss", title: "test loss", write: short },
  { name: "stopEpoch", title: "stop epoch", write: epoch },
  { name: "bestEpoch", title: "best epoch", write: epoch },
  { name: "checkpointEpoch", title: "checkpoint epoch", write: epoch },
  { name: "checkpointAccuracy", title: "checkpoint accuracy", write: score },
];

/** The norm of the kernel of layer 1, 2, … of a case. */
export const kernelMeasures = (cases: readonly CaseResult[]): Measure[] => {
  const most = Math.max(
    0,
    ...cases.map(
      ({ summary }) => Object.keys(summary).filter((name) => name.startsWith("kernelNorm")).length,
    ),
  );
  return Array.from({ length: most }, (_, i) => ({
    name: `kernelNorm${i + 1}`,
    title: `kernel ${i + 1}`,
    write: short,
  }));
};

/** Those of the measures that any of the cases has. */
export const presentIn = (cases: readonly CaseResult[], measures: readonly Measure[]): Measure[] =>
  measures.filter(({ name }) => cases.some(({ summary }) => summary[name] !== undefined));

/** What a measure is called, for messages. */
export const titleOf = (name: string): string =>
  [...scores, ...details].find((measure) => measure.name === name)?.title ??
  (name === "notFinite" ? "runs that are not finite" : name);

/** Mean and standard deviation; the value alone of one run. */
export const meanAndSd = ({ name, write }: Measure, { summary }: CaseResult): string => {
  const one = summary[name];
  if (one === undefined || one.n === 0) return "–";
  if (one.n === 1) return write(one.mean);
  // Of a deviation two digits are known at best.
  return `${write(one.mean)} ± ${write === short ? short(Number(one.sd.toPrecision(2))) : write(one.sd)}`;
};

/** The 95% interval of the mean; empty where one run cannot have any. */
export const intervalOf = ({ name, write }: Measure, { summary }: CaseResult): string => {
  const one = summary[name];
  return one === undefined || one.n < 2 ? "" : `[${one.interval.map(write).join(", ")}]`;
};
