import { type Cell, uniqueCells } from "../cell";
import { DataError } from "../errors";
import type { NdArray } from "../ndarray/ndarray";
import { isTable } from "../table/table";
import { completeNumbers } from "../transform/complete-numbers";
import { checkTarget, type TargetInput } from "../transform/fit-arguments";
import { inputRows, type TransformInput, toFrame } from "../transform/frame";
import { neededTarget, type Target, targetOf } from "../transform/target";
import { finish } from "../transform/work";

/**
 * How well each feature tells the target, by itself.
 *
 * @example
 * ```ts
 * const { scores, pValues }: FeatureScores = fClassif([[1], [2], [9]], ["a", "a", "b"]);
 * ```
 */
export interface FeatureScores {
  /** One score for each feature, the higher the better; NaN where there is none, as for a constant feature. */
  readonly scores: Float64Array;
  /** The p-value of each score; undefined where the score has none. */
  readonly pValues?: Float64Array | undefined;
}

/**
 * What `selectKBest` and `selectPercentile` rank features by: `fClassif`, `fRegression`, `chi2`,
 * `mutualInfoClassif`, `mutualInfoRegression`, or a function of your own.
 *
 * @example
 * ```ts
 * const spread: ScoreFunction = (x) => ({ scores: new Float64Array(x.shape[1]!).fill(1) });
 * ```
 */
export type ScoreFunction = (x: NdArray<Float64Array>, y: readonly Cell[]) => FeatureScores;

/** What a score is computed of. */
export interface Scored {
  readonly columns: readonly Float64Array[];
  readonly names: readonly string[];
  readonly target: Target;
  readonly nRows: number;
}

/** The features as columns of finite numbers, and the target, of at least two rows. */
export const scored = (x: TransformInput, y: TargetInput, who: string): Scored => {
  const nRows = inputRows(x, who);
  checkTarget(y, x, nRows, who);
  const frame = toFrame(typeof y === "string" && isTable(x) ? x.drop(y) : x, who);
  const features = finish(completeNumbers(frame, who));
  const target = neededTarget(targetOf(y, x, who), who);
  return {
    columns: features.map(({ numbers }) => numbers),
    names: features.map(({ name }) => name),
    target,
    nRows,
  };
};

/** The work of a score: feature after feature, in pieces. */
export type ScoreWork = (given: Scored) => Generator<void, FeatureScores>;

/** A number of each column, in pieces. */
export function* eachColumn(
  { columns, nRows }: Scored,
  who: string,
  score: (numbers: Float64Array, j: number) => number,
): Generator<void, Float64Array> {
  if (nRows < 2) throw new DataError(`${who}: expected at least 2 rows, received ${nRows}`);
  const scores = new Float64Array(columns.length);
  for (let j = 0; j < scores.length; j++) {
    scores[j] = score(columns[j]!, j);
    yield;
  }
  return scores;
}

/** The class of each row as a place in the sorted classes, and how many rows each has. */
export interface Classes {
  readonly codes: Int32Array;
  readonly sizes: Int32Array;
}

/** The classes of a target. */
export const classesOf = (target: Target): Classes => {
  const places = new Map(uniqueCells(target).map((label, place) => [label, place]));
  const codes = new Int32Array(target.length);
  const sizes = new Int32Array(places.size);
  for (let i = 0; i < codes.length; i++) {
    const code = places.get(target[i]!)!;
    codes[i] = code;
    sizes[code]!++;
  }
  return { codes, sizes };
};

/** The classes of a target, of which there must be two at least. */
export const twoClasses = (target: Target, who: string): Classes => {
  const classes = classesOf(target);
  if (classes.sizes.length > 1) return classes;
  throw new DataError(
    `${who}: expected at least 2 classes in y, received ${classes.sizes.length}; features cannot tell apart what is all the same`,
  );
};
