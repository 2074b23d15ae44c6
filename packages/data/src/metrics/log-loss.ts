import { DataError } from "../errors";
import { noteEvaluation } from "../leakage/seal";
import { checkOptions } from "../options";
import { meanOf, weightedSum } from "./average";
import { Classes } from "./classes";
import {
  checkRows,
  type MetricLabels,
  type MetricNumbers,
  readLabels,
  readNumbers,
  readWeights,
} from "./input";
import { readLabelList } from "./targets";
import { type WarningOption, warn } from "./warning";

/**
 * Options of {@link logLoss}.
 *
 * @example
 * ```ts
 * const options: LogLossOptions = { labels: ["no", "yes"] };
 * ```
 */
export interface LogLossOptions extends WarningOption {
  /** The mean over the rows rather than the sum; default true. */
  normalize?: boolean | undefined;
  /** How much each row counts; default 1 each. */
  sampleWeight?: MetricNumbers | undefined;
  /** All classes; default those of `yTrue`. The columns of `yPred` stand for them in sorted order. */
  labels?: MetricLabels | undefined;
  /**
   * Probabilities are held between this and 1 - this; default 2^-52, or 2^-23 for probabilities in single
   * precision.
   */
  eps?: number | undefined;
}

const classesOf = (who: string, yTrue: ArrayLike<string | number | boolean>, labels: unknown): Classes => {
  const classes = new Classes(who, [labels === undefined ? yTrue : readLabelList(who, labels)]);
  if (classes.list.length >= 2) return classes;
  throw new DataError(
    labels === undefined
      ? `${who}: expected at least two classes in yTrue, received ${classes} only; pass all known classes as labels`
      : `${who}: expected at least two labels, received ${classes}`,
  );
};

/**
 * The mean of -ln(probability of the true class), also called cross-entropy: scikit-learn's `log_loss`.
 *
 * @param yTrue The true classes.
 * @param yPred For two classes the probability of the higher one, or of both; for more, the probability of
 *   each class, shape [rows, classes] in sorted order. Rows that do not sum to 1 are told in a warning.
 * @throws DataError when the inputs do not fit one another, a probability is not between 0 and 1, or a true
 *   class is not in `labels` (scikit-learn takes it for any other).
 * @example
 * ```ts
 * logLoss(["spam", "ham"], [0.9, 0.2]); // 0.164252033486018
 * ```
 */
export function logLoss(yTrue: MetricLabels, yPred: MetricNumbers, options: LogLossOptions = {}): number {
  const who = "logLoss";
  checkOptions(who, options, ["normalize", "sampleWeight", "labels", "eps", "onWarning"]);
  const labels = readLabels(who, "yTrue", yTrue);
  const { data, rows, width, single } = readNumbers(who, "yPred", yPred);
  checkRows(who, ["yTrue", "yPred"], [labels.length, rows]);
  noteEvaluation(yTrue, yPred, who);
  const weights = readWeights(who, options.sampleWeight, rows);
  const smallest = single ? 2 ** -23 : Number.EPSILON;
  const eps = options.eps ?? smallest;
  if (!(eps >= 0 && eps < 0.5)) {
    throw new DataError(`${who}: expected eps of at least 0 and below 0.5, received ${String(eps)}`);
  }
  const classes = classesOf(who, labels, options.labels);
  const k = classes.list.length;
  if (width !== k && !(width === 1 && k === 2)) {
    throw new DataError(
      `${who}: expected a probability for each of the ${k} classes ${classes} in yPred, received ${width} a row; ` +
        "pass all known classes as labels",
    );
  }
  const losses = new Float64Array(rows);
  let worst = 0;
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let j = 0; j < width; j++) {
      const p = data[i * width + j]!;
      if (!(p >= 0 && p <= 1)) {
        throw new DataError(
          `${who}: expected probabilities from 0 to 1 in yPred, received ${p} in row ${i}; ` +
            "take the sigmoid or softmax of scores first",
        );
      }
      sum += p;
    }
    if (width > 1) worst = Math.max(worst, Math.abs(sum - 1));
    const code = classes.find(labels[i]!);
    if (code < 0) {
      throw new DataError(
        `${who}: expected yTrue of the classes ${classes}, received ${JSON.stringify(labels[i])} in row ${i}`,
      );
    }
    const p = width > 1 ? data[i * width + code]! : code === 1 ? data[i]! : 1 - data[i]!;
    losses[i] = -Math.log(Math.min(1 - eps, Math.max(eps, p)));
  }
  if (worst > 1e-8 + Math.sqrt(smallest)) {
    warn(options, who, "the rows of yPred do not sum to 1; pass probabilities");
  }
  return (options.normalize ?? true) ? meanOf(who, losses, weights) : weightedSum(losses, weights);
}
