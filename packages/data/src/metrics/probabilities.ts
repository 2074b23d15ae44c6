import { DataError } from "../errors";
import { type CurveOptions, readScored, type Scored } from "./binary-curve";
import { Classes } from "./classes";
import { type MetricLabels, type MetricNumbers, readLabels } from "./input";

/** Reads true classes, two of them, and the probability of the positive one. */
export const readProbabilities = (
  who: string,
  yTrue: MetricLabels,
  yProb: MetricNumbers,
  options: CurveOptions,
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
  // Numbers other than 0, 1 and -1 have a higher one too; texts do not.
  const posLabel = options.posLabel ?? (plain || typeof highest === "string" ? undefined : highest);
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
