import { DataError } from "../errors";
import { type CurveOptions, readScored, type Scored } from "./binary-curve";
import { Classes } from "./classes";
import { type MetricLabels, type MetricNumbers, readLabels } from "./input";

/**
 * Reads true classes, two of them, and the probability of the positive one. Without `posLabel` that is 1, as
 * for curves, or with `orHighest` the higher one of any numbers.
 */
export const readProbabilities = (
  who: string,
  yTrue: MetricLabels,
  yProb: MetricNumbers,
  options: CurveOptions,
  orHighest = false,
): Scored => {
  const classes = new Classes(who, [readLabels(who, "yTrue", yTrue)]);
  const { list } = classes;
  if (list.length > 2) {
    throw new DataError(
      `${who}: expected two classes in yTrue, received the ${list.length} classes ${classes}; ` +
        "judge one of them against the rest",
    );
  }
  const highest = list[list.length - 1];
  const plain = list.every(
    (label) => label === 0 || label === 1 || label === -1 || typeof label === "boolean",
  );
  const goesByHeight = orHighest && !plain && typeof highest !== "string";
  const posLabel = options.posLabel ?? (goesByHeight ? highest : undefined);
  const scored = readScored(who, yTrue, yProb, { ...options, posLabel });
  const bad = scored.scores.findIndex((p) => !(p >= 0 && p <= 1));
  if (bad >= 0) {
    throw new DataError(
      `${who}: expected probabilities from 0 to 1 in yProb, received ${scored.scores[bad]} in row ${bad}; ` +
        "take the sigmoid of scores first",
    );
  }
  return scored;
};
