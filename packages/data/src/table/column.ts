import { type Cell, isMissing } from "../cell";
import { DataError } from "../errors";
import { categoryColumn } from "./category-column";
import type { Column, ColumnKind, ColumnNote, NumberColumn } from "./column-kinds";
import { datetimeColumn } from "./datetime-column";
import { type DatetimeReader, datetimeReader, declaredReader } from "./datetime-format";
import { lastMoment, parseIso } from "./datetime-iso";
import { inferTexts } from "./infer-texts";
import { numberColumn } from "./number-column";
import { numberOf } from "./number-text";
import { textColumn } from "./text-column";

export { categoryColumn } from "./category-column";
export type {
  CategoryColumn,
  Column,
  ColumnKind,
  DatetimeColumn,
  NumberColumn,
  TextColumn,
} from "./column-kinds";
export { datetimeColumn } from "./datetime-column";
export { numberColumn } from "./number-column";
export { textColumn } from "./text-column";

/** A cell as a program gives it: dates may be `Date` objects. */
export type GivenCell = Cell | Date | undefined;

/** A declared kind with what it needs. */
export interface KindSpec {
  readonly kind: ColumnKind;
  readonly order?: readonly string[] | undefined;
  readonly format?: string | undefined;
}

type There = Exclude<Cell, null> | Date;

const given = (cell: GivenCell): There | null =>
  cell instanceof Date
    ? Number.isNaN(cell.getTime())
      ? null
      : cell
    : isMissing(cell)
      ? null
      : (cell as There);

const textOf = (cell: There | null): string | null =>
  cell === null ? null : cell instanceof Date ? cell.toISOString() : String(cell);

const quote = (cell: There): string => {
  const json = JSON.stringify(cell);
  return typeof cell === "number" ? `${json} (${String(cell)})` : json;
};

const refuse = (name: string, kind: string, cell: There, row: number): DataError =>
  new DataError(
    `column "${name}": expected ${kind} values, received ${quote(cell)} in row ${row}; ` +
      'mend the value, put null where it is missing, or declare the column "nominal"',
  );

// In a column that is declared, a text may say the number.
const numbersOf = (
  name: string,
  kind: NumberColumn["kind"],
  list: readonly (There | null)[],
  infinite: boolean,
): NumberColumn => {
  const values = new Float64Array(list.length);
  list.forEach((cell, row) => {
    const value =
      cell === null
        ? Number.NaN
        : typeof cell === "string"
          ? numberOf(cell.trim())
          : cell instanceof Date
            ? Number.NaN
            : Number(cell);
    const fits =
      (Number.isFinite(value) || (infinite && kind === "float" && Math.abs(value) === Infinity)) &&
      (kind !== "integer" || Number.isInteger(value)) &&
      (kind !== "boolean" || ((value === 0 || value === 1) && typeof cell !== "string"));
    if (cell !== null && !fits) throw refuse(name, kind, cell, row);
    values[row] = value;
  });
  return numberColumn(name, kind, values);
};

const momentsOf = (
  name: string,
  list: readonly (There | null)[],
  read: DatetimeReader,
  options: { format?: string | undefined; note?: ColumnNote | undefined },
): Column => {
  const values = new Float64Array(list.length);
  list.forEach((cell, row) => {
    values[row] =
      cell === null
        ? Number.NaN
        : cell instanceof Date
          ? cell.getTime()
          : typeof cell === "string"
            ? read(cell.trim())
            : typeof cell === "number" && Math.abs(cell) <= lastMoment
              ? Math.trunc(cell)
              : Number.NaN;
    if (cell !== null && Number.isNaN(values[row])) {
      throw new DataError(
        `column "${name}": expected datetime values (${options.format ?? "ISO 8601 such as 2020-04-03 or 2020-04-03T10:30:00Z, a Date, or milliseconds since 1970"}), ` +
          `received ${quote(cell)} in row ${row}; mend the value, put null where it is missing, or declare its form, as { kind: "datetime", format: "dd/MM/yyyy" }`,
      );
    }
  });
  return datetimeColumn(name, values, options);
};

const inferred = (name: string, list: readonly (There | null)[], infinite: boolean): Column => {
  const there = list.filter((cell) => cell !== null);
  if (there.every((cell) => typeof cell === "number")) {
    const whole = there.length > 0 && there.every((cell) => Number.isSafeInteger(cell));
    return numbersOf(name, whole ? "integer" : "float", list, infinite);
  }
  if (there.every((cell) => typeof cell === "boolean")) return numbersOf(name, "boolean", list, false);
  if (there.every((cell) => cell instanceof Date)) return momentsOf(name, list, parseIso, {});
  const texts = list.map(textOf);
  if (!there.every((cell) => typeof cell === "string")) {
    const types = new Map<string, number>();
    for (const cell of there) {
      const type = cell instanceof Date ? "date" : typeof cell;
      types.set(type, (types.get(type) ?? 0) + 1);
    }
    const list = [...types].map(([type, n]) => `${n} of type ${type}`).join(", ");
    const message = `nominal because its values have several types: ${list}; give them one type`;
    return categoryColumn(name, texts, { note: { code: "mixed", message } });
  }
  const places = new Map<string, number>();
  const counts: number[] = [];
  const rows: number[] = [];
  texts.forEach((text, row) => {
    if (text === null) return;
    const place = places.get(text);
    if (place !== undefined) counts[place]!++;
    else {
      places.set(text, counts.length);
      counts.push(1);
      rows.push(row);
    }
  });
  const { kind, format, note } = inferTexts(
    {
      texts: [...places.keys()],
      counts,
      there: there.length,
      where: (place) => `row ${rows[place]}`,
      mend: "if it means a missing value, put null there",
    },
    { truths: false },
  );
  if (kind === "datetime") {
    const read = format === undefined ? parseIso : datetimeReader(format, "table");
    return momentsOf(name, list, read, { format, note });
  }
  return kind === "text" ? textColumn(name, texts, note) : categoryColumn(name, texts, { note });
};

/**
 * A column of the declared kind, or else one typed after its cells.
 *
 * @param infinite Whether its numbers may be infinite, as those of Parquet and Arrow files: true for cells of a table.
 *   What a program gives may not, because it is nearly always a division by zero.
 */
export const columnFromCells = (
  name: string,
  cells: ArrayLike<GivenCell>,
  spec?: KindSpec,
  infinite: boolean = false,
): Column => {
  const list = Array.from(cells, given);
  switch (spec?.kind) {
    case undefined:
      return inferred(name, list, infinite);
    case "nominal":
      return categoryColumn(name, list.map(textOf));
    case "ordinal":
      return categoryColumn(name, list.map(textOf), { order: spec.order });
    case "text":
      return textColumn(name, list.map(textOf));
    case "datetime":
      return momentsOf(name, list, declaredReader(spec.format, `column "${name}"`), { format: spec.format });
    case "integer":
    case "float":
    case "boolean":
      return numbersOf(name, spec.kind, list, infinite);
    default:
      throw new DataError(
        `column "${name}": expected the kind integer, float, boolean, nominal, ordinal, datetime or text, received ${JSON.stringify((spec as { kind: unknown }).kind)}`,
      );
  }
};
