import { type Cell, readCsv, toCsv } from "@wellfit/data";
import type { Predictions, TargetCoding } from "../prepare/target";

/** Names of the columns with probabilities, one a class. */
export const probabilityNames = (classes: readonly string[]): string[] =>
  classes.map((name) => `probability_${name}`);

/** Predictions as columns: the answer, and for classes the probability of each. */
export const predictionColumns = (
  predictions: Predictions,
  coding: TargetCoding,
): Record<string, ArrayLike<Cell>> => {
  if (coding.task === "regression" || !("codes" in predictions)) {
    return { prediction: "values" in predictions ? predictions.values : [] };
  }
  const { codes, probabilities } = predictions;
  const k = coding.classes.length;
  const columns: Record<string, ArrayLike<Cell>> = {
    prediction: Array.from(codes, (code) => coding.classes[code] ?? null),
  };
  probabilityNames(coding.classes).forEach((name, c) => {
    columns[name] = Float64Array.from(codes, (_, row) => probabilities[row * k + c] ?? Number.NaN);
  });
  return columns;
};

/** The columns of what a run predicted, beside the truth. */
export interface PartPredictions {
  readonly part: string;
  /** Counted from 0 in the file. */
  readonly rows: Int32Array;
  /** Class numbers, or values. */
  readonly targets: Float64Array;
  readonly predictions: Predictions;
}

/** `predictions.csv` of a run. Rows count from 1 below the header, as a reader counts them. */
export const writePredictions = (parts: readonly PartPredictions[], coding: TargetCoding): string => {
  const columns: Record<string, Cell[]> = {};
  for (const { part, rows, targets, predictions } of parts) {
    const shown = (target: number): Cell =>
      coding.task === "regression" ? target : (coding.classes[target] ?? null);
    const own: Record<string, ArrayLike<Cell>> = {
      row: Array.from(rows, (row) => row + 1),
      part: Array.from(rows, () => part),
      actual: Array.from(targets, shown),
      ...predictionColumns(predictions, coding),
    };
    for (const [name, cells] of Object.entries(own)) {
      columns[name] = (columns[name] ?? []).concat(Array.from(cells));
    }
  }
  return toCsv(columns);
};

/** Truth and prediction of a regression's test part, from `predictions.csv`. */
export const readTestValues = async (text: string): Promise<{ actual: number[]; predicted: number[] }> => {
  const table = await readCsv(
    { text, name: "predictions.csv" },
    { columns: { part: "nominal", actual: "float", prediction: "float" } },
  );
  if (table.column("actual").missingCount + table.column("prediction").missingCount > 0) {
    throw new Error("expected an actual value and a prediction in every row");
  }
  const test = table.filter(({ part }) => part === "test");
  if (test.nRows === 0) throw new Error('expected rows of the part "test"');
  const numbers = (name: string): number[] => Array.from(test.toNdArray([name]).data);
  return { actual: numbers("actual"), predicted: numbers("prediction") };
};
