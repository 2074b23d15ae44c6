import { DataError } from "../errors";
import { isNdArray, type NdArray } from "../ndarray/ndarray";
import { frameToArray, toFrame } from "./frame";

/** A function of one value. */
export type ValueFunction = (value: number) => number;
/** A function of the values of a row. */
export type RowFunction = (row: number[]) => ArrayLike<number>;
/** A function of an array of shape [rows, features]. */
export type ArrayFunction = (
  array: NdArray<Float64Array>,
) => NdArray | readonly (readonly number[] | Float64Array)[];

const who = "functionTransformer";

const noNumber = (option: string, received: unknown, where: string): DataError =>
  new DataError(
    `${who}: expected numbers from ${option}, received ${received === null ? "null" : typeof received} ${where}; return a number, NaN where there is none`,
  );

const onValues = (func: ValueFunction, option: string, numbers: Float64Array): Float64Array => {
  const out = new Float64Array(numbers.length);
  for (let row = 0; row < out.length; row++) {
    const made: unknown = func(numbers[row]!);
    if (typeof made !== "number") throw noNumber(option, made, `for ${numbers[row]}`);
    out[row] = made;
  }
  return out;
};

/** Rows between two stops. */
const piece = 4096;

function* onRows(
  func: RowFunction,
  option: string,
  columns: readonly Float64Array[],
  nRows: number,
): Generator<void, Float64Array[]> {
  let out: Float64Array[] | undefined;
  for (let row = 0; row < nRows; row++) {
    const made: unknown = func(columns.map((column) => column[row]!));
    const width = (made as ArrayLike<number> | undefined)?.length;
    if (typeof made !== "object" || typeof width !== "number") {
      throw new DataError(
        `${who}: expected an array of numbers from ${option}, as on: "row" asks for, received ${typeof made} for row ${row}; return [value]`,
      );
    }
    out ??= Array.from({ length: width }, () => new Float64Array(nRows));
    if (width !== out.length) {
      throw new DataError(
        `${who}: expected ${out.length} numbers from ${option}, as for row 0, received ${width} for row ${row}; return as many for each row`,
      );
    }
    for (let j = 0; j < width; j++) {
      const value: unknown = (made as ArrayLike<number>)[j];
      if (typeof value !== "number") throw noNumber(option, value, `as value ${j} of row ${row}`);
      out[j]![row] = value;
    }
    if (row % piece === piece - 1) yield;
  }
  return out ?? [];
}

const onArray = (
  func: ArrayFunction,
  option: string,
  columns: readonly Float64Array[],
  nRows: number,
): Float64Array[] => {
  const features = columns.map((numbers, j) => ({ name: `x${j}`, numbers }));
  const made: unknown = func(frameToArray({ nRows, features, named: false }, who));
  if (!Array.isArray(made) && !(typeof made === "object" && made !== null && isNdArray(made))) {
    throw new DataError(
      `${who}: expected an array of shape [rows, features] from ${option}, as on: "array" asks for, received ${made === null ? "null" : typeof made}`,
    );
  }
  const frame = toFrame(made as NdArray, `${who}, ${option}`);
  if (frame.nRows !== nRows) {
    throw new DataError(
      `${who}: expected as many rows from ${option} as it was given, ${nRows}, received ${frame.nRows}; give a row for each row`,
    );
  }
  return frame.features.map((feature) => {
    if ("numbers" in feature) return feature.numbers;
    throw noNumber(
      option,
      feature.cells.find((cell) => typeof cell !== "number"),
      `in column ${feature.name}`,
    );
  });
};

/** Calls a function as asked for; no function gives copies. */
export function* callOn(
  on: "value" | "row" | "array",
  func: ValueFunction | RowFunction | ArrayFunction | undefined,
  option: string,
  columns: readonly Float64Array[],
  nRows: number,
): Generator<void, Float64Array[]> {
  if (func === undefined) return columns.map((column) => column.slice());
  if (on === "row") return yield* onRows(func as RowFunction, option, columns, nRows);
  if (on === "array") return onArray(func as ArrayFunction, option, columns, nRows);
  const out: Float64Array[] = [];
  for (const numbers of columns) {
    out.push(onValues(func as ValueFunction, option, numbers));
    yield;
  }
  return out;
}
