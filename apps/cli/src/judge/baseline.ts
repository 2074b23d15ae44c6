import type { Predictions, TargetCoding } from "../prepare/target";

/** An answer that looks at no input: the most frequent class, or the mean, of the train part. */
export interface Baseline {
  /** Its rule in words. */
  readonly rule: string;
  /** The class or the value that it always answers. */
  readonly answer: string | number;
  /** Its answers for so many rows. */
  predict(rows: number): Predictions;
}

/** Learns the baseline from the targets of the train part. */
export const baselineOf = (targets: Float64Array, coding: TargetCoding): Baseline => {
  const n = targets.length;
  if (coding.task === "regression") {
    const mean = targets.reduce((sum, value) => sum + value, 0) / n;
    return {
      rule: "always the mean of the train part",
      answer: mean,
      predict: (rows) => ({ values: new Float64Array(rows).fill(mean) }),
    };
  }
  const k = coding.classes.length;
  const counts = new Array<number>(k).fill(0);
  for (const code of targets) counts[code] = (counts[code] ?? 0) + 1;
  const most = counts.reduce((most, n, c) => (n > counts[most]! ? c : most), 0);
  return {
    rule: "always the most frequent class of the train part",
    answer: coding.classes[most] ?? "",
    predict: (rows) => ({
      codes: new Int32Array(rows).fill(most),
      probabilities: Float64Array.from({ length: rows * k }, (_, i) => (counts[i % k] ?? 0) / n),
    }),
  };
};
