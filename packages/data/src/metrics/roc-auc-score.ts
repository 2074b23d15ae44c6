import { DataError } from "../errors";
import { noteEvaluation } from "../leakage/seal";
import { checkOptions, oneOf } from "../options";
import { trapezoids } from "./auc";
import { meanOf } from "./average";
import { averageBinary, type ScoreAverage } from "./average-binary";
import type { Scored } from "./binary-curve";
import { Classes } from "./classes";
import {
  checkRows,
  labelsOf,
  type Matrix,
  type MetricLabels,
  type MetricNumbers,
  readNumbers,
  readValues,
  readWeights,
} from "./input";
import { orderedClasses } from "./ordered-classes";
import { rocPoints, shares } from "./roc-curve";
import { readIndicators } from "./targets";

/**
 * Options of {@link rocAucScore}.
 *
 * @example
 * ```ts
 * const options: RocAucOptions = { multiClass: "ovr", average: "weighted" };
 * ```
 */
export interface RocAucOptions {
  /** How several classes or labels become one number; `null` for a number each; default "macro". */
  average?: ScoreAverage | null | undefined;
  /** How much each row counts; default 1 each. Not for "ovo". */
  sampleWeight?: MetricNumbers | undefined;
  /** Only look at false positive rates up to this, and scale the area to 0.5 for chance; two classes only. */
  maxFpr?: number | undefined;
  /** For more than two classes: each against the rest, or each against each; there is no default. */
  multiClass?: "ovr" | "ovo" | undefined;
  /** The classes in the order of the columns of `yScore`; default those of `yTrue`, sorted. */
  labels?: MetricLabels | undefined;
}

const area = (who: string, scored: Scored, maxFpr: number): number => {
  const { falsePositives, truePositives } = rocPoints(scored, true);
  const last = falsePositives.length - 1;
  if (!(falsePositives[last]! > 0) || !(truePositives[last]! > 0)) {
    throw new DataError(
      `${who}: expected rows of two classes, received one class; the area under the ROC curve is not defined then`,
    );
  }
  const fpr = shares(falsePositives);
  const tpr = shares(truePositives);
  if (maxFpr === 1) return trapezoids(who, fpr, tpr);
  const stop = fpr.findIndex((value) => value > maxFpr);
  const [x0, x1, y0, y1] = [fpr[stop - 1]!, fpr[stop]!, tpr[stop - 1]!, tpr[stop]!];
  const end = y0 + ((y1 - y0) / (x1 - x0)) * (maxFpr - x0);
  const part = trapezoids(who, [...fpr.slice(0, stop), maxFpr], [...tpr.slice(0, stop), end]);
  const least = 0.5 * maxFpr ** 2;
  return 0.5 * (1 + (part - least) / (maxFpr - least));
};

const againstEachOther = (
  who: string,
  codes: Int32Array,
  scores: Matrix,
  classes: Classes,
  average: ScoreAverage | null,
): number => {
  const rowsOf = classes.list.map((): number[] => []);
  codes.forEach((code, row) => {
    rowsOf[code]!.push(row);
  });
  const places = classes.list.map((_, i) => i).filter((i) => rowsOf[i]!.length > 0);
  const pairs: number[] = [];
  const prevalence: number[] = [];
  places.forEach((a, i) => {
    for (const b of places.slice(i + 1)) {
      const rows = [...rowsOf[a]!, ...rowsOf[b]!];
      const against = (one: number): number => {
        const positive = new Uint8Array(rows.length);
        const own = new Float64Array(rows.length);
        for (let k = 0; k < rows.length; k++) {
          positive[k] = codes[rows[k]!] === one ? 1 : 0;
          own[k] = scores.data[rows[k]! * scores.width + one]!;
        }
        return area(who, { positive, scores: own, weights: undefined }, 1);
      };
      pairs.push((against(a) + against(b)) / 2);
      prevalence.push(rows.length / codes.length);
    }
  });
  if (pairs.length === 0)
    throw new DataError(`${who}: expected rows of two classes in yTrue, received one class`);
  return meanOf(who, pairs, average === "weighted" ? prevalence : undefined);
};

const checkProbabilities = (who: string, scores: Matrix): void => {
  for (let i = 0; i < scores.rows; i++) {
    let sum = 0;
    for (let j = 0; j < scores.width; j++) sum += scores.data[i * scores.width + j]!;
    if (Math.abs(sum - 1) <= 1e-8 + 1e-5 * Math.abs(sum)) continue;
    throw new DataError(
      `${who}: expected probabilities that sum to 1 in each row of yScore, received a sum of ${sum} in row ${i}; ` +
        "take the softmax of the scores first",
    );
  }
};

const ofClasses = (
  who: string,
  labels: ArrayLike<string | number | boolean>,
  scores: Matrix,
  average: ScoreAverage | null,
  options: RocAucOptions,
): number | Float64Array => {
  const { multiClass, sampleWeight } = options;
  if (multiClass === undefined) {
    throw new DataError(
      `${who}: expected multiClass for more than two classes, received none; choose "ovr" (each class against the ` +
        'rest) or "ovo" (each against each)',
    );
  }
  if (options.maxFpr !== undefined && options.maxFpr !== 1) {
    throw new DataError(`${who}: expected no maxFpr for more than two classes, received ${options.maxFpr}`);
  }
  checkProbabilities(who, scores);
  const classes = orderedClasses(who, labels, options.labels, scores.width);
  const codes = classes.encode(labels);
  if (multiClass === "ovo") {
    oneOf(who, 'average with multiClass "ovo"', average, ["macro", "weighted"]);
    if (sampleWeight !== undefined) {
      throw new DataError(`${who}: expected no sampleWeight with multiClass "ovo", received one; use "ovr"`);
    }
    return againstEachOther(who, codes, scores, classes, average);
  }
  oneOf(who, 'average with multiClass "ovr"', average, ["micro", "macro", "weighted", null]);
  const { rows, width } = scores;
  const positive = new Uint8Array(rows * width);
  for (let i = 0; i < rows; i++) positive[i * width + codes[i]!] = 1;
  const weights = readWeights(who, sampleWeight, rows);
  return averageBinary(who, { rows, width, positive, scores: scores.data, weights }, average, (scored) =>
    area(who, scored, 1),
  );
};

/**
 * The area under the ROC curve, which is the chance that a positive row scores higher than a negative one:
 * scikit-learn's `roc_auc_score`. 0.5 is chance, 1 perfection.
 *
 * @param yTrue The true classes, or rows of 0 and 1 for several labels. Of two classes the higher counts as
 *   positive.
 * @param yScore For two classes a score a row; for more, a probability for each class a row, shape
 *   [rows, classes] in the order of the classes; for several labels a score for each.
 * @returns One number, or with `average: null` one for each class or label.
 * @throws DataError when the inputs do not fit one another, or `yTrue` (or one of its labels) has one class
 *   only.
 * @example
 * ```ts
 * rocAucScore([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]); // 0.75
 * ```
 */
export function rocAucScore(
  yTrue: MetricLabels,
  yScore: MetricNumbers,
  options: RocAucOptions & { average: null },
): number | Float64Array;
export function rocAucScore(
  yTrue: MetricLabels,
  yScore: MetricNumbers,
  options?: RocAucOptions & { average?: ScoreAverage | undefined },
): number;
export function rocAucScore(
  yTrue: MetricLabels,
  yScore: MetricNumbers,
  options: RocAucOptions = {},
): number | Float64Array {
  const who = "rocAucScore";
  checkOptions(who, options, ["average", "sampleWeight", "maxFpr", "multiClass", "labels"]);
  const average = options.average === undefined ? "macro" : options.average;
  oneOf(who, "average", average, ["micro", "macro", "weighted", "samples", null]);
  oneOf(who, "multiClass", options.multiClass, ["ovr", "ovo", undefined]);
  const maxFpr = options.maxFpr ?? 1;
  if (!(maxFpr > 0 && maxFpr <= 1)) {
    throw new DataError(`${who}: expected maxFpr above 0 and at most 1, received ${String(maxFpr)}`);
  }
  const values = readValues(who, "yTrue", yTrue);
  const scores = readNumbers(who, "yScore", yScore);
  checkRows(who, ["yTrue", "yScore"], [values.rows, scores.rows]);
  noteEvaluation(yTrue, yScore, who);
  const { rows } = values;
  const several = values.width !== undefined && values.width > 1;
  const metric = (scored: Scored): number => area(who, scored, maxFpr);
  if (several) {
    if (values.width !== scores.width) {
      throw new DataError(
        `${who}: expected ${values.width} scores a row in yScore, received ${scores.width}`,
      );
    }
    const positive = readIndicators(who, "yTrue", values);
    const weights = readWeights(who, options.sampleWeight, rows);
    const labels = { rows, width: scores.width, positive, scores: scores.data, weights };
    return averageBinary(who, labels, average, metric);
  }
  const labels = labelsOf(who, "yTrue", values);
  const classes = new Classes(who, [labels]);
  if (classes.list.length > 2 || scores.width > 2) return ofClasses(who, labels, scores, average, options);
  if (scores.width !== 1) {
    throw new DataError(
      `${who}: expected one score a row in yScore for two classes, received ${scores.width}; ` +
        "give the probability of the higher class alone",
    );
  }
  const positive = Uint8Array.from(classes.encode(labels), (code) => (code === 1 ? 1 : 0));
  return metric({ positive, scores: scores.data, weights: readWeights(who, options.sampleWeight, rows) });
}
