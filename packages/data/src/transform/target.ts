import { type Cell, isMissing } from "../cell";
import { DataError } from "../errors";
import { labelsOf } from "../split/splittable";
import type { Table } from "../table/table";
import { count } from "../wording";
import type { TargetInput } from "./fit-arguments";
import type { TransformInput } from "./frame";

/** The target of a fit, one cell a row, null or NaN where it is missing. */
export type Target = readonly Cell[];

/** The values of a target that was checked, one for each row of the input. */
export const targetOf = (target: TargetInput, input: TransformInput, who: string): Target =>
  labelsOf(typeof target === "string" ? (input as Table).column(target) : target, `${who}, y`);

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
