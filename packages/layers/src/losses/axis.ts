import { moveaxis, type Tensor } from "@wellfit/core";
import { checkNumber, show } from "../common/options";

/** The axes along which a loss adds up; `undefined` is all of them. */
export type LossAxes = number | readonly number[] | undefined;

/** Returns one axis, a whole number that may be negative. */
export function readAxis(where: string, axis: unknown): number {
  return checkNumber(where, "axis", axis, { integer: true });
}

/** Returns an axis, several of them, or `undefined` for all. */
export function readAxes(where: string, axis: unknown): LossAxes {
  if (axis === undefined || axis === null) return undefined;
  if (typeof axis === "number") return readAxis(where, axis);
  if (Array.isArray(axis) && axis.length > 0) return axis.map((one) => readAxis(where, one));
  throw new TypeError(
    `${where}: received axis ${show(axis)}, expected a whole number, several in an array, or none for all axes`,
  );
}

/** Whether an axis is the last of a tensor. */
export function isLast(x: Tensor, axis: number): boolean {
  return axis === -1 || axis === x.rank - 1;
}

/** The tensor with an axis moved to the end. */
export function withLast(x: Tensor, axis: number): Tensor {
  return isLast(x, axis) ? x : moveaxis(x, axis, -1);
}
