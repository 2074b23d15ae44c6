import { count, formatNumber, formatPair } from "./format";
import type { Curves, MetricCurves } from "./history";
import { betterWhen, metricWords } from "./metric-names";
import { sentenceCase } from "./text";

/** The index of the lowest (or highest) drawable value, the earliest among equals; -1 when there is none. */
export function bestIndex(
  values: Float64Array,
  better: "lower" | "higher",
  drawable: (value: number) => boolean,
): number {
  let best = -1;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!drawable(value)) continue;
    if (best < 0 || (better === "lower" ? value < values[best]! : value > values[best]!)) best = i;
  }
  return best;
}

function course(values: Float64Array, drawable: (value: number) => boolean): string {
  const first = values.find(drawable)!;
  const last = values.findLast(drawable)!;
  if (values.length === 1) return `is ${formatNumber(first)}`;
  if (first === last) return `starts and ends at ${formatNumber(first)}`;
  const [from, to] = formatPair(first, last);
  return `${last < first ? "falls" : "rises"} from ${from} to ${to}`;
}

function gaps(
  subject: string,
  values: Float64Array,
  drawable: (value: number) => boolean,
  why: string,
): string {
  let missing = 0;
  for (const value of values) if (!drawable(value)) missing += 1;
  if (missing === 0) return "";
  const first = values.findIndex((value) => !drawable(value)) + 1;
  return missing === values.length
    ? `No value of ${subject} can be drawn (${why}).`
    : `${count(missing, "value")} of ${subject} ${missing === 1 ? "is a gap" : "are gaps"} (${why}), the first at epoch ${formatNumber(first)}.`;
}

function describeMetric(
  { name, training, validation }: MetricCurves,
  epochs: number,
  drawable: (value: number) => boolean,
  why: string,
): string {
  const words = metricWords(name);
  const clauses: string[] = [];
  if (training?.some(drawable)) clauses.push(`training ${words} ${course(training, drawable)}`);
  if (validation?.some(drawable)) {
    const better = betterWhen(name);
    const best = better === undefined ? -1 : bestIndex(validation, better, drawable);
    const superlative = better === "lower" ? "lowest" : "highest";
    clauses.push(
      epochs > 1 && best >= 0
        ? `validation ${words} is ${superlative} (${formatNumber(validation[best]!)}) at epoch ${formatNumber(best + 1)} and ends at ${formatNumber(validation.findLast(drawable)!)}`
        : `validation ${words} ${course(validation, drawable)}`,
    );
  }
  if (clauses.length > 0) clauses[0] += ` ${epochs === 1 ? "after" : "over"} ${count(epochs, "epoch")}`;
  return [
    clauses.length > 0 ? `${sentenceCase(clauses.join("; "))}.` : "",
    training ? gaps(`training ${words}`, training, drawable, why) : "",
    validation ? gaps(`validation ${words}`, validation, drawable, why) : "",
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

/** The curves in sentences, for those who cannot see them. */
export function describeCurves(
  curves: Curves,
  drawable: (value: number) => boolean,
  isLog: boolean,
  marks: { bestEpoch?: number | undefined; stoppedEpoch?: number | undefined },
): string {
  const why = isLog ? "not positive and finite, as a log scale needs" : "not finite";
  const sentences = curves.metrics.map((metric) => describeMetric(metric, curves.epochs, drawable, why));
  if (marks.bestEpoch !== undefined)
    sentences.push(`The best epoch marked is ${formatNumber(marks.bestEpoch)}.`);
  if (marks.stoppedEpoch !== undefined) {
    sentences.push(`Training stopped early at epoch ${formatNumber(marks.stoppedEpoch)}.`);
  }
  return sentences.join(" ");
}
