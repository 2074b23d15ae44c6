import { DataError } from "../errors";
import { noteEvaluation } from "../leakage/seal";
import { repeated } from "../repeated";
import { Classes, type Label } from "./classes";
import { checkRows, labelsOf, readLabels, readValues, type Values } from "./input";

/** True and predicted classes, one a row. */
export interface ClassTargets {
  readonly type: "binary" | "multiclass";
  readonly rows: number;
  /** All classes that occur in either. */
  readonly classes: Classes;
  /** The place of each row's true class in `classes`. */
  readonly yTrue: Int32Array;
  /** The place of each row's predicted class. */
  readonly yPred: Int32Array;
}

/** True and predicted labels, any number of them a row: 1 where a row has the label. */
export interface LabelTargets {
  readonly type: "multilabel";
  readonly rows: number;
  readonly width: number;
  readonly yTrue: Uint8Array;
  readonly yPred: Uint8Array;
}

/** What classification metrics compare. */
export type Targets = ClassTargets | LabelTargets;

const isWide = (values: Values): boolean => values.width !== undefined && values.width > 1;

/** Rows of 0 and 1. */
export const readIndicators = (who: string, name: string, values: Values): Uint8Array => {
  const out = new Uint8Array(values.data.length);
  for (let i = 0; i < out.length; i++) {
    const value = values.data[i];
    if (value !== 0 && value !== 1 && typeof value !== "boolean") {
      throw new DataError(
        `${who}: expected ${name} of one class a row, or rows of 0 and 1 for several labels, received ` +
          `${String(value)} in row ${Math.floor(i / values.width!)} of shape [${values.rows}, ${values.width}]; ` +
          "for probabilities take the place of the largest",
      );
    }
    out[i] = Number(value);
  }
  return out;
};

/** Reads the two inputs of a classification metric. */
export const readTargets = (who: string, yTrue: unknown, yPred: unknown): Targets => {
  const truth = readValues(who, "yTrue", yTrue);
  const guess = readValues(who, "yPred", yPred);
  checkRows(who, ["yTrue", "yPred"], [truth.rows, guess.rows]);
  if (isWide(truth) !== isWide(guess)) {
    const [wide, narrow] = isWide(truth) ? ["yTrue", "yPred"] : ["yPred", "yTrue"];
    const width = (isWide(truth) ? truth : guess).width;
    throw new DataError(
      `${who}: expected yTrue and yPred of one form, received ${width} values a row in ${wide} and one in ${narrow}; ` +
        "for probabilities or one-hot rows take the place of the largest",
    );
  }
  noteEvaluation(yTrue, yPred, who);
  const { rows } = truth;
  if (isWide(truth)) {
    if (truth.width !== guess.width) {
      throw new DataError(
        `${who}: expected as many labels in yPred as in yTrue, received ${guess.width} and ${truth.width}`,
      );
    }
    return {
      type: "multilabel",
      rows,
      width: truth.width!,
      yTrue: readIndicators(who, "yTrue", truth),
      yPred: readIndicators(who, "yPred", guess),
    };
  }
  const trueLabels = labelsOf(who, "yTrue", truth);
  const predLabels = labelsOf(who, "yPred", guess);
  const classes = new Classes(who, [trueLabels, predLabels]);
  return {
    type: classes.list.length <= 2 ? "binary" : "multiclass",
    rows,
    classes,
    yTrue: classes.encode(trueLabels),
    yPred: classes.encode(predLabels),
  };
};

/** As {@link readTargets}, for metrics that have no meaning for several labels a row. */
export const readClassTargets = (who: string, yTrue: unknown, yPred: unknown): ClassTargets => {
  const targets = readTargets(who, yTrue, yPred);
  if (targets.type !== "multilabel") return targets;
  throw new DataError(
    `${who}: expected one class a row, received ${targets.width} labels a row; take the labels one by one, ` +
      "or use multilabelConfusionMatrix",
  );
};

/** Reads the option labels: a list of classes without repetition. */
export const readLabelList = (who: string, labels: unknown): readonly Label[] => {
  const list = Array.from(readLabels(who, "labels", labels));
  if (list.length === 0) throw new DataError(`${who}: expected at least one label in labels, received none`);
  const [twice] = repeated(list);
  if (twice !== undefined) {
    throw new DataError(`${who}: expected labels that differ, received ${JSON.stringify(twice)} twice`);
  }
  return list;
};
