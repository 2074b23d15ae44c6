import type { Column, Table } from "@wellfit/data";
import { UserError } from "../errors/errors";
import { count, shellQuote } from "../terminal/wording";

/** The columns that training must not touch silently, and those somebody spoke of already. */
export interface ColumnChoices {
  readonly target: string;
  readonly drop: readonly string[];
  /** Columns whose kind was given on the command line. */
  readonly declared: ReadonlySet<string>;
}

const isNumber = (text: string): boolean => text.trim() !== "" && Number.isFinite(Number(text));

/** The texts that keep a column of numbers from being one; none when it is a column of texts. */
const strayTexts = (column: Column): { texts: string[]; rows: number } | undefined => {
  if (!("codes" in column) || column.kind !== "nominal" || column.note === undefined) return undefined;
  const stray = column.categories.map((text) => !isNumber(text));
  let rows = 0;
  for (const code of column.codes) if (code >= 0 && stray[code] === true) rows++;
  const there = column.length - column.missingCount;
  if (rows === 0 || rows > there / 2) return undefined;
  return { texts: column.categories.filter((_, code) => stray[code]), rows };
};

/**
 * Throws for columns that say something other than they seem to: no value at all, or numbers with a few texts
 * among them. Both are mostly mistakes of an export, and training past them would hide them.
 */
export const checkColumns = (table: Table, { target, drop, declared }: ColumnChoices): void => {
  for (const name of table.columnNames) {
    if (drop.includes(name)) continue;
    const column = table.column(name);
    const quoted = shellQuote(name);
    if (column.missingCount === column.length) {
      const mend =
        name === target
          ? "choose another --target, or fill it in"
          : `leave it out with --drop ${quoted}, or fill it in`;
      throw new UserError(
        `column "${name}": expected values, received none in ${count(column.length, "row")}; ${mend}`,
      );
    }
    if (declared.has(name)) continue;
    const stray = strayTexts(column);
    if (stray === undefined) continue;
    const first = stray.texts[0] ?? "";
    const others = stray.texts.length > 1 ? ` and ${count(stray.texts.length - 1, "other text")}` : "";
    throw new UserError(
      `column "${name}": expected numbers, received ${JSON.stringify(first)}${others} in ${count(stray.rows, "row")} of ${column.length}: ` +
        `it is ${column.note?.replace(/; if it means.*$/, "") ?? "no number"}; mend the value, say that it means a missing value ` +
        `with --missing ${shellQuote(first)}, take the column as categories with --nominal ${quoted}` +
        (name === target ? "" : `, or leave it out with --drop ${quoted}`),
    );
  }
};
