import {
  type LabelEncoder,
  labelEncoder,
  type NdArray,
  type StandardScaler,
  standardScaler,
  type Table,
} from "@wellfit/data";

import { UserError } from "../errors/errors";

/** How the target becomes numbers, and how outputs of the network become answers. */
export type TargetCoding =
  | {
      readonly task: "binary" | "multiclass";
      readonly column: string;
      readonly encoder: LabelEncoder;
      /** The classes as they stand in files and pictures. */
      readonly classes: readonly string[];
    }
  | { readonly task: "regression"; readonly column: string; readonly scaler: StandardScaler };

/** Learns the coding from the train part alone. */
export const fitTarget = (
  train: Table,
  column: string,
  task: "binary" | "multiclass" | "regression",
): TargetCoding => {
  if (task === "regression") {
    return { task, column, scaler: standardScaler().fit(train.toNdArray([column])) };
  }
  const encoder = labelEncoder().fit(train.column(column));
  return { task, column, encoder, classes: encoder.classes.map(String) };
};

/** The targets of rows: class numbers, or values in the target's own units. */
export const targetsOf = (table: Table, coding: TargetCoding): Float64Array =>
  coding.task === "regression"
    ? table.toNdArray([coding.column]).data
    : Float64Array.from(coding.encoder.transform(table.column(coding.column)).data);

/** The targets as the network learns them: class numbers, or standardised values. */
export const networkTargets = (targets: Float64Array, coding: TargetCoding): Float32Array => {
  if (coding.task !== "regression") return Float32Array.from(targets);
  const scaled = coding.scaler.transform({ data: targets, shape: [targets.length, 1] }).data;
  const numbers = Float32Array.from(scaled);
  const wrong = numbers.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    throw new UserError(
      `target "${coding.column}": expected values of the size that the train part has, received ${targets[wrong]}, ` +
        `about ${scaled[wrong]?.toExponential(0)} standard deviations away; mend it, or remove the row`,
    );
  }
  return numbers;
};

/** What the network's outputs say. */
export type Predictions =
  | {
      /** The class number of each row. */
      readonly codes: Int32Array;
      /** The probability of each class for each row, row by row. */
      readonly probabilities: Float64Array;
    }
  | {
      /** The value of each row in the target's units. */
      readonly values: Float64Array;
    };

/**
 * Reads the outputs of the network, of shape [rows, outputs].
 *
 * @throws UserError when one is not finite.
 */
export const readOutputs = (outputs: ArrayLike<number>, coding: TargetCoding): Predictions => {
  const perRow = coding.task === "multiclass" ? coding.classes.length : 1;
  for (let i = 0; i < outputs.length; i++) {
    if (Number.isFinite(outputs[i])) continue;
    throw new UserError(
      `expected a prediction that is a number, received ${outputs[i]} for row ${Math.floor(i / perRow) + 1} of ${outputs.length / perRow}: ` +
        "its inputs are too far from those of the train part; mend them, or leave them empty to have them filled in",
    );
  }
  if (coding.task === "regression") {
    const scaled: NdArray = { data: Float64Array.from(outputs), shape: [outputs.length, 1] };
    return { values: coding.scaler.inverseTransform(scaled).data };
  }
  const k = coding.classes.length;
  const probabilities =
    coding.task === "multiclass"
      ? Float64Array.from(outputs)
      : Float64Array.from({ length: outputs.length * 2 }, (_, i) => {
          const p = outputs[i >> 1] ?? Number.NaN;
          return i % 2 === 1 ? p : 1 - p;
        });
  const codes = Int32Array.from({ length: probabilities.length / k }, (_, row) => {
    let best = 0;
    for (let c = 1; c < k; c++) {
      if ((probabilities[row * k + c] ?? 0) > (probabilities[row * k + best] ?? 0)) best = c;
    }
    return best;
  });
  return { codes, probabilities };
};
