import { DataError } from "../errors";
import { noteEvaluation } from "../leakage/seal";
import { oneOf } from "../options";
import { meanOf } from "./average";
import { checkRows, type MetricNumbers, readColumn, readNumbers, readWeights } from "./input";

/**
 * How the errors of several outputs become one: their mean, none of it (a number for each), or a mean with
 * the given weights.
 *
 * @example
 * ```ts
 * const multioutput: Multioutput = [0.3, 0.7];
 * ```
 */
export type Multioutput = "uniformAverage" | "rawValues" | MetricNumbers;

/**
 * Options of the regression metrics.
 *
 * @example
 * ```ts
 * const options: RegressionOptions = { sampleWeight: [1, 2, 1] };
 * ```
 */
export interface RegressionOptions {
  /** How much each row counts; default 1 each. */
  sampleWeight?: MetricNumbers | undefined;
  /** How several outputs become one number; default "uniformAverage". */
  multioutput?: Multioutput | undefined;
}

/** The names of the options above. */
export const regressionOptionNames: readonly string[] = ["sampleWeight", "multioutput"];

/** True and predicted numbers, row by row. */
export interface NumberTargets {
  readonly yTrue: Float64Array;
  readonly yPred: Float64Array;
  readonly rows: number;
  readonly width: number;
  readonly weights: Float64Array | undefined;
}

/** Reads the inputs of a regression metric. */
export const readNumberTargets = (
  who: string,
  yTrue: unknown,
  yPred: unknown,
  sampleWeight: unknown,
): NumberTargets => {
  const truth = readNumbers(who, "yTrue", yTrue);
  const guess = readNumbers(who, "yPred", yPred);
  checkRows(who, ["yTrue", "yPred"], [truth.rows, guess.rows]);
  if (truth.width !== guess.width) {
    throw new DataError(
      `${who}: expected as many outputs in yPred as in yTrue, received ${guess.width} and ${truth.width}`,
    );
  }
  noteEvaluation(yTrue, yPred, who);
  const { rows, width } = truth;
  const weights = readWeights(who, sampleWeight, rows);
  return { yTrue: truth.data, yPred: guess.data, rows, width, weights };
};

/** As {@link readNumberTargets}, for metrics of one output. */
export const readOneOutput = (
  who: string,
  yTrue: unknown,
  yPred: unknown,
  sampleWeight?: unknown,
): NumberTargets => {
  const targets = readNumberTargets(who, yTrue, yPred, sampleWeight);
  if (targets.width === 1) return targets;
  throw new DataError(`${who}: expected one output a row, received ${targets.width}; take them one by one`);
};

/** One number, or each, of the errors of all outputs. */
export const combineOutputs = (
  who: string,
  errors: Float64Array,
  multioutput: Multioutput | undefined,
): number | Float64Array => {
  if (multioutput === undefined || multioutput === "uniformAverage") return meanOf(who, errors);
  if (multioutput === "rawValues") return errors;
  if (typeof multioutput === "string") {
    oneOf(who, "multioutput", multioutput, ["uniformAverage", "rawValues"]);
  }
  const { data } = readColumn(who, "multioutput", multioutput);
  if (data.length !== errors.length || errors.length === 1) {
    throw new DataError(
      errors.length === 1
        ? `${who}: expected no weights in multioutput for one output, received ${data.length}`
        : `${who}: expected a weight for each of ${errors.length} outputs in multioutput, received ${data.length}`,
    );
  }
  return meanOf(who, errors, data);
};
