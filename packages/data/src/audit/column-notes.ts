import type { ColumnNote } from "../table/column-kinds";
import { describeColumn } from "../table/schema";
import type { Table } from "../table/table";

/** The notes of the schema, without sorting the values of columns of many numbers, which get none. */
export const columnNotes = (table: Table): Map<string, readonly ColumnNote[]> => {
  const notes = new Map<string, readonly ColumnNote[]>();
  for (const name of table.columnNames) {
    const column = table.column(name);
    if (column.kind === "float" || column.kind === "datetime") {
      const first = column.values.find((value) => !Number.isNaN(value));
      const varied = column.values.some((value) => !Number.isNaN(value) && value !== first);
      if (varied) continue;
    }
    notes.set(name, describeColumn(column).notes);
  }
  return notes;
};
