import { count } from "../wording";
import type { Column, ColumnKind, ColumnNote } from "./column-kinds";

/**
 * What is known of a column.
 *
 * @example
 * ```ts
 * const [first] = table.schema();
 * first.kind; // "nominal"
 * ```
 */
export interface ColumnSchema {
  /** The column's name. */
  readonly name: string;
  /** Its kind. */
  readonly kind: ColumnKind;
  /** How many rows hold no value. */
  readonly missing: number;
  /** How many distinct values there are, missing ones not counted. */
  readonly unique: number;
  /** What a reader should know. */
  readonly notes: readonly ColumnNote[];
}

const isIdName = (name: string): boolean =>
  /^(id|index|key|uuid|guid|row ?names?|unnamed.*|.*[_ -](id|uuid|guid))$/i.test(name) ||
  /[a-z]I[dD]$/.test(name);

const isCounter = (column: Column): boolean => {
  if (!("values" in column) || column.kind !== "integer") return false;
  for (let row = 1; row < column.length; row++) {
    if (column.values[row]! - column.values[row - 1]! !== 1) return false;
  }
  return true;
};

const idNote = (column: Column, unique: number): string | undefined => {
  const there = column.length - column.missingCount;
  if (there < 10) return undefined;
  if (column.kind === "nominal") {
    if (unique === there) return `as many values as rows (${there}): an id or free text, no category`;
    if (unique > there / 2) return `nearly one value a row (${unique} values in ${there} rows)`;
  }
  if (column.kind === "integer" && unique === column.length) {
    if (isIdName(column.name)) return `a different whole number in each of ${there} rows: an id by its name`;
    if (isCounter(column)) return `counts the rows one by one from ${String(column.at(0))}: an id`;
  }
  return undefined;
};

/** The schema entry of one column. */
export const describeColumn = (column: Column): ColumnSchema => {
  const unique = column.unique().length;
  const notes: ColumnNote[] = [];
  if (column.note !== undefined) {
    notes.push({ code: column.noteCode ?? "inferred", message: column.note });
  }
  if (column.length > 0 && column.missingCount === column.length) {
    notes.push({
      code: "allMissing",
      message: `no value in any of ${count(column.length, "row")}: it says nothing`,
    });
  } else if (unique === 1 && column.length > 1) {
    notes.push({
      code: "constant",
      message: `the same value (${String(column.unique()[0])}) wherever there is one: it says nothing`,
    });
  }
  const id = idNote(column, unique);
  if (id !== undefined) notes.push({ code: "idLike", message: id });
  return { name: column.name, kind: column.kind, missing: column.missingCount, unique, notes };
};
