import type { Cell } from "../cell";

/**
 * The kinds of a column: `integer` and `float` are numbers; `ordinal` and `nominal` are categories with
 * and without an order; `boolean` is true or false; `datetime` is a moment; `text` is free text, which is
 * no category.
 *
 * @example
 * ```ts
 * const kind: ColumnKind = "nominal";
 * ```
 */
export type ColumnKind = "integer" | "float" | "ordinal" | "nominal" | "boolean" | "datetime" | "text";

/**
 * What a remark on a column is about:
 *
 * - `allMissing`: no value at all
 * - `constant`: one value only
 * - `idLike`: as many values as rows, or nearly
 * - `mixed`: texts among numbers, or values of several types
 * - `numericText`: numbers that are kept as texts
 * - `dateLike`: dates that are kept as texts, because their form can be read in two ways
 * - `inferred`: another remark on how the kind was chosen
 *
 * @example
 * ```ts
 * const code: NoteCode = "constant";
 * ```
 */
export type NoteCode =
  | "allMissing"
  | "constant"
  | "idLike"
  | "mixed"
  | "numericText"
  | "dateLike"
  | "inferred";

/**
 * Something about a column that a reader should know before using it.
 *
 * @example
 * ```ts
 * table.schema().find((column) => column.name === "name")?.notes[0]?.code; // "idLike"
 * ```
 */
export interface ColumnNote {
  /** What it is about. */
  readonly code: NoteCode;
  /** The same in words. */
  readonly message: string;
}

/** What all columns have. */
export interface ColumnBase {
  /** The column's name. */
  readonly name: string;
  /** How many rows. */
  readonly length: number;
  /** How many rows hold no value. */
  readonly missingCount: number;
  /** Something a reader should know of how the column came to its kind. */
  readonly note: string | undefined;
  /** What the note is about; undefined without a note. */
  readonly noteCode: NoteCode | undefined;
  /** Does this row hold no value? */
  isMissing(row: number): boolean;
  /** The value of a row; null where it is missing. */
  at(row: number): Cell;
  /** All values, null where missing. */
  toArray(): Cell[];
  /** The distinct values that are there, in order; missing ones left out. */
  unique(): Cell[];
  /** The rows at the given places, as a new column; a place that is not there gives a missing value. */
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
 * A column of moments. `at` and `toArray` give them as ISO 8601 texts in UTC: "2020-04-03" when the whole
 * column holds days only, else "2020-04-03T10:30:00Z".
 *
 * @example
 * ```ts
 * const column = table.column("published") as DatetimeColumn;
 * new Date(column.values[0]); // the same as a Date
 * ```
 */
export interface DatetimeColumn extends ColumnBase {
  /** Moments. */
  readonly kind: "datetime";
  /** Milliseconds since 1970-01-01T00:00:00Z, as `Date` counts them; NaN where missing. */
  readonly values: Float64Array;
  /** Are all of them days, without a time of day? */
  readonly daysOnly: boolean;
  /** The form in which the texts were given, such as "dd/MM/yyyy"; undefined for ISO 8601. */
  readonly format: string | undefined;
}

/**
 * A column of free text.
 *
 * @example
 * ```ts
 * const column = table.column("review") as TextColumn;
 * column.texts[0]; // the text, or null where there is none
 * ```
 */
export interface TextColumn extends ColumnBase {
  /** Free text. */
  readonly kind: "text";
  /** The texts; null where missing. */
  readonly texts: readonly (string | null)[];
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
export type Column = NumberColumn | CategoryColumn | DatetimeColumn | TextColumn;

/**
 * How a column is declared: a kind, or a kind with what it needs. An ordinal column needs the order of its
 * values. A datetime column may say the `format` of its texts, with yyyy or yy, MM or M (MMM and MMMM for
 * English names), dd or d, HH or H (hh or h with a for am and pm), mm, ss, SSS and X (a zone such as
 * +02:00), or "epochSeconds" or "epochMilliseconds"; default ISO 8601. A time without a zone is taken as UTC.
 *
 * @example
 * ```ts
 * const grade: ColumnSpec = { kind: "ordinal", order: ["low", "middle", "high"] };
 * const birthday: ColumnSpec = { kind: "datetime", format: "dd/MM/yyyy" };
 * ```
 */
export type ColumnSpec =
  | Exclude<ColumnKind, "ordinal">
  | { kind: Exclude<ColumnKind, "ordinal" | "datetime"> }
  | { kind: "datetime"; format?: string | undefined }
  | { kind: "ordinal"; order: readonly string[] };
