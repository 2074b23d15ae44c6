import { type Cell, compareCells, isMissing, uniqueCells } from "../cell";
import { DataError } from "../errors";

/**
 * The kinds of a column: `integer` and `float` are numbers; `ordinal` and `nominal` are categories with
 * and without an order; `boolean` is true or false.
 *
 * @example
 * ```ts
 * const kind: ColumnKind = "nominal";
 * ```
 */
export type ColumnKind = "integer" | "float" | "ordinal" | "nominal" | "boolean";

/** What all columns have. */
interface ColumnBase {
  /** The column's name. */
  readonly name: string;
  /** How many rows. */
  readonly length: number;
  /** How many rows hold no value. */
  readonly missingCount: number;
  /** Something a reader should know of how the column came to its kind. */
  readonly note: string | undefined;
  /** Does this row hold no value? */
  isMissing(row: number): boolean;
  /** The value of a row; null where it is missing. */
  at(row: number): Cell;
  /** All values, null where missing. */
  toArray(): Cell[];
  /** The distinct values that are there, in order; missing ones left out. */
  unique(): Cell[];
  /** The rows at the given places, as a new column. */
  take(rows: ArrayLike<number>): Column;
}

/**
 * A column of numbers or truth values.
 *
 * @example
 * ```ts
 * const column = table.column("body_mass_g") as NumberColumn;
 * column.values; // Float64Array with NaN where a value is missing
 * ```
 */
export interface NumberColumn extends ColumnBase {
  /** Numbers, whole or not, or truth values. */
  readonly kind: "integer" | "float" | "boolean";
  /** The values; NaN where missing, 0 and 1 for false and true. */
  readonly values: Float64Array;
}

/**
 * A column of categories.
 *
 * @example
 * ```ts
 * const column = table.column("species") as CategoryColumn;
 * column.categories; // ["Adelie", "Chinstrap", "Gentoo"]
 * ```
 */
export interface CategoryColumn extends ColumnBase {
  /** Without or with an order. */
  readonly kind: "nominal" | "ordinal";
  /** The category of each row as a place in `categories`; -1 where missing. */
  readonly codes: Int32Array;
  /** The categories: sorted when nominal, in their own order when ordinal. */
  readonly categories: readonly string[];
}

/**
 * One typed column of a table; `kind` tells which form it has.
 *
 * @example
 * ```ts
 * const column: Column = table.column("island");
 * if (column.kind === "nominal") column.categories;
 * ```
 */
export type Column = NumberColumn | CategoryColumn;

abstract class BaseColumn {
  readonly name: string;
  readonly length: number;
  readonly note: string | undefined;

  constructor(name: string, length: number, note: string | undefined) {
    this.name = name;
    this.length = length;
    this.note = note;
  }

  abstract at(row: number): Cell;

  isMissing(row: number): boolean {
    return this.at(row) === null;
  }

  toArray(): Cell[] {
    return Array.from({ length: this.length }, (_, row) => this.at(row));
  }

  unique(): Cell[] {
    return uniqueCells(this.toArray()).filter((cell) => !isMissing(cell));
  }
}

class Numbers extends BaseColumn implements NumberColumn {
  readonly kind: NumberColumn["kind"];
  readonly values: Float64Array;
  readonly missingCount: number;

  constructor(name: string, kind: NumberColumn["kind"], values: Float64Array, note?: string) {
    super(name, values.length, note);
    this.kind = kind;
    this.values = values;
    let missing = 0;
    for (const value of values) if (Number.isNaN(value)) missing++;
    this.missingCount = missing;
  }

  at(row: number): Cell {
    const value = this.values[row];
    if (value === undefined || Number.isNaN(value)) return null;
    return this.kind === "boolean" ? value === 1 : value;
  }

  take(rows: ArrayLike<number>): Column {
    const values = Float64Array.from(rows, (row) => this.values[row]!);
    return new Numbers(this.name, this.kind, values, this.note);
  }
}

class Categories extends BaseColumn implements CategoryColumn {
  readonly kind: CategoryColumn["kind"];
  readonly codes: Int32Array;
  readonly categories: readonly string[];
  readonly missingCount: number;

  constructor(
    name: string,
    kind: CategoryColumn["kind"],
    codes: Int32Array,
    categories: readonly string[],
    note?: string,
  ) {
    super(name, codes.length, note);
    this.kind = kind;
    this.codes = codes;
    this.categories = categories;
    let missing = 0;
    for (const code of codes) if (code < 0) missing++;
    this.missingCount = missing;
  }

  at(row: number): Cell {
    return this.categories[this.codes[row]!] ?? null;
  }

  // Distinct codes are already in the order of the categories.
  override unique(): Cell[] {
    const seen = new Set(this.codes);
    return this.categories.filter((_, code) => seen.has(code));
  }

  take(rows: ArrayLike<number>): Column {
    const codes = Int32Array.from(rows, (row) => this.codes[row]!);
    return new Categories(this.name, this.kind, codes, this.categories, this.note);
  }
}

/** A column of numbers; NaN means missing. */
export const numberColumn = (
  name: string,
  kind: NumberColumn["kind"],
  values: Float64Array,
  note?: string,
): NumberColumn => new Numbers(name, kind, values, note);

/** A column of categories from texts; null means missing. `order` makes it ordinal. */
export const categoryColumn = (
  name: string,
  texts: readonly (string | null)[],
  options: { order?: readonly string[] | undefined; note?: string | undefined } = {},
): CategoryColumn => {
  const { order } = options;
  const categories =
    order ?? [...new Set(texts.filter((text): text is string => text !== null))].sort(compareCells);
  const places = new Map(categories.map((text, place) => [text, place]));
  const codes = new Int32Array(texts.length);
  for (let row = 0; row < texts.length; row++) {
    const text = texts[row]!;
    const code = text === null ? -1 : places.get(text);
    if (code === undefined) {
      throw new DataError(
        `column "${name}": expected one of its ${categories.length} ordered values (${categories.join(" < ")}), ` +
          `received ${JSON.stringify(text)} in row ${row}; add it to the order or mend the value`,
      );
    }
    codes[row] = code;
  }
  return new Categories(name, order === undefined ? "nominal" : "ordinal", codes, categories, options.note);
};

/** A column typed after its cells: numbers, truth values, or else texts. */
export const columnFromCells = (
  name: string,
  cells: ArrayLike<Cell | undefined>,
  spec?: { kind: ColumnKind; order?: readonly string[] | undefined },
): Column => {
  const list = Array.from(cells, (cell) => (cell === undefined || isMissing(cell) ? null : cell));
  const there = list.filter((cell) => cell !== null);
  const numbers = there.every((cell) => typeof cell === "number");
  const truths = there.length > 0 && there.every((cell) => typeof cell === "boolean");
  const whole = numbers && there.length > 0 && there.every((cell) => Number.isSafeInteger(cell));
  const kind = spec?.kind ?? (truths ? "boolean" : numbers ? (whole ? "integer" : "float") : "nominal");
  if (kind === "nominal" || kind === "ordinal") {
    const texts = list.map((cell) => (cell === null ? null : String(cell)));
    return categoryColumn(name, texts, { order: kind === "ordinal" ? spec?.order : undefined });
  }
  const bad = list.findIndex(
    (cell) =>
      cell !== null &&
      (typeof cell === "string" ||
        !Number.isFinite(Number(cell)) ||
        (kind === "integer" && !Number.isInteger(Number(cell))) ||
        (kind === "boolean" && Number(cell) !== 0 && Number(cell) !== 1)),
  );
  if (bad >= 0) {
    throw new DataError(
      `column "${name}": expected ${kind} values, received ${JSON.stringify(list[bad])} (${String(list[bad])}) in row ${bad}; ` +
        'mend the value, put null where it is missing, or declare the column "nominal"',
    );
  }
  return numberColumn(
    name,
    kind,
    Float64Array.from(list, (cell) => (cell === null ? Number.NaN : Number(cell))),
  );
};
