import { DataError } from "../errors";
import { oneOf } from "../options";
import { type ClassCounts, classCounts } from "./class-counts";
import type { Label } from "./classes";
import { type MetricLabels, type MetricNumbers, readWeights } from "./input";
import type { Targets } from "./targets";
import { type WarningOption, warn } from "./warning";

/**
 * How the scores of single classes become one: `binary`, that of the positive class alone; `micro`, over all
 * rows at once; `macro`, their mean; `weighted`, their mean weighted by the rows of each class; `samples`,
 * the mean over rows with several labels each.
 *
 * @example
 * ```ts
 * const average: Average = "macro";
 * ```
 */
export type Average = "binary" | "micro" | "macro" | "weighted" | "samples";

/**
 * Options of {@link precisionScore}, {@link recallScore}, {@link f1Score} and {@link jaccardScore}.
 *
 * @example
 * ```ts
 * const options: SetScoreOptions = { average: "macro", zeroDivision: 0 };
 * ```
 */
export interface SetScoreOptions extends WarningOption {
  /** The classes that count, in their order; default all, sorted. Not looked at for `binary`. */
  labels?: MetricLabels | undefined;
  /** The class that counts for `binary`; default 1. */
  posLabel?: Label | undefined;
  /** How the classes become one number; `null` for a number each; default "binary". */
  average?: Average | null | undefined;
  /** How much each row counts; default 1 each. */
  sampleWeight?: MetricNumbers | undefined;
  /** What 0 / 0 is; default "warn": 0, and a warning. NaN is left out of means. */
  zeroDivision?: "warn" | 0 | 1 | number | undefined;
}

/** The names of the options above. */
export const setOptionNames: readonly string[] = [
  "labels",
  "posLabel",
  "average",
  "sampleWeight",
  "zeroDivision",
  "onWarning",
];

/** The counts that a set-wise score is made of. */
export interface SetCounts extends ClassCounts {
  readonly average: Average | null;
  /** The weights for a mean over the counts; undefined for a plain mean. */
  readonly meanWeights: Float64Array | undefined;
  readonly type: "binary" | "multiclass" | "multilabel";
}

const labelsFor = (
  who: string,
  targets: Targets,
  average: Average | null,
  options: SetScoreOptions,
): unknown => {
  const { posLabel } = options;
  if (average !== "binary") {
    if (posLabel !== undefined && posLabel !== 1) {
      const given = JSON.stringify(posLabel);
      warn(
        options,
        who,
        `posLabel (${given}) is not looked at with average ${average === null ? "null" : `"${average}"`}; ` +
          `for the score of one class pass labels: [${given}]`,
      );
    }
    return options.labels;
  }
  if (targets.type !== "binary") {
    const others = targets.type === "multiclass" ? "" : ', "samples"';
    throw new DataError(
      `${who}: expected two classes for average "binary", received ${
        targets.type === "multilabel"
          ? `${targets.width} labels a row`
          : `the ${targets.classes.list.length} classes ${targets.classes}`
      }; choose the average "macro", "micro", "weighted"${others}, or null`,
    );
  }
  const positive = posLabel ?? 1;
  if (targets.classes.find(positive) < 0 && targets.classes.list.length >= 2) {
    throw new DataError(
      `${who}: expected posLabel to be one of the classes ${targets.classes}, received ${JSON.stringify(positive)}; ` +
        "say which class is the positive one: { posLabel }",
    );
  }
  return [positive];
};

/** Reads options and counts. */
export const setCounts = (
  who: string,
  targets: Targets,
  options: SetScoreOptions,
  defaultAverage: Average | null,
): SetCounts => {
  const average = options.average === undefined ? defaultAverage : options.average;
  oneOf(who, "average", average, ["binary", "micro", "macro", "weighted", "samples", null]);
  oneOf(who, "zeroDivision", options.zeroDivision, [undefined, "warn", 0, 1, Number.NaN]);
  if (average === "samples" && targets.type !== "multilabel") {
    throw new DataError(
      `${who}: expected several labels a row for average "samples", received one class a row; use "macro" or "micro"`,
    );
  }
  const weights = readWeights(who, options.sampleWeight, targets.rows);
  const labels = labelsFor(who, targets, average, options);
  const counts = classCounts(who, targets, weights, labels, average === "samples");
  const meanWeights = average === "weighted" ? counts.actual : average === "samples" ? weights : undefined;
  return { ...(average === "micro" ? summed(counts) : counts), average, meanWeights, type: targets.type };
};

const summed = (counts: ClassCounts): ClassCounts => {
  const one = (values: Float64Array): Float64Array => {
    let sum = 0;
    for (const value of values) sum += value;
    return Float64Array.of(sum);
  };
  return {
    hits: one(counts.hits),
    predicted: one(counts.predicted),
    actual: one(counts.actual),
    total: one(counts.total),
  };
};

/** Divides; where there is nothing to divide by, the option zeroDivision says what comes of it. */
export const divide = (
  parts: ArrayLike<number>,
  wholes: ArrayLike<number>,
  told: { who: string; score: string; lack: string; average: Average | null; mayWarn: boolean },
  options: SetScoreOptions,
): Float64Array => {
  const zero = options.zeroDivision ?? "warn";
  const out = new Float64Array(parts.length);
  let undefinedOnes = 0;
  for (let i = 0; i < out.length; i++) {
    if (wholes[i] !== 0) {
      out[i] = parts[i]! / wholes[i]!;
    } else {
      out[i] = zero === "warn" ? 0 : zero;
      undefinedOnes++;
    }
  }
  if (undefinedOnes > 0 && zero === "warn" && told.mayWarn) {
    const [each, lacking] = told.average === "samples" ? ["samples", "labels"] : ["labels", "samples"];
    const where = out.length === 1 ? "due to" : `in ${each} with`;
    warn(
      options,
      told.who,
      `${told.score} is ill-defined and set to 0 ${where} no ${told.lack} ${lacking}; pass zeroDivision to choose`,
    );
  }
  return out;
};
