import type { Predictions, TargetCoding } from "../prepare/target";
import { type ClassScores, classScores } from "./classification";
import { type NumberScores, numberScores } from "./regression";

/** Scores of either kind of task. */
export type Scores = ClassScores | NumberScores;

/** The scores of predictions against targets (class numbers, or values in the target's units). */
export const scoresOf = (targets: Float64Array, predictions: Predictions, coding: TargetCoding): Scores => {
  if (coding.task === "regression") {
    return numberScores(targets, "values" in predictions ? predictions.values : []);
  }
  const { codes, probabilities } =
    "codes" in predictions ? predictions : { codes: new Int32Array(), probabilities: new Float64Array() };
  return classScores(targets, codes, probabilities, coding.classes);
};

/** The one number that people ask for: accuracy, or R². */
export const mainScore = (scores: Scores): number | null =>
  "accuracy" in scores ? scores.accuracy : scores.r2;

/**
 * What is wrong, from 0 to 1, as bias and variance are judged by: the share of wrong answers, or the share of
 * the target's variance that is not explained (1 - R², at most 1).
 */
export const errorRate = (scores: Scores): number =>
  "accuracy" in scores ? 1 - scores.accuracy : Math.min(1, Math.max(0, 1 - (scores.r2 ?? 0)));
