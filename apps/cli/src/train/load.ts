import { type Column, inferTask, type Table, type Task } from "@wellfit/data";
import { UsageError, UserError } from "../errors/errors";
import { checkColumns } from "../table/check-columns";
import { checkColumn, columnsOf } from "../table/column-names";
import { type CsvBytes, type LoadedCsv, parseCsvBytes } from "../table/load-csv";
import { count, listNames } from "../terminal/wording";
import { declaredKinds, type TrainRequest } from "./request";

/** The data to train on, and what is asked of it. */
export interface TrainingData {
  readonly csv: LoadedCsv;
  readonly target: string;
  readonly task: Task;
  /** The rows that have a target. */
  readonly table: Table;
  readonly drop: readonly string[];
  /** Columns whose kind was given on the command line. */
  readonly declared: ReadonlySet<string>;
}

/** Twice in different lists is a contradiction that nobody could guess an answer to. */
const checkOnce = (lists: Readonly<Record<string, readonly string[]>>): void => {
  const seen = new Map<string, string>();
  for (const [option, names] of Object.entries(lists)) {
    for (const name of names) {
      const other = seen.get(name);
      if (other !== undefined) {
        throw new UsageError(
          `expected column "${name}" in one option, received it in ${other} and ${option}`,
        );
      }
      seen.set(name, option);
    }
  }
};

const targetOf = (table: Table, target: string | undefined, shown: string): string => {
  if (target === undefined) {
    throw new UsageError(
      `expected the column to predict with --target; the columns of ${shown} are ${listNames(table.columnNames, 40)}`,
    );
  }
  if (table.nColumns === 1) {
    throw new UserError(
      `expected columns to predict "${target}" from, received only one, ${listNames(table.columnNames)}, in ${shown}; is the delimiter another than a comma? Then give --delimiter`,
    );
  }
  checkColumn(table, target, "--target");
  return target;
};

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
  const { missing, delimiter, ordinal } = request;
  // Lists of names are taken apart by the columns there are, so the file is read once without them.
  const plain = await parseCsvBytes(bytes, { missing, delimiter });
  const target = targetOf(plain.table, request.target, bytes.shown);
  const drop = columnsOf(request.drop, plain.table, "--drop");
  const numeric = columnsOf(request.numeric, plain.table, "--numeric");
  const nominal = columnsOf(request.nominal, plain.table, "--nominal");
  for (const name of Object.keys(ordinal)) checkColumn(plain.table, name, "--ordinal");
  checkOnce({
    "--drop": drop,
    "--numeric": numeric,
    "--nominal": nominal,
    "--ordinal": Object.keys(ordinal),
  });
  if (drop.includes(target)) {
    throw new UsageError(`expected --drop to name inputs, received the target "${target}"`);
  }
  const columns = declaredKinds(numeric, nominal, ordinal);
  const declared = new Set(Object.keys(columns));
  const csv = declared.size === 0 ? plain : await parseCsvBytes(bytes, { missing, delimiter, columns });
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
