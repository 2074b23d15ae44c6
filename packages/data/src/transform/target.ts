import { type Cell, isMissing } from "../cell";
import { DataError } from "../errors";
import type { LeakageOptions } from "../leakage/guard";
import type { NdArray, TypedArray } from "../ndarray/ndarray";
import { isSplittable, labelsOf, rowCount } from "../split/splittable";
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

/** The target of a fit, one cell a row, null or NaN where it is missing. */
export type Target = readonly Cell[];

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
  if (typeof second === "string" || isSplittable(second)) return { target: second, options: third };
  if (second === undefined || second === null || typeof second === "object") {
    return { target: undefined, options: third ?? second ?? undefined };
  }
  throw new DataError(
    `${who}: expected y as one value a row or the name of a column, received ${typeof second}; give an array, or { allowLeakage } as options`,
  );
};

/** The values of a target, one for each row of the input. */
export const targetOf = (
  target: TargetInput | undefined,
  input: TransformInput,
  nRows: number,
  who: string,
): Target | undefined => {
  if (target === undefined) return undefined;
  if (typeof target === "string") {
    if (isTable(input)) return input.column(target).toArray();
    throw new DataError(
      `${who}: expected a table when y is the name of a column, received "${target}" with an array; give y as an array of ${count(nRows, "value")}`,
    );
  }
  const cells = labelsOf(target, `${who}, y`);
  if (cells.length === nRows) return cells;
  throw new DataError(
    `${who}: expected a value of y for each of ${count(nRows, "row")}, received ${rowCount(target, who)}; give x and y of the same rows`,
  );
};

/** The target that a transform cannot do without. Throws when there is none, or a value is missing. */
export const neededTarget = (target: Target | undefined, who: string): Target => {
  if (target === undefined) {
    throw new DataError(
      `${who}: expected the target to learn from, received none; call fit(x, y), or fit(table, "name of the target")`,
    );
  }
  const missing = target.filter(isMissing).length;
  if (missing === 0) return target;
  throw new DataError(
    `${who}: expected y in every row, received ${count(missing, "missing value")} in ${count(target.length, "row")}; drop these rows with table.filter`,
  );
};

/** The needed target as finite numbers; truth values count as 0 and 1. */
export const neededNumbers = (target: Target | undefined, who: string): Float64Array => {
  const cells = neededTarget(target, who);
  const bad = cells.findIndex((cell) => typeof cell === "string" || !Number.isFinite(Number(cell)));
  if (bad < 0) return Float64Array.from(cells, Number);
  throw new DataError(
    `${who}: expected y as finite numbers, received ${JSON.stringify(cells[bad])} in row ${bad}; give a numeric target`,
  );
};
