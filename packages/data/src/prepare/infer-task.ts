import type { Cell } from "../cell";
import { DataError } from "../errors";
import type { Table } from "../table/table";
import { count, unknownColumn } from "../wording";

/**
 * What a target asks for.
 *
 * @example
 * ```ts
 * const task: Task = inferTask(table, "species");
 * ```
 */
export interface Task {
  /** Two classes, several classes, or a number. */
  readonly task: "binary" | "multiclass" | "regression";
  /** The classes in order; undefined for regression. */
  readonly classes: readonly Cell[] | undefined;
  /** How many rows have no target, and must be left out of training. */
  readonly missing: number;
  /** Why it is this task, in words. */
  readonly why: string;
}

const classTask = (classes: readonly Cell[], missing: number, why: string): Task => ({
  task: classes.length === 2 ? "binary" : "multiclass",
  classes,
  missing,
  why,
});

/** The column to predict, or an error that names the columns there are. */
const targetOf = (table: Table, target: string): ReturnType<Table["column"]> => {
  if (table.hasColumn(target)) return table.column(target);
  throw new DataError(`inferTask: expected a target column, ${unknownColumn(target, table.columnNames)}`);
};

/**
 * Tells what a target column asks for. Categories and truth values are classes. Numbers are a regression,
 * except whole numbers of two values, or of few values without a gap from 0 or 1 on (0, 1, 2, …), which are
 * class numbers.
 *
 * @param table The data.
 * @param target The name of the column to predict.
 * @param options `task` overrides the inference: "classification" or "regression".
 * @throws DataError for an unknown column, one without any value, one class or one value only, fewer rows
 *   than classes, and texts where a regression was asked for.
 * @example
 * ```ts
 * inferTask(table({ y: ["a", "b", "a", "b"] }), "y").task; // "binary"
 * ```
 */
export function inferTask(
  table: Table,
  target: string,
  options: { task?: "classification" | "regression" | undefined } = {},
): Task {
  const column = targetOf(table, target);
  const there = column.length - column.missingCount;
  if (there === 0) {
    throw new DataError(
      `inferTask: expected values in the target column "${target}", received ${count(column.length, "row")}, all missing; choose another target or fill it`,
    );
  }
  if (column.kind === "datetime" || column.kind === "text") {
    throw new DataError(
      `inferTask: expected numbers or categories to predict, received "${target}", which is ${column.kind}; ` +
        (column.kind === "text"
          ? 'declare the column "nominal" if its texts are classes'
          : "make a number of it, such as the days since a date"),
    );
  }
  const values = column.unique();
  if (values.length === 1) {
    throw new DataError(
      `inferTask: expected at least 2 different values in the target column "${target}", received ${JSON.stringify(values[0])} in all ${count(there, "row")}; there is nothing to tell apart, add rows of another class`,
    );
  }
  const numeric = column.kind === "integer" || column.kind === "float";
  const first = Number(values[0]);
  const consecutive = values.every((value, i) => value === first + i) && (first === 0 || first === 1);
  const few = values.length <= Math.max(2, Math.min(20, there / 5));
  const coded = column.kind === "integer" && few && (values.length === 2 || consecutive);
  const asRegression = options.task === "regression" || (options.task === undefined && numeric && !coded);
  if (asRegression) {
    if (!numeric) {
      throw new DataError(
        `inferTask: expected numbers for a regression, received "${target}", which is ${column.kind}; mend the column or classify`,
      );
    }
    return {
      task: "regression",
      classes: undefined,
      missing: column.missingCount,
      why: `"${target}" holds ${values.length} different numbers in ${count(there, "row")}`,
    };
  }
  if (there < 2 * values.length) {
    throw new DataError(
      `inferTask: expected at least 2 rows of each class, received ${count(there, "row")} for ${values.length} classes in "${target}"; ` +
        "add rows, merge rare classes, or choose another target",
    );
  }
  const why = numeric
    ? `"${target}" holds the ${values.length} whole numbers ${values.slice(0, 5).join(", ")}${values.length > 5 ? ", …" : ""}, taken as class numbers`
    : `"${target}" is ${column.kind} with ${values.length} values`;
  return classTask(values, column.missingCount, why);
}
