import type { Cell } from "../cell";
import { DataError } from "../errors";
import type { LeakageOptions } from "../leakage/guard";
import type { NdArray, TypedArray } from "../ndarray/ndarray";
import type { Column } from "../table/column";
import { isTable, type Table } from "../table/table";
import { count } from "../wording";
import type { TransformInput } from "./frame";

/**
 * What is to be predicted, one value a row: the name of a column of the table that is fitted on, a column, a
 * table of one column, an array of shape [rows] or [rows, 1], a plain or a typed array.
 *
 * @example
 * ```ts
 * const y: TargetInput = ["yes", "no", "yes"];
 * ```
 */
export type TargetInput = string | Column | Table | NdArray | readonly Cell[] | TypedArray;

/** What `fit` is called with, told apart. */
export interface FitArguments {
  readonly target: TargetInput | undefined;
  readonly options: LeakageOptions | undefined;
}

/** `fit(input, options)` and `fit(input, y, options)` alike. */
export const fitArguments = (
  second: TargetInput | LeakageOptions | undefined,
  third: LeakageOptions | undefined,
  who: string,
): FitArguments => {
  if (typeof second === "string") return { target: second, options: third };
  if (
    typeof second === "object" &&
    second !== null &&
    ("length" in second || "shape" in second || "nRows" in second)
  ) {
    return { target: second, options: third };
  }
  if (second === undefined || second === null || typeof second === "object") {
    return { target: undefined, options: third ?? second ?? undefined };
  }
  throw new DataError(
    `${who}: expected y as one value a row or the name of a column, received ${typeof second}; give an array, or { allowLeakage } as options`,
  );
};

/** Throws unless a target belongs to the rows of an input. */
export const checkTarget = (target: TargetInput, input: TransformInput, nRows: number, who: string): void => {
  if (typeof target !== "string") {
    const rows = "nRows" in target ? target.nRows : "shape" in target ? target.shape[0] : target.length;
    if (rows === nRows) return;
    throw new DataError(
      `${who}: expected a value of y for each of ${count(nRows, "row")}, received ${rows}; give x and y of the same rows`,
    );
  }
  if (isTable(input)) input.column(target);
  else {
    throw new DataError(
      `${who}: expected a table when y is the name of a column, received "${target}" with an array; give y as an array of ${count(nRows, "value")}`,
    );
  }
};
