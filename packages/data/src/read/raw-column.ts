import { DataError } from "../errors";
import {
  type Column,
  categoryColumn,
  columnFromCells,
  datetimeColumn,
  numberColumn,
  textColumn,
} from "../table/column";
import type { ColumnNote } from "../table/column-kinds";
import { lastMoment } from "../table/datetime-iso";
import type { ColumnSpec } from "../table/table";

/** A column as a typed file holds it. */
export type RawColumn =
  | {
      readonly kind: "integer" | "float" | "boolean" | "datetime";
      readonly values: Float64Array;
      readonly note?: ColumnNote | undefined;
    }
  | {
      /** Texts; `order` is that of an ordered dictionary, `dictionary` tells that there was one. */
      readonly kind: "texts";
      readonly texts: (string | null)[];
      readonly order?: readonly string[] | undefined;
      readonly dictionary?: boolean | undefined;
      readonly note?: ColumnNote | undefined;
    };

const own = (name: string, raw: RawColumn): Column => {
  if (raw.kind === "datetime") {
    const bad = raw.values.find((value) => Math.abs(value) > lastMoment);
    if (bad !== undefined) {
      throw new Error(`a moment ${bad} milliseconds from 1970, which no Date can be`);
    }
    return datetimeColumn(name, raw.values, { note: raw.note });
  }
  if (raw.kind !== "texts") return numberColumn(name, raw.kind, raw.values, raw.note);
  if (raw.order !== undefined) return categoryColumn(name, raw.texts, { order: raw.order });
  if (raw.dictionary === true || raw.note !== undefined)
    return categoryColumn(name, raw.texts, { note: raw.note });
  return columnFromCells(name, raw.texts);
};

/**
 * The column of what a file holds: of its declared kind, else of the kind that the file noted for itself, else
 * of the file's type.
 */
export const columnOf = (
  name: string,
  raw: RawColumn,
  declared: ColumnSpec | undefined,
  noted: ColumnSpec | undefined,
  file: string,
): Column => {
  const spec = declared ?? noted;
  if (spec === undefined) return own(name, raw);
  const full = typeof spec === "string" ? { kind: spec } : spec;
  if (full.kind === raw.kind) return own(name, raw);
  if (raw.kind === "texts" && full.kind === "text") return textColumn(name, raw.texts);
  if (raw.kind === "integer" && full.kind === "float") return numberColumn(name, "float", raw.values);
  try {
    return columnFromCells(name, raw.kind === "texts" ? raw.texts : own(name, raw).toArray(), full);
  } catch (error) {
    // What a file notes of itself may be stale: another program changed the values and kept the note.
    if (declared === undefined) return own(name, raw);
    throw error instanceof DataError ? new DataError(`${file}: ${error.message}`) : error;
  }
};

/** Collects values of one column, in the order of rows. */
export class NumberSink {
  readonly values: Float64Array;
  private filled = 0;
  /** The first whole number that float64 cannot hold exactly. */
  inexact: bigint | undefined;

  constructor(rows: number) {
    this.values = new Float64Array(rows);
  }

  /** Adds values: numbers, whole ones of 64 bits, truth values; null where missing. False for anything else. */
  add(part: ArrayLike<unknown>): boolean {
    const { values } = this;
    let at = this.filled;
    if (at + part.length > values.length) return false;
    for (let i = 0; i < part.length; i++) {
      const value = part[i];
      if (typeof value === "number") values[at++] = value;
      else if (typeof value === "bigint") {
        const number = Number(value);
        if (!Number.isSafeInteger(number)) this.inexact ??= value;
        values[at++] = number;
      } else if (value === null) values[at++] = Number.NaN;
      else if (typeof value === "boolean") values[at++] = value ? 1 : 0;
      else return false;
    }
    this.filled = at;
    return true;
  }
}

/** A note on infinite values, which most steps refuse; undefined when there are none. */
export const infiniteNote = (values: Float64Array): ColumnNote | undefined => {
  let infinite = 0;
  for (const value of values)
    if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) infinite++;
  if (infinite === 0) return undefined;
  return { code: "inferred", message: `holds ${infinite} infinite values, which most transforms refuse` };
};

/** A note on whole numbers that are kept as texts. */
export const inexactNote = (value: bigint): ColumnNote => ({
  code: "numericText",
  message: `nominal because of ${value}, a whole number that float64 cannot hold exactly; declare it "float" to have it rounded`,
});
