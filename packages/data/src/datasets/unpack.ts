import { codedColumn } from "../table/category-column";
import type { Column } from "../table/column-kinds";
import { numberColumn } from "../table/number-column";
import { Table } from "../table/table";

/**
 * A column as it lies in `data/*.json`. Every value is a whole number of `width` digits: that of a category,
 * or (value - least) · 10^decimals, plus 1; 0 where it is missing. Numbers of uneven length stand as text.
 */
export interface PackedColumn {
  readonly name: string;
  readonly kind: string;
  readonly categories?: readonly string[];
  readonly decimals?: number;
  /** The least value, as a whole number. */
  readonly least?: number;
  readonly width?: number;
  readonly values: string;
}

/** A table as it lies in `data/*.json`. */
export interface PackedTable {
  readonly columns: readonly PackedColumn[];
}

/** Digits are the characters from # to }, without the backslash. */
export const base = 90;

const digitOf = (code: number): number => (code > 92 ? code - 36 : code - 35);

/** A character that comes 5 times or more stands as "~", itself, and a digit that says how often. */
const expand = (packed: string): string =>
  packed.replace(/~(.)(.)/g, (_, char: string, times: string) => char.repeat(digitOf(times.charCodeAt(0))));

/** The whole numbers, less the 1 that was added; -1 where missing. */
const wholes = (packed: string, width: number): Int32Array => {
  const text = expand(packed);
  const out = new Int32Array(text.length / width);
  for (let i = 0; i < out.length; i++) {
    let value = 0;
    for (let j = i * width; j < (i + 1) * width; j++) value = value * base + digitOf(text.charCodeAt(j));
    out[i] = value - 1;
  }
  return out;
};

const unpackColumn = ({ name, kind, categories, decimals, least, width, values }: PackedColumn): Column => {
  if (categories !== undefined) return codedColumn(name, "nominal", wholes(values, width ?? 1), categories);
  const numberKind = kind === "integer" ? "integer" : "float";
  if (width === undefined)
    return numberColumn(name, numberKind, Float64Array.from(values.split(" "), Number));
  // A quotient of whole numbers is the very number that the decimal fraction stands for.
  const unit = 10 ** (decimals ?? 0);
  const numbers = Float64Array.from(wholes(values, width), (value) =>
    value < 0 ? Number.NaN : (value + (least ?? 0)) / unit,
  );
  return numberColumn(name, numberKind, numbers);
};

/** The table, whose rows come from `name`. */
export const unpackTable = (name: string, packed: PackedTable): Table =>
  new Table(packed.columns.map(unpackColumn), { name });
