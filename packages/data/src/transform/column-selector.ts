import { type Cell, isMissing } from "../cell";
import { DataError } from "../errors";
import type { ColumnKind } from "../table/column";
import type { Feature, Frame } from "./frame";
import type { JsonObject, JsonValue } from "./json";

/**
 * What a function that selects columns gets to know of each.
 *
 * @example
 * ```ts
 * const isBill = ({ name }: ColumnFacts): boolean => name.startsWith("bill_");
 * ```
 */
export interface ColumnFacts {
  /** The column's name; x0, x1, … in an array. */
  readonly name: string;
  /** Its kind in the table; in an array what its values show. */
  readonly kind: ColumnKind;
  /** Its place, from 0. */
  readonly index: number;
}

/** A kind of column, or "numeric" for integer and float. */
export type SelectedKind = ColumnKind | "numeric";

/**
 * Which columns: their names or places, those of a kind ("numeric" for integer and float), or those for
 * which a function says so. Kinds and functions are asked when the train part is fitted, as scikit-learn's
 * `make_column_selector`.
 *
 * @example
 * ```ts
 * const numeric: ColumnSelector = { kind: "numeric" };
 * const bills: ColumnSelector = ({ name }) => name.startsWith("bill_");
 * ```
 */
export type ColumnSelector =
  | readonly (string | number)[]
  | { readonly kind: SelectedKind | readonly SelectedKind[] }
  | ((column: ColumnFacts) => boolean);

const isList = (columns: ColumnSelector): columns is readonly (string | number)[] => Array.isArray(columns);

/** Is this a way to select columns? */
export const isColumnSelector = (columns: unknown): columns is ColumnSelector =>
  Array.isArray(columns) ||
  typeof columns === "function" ||
  (typeof columns === "object" && columns !== null && "kind" in columns);

const kindOfNumbers = (numbers: Float64Array): ColumnKind =>
  numbers.every((value) => Number.isNaN(value) || Number.isInteger(value)) ? "integer" : "float";

const kindOfCells = (cells: readonly Cell[]): ColumnKind => {
  const there = cells.filter((cell) => !isMissing(cell));
  return there.length > 0 && there.every((cell) => typeof cell === "boolean") ? "boolean" : "nominal";
};

const kindOf = (feature: Feature): ColumnKind => {
  if (feature.kind !== undefined) return feature.kind;
  if ("numbers" in feature) return kindOfNumbers(feature.numbers);
  return feature.order === undefined ? kindOfCells(feature.cells) : "ordinal";
};

/** The columns of a frame that are meant: the list as it is, or names. */
export const selectColumns = (columns: ColumnSelector, frame: Frame): readonly (string | number)[] => {
  if (isList(columns)) return columns;
  const facts = frame.features.map((feature, index) => ({
    name: feature.name,
    kind: kindOf(feature),
    index,
  }));
  if (typeof columns === "function") return facts.filter(columns).map(({ name }) => name);
  const kinds: readonly SelectedKind[] = typeof columns.kind === "string" ? [columns.kind] : columns.kind;
  return facts
    .filter(
      ({ kind }) =>
        kinds.includes(kind) || (kinds.includes("numeric") && (kind === "integer" || kind === "float")),
    )
    .map(({ name }) => name);
};

/** A selection as JSON: a function as the columns that it selected. */
export const selectorJson = (
  columns: ColumnSelector,
  chosen: readonly (string | number)[] | undefined,
): JsonValue => {
  if (isList(columns)) return [...columns];
  if (typeof columns !== "function") return { kind: columns.kind };
  if (chosen !== undefined) return [...chosen];
  throw new DataError(
    "columnTransformer.toJSON: expected to be fitted before it is saved, received a function that selects columns, which JSON cannot hold; fit first, or select by { kind } or by names",
  );
};

/** A selection from JSON. */
export const selectorFromJson = (json: JsonValue | undefined): ColumnSelector => {
  if (Array.isArray(json)) return json as readonly (string | number)[];
  const kind = (json as JsonObject | undefined)?.kind;
  if (typeof kind === "string" || Array.isArray(kind)) return { kind: kind as SelectedKind };
  throw new DataError(
    `transformFromJson: expected columns as a list or { kind }, received ${JSON.stringify(json)}; the saved transform is damaged, save it again`,
  );
};
