import type { Cell } from "../cell";
import { uniqueCells } from "../cell";
import { DataError } from "../errors";
import { neededTarget, type Target } from "./target";

/**
 * What kind of thing a target is: a number, one of two classes, or one of several.
 *
 * @example
 * ```ts
 * const type: TargetType = "multiclass";
 * ```
 */
export type TargetType = "continuous" | "binary" | "multiclass";

/**
 * The kind of a target as scikit-learn's `type_of_target` tells it: numbers with a fraction are continuous;
 * everything else, whole numbers too, is classes.
 */
export const typeOfTarget = (target: Target): TargetType => {
  if (target.some((cell) => typeof cell === "number" && !Number.isInteger(cell))) return "continuous";
  return uniqueCells(target).length > 2 ? "multiclass" : "binary";
};

/** The target as one column of numbers for each thing that is predicted, with the classes it has. */
export interface TargetColumns {
  readonly type: TargetType;
  /** Empty for a continuous target. */
  readonly classes: readonly Cell[];
  readonly columns: readonly Float64Array[];
}

/** Classes as columns of 0 and 1: one for two classes, else one for each. */
export const classColumns = (
  target: Target | undefined,
  type: "binary" | "multiclass",
  who: string,
): TargetColumns => {
  const cells = neededTarget(target, who);
  const classes = uniqueCells(cells);
  if (type === "binary" && classes.length > 2) {
    throw new DataError(
      `${who}: expected at most 2 classes in a binary target, received ${classes.length}; pass { targetType: "multiclass" } or "continuous"`,
    );
  }
  const positive = type === "binary" ? classes.slice(1) : classes;
  const columns = positive.map((label) => Float64Array.from(cells, (cell) => (cell === label ? 1 : 0)));
  // Of one class nothing is the second one.
  if (columns.length === 0) columns.push(new Float64Array(cells.length));
  return { type, classes, columns };
};
