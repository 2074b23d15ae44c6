import { DataError } from "../errors";
import { noteEvaluation } from "../leakage/seal";
import { checkOptions } from "../options";
import { meanOf, weightedSum } from "./average";
import {
  checkRows,
  type MetricLabels,
  type MetricNumbers,
  readLabels,
  readNumbers,
  readWeights,
} from "./input";
import { orderedClasses } from "./ordered-classes";
import { type WarningOption, warn } from "./warning";

/**
 * Options of {@link topKAccuracyScore}.
 *
 * @example
 * ```ts
 * const options: TopKAccuracyOptions = { k: 5 };
 * ```
 */
export interface TopKAccuracyOptions extends WarningOption {
  /** How many of the highest scores may hold the true class, at least 1; default 2. */
  k?: number | undefined;
  /** A share of the rows rather than their number; default true. */
  normalize?: boolean | undefined;
  /** How much each row counts; default 1 each. */
  sampleWeight?: MetricNumbers | undefined;
  /** The classes, sorted, in the order of the columns of `yScore`; default those of `yTrue`. */
  labels?: MetricLabels | undefined;
}

/**
 * The share of rows whose true class is among those with the `k` highest scores: scikit-learn's
 * `top_k_accuracy_score`. Of equal scores the higher class counts as the higher.
 *
 * @param yTrue The true classes.
 * @param yScore A score for each class, shape [rows, classes] in sorted order; for two classes a score for
 *   the higher one, with a threshold of 0.5 where all are probabilities, else 0.
 * @throws DataError when the inputs do not fit one another, or `k` is no whole number of at least 1.
 * @example
 * ```ts
 * const scores = [[0.5, 0.2, 0.2], [0.3, 0.4, 0.2], [0.2, 0.4, 0.3], [0.7, 0.2, 0.1]];
 * topKAccuracyScore([0, 1, 2, 2], scores, { k: 2 }); // 0.75
 * ```
 */
export function topKAccuracyScore(
  yTrue: MetricLabels,
  yScore: MetricNumbers,
  options: TopKAccuracyOptions = {},
): number {
  const who = "topKAccuracyScore";
  checkOptions(who, options, ["k", "normalize", "sampleWeight", "labels", "onWarning"]);
  const k = options.k ?? 2;
  if (!Number.isInteger(k) || k < 1) {
    throw new DataError(`${who}: expected k as a whole number of at least 1, received ${String(k)}`);
  }
  const labels = readLabels(who, "yTrue", yTrue);
  const { data, rows, width } = readNumbers(who, "yScore", yScore);
  checkRows(who, ["yTrue", "yScore"], [labels.length, rows]);
  noteEvaluation(yTrue, yScore, who);
  const weights = readWeights(who, options.sampleWeight, rows);
  const classes = orderedClasses(who, labels, options.labels, width === 1 ? 2 : width);
  const size = classes.list.length;
  if (k >= size) {
    warn(options, who, `with k of ${k} and ${size} classes every answer is right, which means nothing`);
  }
  const codes = classes.encode(labels);
  const hits = new Uint8Array(rows);
  const threshold = width === 1 && data.every((p) => p >= 0 && p <= 1) ? 0.5 : 0;
  for (let i = 0; i < rows; i++) {
    const code = codes[i]!;
    if (width === 1) {
      hits[i] = k > 1 || code === Number(data[i]! > threshold) ? 1 : 0;
      continue;
    }
    const own = data[i * width + code]!;
    let before = 0;
    for (let j = 0; j < width; j++) {
      const other = data[i * width + j]!;
      if (other > own || (other === own && j > code)) before++;
    }
    hits[i] = before < k ? 1 : 0;
  }
  return (options.normalize ?? true) ? meanOf(who, hits, weights) : weightedSum(hits, weights);
}
