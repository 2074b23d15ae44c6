import { codedColumn } from "../category-column";
import type { Column } from "../column-kinds";
import { datetimeColumn } from "../datetime-column";
import { numberColumn } from "../number-column";
import { textColumn } from "../text-column";

/** The same column under another name. */
export const withName = (column: Column, name: string): Column => {
  if (column.name === name) return column;
  const { noteCode, note: message } = column;
  const note = message === undefined ? undefined : { code: noteCode ?? ("inferred" as const), message };
  switch (column.kind) {
    case "nominal":
    case "ordinal":
      return codedColumn(name, column.kind, column.codes, column.categories, note);
    case "datetime":
      return datetimeColumn(name, column.values, { format: column.format, note });
    case "text":
      return textColumn(name, column.texts, note);
    default:
      return numberColumn(name, column.kind, column.values, note);
  }
};
