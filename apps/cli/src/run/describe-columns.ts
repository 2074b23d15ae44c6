import type { ColumnRemark } from "../prepare/preparation";
import type { TrainingData } from "../train/load";
import type { ColumnConfig } from "./config";

/** What is saved of every column of the data: its kind, its role, and what was remarked. */
export const columnConfigs = (
  { csv, target, declared }: Pick<TrainingData, "csv" | "target" | "declared">,
  inputs: ReadonlySet<string>,
  remarks: readonly ColumnRemark[],
): ColumnConfig[] =>
  csv.table.schema().map(({ name, kind, missing, unique }): ColumnConfig => {
    const column = csv.table.column(name);
    return {
      name,
      kind,
      ...("codes" in column && kind === "ordinal" ? { order: column.categories } : {}),
      role: name === target ? "target" : inputs.has(name) ? "input" : "dropped",
      missing,
      unique,
      declared: declared.has(name),
      remarks: remarks.filter(({ column: about }) => about === name).map(({ message }) => message),
    };
  });
