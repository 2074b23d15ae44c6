import { type Column, inferTask, type Table, type Task } from "@wellfit/data";
import { UserError } from "../errors/errors";
import { checkColumns } from "../table/check-columns";
import { type LoadedColumns, loadColumns } from "../table/load-columns";
import type { CsvBytes } from "../table/load-csv";
import { count } from "../terminal/wording";
import type { TrainRequest } from "./request";

/** The data to train on, and what is asked of it. */
export interface TrainingData extends LoadedColumns {
  readonly task: Task;
  /** The rows that have a target. */
  readonly table: Table;
}

const largest = 1e100;

/** Throws for targets whose squares no number can hold. */
const checkSizes = (column: Column): void => {
  if (!("values" in column)) return;
  const row = column.values.findIndex((value) => Math.abs(value) > largest);
  if (row < 0) return;
  throw new UserError(
    `target "${column.name}": expected numbers up to ${largest}, received ${column.values[row]} in row ${row + 1}; mend it, or give the target in larger units`,
  );
};

/** Reads the table, finds what kind of task it is, and throws for whatever stands in the way of training. */
export const loadTrainingData = async (bytes: CsvBytes, request: TrainRequest): Promise<TrainingData> => {
  const { csv, target, drop, declared } = await loadColumns(bytes, request);
  checkColumns(csv.table, { target, drop, declared });
  const task = inferTask(csv.table, target, request.task === "auto" ? {} : { task: request.task });
  const column = csv.table.column(target);
  if (task.task === "regression") checkSizes(column);
  const rows = Array.from({ length: column.length }, (_, row) => row).filter((row) => !column.isMissing(row));
  const table = column.missingCount === 0 ? csv.table : csv.table.take(rows);
  return { csv, target, task, table, drop, declared };
};

/** What was read, in words. */
export const describeData = ({ csv, table, target, task }: TrainingData): string => {
  const left = csv.table.nRows - table.nRows;
  const without = left === 0 ? "" : ` (${count(left, "row")} without a target left out)`;
  const kind = {
    binary: "two classes",
    multiclass: `${task.classes?.length ?? 0} classes`,
    regression: "a number",
  }[task.task];
  return `${csv.shown}: ${count(table.nRows, "row")}${without}, ${count(csv.table.nColumns, "column")}\ntarget "${target}", ${kind}: ${task.why}`;
};
