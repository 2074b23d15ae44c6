import { DataError, type Table } from "@wellfit/data";
import { UserError } from "../errors/errors";

/** Throws, with the nearest name that is there, unless the table has the column that an option names. */
export const checkColumn = (table: Table, name: string, option: string): void => {
  try {
    table.column(name);
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    throw new UserError(`${option}: ${error.message.replace(/^table: /, "")}`);
  }
};

/**
 * The columns that an option lists: each text is the name of a column or several names with commas between.
 * A name that has a comma itself is found whole.
 */
export const columnsOf = (given: readonly string[], table: Table, option: string): string[] => {
  const names = given.flatMap((text) => (table.hasColumn(text) ? [text] : splitNames(text)));
  for (const name of names) checkColumn(table, name, option);
  return [...new Set(names)];
};

/** Names with commas between. */
export const splitNames = (text: string): string[] =>
  text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
