import { checkOptions } from "../options";
import { columnMeans, columnSums, meanOf, sumOf } from "./average";
import type { MetricNumbers } from "./input";
import { combineOutputs, type Multioutput, type NumberTargets, readNumberTargets } from "./number-targets";
import { type WarningOption, warn } from "./warning";

/**
 * Options of {@link r2Score} and {@link explainedVarianceScore}.
 *
 * @example
 * ```ts
 * const options: ExplainedOptions = { multioutput: "varianceWeighted" };
 * ```
 */
export interface ExplainedOptions extends WarningOption {
  /** How much each row counts; default 1 each. */
  sampleWeight?: MetricNumbers | undefined;
  /** How several outputs become one number, "varianceWeighted" by the variance of each; default their mean. */
  multioutput?: Multioutput | "varianceWeighted" | undefined;
  /** Where all true values are equal, 1 for perfection and else 0, rather than NaN or -Infinity; default true. */
  forceFinite?: boolean | undefined;
}

const names: readonly string[] = ["sampleWeight", "multioutput", "forceFinite", "onWarning"];

const assemble = (
  who: string,
  left: Float64Array,
  whole: Float64Array,
  options: ExplainedOptions,
): number | Float64Array => {
  const { multioutput } = options;
  const finite = options.forceFinite ?? true;
  const scores = left.map((rest, j) => {
    if (whole[j] !== 0 || !finite) return 1 - rest / whole[j]!;
    return rest === 0 ? 1 : 0;
  });
  if (multioutput !== "varianceWeighted") return combineOutputs(who, scores, multioutput);
  return meanOf(who, scores, sumOf(whole) === 0 ? undefined : whole);
};

/**
 * The weighted sum of squared distances of each output from its mean; exactly 0 where all values are equal,
 * which a rounded mean would miss.
 */
const spreads = (who: string, values: Float64Array, targets: NumberTargets): Float64Array => {
  const { width, weights } = targets;
  const means = columnMeans(who, values, width, weights);
  const sums = columnSums(
    values.map((value, i) => (value - means[i % width]!) ** 2),
    width,
    weights,
  );
  return sums.map((sum, j) => (values.every((value, i) => i % width !== j || value === values[j]) ? 0 : sum));
};

/**
 * The share of the variance of the target that the predictions explain, 1 - Σ(true - predicted)² /
 * Σ(true - mean)²: scikit-learn's `r2_score`. 1 is perfection, 0 no better than the mean, and it may be
 * negative. NaN, with a warning, for fewer than two rows.
 *
 * @returns One number, or with `multioutput: "rawValues"` one for each output.
 * @throws DataError when the inputs do not fit one another or hold what is no number.
 * @example
 * ```ts
 * r2Score([3, -0.5, 2, 7], [2.5, 0, 2, 8]); // 0.9486081370449679
 * ```
 */
export function r2Score(
  yTrue: MetricNumbers,
  yPred: MetricNumbers,
  options: ExplainedOptions & { multioutput: "rawValues" },
): Float64Array;
export function r2Score(
  yTrue: MetricNumbers,
  yPred: MetricNumbers,
  options?: ExplainedOptions & { multioutput?: Exclude<ExplainedOptions["multioutput"], "rawValues"> },
): number;
export function r2Score(
  yTrue: MetricNumbers,
  yPred: MetricNumbers,
  options: ExplainedOptions = {},
): number | Float64Array {
  const who = "r2Score";
  checkOptions(who, options, names);
  const targets = readNumberTargets(who, yTrue, yPred, options.sampleWeight);
  if (targets.rows < 2) {
    warn(options, who, "R² is not defined for fewer than two rows");
    return Number.NaN;
  }
  const { yTrue: truth, yPred: guess, width, weights } = targets;
  const squares = truth.map((value, i) => (value - guess[i]!) ** 2);
  const left = columnSums(squares, width, weights);
  return assemble(who, left, spreads(who, truth, targets), options);
}

/**
 * As {@link r2Score}, but blind to predictions that are all too high or too low by one amount,
 * 1 - Var(true - predicted) / Var(true): scikit-learn's `explained_variance_score`.
 *
 * @returns One number, or with `multioutput: "rawValues"` one for each output.
 * @throws DataError when the inputs do not fit one another or hold what is no number.
 * @example
 * ```ts
 * explainedVarianceScore([3, -0.5, 2, 7], [2.5, 0, 2, 8]); // 0.9571734475374732
 * ```
 */
export function explainedVarianceScore(
  yTrue: MetricNumbers,
  yPred: MetricNumbers,
  options: ExplainedOptions & { multioutput: "rawValues" },
): Float64Array;
export function explainedVarianceScore(
  yTrue: MetricNumbers,
  yPred: MetricNumbers,
  options?: ExplainedOptions & { multioutput?: Exclude<ExplainedOptions["multioutput"], "rawValues"> },
): number;
export function explainedVarianceScore(
  yTrue: MetricNumbers,
  yPred: MetricNumbers,
  options: ExplainedOptions = {},
): number | Float64Array {
  const who = "explainedVarianceScore";
  checkOptions(who, options, names);
  const targets = readNumberTargets(who, yTrue, yPred, options.sampleWeight);
  const { yTrue: truth, yPred: guess } = targets;
  const errors = truth.map((value, i) => value - guess[i]!);
  return assemble(who, spreads(who, errors, targets), spreads(who, truth, targets), options);
}
