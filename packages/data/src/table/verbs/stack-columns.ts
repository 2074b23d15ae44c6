import { DataError } from "../../errors";
import { listNames } from "../../wording";
import { type Column, columnFromCells, type KindSpec } from "../column";

interface Part {
  readonly columnNames: readonly string[];
  hasColumn(name: string): boolean;
  column(name: string): Column;
}

/** One kind for columns that are set below each other; undefined when they do not agree. */
const commonKind = (columns: readonly Column[]): KindSpec | undefined => {
  const kinds = new Set(columns.map(({ kind }) => kind));
  const [first] = columns as [Column];
  if (kinds.size === 1 && first.kind === "ordinal") {
    const order = first.categories;
    const same = columns.every(
      (column) => "categories" in column && column.categories.join("\0") === order.join("\0"),
    );
    return same ? { kind: "ordinal", order } : undefined;
  }
  // What is declared as a date is given on as ISO texts.
  if (kinds.size === 1) return { kind: first.kind };
  if ([...kinds].every((kind) => kind === "integer" || kind === "float")) return { kind: "float" };
  return undefined;
};

/** The columns of tables that are set below each other, by name. */
export const stackColumns = (parts: readonly Part[]): Column[] => {
  const names = parts[0]!.columnNames;
  for (const part of parts) {
    const lacks = names.filter((name) => !part.hasColumn(name));
    const more = part.columnNames.filter((name) => !names.includes(name));
    if (lacks.length + more.length === 0) continue;
    throw new DataError(
      `table.concat: expected the columns ${listNames(names)} in each table, received one ` +
        `${lacks.length > 0 ? `without ${listNames(lacks)}` : `with ${listNames(more)} besides`}; make them alike with select, drop or derive`,
    );
  }
  return names.map((name) => {
    const columns = parts.map((part) => part.column(name));
    const spec = commonKind(columns);
    if (spec !== undefined)
      return columnFromCells(
        name,
        columns.flatMap((column) => column.toArray()),
        spec,
        true,
      );
    throw new DataError(
      `table.concat: expected "${name}" to be of one kind in all tables, received ${columns.map(({ kind }) => kind).join(" and ")}; declare it alike when reading`,
    );
  });
};
