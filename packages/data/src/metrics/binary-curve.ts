import { DataError } from "../errors";
import { noteEvaluation } from "../leakage/seal";
import { argsort } from "./argsort";
import { Classes, type Label, positiveClass } from "./classes";
import {
  checkRows,
  type MetricLabels,
  type MetricNumbers,
  readColumn,
  readLabels,
  readWeights,
} from "./input";

/**
 * Options of {@link rocCurve}, {@link precisionRecallCurve} and {@link detCurve}.
 *
 * @example
 * ```ts
 * const options: CurveOptions = { posLabel: "spam" };
 * ```
 */
export interface CurveOptions {
  /** The class that counts as positive; default 1, where the classes are 0 and 1, or -1 and 1. */
  posLabel?: Label | undefined;
  /** How much each row counts; default 1 each. */
  sampleWeight?: MetricNumbers | undefined;
}

/** What a threshold lets through, for each distinct score from high to low. */
export interface BinaryCounts {
  /** Negative rows with at least this score. */
  readonly falsePositives: Float64Array;
  /** Positive rows with at least this score. */
  readonly truePositives: Float64Array;
  /** The scores. */
  readonly thresholds: Float64Array;
}

/** Rows with a truth value and a score each. */
export interface Scored {
  /** 1 for a positive row. */
  readonly positive: Uint8Array;
  readonly scores: Float64Array;
  readonly weights: Float64Array | undefined;
}

/** Reads the inputs of a curve. */
export const readScored = (
  who: string,
  yTrue: MetricLabels,
  yScore: MetricNumbers,
  options: CurveOptions,
): Scored & { bothClasses: boolean } => {
  const labels = readLabels(who, "yTrue", yTrue);
  const scores = readColumn(who, "yScore", yScore).data;
  checkRows(who, ["yTrue", "yScore"], [labels.length, scores.length]);
  noteEvaluation(yTrue, yScore, who);
  const classes = new Classes(who, [labels]);
  const { posLabel } = options;
  if (classes.list.length > 2 && posLabel === undefined) {
    throw new DataError(
      `${who}: expected two classes in yTrue, received the ${classes.list.length} classes ${classes}; ` +
        "take one of them against the rest with posLabel",
    );
  }
  const code = classes.find(positiveClass(who, classes, posLabel));
  const positive = Uint8Array.from(classes.encode(labels), (each) => (each === code ? 1 : 0));
  const weights = readWeights(who, options.sampleWeight, scores.length);
  return { positive, scores, weights, bothClasses: classes.list.length === 2 };
};

/** Counts by falling score. Rows of weight 0 are left out; of equal scores the last row comes first. */
export const binaryCounts = ({ positive, scores, weights }: Scored): BinaryCounts => {
  const all = argsort(scores).reverse();
  const order = weights === undefined ? all : all.filter((i) => weights[i] !== 0);
  const falsePositives = new Float64Array(order.length);
  const truePositives = new Float64Array(order.length);
  const thresholds = new Float64Array(order.length);
  let found = 0;
  let wrong = 0;
  let n = 0;
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!;
    const weight = weights === undefined ? 1 : weights[row]!;
    if (positive[row] === 1) found += weight;
    else wrong += weight;
    if (i + 1 < order.length && scores[order[i + 1]!] === scores[row]) continue;
    falsePositives[n] = wrong;
    truePositives[n] = found;
    thresholds[n++] = scores[row]!;
  }
  return {
    falsePositives: falsePositives.slice(0, n),
    truePositives: truePositives.slice(0, n),
    thresholds: thresholds.slice(0, n),
  };
};

/** The counts at the kept thresholds, behind so many zeros. */
export const keepCounts = (counts: BinaryCounts, keep: (i: number) => boolean, zeros = 0): BinaryCounts => {
  const kept = new Uint32Array(counts.thresholds.length);
  let n = 0;
  for (let i = 0; i < kept.length; i++) if (keep(i)) kept[n++] = i;
  const pick = (values: Float64Array): Float64Array => {
    const out = new Float64Array(n + zeros);
    for (let i = 0; i < n; i++) out[i + zeros] = values[kept[i]!]!;
    return out;
  };
  return {
    falsePositives: pick(counts.falsePositives),
    truePositives: pick(counts.truePositives),
    thresholds: pick(counts.thresholds),
  };
};
