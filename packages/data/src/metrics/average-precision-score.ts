import { DataError } from "../errors";
import { noteEvaluation } from "../leakage/seal";
import { checkOptions, oneOf } from "../options";
import { averageBinary, type ScoreAverage, type ScoredLabels } from "./average-binary";
import type { Scored } from "./binary-curve";
import { Classes, type Label } from "./classes";
import {
  checkRows,
  labelsOf,
  type MetricLabels,
  type MetricNumbers,
  readNumbers,
  readValues,
  readWeights,
} from "./input";
import { precisionRecall } from "./precision-recall-curve";
import { readIndicators } from "./targets";
import type { WarningOption } from "./warning";

/**
 * Options of {@link averagePrecisionScore}.
 *
 * @example
 * ```ts
 * const options: AveragePrecisionOptions = { average: "weighted" };
 * ```
 */
export interface AveragePrecisionOptions extends WarningOption {
  /** How several classes or labels become one number; `null` for a number each; default "macro". */
  average?: ScoreAverage | null | undefined;
  /** The class that counts as positive, of two; default 1. */
  posLabel?: Label | undefined;
  /** How much each row counts; default 1 each. */
  sampleWeight?: MetricNumbers | undefined;
}

/**
 * The mean of the precisions at all thresholds, each weighted by the recall that it adds: scikit-learn's
 * `average_precision_score`, Σ (recall_n - recall_(n-1)) · precision_n.
 *
 * @param yTrue The true classes, or rows of 0 and 1 for several labels.
 * @param yScore A score for each row; for more than two classes, or several labels, one for each of them in
 *   the order of the classes, shape [rows, classes].
 * @returns One number, or with `average: null` and more than two classes one for each.
 * @throws DataError when the inputs do not fit one another.
 * @example
 * ```ts
 * averagePrecisionScore([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]); // 0.8333333333333333
 * ```
 */
export function averagePrecisionScore(
  yTrue: MetricLabels,
  yScore: MetricNumbers,
  options: AveragePrecisionOptions & { average: null },
): number | Float64Array;
export function averagePrecisionScore(
  yTrue: MetricLabels,
  yScore: MetricNumbers,
  options?: AveragePrecisionOptions & { average?: ScoreAverage | undefined },
): number;
export function averagePrecisionScore(
  yTrue: MetricLabels,
  yScore: MetricNumbers,
  options: AveragePrecisionOptions = {},
): number | Float64Array {
  const who = "averagePrecisionScore";
  checkOptions(who, options, ["average", "posLabel", "sampleWeight", "onWarning"]);
  const average = options.average === undefined ? "macro" : options.average;
  oneOf(who, "average", average, ["micro", "macro", "weighted", "samples", null]);
  const metric = (scored: Scored): number => {
    const { precision, recall } = precisionRecall(who, scored, options);
    let sum = 0;
    for (let i = 1; i < recall.length; i++) sum -= (recall[i]! - recall[i - 1]!) * precision[i - 1]!;
    return Math.max(0, sum);
  };
  const scored = readLabelScores(who, yTrue, yScore, options);
  return scored.width === 1 ? metric(scored) : averageBinary(who, scored, average, metric);
}

const readLabelScores = (
  who: string,
  yTrue: MetricLabels,
  yScore: MetricNumbers,
  options: AveragePrecisionOptions,
): ScoredLabels => {
  const values = readValues(who, "yTrue", yTrue);
  const scores = readNumbers(who, "yScore", yScore);
  checkRows(who, ["yTrue", "yScore"], [values.rows, scores.rows]);
  noteEvaluation(yTrue, yScore, who);
  const { rows } = values;
  const weights = readWeights(who, options.sampleWeight, rows);
  const posLabel = options.posLabel ?? 1;
  const several = values.width !== undefined && values.width > 1;
  const labels = several ? undefined : labelsOf(who, "yTrue", values);
  const classes = labels && new Classes(who, [labels]);
  if (several || classes!.list.length > 2) {
    if (posLabel !== 1) {
      throw new DataError(
        `${who}: expected no posLabel for more than two classes or labels, received ${posLabel}`,
      );
    }
  } else if (classes!.list.length === 2 && classes!.find(posLabel) < 0) {
    throw new DataError(
      `${who}: expected posLabel to be one of the classes ${classes}, received ${JSON.stringify(posLabel)}`,
    );
  }
  const width = several ? values.width! : classes!.list.length > 2 ? classes!.list.length : 1;
  if (scores.width !== width) {
    throw new DataError(
      `${who}: expected ${width === 1 ? "one score" : `${width} scores`} a row in yScore, received ${scores.width}`,
    );
  }
  if (several)
    return { rows, width, positive: readIndicators(who, "yTrue", values), scores: scores.data, weights };
  const codes = classes!.encode(labels!);
  const positive = new Uint8Array(rows * width);
  const wanted = classes!.find(posLabel);
  for (let i = 0; i < rows; i++) {
    if (width > 1) positive[i * width + codes[i]!] = 1;
    else if (codes[i] === wanted) positive[i] = 1;
  }
  return { rows, width, positive, scores: scores.data, weights };
};
